// Walks over what separates a label from its value.
#include "detectors/behind_label.h"

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

bool separates(char c) { return c == ' ' || c == '\t' || c == ':' || c == '=' || c == '#' || c == '-'; }

}  // namespace

Starts behind_label(std::string_view text, std::int64_t value, std::string_view ends) {
  if (value == 0) return Starts::one(0);
  std::int64_t at = value - 1;
  while (value - at <= 4 && separates(byte_at(text, at))) --at;
  const bool word = at >= 0 && ends.find(byte_at(text, at)) != std::string_view::npos;
  return word && at < value - 1 ? Starts::one(at) : Starts::none();
}

std::uint32_t value_start(const Match& match) {
  std::uint32_t at = match.start;
  if (match.start != 0 || separates(byte_at(match.text, 1))) ++at;
  while (at < match.end && separates(match.text[at])) ++at;
  return at;
}

}  // namespace trawl::detectors
