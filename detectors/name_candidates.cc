// Which tokens may begin, end or stand in a name: the part of NameTokens that looks at lines.
#include <algorithm>
#include <array>

#include "detectors/name_tokens.h"

namespace trawl::detectors {
namespace {

constexpr std::array<bool, 128> kCode = [] {
  std::array<bool, 128> table{};
  for (const char c : std::string_view("{}[]=\\$+~^%&#")) table[static_cast<std::size_t>(c)] = true;
  return table;
}();

bool code_character(std::uint64_t c) {
  return c < kCode.size() && kCode[c];
}

}  // namespace

// Whether hardly a word begins with a capital: one of eight does in edited text.
void NameTokens::look_for_capitals() {
  constexpr std::size_t kFewWords = 8, kWordsPerCapital = 25;
  std::size_t words = 0, capitals = 0;
  for (const NameToken& token : tokens_) {
    words += token.kind == TokenKind::word;
    capitals += token.kind == TokenKind::word && token.shape != Shape::lower && !token.glued;
  }
  without_capitals_ = words >= kFewWords && capitals * kWordsPerCapital < words;
}

void NameTokens::mark_candidates() {
  look_for_capitals();
  std::size_t first = 0;
  for (std::size_t i = 0; i <= tokens_.size(); ++i) {
    if (i < tokens_.size() && tokens_[i].kind != TokenKind::line_end) continue;
    if (i > first) mark_line(first, i);
    first = i + 1;
  }
}

// Words within two tokens of a candidate get their facts.
void NameTokens::look_at_neighbours(std::size_t first, std::size_t last) {
  std::size_t done = first;
  for (std::size_t i = first; i < last; ++i) {
    if (!tokens_[i].candidate) continue;
    for (std::size_t j = std::max(done, i >= first + 2 ? i - 2 : first); j < last && j <= i + 2; ++j) {
      NameToken& token = tokens_[j];
      if (token.kind == TokenKind::word && !token.candidate) token.facts = facts_of(token);
      done = j + 1;
    }
  }
}

// A short lower case word before a capitalised one, or before another such word ("van der Berg").
bool NameTokens::may_be_particle(std::size_t at, std::size_t last) const {
  if (tokens_[at].end - tokens_[at].start > 5) return false;
  for (std::size_t i = at + 1; i < last && i < at + 3; ++i) {
    const NameToken& next = tokens_[i];
    if (next.kind != TokenKind::word || next.glued) return false;
    if (next.shape != Shape::lower && next.shape != Shape::other) return true;
    if (next.end - next.start > 3) return false;
  }
  return false;
}

// Whether a sentence within the line opens with a capitalised word.
bool NameTokens::has_capital_sentence(std::size_t first, std::size_t last) const {
  for (std::size_t i = first + 1; i + 1 < last; ++i) {
    if (tokens_[i].kind != TokenKind::punctuation || tokens_[i].hash != '.') continue;
    if (tokens_[i + 1].kind == TokenKind::word && tokens_[i + 1].space_before && tokens_[i + 1].shape != Shape::lower)
      return true;
  }
  return false;
}

// "hi sarah jones here": known given names without their capital, and an unusual word or a surname behind one. Not in
// long lines of edited prose, where sentences open with a capital; where a line opens with a capital, only names that
// are frequent.
bool NameTokens::mark_lower_case(std::size_t first, std::size_t last) {
  constexpr std::size_t kLongLine = 40;
  if (last - first > kLongLine && has_capital_sentence(first, last)) return false;
  const std::uint8_t least = tokens_[first].shape == Shape::capital ? 4 : 3;
  bool any = false;
  for (std::size_t i = first; i < last; ++i) {
    NameToken& token = tokens_[i];
    if (token.kind != TokenKind::word || token.glued || token.shape != Shape::lower) continue;
    const bool behind = i > first && tokens_[i - 1].candidate && token.space_before;
    if (!behind && !may_be_given_in_lower_case(token.hash)) continue;
    const WordFacts facts = facts_of(token);
    const bool surname = behind && facts.kind == WordClass::none && token.end - token.start >= 3 &&
                         (facts.ordinary == 0 || (facts.ordinary == 1 && facts.surname > 0));
    if (!surname && (!given_in_lower_case(facts) || facts.given < least)) continue;
    token.facts = facts;
    token.candidate = any = true;
  }
  return any;
}

// In text without capitals: names of the lists that are no very common words, and words that stand in no list at all.
bool NameTokens::mark_without_capitals(std::size_t first, std::size_t last) {
  bool any = false;
  for (std::size_t i = first; i < last; ++i) {
    NameToken& token = tokens_[i];
    if (token.kind != TokenKind::word || token.glued || token.shape != Shape::lower) continue;
    if (token.end - token.start < 3) continue;
    const WordFacts facts = facts_of(token);
    if (facts.kind != WordClass::none || facts.ordinary > 2) continue;
    if (facts.ordinary > 0 && facts.given < 3 && facts.surname < 3) continue;
    token.facts = facts;
    token.candidate = any = true;
  }
  return any;
}

void NameTokens::mark_line(std::size_t first, std::size_t last) {
  std::size_t code = 0;
  bool capital = false, lower_case_name = false, candidate = false;
  for (std::size_t i = first; i < last; ++i) {
    const NameToken& token = tokens_[i];
    code += token.kind == TokenKind::punctuation && code_character(token.hash);
    if (token.kind != TokenKind::word) continue;
    if (token.shape == Shape::lower) {
      lower_case_name |= may_be_given_in_lower_case(token.hash);
      const std::string_view word = text_of(token);
      if (word == "mr" || word == "mrs") {  // the rules look at these
        tokens_[i].facts = facts_of(token);
        any_candidate_ = true;
      }
    } else {
      capital |= token.shape != Shape::other;
    }
  }
  if (!capital && !lower_case_name && !without_capitals_) return;
  if (code >= 3 && code * 5 >= last - first) return;
  if (without_capitals_)
    candidate = mark_without_capitals(first, last);
  else if (lower_case_name)
    candidate = mark_lower_case(first, last);
  for (std::size_t i = first; i < last; ++i) {
    NameToken& token = tokens_[i];
    if (token.kind != TokenKind::word || token.glued) continue;
    if (token.shape == Shape::lower || token.shape == Shape::other) continue;
    token.facts = facts_of(token);
    const WordFacts& facts = token.facts;
    token.candidate = facts.ordinary < 3 || facts.given >= 4 || facts.surname >= 4;
    if (token.candidate && facts.ordinary == 2 && !facts.name() && facts.kind == WordClass::none) {
      // "However, ...": an ordinary word that opens a sentence, with no other capital beside it
      const bool opens = i == first || tokens_[i - 1].kind == TokenKind::punctuation;
      const bool beside =
          i + 1 < last && tokens_[i + 1].kind == TokenKind::word && tokens_[i + 1].shape != Shape::lower;
      token.candidate = !opens || beside || i + 1 == last;
    }
    if (token.shape == Shape::initial && i > first &&
        tokens_[i - 1].candidate) {  // "Connie A Lee", where "A" is no article
      token.candidate = i + 1 == last || tokens_[i + 1].kind != TokenKind::word || tokens_[i + 1].shape != Shape::lower;
    }
    candidate |= token.candidate;
  }
  if (!candidate) return;
  any_candidate_ = true;
  look_at_neighbours(first, last);
  for (std::size_t i = first; i + 1 < last;
       ++i) {  // what joins candidates: particles, and the comma of "Surname, Given"
    NameToken& token = tokens_[i];
    if (token.candidate) continue;
    if (token.kind == TokenKind::word && token.shape == Shape::lower)
      token.candidate = token.facts.kind == WordClass::particle && may_be_particle(i, last);
    if (i > first && token.hash == ',' && token.kind == TokenKind::punctuation)
      token.candidate = tokens_[i - 1].candidate && tokens_[i + 1].candidate && tokens_[i + 1].space_before;
  }
}

}  // namespace trawl::detectors
