// PhraseMatcher: sequences of folded words in a text, as people write them: "Smith, John",
// "J. Smith", "john_smith", a name broken over two lines or over the cells of a row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "requests/words.h"

namespace trawl::requests {

// Stands in a phrase for any one capitalised word or initial: the middle name that nobody told us.
inline constexpr std::string_view kAnyName = "?";

struct PhraseHit {
  std::uint32_t phrase = 0;      // as add() returned it
  std::uint32_t first_word = 0;  // indices into the words, inclusive
  std::uint32_t last_word = 0;
};

class PhraseMatcher {
 public:
  // The words must be folded; the first must not be kAnyName. Returns the phrase's number, from 0.
  std::uint32_t add(std::vector<std::string> words);
  bool empty() const { return phrases_.empty(); }

  // Appends all places of all phrases, also overlapping ones, in the order of their first word.
  void find(std::string_view text, const std::vector<Word>& words, std::vector<PhraseHit>& out) const;

 private:
  bool matches(std::string_view text, const std::vector<Word>& words, std::size_t first,
               const std::vector<std::string>& phrase) const;

  std::vector<std::vector<std::string>> phrases_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_first_;
};

}  // namespace trawl::requests
