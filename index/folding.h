// Folding: what spellings of a word are the same to a search. Lower case, compatibility forms (Unicode UAX #15, NFKD)
// without marks, apostrophes dropped, and the letters that Unicode does not decompose written as Britons type
// them (ø o, ł l, ß ss, æ ae).
#pragma once

#include <string>

namespace trawl::index {

void append_folded(std::string& out, char32_t code_point);

bool is_apostrophe(char32_t code_point);

// What a code point is to the splitting of text into words.
enum class LetterKind {
  none,
  letter,   // also marks, which belong to the letter before
  capital,  // upper or title case
  digit,
  ideograph,  // a word by itself: Han, Hiragana, Katakana are written without spaces
};

LetterKind letter_kind(char32_t code_point);

}  // namespace trawl::index
