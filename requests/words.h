// Words of a text as they are compared: folded as the index folds them, with their place in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::requests {

struct Word {
  std::string folded;       // lower case without diacritics and apostrophes; a possessive 's is left off
  std::uint32_t start = 0;  // byte offsets into the text, end exclusive
  std::uint32_t end = 0;
  bool capital = false;  // begins with an upper-case ASCII letter or a letter beyond ASCII
};

// Replaces `out` by the words of a normalised text (NormalText::text()): runs of letters, digits and
// apostrophes between letters. A hyphen, a dot, an underscore and white space part words.
void split_words(std::string_view normal, std::vector<Word>& out);

// The folded words alone, of a short text such as a name.
std::vector<std::string> folded_words(std::string_view text);

}  // namespace trawl::requests
