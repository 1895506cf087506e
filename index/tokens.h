// Tokens: which words of a text are indexed, and how they and found values are folded before hashing.
// The writer (scan) and the reader (find, dsar) must fold alike: both call this.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "index/key.h"

namespace trawl::index {

enum class Words {
  telling,  // words that are capitalised, hold a digit, or are not among the common words of English
  all,
};

// Lower case without diacritics, apostrophes dropped (O'Neil -> oneil, Zoë -> zoe); for a word or a phrase.
std::string folded(std::string_view text);

// The words of a query, as they are looked up: folded.
std::vector<std::string> query_words(std::string_view text);

// True where `telling` indexes a folded word even when it is written in lower case.
bool telling(std::string_view folded_word);

Token word_token(const Key& key, std::string_view folded_word);
Token sound_token(const Key& key, std::string_view folded_word);  // by its phonetic code
Token value_token(const Key& key, std::string_view kind, std::string_view canonical);

// Collects the tokens of one part. One thread; memory is reused between parts.
class TokenCollector {
 public:
  TokenCollector(const Key& key, Words words);
  void add_text(std::string_view normal_text);  // NormalText::text()
  void add_value(std::string_view kind, std::string_view canonical);
  std::vector<Token> take();                    // sorted, unique; and begins anew
  std::size_t size() const;                     // tokens held, an upper bound

 private:
  const Key& key_;
  Words words_;
  std::vector<Token> tokens_;
};

}  // namespace trawl::index
