// Walks over what separates a label from its value.
#include "detectors/behind_label.h"

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

bool separates(char c) {
  return c == ' ' || c == ':' || c == '=' || c == '-' || c == '"' || c == '\'' || c == '\t' || c == '#';
}

bool ends_with(std::string_view text, std::int64_t end, std::string_view word) {
  for (std::size_t i = word.size(); i > 0; --i) {
    if (to_lower(byte_at(text, --end)) != word[i - 1]) return false;
  }
  return true;
}

}  // namespace

Starts at_label_end(std::string_view text, std::int64_t sign, std::span<const std::string_view> ends) {
  std::int64_t end = sign;
  while (sign - end < 2 && byte_at(text, end - 1) == ' ') --end;
  const std::int64_t quotes = end;
  const auto quote = [&](char c) { return c == '"' || c == '\'' || c == ']'; };
  while (quotes - end < 2 && quote(byte_at(text, end - 1))) --end;
  const char last = to_lower(byte_at(text, end - 1));
  if (!is_lower(last)) return Starts::none();
  for (const std::string_view word : ends) {
    if (word.back() == last && ends_with(text, end, word))
      return Starts::one(end - static_cast<std::int64_t>(word.size()));
  }
  return Starts::none();
}

std::uint32_t sign_of(const Match& match) {
  std::uint32_t at = match.start;
  while (match.text[at] != ':' && match.text[at] != '=') ++at;
  return at;
}

Starts behind_label(std::string_view text, std::int64_t value, std::string_view ends) {
  if (value == 0) return Starts::one(0);
  if (!separates(byte_at(text, value - 1))) return Starts::none();
  std::int64_t at = value - 1;
  while (value - at <= 5 && separates(byte_at(text, at))) --at;
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
