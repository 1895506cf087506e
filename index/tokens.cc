// Tokens of words, sounds and values.
#include "index/tokens.h"

#include <algorithm>

#include "core/normal_text.h"
#include "core/utf8.h"
#include "index/folding.h"
#include "index/phonetic.h"
#include "index/sort_by_token.h"

namespace trawl::index {
namespace {

constexpr unsigned kSeenBits = 11;
constexpr std::uint32_t kEveryPart = 0;  // of words that are left out whatever the part
constexpr std::size_t kFewestJoined = 5, kMostJoined = 24;  // digits

bool divides_digits(char c) {
  return std::string_view(" -./()").find(c) != std::string_view::npos;
}

bool holds_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (!is_apostrophe(c)) append_folded(out, c);
  }
  return out;
}

std::vector<std::string> query_words(std::string_view text) {
  const std::string valid = repaired_utf8(text);
  NormalText normal;
  normal.assign(valid);
  std::vector<std::string> words;
  WordSplitter splitter(normal.text());
  for (Word word; splitter.next(word);) {
    if (std::find(words.begin(), words.end(), word.folded) == words.end()) words.emplace_back(word.folded);
  }
  return words;
}

bool telling(std::string_view folded_word) {
  if (folded_word.size() < kShortestWord) return false;
  return holds_digit(folded_word) || !CommonWords::english().contains(folded_word);
}

Token word_token(const Key& key, std::string_view folded_word) {
  return key.token("word", folded_word);
}

Token sound_token(const Key& key, std::string_view folded_word) {
  return key.token("sound", phonetic_code(folded_word));
}

Token value_token(const Key& key, std::string_view kind, std::string_view canonical) {
  return key.token(std::string("value/").append(kind), canonical);
}

TokenCollector::TokenCollector(const Key& key, Words words)
    : key_(key), common_(CommonWords::english()), words_(words), seen_(std::size_t{1} << kSeenBits) {}

inline bool TokenCollector::seen_or_common(const Word& word) {
  ShortWord bytes;
  std::memcpy(&bytes.low, word.folded.data(), 8);
  std::memcpy(&bytes.high, word.folded.data() + 8, 8);
  // No byte of a folded word that fits has all bits set, so a word with a capital is told from one without.
  ShortWord marked = bytes;
  if (word.capital) marked.high ^= 0xFFull << 56;
  Seen& slot = seen_[marked.hash() >> (64 - kSeenBits)];
  const bool same = slot.low == marked.low && slot.high == marked.high;
  if (same && (slot.part == part_ || slot.part == kEveryPart)) return true;
  const bool common = words_ == Words::telling && !word.capital && !word.digits && common_.contains(bytes);
  slot = {marked.low, marked.high, common ? kEveryPart : part_};
  return common;
}

void TokenCollector::add_sound(std::string_view word) {
  const std::string code = phonetic_code(word);
  if (!code.empty()) tokens_.push_back(key_.token("sound", code));
}

inline void TokenCollector::add_word(const Word& word) {
  if (word.folded.size() <= ShortWord::kLongest && seen_or_common(word)) return;
  tokens_.push_back(word_token(key_, word.folded));
  if (word.capital && !word.digits) add_sound(word.folded);
}

void TokenCollector::end_digits() {
  if (groups_ > 1 && digits_.size() >= kFewestJoined && digits_.size() <= kMostJoined) {
    tokens_.push_back(word_token(key_, digits_));
  }
  digits_.clear();
  groups_ = 0;
}

void TokenCollector::join_digits(std::string_view text, const Word& word) {
  const auto joins = [&] {
    const std::string_view between = text.substr(digits_end_, word.start - digits_end_);
    return between.size() <= 2 && std::all_of(between.begin(), between.end(), divides_digits);
  };
  if (groups_ > 0 && !joins()) end_digits();
  if (digits_.size() <= kMostJoined) digits_ += word.folded;  // longer ones are dropped at their end
  ++groups_;
  digits_end_ = word.end;
}

void TokenCollector::add_text(std::string_view normal_text) {
  digits_end_ = 0;
  WordSplitter splitter(normal_text);
  for (Word word; splitter.next(word);) {
    add_word(word);
    if (word.all_digits) join_digits(normal_text, word);
  }
  end_digits();
}

Token TokenCollector::add_value(std::string_view kind, std::string_view canonical) {
  tokens_.push_back(value_token(key_, kind, canonical));
  return tokens_.back();
}

std::vector<Token> TokenCollector::take() {
  // Few tokens are not worth it: the writer sorts and drops repetitions anyway. Of a large part there are many.
  constexpr std::size_t kWorthSorting = 2'048;
  if (tokens_.size() >= kWorthSorting) sort_by_token(tokens_, [](Token token) { return token; });
  std::vector<Token> taken(tokens_);
  tokens_.clear();
  if (++part_ != kEveryPart) return taken;
  seen_.assign(seen_.size(), {});
  ++part_;
  return taken;
}

}  // namespace trawl::index
