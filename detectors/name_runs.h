// Runs of words that could be one name, and what rules ask about a token.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/name_tokens.h"
#include "detectors/name_word.h"

namespace trawl::detectors {

bool is(const NameToken& token, char c);

// A word with a capital that is no code.
bool capitalised(const NameToken& token);

// Of token i, which may stand behind the last.
inline bool is(const std::vector<NameToken>& all, std::uint32_t i, char32_t c) {
  return i < all.size() && all[i].kind == TokenKind::punctuation && all[i].hash == c;
}

inline bool is_word(const std::vector<NameToken>& all, std::uint32_t i) {
  return i < all.size() && all[i].kind == TokenKind::word;
}

// A word with a capital, be it within ("GmbH").
inline bool has_capital(const std::vector<NameToken>& all, std::uint32_t i) {
  return is_word(all, i) && (capitalised(all[i]) || (all[i].shape == Shape::mixed && !all[i].glued));
}

// A capitalised word that may stand in a name: no title, weekday, form of firms and the like that no list knows as one.
bool name_word(const NameToken& token);

// "van", "de": in lower case, within a name.
bool particle(const NameToken& token);

// Whether each of the words is also an ordinary one; only a model can tell whether "Goods Inward" is a person.
bool all_ordinary(const std::vector<NameToken>& tokens, std::uint32_t first, std::uint32_t last);

// The end of the run of words from `first` on that could be one name ("Anne-Marie van der Berg"), at most `last`.
std::uint32_t name_run(const NameTokens& tokens, std::uint32_t first, std::uint32_t last);

// Sorted hashes of words.
template <std::size_t N>
class Words {
 public:
  explicit Words(const std::array<std::string_view, N>& words) {
    std::transform(words.begin(), words.end(), hashes_.begin(), word_hash_ascii);
    std::sort(hashes_.begin(), hashes_.end());
  }
  bool hold(const std::vector<NameToken>& all, std::uint32_t i) const {
    return is_word(all, i) && std::binary_search(hashes_.begin(), hashes_.end(), all[i].hash);
  }

 private:
  std::array<std::uint64_t, N> hashes_;
};

// Tokens [first, last) of a line, without its end.
struct TokenLine {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool empty() const { return first == last; }
};

// The line that begins with token `first`.
TokenLine line_from(const std::vector<NameToken>& tokens, std::uint32_t first);

}  // namespace trawl::detectors
