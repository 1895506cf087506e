// Words as names see them: the case of letters, the folded hash under which gazetteer and tagger know
// a word, and titles and capitals. Everything is a pure function.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::detectors {

enum class LetterCase : std::uint8_t { none, upper, lower, other };

// Case of a code point: Latin (with extensions), Greek and Cyrillic have upper and lower; letters of other
// scripts are `other`; digits, punctuation and symbols are `none`.
LetterCase letter_case(char32_t code_point);

// Hash of a word that ignores case and, for Latin letters up to U+024F, diacritics: "DOGRU" and "Doğru" are
// one word. The typographic apostrophe equals the ASCII one. Stable: it is stored in data files.
std::uint64_t word_hash(std::string_view word);

// The same for a word that is known to be ASCII.
std::uint64_t word_hash_ascii(std::string_view word);

// The same for the ASCII word text[start, end), which is faster where text goes on behind it.
std::uint64_t word_hash_within(std::string_view text, std::size_t start, std::size_t end);

// The word in lower case, with diacritics removed as word_hash does. For tools and affixes.
std::string folded(std::string_view word);

// "O'BRIEN-SMITH" -> "O'Brien-Smith", "MCDONALD" -> "McDonald"; a word that is not all capitals comes back as it is.
std::string title_cased(std::string_view word);

// The word in capitals. For tools.
std::string in_capitals(std::string_view word);

// True when every letter of the word is upper case and it has at least two letters.
bool all_capitals(std::string_view word);

}  // namespace trawl::detectors
