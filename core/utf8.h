// UTF-8 (RFC 3629): validation, decoding, repair and counting. No allocation unless it says so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trawl {

inline constexpr char32_t kReplacement = 0xFFFD;

// Length of the longest valid prefix. valid_utf8(s) == (valid_prefix(s) == s.size()).
std::size_t valid_prefix(std::string_view text);
inline bool valid_utf8(std::string_view text) { return valid_prefix(text) == text.size(); }

// The code point at text[at], and moves at behind it. Invalid bytes: kReplacement, one byte on.
char32_t decode(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t code_point);

// The text with each invalid byte replaced by U+FFFD.
std::string repaired_utf8(std::string_view text);

std::size_t count_code_points(std::string_view text);

// Where a cut at or before `at` does not split a character.
std::size_t character_start(std::string_view text, std::size_t at);

}  // namespace trawl
