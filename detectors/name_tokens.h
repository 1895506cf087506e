// NameTokens: text cut into words, numbers, punctuation and line ends, as the name tagger and its rules need it.
//
// A word is letters with single inner apostrophes, hyphens and the full stops of initials ("O'Brien", "Anne-Marie",
// "K.H."); a possessive 's is a token of its own. E-mail addresses, URLs and handles are one `masked` token. Words
// that belong to code, paths or encoded data ("foo_bar", "Foo::Bar", "aGVsbG8x...") are words marked `glued`.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/gazetteer.h"

namespace trawl::detectors {

enum class TokenKind : std::uint8_t { word, number, punctuation, line_end, masked };

enum class Shape : std::uint8_t { lower, capital, all_capitals, initial, initials, mixed, other };

struct NameToken {
  std::uint32_t start = 0;  // byte offsets into the text, end exclusive
  std::uint32_t end = 0;
  std::uint64_t hash = 0;  // word_hash of words; the character for punctuation
  TokenKind kind = TokenKind::punctuation;
  Shape shape = Shape::other;
  bool glued = false;
  bool space_before = false;
  bool tab_before = false;  // a tab among the blanks before it
  WordFacts facts;          // of words within two tokens of a candidate
  bool candidate = false;   // may begin, end or stand in a name
};

// A stretch of the text that other detectors have found to be something else.
struct Masked {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
};

// Belongs to one thread.
class NameTokens {
 public:
  // Cuts the text (valid UTF-8, below 4 GiB); masked stretches are in order of their start. Reuses memory.
  void assign(std::string_view text, const std::vector<Masked>& masked);

  const std::vector<NameToken>& tokens() const { return tokens_; }
  std::string_view text() const { return text_; }
  std::string_view text_of(const NameToken& token) const { return text_.substr(token.start, token.end - token.start); }
  bool any_candidate() const { return any_candidate_; }
  // Whether two blanks or more, or a tab, part token i from the one before it: a gap between columns.
  bool column_gap_before(std::size_t i) const;
  WordFacts facts_of(const NameToken& word) const { return recent_.look_up(word.hash); }

 private:
  void cut(const std::vector<Masked>& masked);
  std::uint32_t cut_plain_word(std::uint32_t at, bool space);
  std::uint32_t cut_word(std::uint32_t at, bool space);
  bool mentions_person(std::uint32_t at, bool space);
  std::uint32_t cut_masked(std::uint32_t at, bool space);
  void add(TokenKind kind, std::uint32_t start, std::uint32_t end, std::uint64_t hash, bool space);
  void mark_candidates();
  bool may_be_particle(std::size_t at, std::size_t last) const;
  void look_at_neighbours(std::size_t first, std::size_t last);
  bool has_capital_sentence(std::size_t first, std::size_t last) const;
  bool mark_lower_case(std::size_t first, std::size_t last);
  bool mark_without_capitals(std::size_t first, std::size_t last);
  void look_for_capitals();
  void mark_line(std::size_t first, std::size_t last);

  std::string_view text_;
  std::vector<NameToken> tokens_;
  bool any_candidate_ = false;
  bool without_capitals_ = false;  // the text is written in lower case, names too
  mutable RecentWords recent_;
};

}  // namespace trawl::detectors
