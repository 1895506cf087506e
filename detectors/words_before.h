// Words that stand before a place in a text, for detectors whose label is part of their pattern.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

#include "detectors/bytes.h"

namespace trawl::detectors {

// Whether `word`, in small letters, ends before text[end] and begins there as a word, in either case.
inline bool ends_with_word(std::string_view text, std::int64_t end, std::string_view word) {
  const std::int64_t start = end - static_cast<std::int64_t>(word.size());
  if (start < 0 || is_word(byte_at(text, start - 1))) return false;
  return std::equal(word.begin(), word.end(), text.begin() + start,
                    [](char expected, char c) { return to_lower(c) == expected; });
}

// The first of `words` that ends there, or an empty one.
template <std::size_t N>
std::string_view word_before(std::string_view text, std::int64_t end, const std::string_view (&words)[N]) {
  const char last = to_lower(byte_at(text, end - 1));
  if (!is_alpha(last)) return {};
  const auto found = std::find_if(std::begin(words), std::end(words), [&](std::string_view word) {
    return word.back() == last && ends_with_word(text, end, word);
  });
  return found == std::end(words) ? std::string_view() : *found;
}

}  // namespace trawl::detectors
