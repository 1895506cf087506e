// Classes of single bytes, as the detectors' patterns mean them: RE2's \b and \d are ASCII.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl::detectors {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_alpha(char c) {
  return is_upper(c) || is_lower(c);
}
constexpr bool is_alnum(char c) {
  return is_alpha(c) || is_digit(c);
}
constexpr bool is_word(char c) {
  return is_alnum(c) || c == '_';
}
constexpr bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr char to_upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 32) : c;
}
constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c + 32) : c;
}
constexpr int digit_of(char c) {
  return c - '0';
}

// The byte at `at`, or 0 outside of the text.
constexpr char byte_at(std::string_view text, std::int64_t at) {
  return at < 0 || at >= static_cast<std::int64_t>(text.size()) ? '\0' : text[static_cast<std::size_t>(at)];
}

// RE2's \b before text[at].
constexpr bool at_boundary(std::string_view text, std::int64_t at) {
  return is_word(byte_at(text, at - 1)) != is_word(byte_at(text, at));
}

}  // namespace trawl::detectors
