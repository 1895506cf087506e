#include "detectors/name_repeats.h"

#include <algorithm>
#include <string>

#include "detectors/name_joins.h"
#include "detectors/name_runs.h"

namespace trawl::detectors {
namespace {

using Tokens = std::vector<NameToken>;

// Adds the words outside of all spans that are wanted; words side by side become one span.
template <typename Wanted>
void add_words(const NameTokens& tokens, std::vector<NameSpan>& spans, const char* evidence, Wanted wanted) {
  const Tokens& all = tokens.tokens();
  const std::size_t found = spans.size();
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    while (next < found && spans[next].last <= i) ++next;
    if (next < found && spans[next].first <= i) continue;
    if (all[i].kind != TokenKind::word || all[i].glued || !wanted(all[i])) continue;
    if (spans.size() > found && spans.back().last == i) {
      ++spans.back().last;
    } else {
      spans.push_back({i, i + 1, Confidence::likely, evidence});
    }
  }
  std::inplace_merge(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(found), spans.end(),
                     [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
}

bool plain_surname(const NameToken& token) {
  return token.kind == TokenKind::word && token.facts.ordinary == 0 && token.facts.kind == WordClass::none &&
         token.facts.given <= 3 && (token.shape == Shape::capital || token.shape == Shape::all_capitals) &&
         token.end - token.start >= 4;
}

// "emma" where "Emma Shaw" stands elsewhere: a word that is nothing but a name.
bool only_a_name(const NameToken& token) {
  return token.kind == TokenKind::word && !token.glued && token.facts.ordinary == 0 &&
         token.facts.kind == WordClass::none && token.shape == Shape::capital && token.end - token.start >= 3;
}

// "AJH" of "Mrs Andrea Jane Holroyd".
std::string letters_of(const NameTokens& tokens, const NameSpan& name) {
  std::string letters;
  for (std::uint32_t i = name.first; i < name.last; ++i)
    if (is_word(tokens.tokens(), i) && !plain_title(tokens.tokens()[i]))
      letters += tokens.text_of(tokens.tokens()[i]).front();
  return letters;
}

// Whether "AH" or "A.J.H." are the initials of "Andrea Jane Holroyd".
bool initials_agree(const NameTokens& tokens, const NameSpan& name, const NameToken& initials) {
  const std::string letters = letters_of(tokens, name);
  std::string wanted;
  for (const char c : tokens.text_of(initials))
    if (c != '.') wanted += c;
  return letters.size() >= 2 && (letters == wanted || std::string{letters.front(), letters.back()} == wanted);
}

bool of_capitals(const NameToken& token) {
  return token.shape == Shape::all_capitals || token.shape == Shape::initials;
}

// Capitals that the lists do not know, beside no word: "Action: AH to write", "AH/PK", "- AH".
bool may_be_initials(const Tokens& all, std::uint32_t i) {
  const NameToken& token = all[i];
  const bool unknown = token.facts.ordinary == 0 && token.facts.kind == WordClass::none && !token.facts.name();
  return unknown && of_capitals(token) && token.end - token.start <= 4 &&
         (i == 0 || (!is_word(all, i - 1) && all[i - 1].kind != TokenKind::number)) && !has_capital(all, i + 1);
}

}  // namespace

void repeat_words(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::vector<std::uint64_t> surnames;
  for (const NameSpan& span : spans) {
    if (span.confidence < Confidence::likely) continue;
    if (span.last - span.first >= 2 && plain_surname(all[span.last - 1])) surnames.push_back(all[span.last - 1].hash);
    if (only_a_name(all[span.first]) && all[span.first].facts.given >= 2) surnames.push_back(all[span.first].hash);
  }
  if (surnames.empty()) return;
  std::sort(surnames.begin(), surnames.end());
  const std::size_t found = spans.size();
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    while (next < found && spans[next].last <= i) ++next;
    if (next < found && spans[next].first <= i) continue;
    if (!all[i].candidate || !(plain_surname(all[i]) || only_a_name(all[i]))) continue;
    const bool alone = (i == 0 || !has_capital(all, i - 1)) && !has_capital(all, i + 1);
    const bool address = i + 1 < all.size() && all[i + 1].kind == TokenKind::masked;  // "Paul Hill@NORTH"
    if (!alone || address || names_a_thing(tokens, i, i + 1)) continue;
    if (std::binary_search(surnames.begin(), surnames.end(), all[i].hash))
      spans.push_back({i, i + 1, Confidence::likely, "part of a name elsewhere in the text"});
  }
  std::inplace_merge(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(found), spans.end(),
                     [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
}

void find_initials(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::vector<std::uint64_t> told, likely;  // "(AH)" behind the name, or only the first letters of its words
  for (const NameSpan& span : spans) {
    const std::uint32_t at = span.last + 1;
    const std::string letters = letters_of(tokens, span);
    if (letters.size() < 2) continue;
    likely.push_back(word_hash(letters));
    likely.push_back(word_hash(std::string{letters.front(), letters.back()}));
    if (!is(all, span.last, '(') || !is_word(all, at) || !(is(all, at + 1, ')') || is(all, at + 1, ','))) continue;
    if (of_capitals(all[at]) && initials_agree(tokens, span, all[at])) told.push_back(all[at].hash);
  }
  if (likely.empty()) return;
  std::sort(told.begin(), told.end());
  std::sort(likely.begin(), likely.end());
  add_words(tokens, spans, "initials of a name elsewhere in the text", [&](const NameToken& token) {
    if (!of_capitals(token)) return false;
    if (std::binary_search(told.begin(), told.end(), token.hash)) return true;
    return std::binary_search(likely.begin(), likely.end(), token.hash) &&
           may_be_initials(all, static_cast<std::uint32_t>(&token - all.data()));
  });
}

void repeat_in_lower_case(const NameTokens& tokens, std::vector<NameSpan>& spans) {
  const Tokens& all = tokens.tokens();
  std::vector<std::uint64_t> names;
  for (const NameSpan& span : spans) {
    const bool sure = span.last - span.first >= 2 || span.confidence == Confidence::certain;
    for (std::uint32_t i = span.first; span.confidence >= Confidence::likely && i < span.last; ++i)
      if (only_a_name(all[i]) && (sure || all[i].facts.name())) names.push_back(all[i].hash);
  }
  if (names.empty()) return;
  std::sort(names.begin(), names.end());
  add_words(tokens, spans, "name elsewhere in the text, here without its capital", [&](const NameToken& token) {
    return token.shape == Shape::lower && std::binary_search(names.begin(), names.end(), token.hash);
  });
}

}  // namespace trawl::detectors
