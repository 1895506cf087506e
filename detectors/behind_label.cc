// Walks over what separates a label from its value.
#include "detectors/behind_label.h"

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

bool separates(char c) { return c == ' ' || c == '\t' || c == ':' || c == '=' || c == '#' || c == '-'; }

}  // namespace

Starts behind_label(std::string_view text, std::int64_t value) {
  if (value == 0) return Starts::one(0);
  std::int64_t at = value - 1;
  if (text[static_cast<std::size_t>(at)] == '\n') return Starts::one(at);
  while (value - at <= 4 && separates(byte_at(text, at))) --at;
  const char last = byte_at(text, at);
  const bool word = is_alpha(last) || last == '2' || last == '.' || last == ')';
  return word && at < value - 1 ? Starts::one(at) : Starts::none();
}

std::uint32_t value_start(const Match& match) {
  std::uint32_t at = match.start;
  if (at != 0 && match.text[at] != '\n') ++at;
  if (match.start == 0 && byte_at(match.text, 1) != '\0' && separates(match.text[1]) && !is_digit(match.text[0])) ++at;
  while (at < match.end && (separates(match.text[at]) || match.text[at] == '\n')) ++at;
  return at;
}

}  // namespace trawl::detectors
