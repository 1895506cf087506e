// Tokens: which words of a text are indexed, and how they and found values are folded before hashing.
// The writer (scan) and the reader (find, dsar) must fold alike: both call this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "index/common_words.h"
#include "index/key.h"
#include "index/words.h"

namespace trawl::index {

enum class Words {
  telling,  // words that are capitalised, hold a digit, or are not among the common words of English
  all,
};

// Lower case without diacritics, apostrophes dropped (O'Neil -> oneil, Zoë -> zoe); for a word or a phrase
// (what is not a letter stays as it is). index/folding.h has the rules.
std::string folded(std::string_view text);

// The words of a query, as they are looked up: folded, split as text is (index/words.h), each once, in their order.
// What is never indexed (single letters) is left out.
std::vector<std::string> query_words(std::string_view text);

// True where Words::telling indexes a folded word even when it is written in lower case. Where this is false a
// look-up of the word finds only the parts that write it with a capital.
bool telling(std::string_view folded_word);

Token word_token(const Key& key, std::string_view folded_word);
// By its phonetic code (index/phonetic.h); of capitalised words only, and not of words that have none: then
// nothing is found by it.
Token sound_token(const Key& key, std::string_view folded_word);
Token value_token(const Key& key, std::string_view kind, std::string_view canonical);

// Collects the tokens of one part. One thread; memory is reused between parts. The key must outlive it.
//
// Of a text: its words (of kShortestWord bytes or more); the phonetic code of capitalised ones; and, for groups of
// digits divided by one or two of " -./()", of 5 to 24 digits in all, the digits joined: "07700 900123" is
// found by 07700, by 900123 and by 07700900123.
class TokenCollector {
 public:
  TokenCollector(const Key& key, Words words);
  void add_text(std::string_view normal_text);  // NormalText::text()
  Token add_value(std::string_view kind, std::string_view canonical);
  std::vector<Token> take();                           // in any order, few of them twice; and begins anew
  std::size_t size() const { return tokens_.size(); }  // tokens held, an upper bound

 private:
  // A word that was met shortly before: in this part it need not be hashed again, and one that tells nothing is left
  // out of every part.
  struct Seen {
    std::uint64_t low = 0, high = 0;
    std::uint32_t part = 0;
  };

  void add_word(const Word& word);
  bool seen_or_common(const Word& word);
  void add_sound(std::string_view folded);
  void join_digits(std::string_view text, const Word& word);
  void end_digits();

  const Key& key_;
  const CommonWords& common_;
  Words words_;
  std::vector<Token> tokens_;
  std::vector<Seen> seen_;
  std::uint32_t part_ = 1;
  std::string digits_;  // of the groups so far
  unsigned groups_ = 0;
  std::size_t digits_end_ = 0;  // where in the text the last group ended
};

}  // namespace trawl::index
