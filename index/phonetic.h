// A phonetic code for names as they are heard and misspelt in Britain.
//
// The consonants as they sound, in the manner of Metaphone (L. Philips, "Hanging on the Metaphone", Computer
// Language 7(12), 1990), with the rules that British and Muslim names in Latin letters ask for:
//
//   Mc = Mac; ph = v = f; th = t (Anthony, Antony); gh silent (Wright, Callaghan), h and w silent inside
//   (Graham, Graeme; Stewart, Stuart); y a vowel (Smyth); z = s; q = k; soft c = s and soft g = j (Geoffrey,
//   Jeffrey); ch = k before l, r, o and ae (Christine, Nicholas, Michael), else x as in church; sh = sch = x;
//   a p between m and s or t silent (Thompson, Thomson); kn, gn = n; wr = r; doubled letters once; vowels dropped,
//   but a first one kept as "a".
//
// It makes candidates, which are judged by other means; it need not be right about English.
#pragma once

#include <string>
#include <string_view>

namespace trawl::index {

// Empty where there is too little to go by: a word of other letters than a-z, or a code of one consonant.
std::string phonetic_code(std::string_view folded_word);

}  // namespace trawl::index
