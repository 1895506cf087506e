#include "detectors/name_rules.h"

#include <algorithm>
#include <array>

#include "detectors/name_joins.h"
#include "detectors/name_lists.h"
#include "detectors/name_runs.h"
#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

using Tokens = std::vector<NameToken>;

bool any_name(const NameTokens& tokens, const NameToken& token) {
  if (token.kind != TokenKind::word || token.glued || token.shape != Shape::lower) return false;
  const WordFacts facts = tokens.facts_of(token);
  return facts.given >= 2 && facts.ordinary == 0 && facts.kind == WordClass::none;
}

// A title says that a name follows; what else may: "Mrs Dalby's Goose", "DR ADJAYE-MOSS WANTS THE KEY", "Mr Biscuits".
Confidence titled_confidence(const NameTokens& tokens, std::uint32_t title, std::uint32_t first, std::uint32_t last,
                             const TokenLine& line) {
  const Tokens& all = tokens.tokens();
  const bool capitals = all[title].shape == Shape::all_capitals;
  const bool work = last + 1 < line.last && all[last].hash == 's' && capitalised(all[last + 1]);
  const bool glued = last < line.last && !all[last].space_before && is(all[last], '-');
  const bool ordinary = std::any_of(all.begin() + first, all.begin() + last, [](const NameToken& token) {
    return token.facts.kind == WordClass::place || token.facts.kind == WordClass::role ||
           (token.facts.ordinary > 0 && !token.facts.name());
  });
  const bool word = last == first + 1 && all[first].facts.ordinary > 0;
  return capitals || work || glued || ordinary || word || last - first > 3 ? Confidence::likely : Confidence::certain;
}

void title_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t i = line.first; i + 1 < line.last; ++i) {
    if (all[i].facts.kind != WordClass::title || !capitalised(all[i]) || !all[i + 1].space_before) continue;
    std::uint32_t first = i + 1;
    while (first < line.last && first < i + 4 && plain_title(all[first])) ++first;
    const std::uint32_t last = name_run(tokens, first, line.last);
    if (last == first) continue;
    if (!plain_title(all[i])) continue;
    std::uint32_t begin = i;
    while (begin < first && title_of_office(all[begin])) ++begin;
    if (!names_a_thing(tokens, i, last))
      out.push_back({begin, last, titled_confidence(tokens, i, first, last, line), "title before the name"});
    i = last - 1;
  }
}

// "... and a Mr\nAlfred Crake": a line of prose that was broken behind the title.
void broken_title_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  if (line.last - line.first < 6 || line.last + 1 >= all.size()) return;
  const NameToken& title = all[line.last - 1];
  if (!plain_title(title) || title_of_office(title) || title.shape != Shape::capital) return;
  const TokenLine next = line_from(all, line.last + 1);
  const std::uint32_t end = name_run(tokens, next.first, next.last);
  if (end > next.first) out.push_back({line.last - 1, end, Confidence::likely, "title before the name"});
}

bool versus(const NameTokens& tokens, const NameToken& token) {
  return token.end == token.start + 1 && token.kind == TokenKind::word && tokens.text()[token.start] == 'v';
}

// A party of a case that is called by one word, which no list knows as anything but a name.
bool party(const NameToken& token) {
  if (!name_word(token) || token.shape == Shape::initial || token.end - token.start < 3) return false;
  const WordFacts& facts = token.facts;
  if (facts.kind != WordClass::none) return false;
  return facts.ordinary == 0 ? token.shape != Shape::all_capitals || facts.name() : facts.surname >= 2;
}

// "Polkey v Dunne [1987]", "Hirst v. the United Kingdom": a word alone on a side of "v".
void case_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t i = line.first + 1; i + 1 < line.last; ++i) {
    if (!versus(tokens, all[i])) continue;
    if (party(all[i - 1]) && (i - 1 == line.first || !capitalised(all[i - 2])))
      out.push_back({i - 1, i, Confidence::likely, "party of a case"});
    const std::uint32_t after = is(all[i + 1], '.') ? i + 2 : i + 1;
    if (after >= line.last || !party(all[after])) continue;
    const bool alone = after + 1 == line.last || !capitalised(all[after + 1]);
    const bool firm = after + 1 < line.last && (is(all[after + 1], '&') || is(all[after + 1], '/'));
    if (alone && !firm) out.push_back({after, after + 1, Confidence::likely, "party of a case"});
  }
}

void greeting_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  if (!capitalised(all[line.first]) || all[line.first].facts.kind != WordClass::greeting) return;
  std::uint32_t first = line.first + 1;
  while (first < line.last && all[first].kind == TokenKind::word &&
         tokens.facts_of(all[first]).kind == WordClass::greeting)
    ++first;
  if (first < line.last && is(all[first], ',')) ++first;
  const std::uint32_t last = name_run(tokens, first, line.last);
  if (last == first || last > first + 4) return;
  const bool ends = last == line.last || all[last].kind == TokenKind::punctuation;
  const bool known = all[first].facts.given > 0;
  if (!ends && !known) return;
  const bool given = all[first].facts.given >= 2 && all[first].facts.ordinary < 2;
  out.push_back({first, last, given && ends ? Confidence::certain : Confidence::likely, "greeting"});
}

bool signoff_line(const NameTokens& tokens, const TokenLine& line, std::uint32_t& name) {
  const Tokens& all = tokens.tokens();
  if (line.last - line.first > 12) return false;
  std::uint32_t i = line.first;
  bool found = false;
  for (; i < line.last && all[i].kind == TokenKind::word && i < line.first + 5; ++i) {
    const WordFacts facts = tokens.facts_of(all[i]);
    const bool word = facts.kind == WordClass::signoff || (facts.kind == WordClass::greeting && facts.given < 3);
    found |= word;
    if (!word && facts.ordinary < 3 && facts.ordinary != 2) return false;
    if (!word && capitalised(all[i]) && i > line.first) break;
  }
  while (i < line.last && (is(all[i], ',') || is(all[i], '.') || is(all[i], '!') || is(all[i], '-'))) ++i;
  name = i;
  return found;
}

// Words of lower case that may be a name behind a title: in no list, or in those of names rather than in a dictionary.
bool name_behind_title(const NameTokens& tokens, const NameToken& name) {
  if (name.kind != TokenKind::word || name.glued || name.shape != Shape::lower || !name.space_before) return false;
  if (name.end - name.start < 3) return false;
  const WordFacts facts = tokens.facts_of(name);
  return facts.kind == WordClass::none && (facts.ordinary == 0 || (facts.ordinary == 1 && facts.surname >= 2));
}

// "mr hussain", "ms karen adair-voss", "mrs van houten", "uncle javed": chat without capitals.
void lower_case_title_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  constexpr std::size_t kOffices = 3;  // are no part of the name
  static const std::array<std::uint64_t, 12> kTitles = {
      word_hash("nurse"), word_hash("cllr"), word_hash("councillor"), word_hash("mr"),
      word_hash("mrs"),   word_hash("dr"),   word_hash("doctor"),     word_hash("ms"),
      word_hash("miss"),  word_hash("lord"), word_hash("uncle"),      word_hash("auntie")};
  for (std::uint32_t i = line.first; i + 1 < line.last; ++i) {
    if (all[i].kind != TokenKind::word || all[i].shape != Shape::lower || all[i].glued) continue;
    if (std::string_view("nmcdlua").find(tokens.text()[all[i].start]) == std::string_view::npos) continue;
    const auto title =
        static_cast<std::size_t>(std::find(kTitles.begin(), kTitles.end(), all[i].hash) - kTitles.begin());
    if (title == kTitles.size()) continue;
    std::uint32_t name = i + 1;
    while (name + 1 < line.last && name < i + 3 && tokens.facts_of(all[name]).kind == WordClass::particle) ++name;
    if (!name_behind_title(tokens, all[name])) continue;
    std::uint32_t last = name + 1;
    while (last < line.last && last < name + 3 && tokens.facts_of(all[last]).name() &&
           name_behind_title(tokens, all[last]))
      ++last;
    out.push_back({title < kOffices ? i + 1 : i, last, Confidence::likely, "title before the name"});
    i = last - 1;
  }
}

// "Leggatt J", "Asif LJ", "Morrow LCJ": judges.
void judge_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  static const std::uint64_t kJ = word_hash("j");
  static const std::array<std::uint64_t, 4> kRanks = {word_hash("lj"), word_hash("ljj"), word_hash("lcj"),
                                                      word_hash("jsc")};
  for (std::uint32_t i = line.first + 1; i < line.last; ++i) {
    if (all[i].kind != TokenKind::word || !all[i].space_before || all[i].shape == Shape::lower) continue;
    const NameToken& name = all[i - 1];
    const bool rank = std::find(kRanks.begin(), kRanks.end(), all[i].hash) != kRanks.end();
    const bool lone = all[i].hash == kJ && all[i].shape == Shape::initial && all[i].end - all[i].start == 1 &&
                      (i + 1 == line.last || !capitalised(all[i + 1])) && name.facts.given < 3;
    if ((!rank && !lone) || !name_word(name) || name.end - name.start < 3 || name.facts.ordinary > 0) continue;
    if (i >= line.first + 2 && capitalised(all[i - 2]) && all[i - 2].facts.kind != WordClass::title) continue;
    out.push_back({i - 1, i, Confidence::likely, "rank of a judge behind the name"});
  }
}

// Names in lower case behind words that ask for one: "hi xiaohong,", "regards sipho", "my name is", "its keiko here".
void lower_case_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  static const std::uint64_t kIs = word_hash("is"), kIts = word_hash("its"), kItIs = word_hash("it's"),
                             kName = word_hash("name"), kHere = word_hash("here");
  for (std::uint32_t i = line.first + 1; i < line.last; ++i) {
    const std::uint64_t before_hash = all[i - 1].hash;
    if (i > line.first + 2 && before_hash != kIs && before_hash != kIts && before_hash != kItIs) continue;
    if (!any_name(tokens, all[i])) continue;
    if (is(all[i - 1], ':') && i == line.first + 2 && tokens.facts_of(all[line.first]).kind == WordClass::label) {
      out.push_back({i, i + 1, Confidence::likely, "label before the name"});
      continue;
    }
    if (all[i - 1].kind != TokenKind::word) continue;
    const WordClass before = tokens.facts_of(all[i - 1]).kind;
    const bool greeted = i == line.first + 1 &&
                         (before == WordClass::greeting || before == WordClass::signoff || before == WordClass::label);
    const bool copula = before_hash == kIs || before_hash == kIts || before_hash == kItIs;
    const bool introduced = (before_hash == kIs && i >= line.first + 2 && all[i - 2].hash == kName) ||
                            (copula && i + 1 < line.last && all[i + 1].hash == kHere);
    if (!greeted && !introduced) continue;
    std::uint32_t end = i + 1;
    if (end < line.last && all[end].kind == TokenKind::word && tokens.facts_of(all[end]).surname >= 2 &&
        tokens.facts_of(all[end]).ordinary == 0)
      ++end;
    out.push_back({i, end, Confidence::likely, greeted ? "greeting or sign-off" : "introduction"});
  }
}

void signoff_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  std::uint32_t first = 0;
  if (!signoff_line(tokens, line, first)) return;
  TokenLine target{first, line.last};
  for (int skipped = 0; target.empty() && skipped < 3 && target.last < all.size(); ++skipped)
    target = line_from(all, target.last + 1);
  if (target.empty()) return;
  const std::uint32_t last = name_run(tokens, target.first, target.last);
  if (last == target.first || last > target.first + 4) return;
  const bool alone = last == target.last || all[last].kind == TokenKind::punctuation;
  if (!alone) return;
  const bool known = all[target.first].facts.given >= 2 && all[target.first].facts.ordinary < 2;
  if (all_ordinary(all, target.first, last)) return;
  out.push_back({target.first, last, known ? Confidence::certain : Confidence::likely, "sign-off"});
}

// "X-From", "X-To", "X-cc", "X-bcc": as archives of Outlook have them.
bool header_of_archive(const NameTokens& tokens, const NameToken& word) {
  static const std::array<std::uint64_t, 4> kHeaders = {word_hash("x-from"), word_hash("x-to"), word_hash("x-cc"),
                                                        word_hash("x-bcc")};
  return tokens.text_of(word)[0] == 'X' && std::find(kHeaders.begin(), kHeaders.end(), word.hash) != kHeaders.end();
}

// "Applicant name: ...", "X-From: ...": a label within the first five words of a line, and what follows its colon.
void label_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  const auto front = all.begin() + line.first, early = all.begin() + std::min(line.last, line.first + 6);
  if (std::none_of(front, early, [](const NameToken& token) { return is(token, ':'); })) return;
  bool label = false, refused = false;
  for (std::uint32_t i = line.first; i < line.last && i < line.first + 6; ++i) {
    if (is(all[i], ':')) {
      if (label && !refused) find_in_list(tokens, i + 1, line.last, "label before the name", out);
      return;
    }
    if (all[i].kind != TokenKind::word) continue;
    const WordFacts facts = tokens.facts_of(all[i]);
    label |= facts.kind == WordClass::label || facts.kind == WordClass::role || header_of_archive(tokens, all[i]);
    refused |=
        facts.kind == WordClass::organisation || facts.kind == WordClass::technical || facts.kind == WordClass::place;
  }
}

// "First name Senga Surname Forbes": a form on one line without colons.
void form_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  static const std::array<std::uint64_t, 3> kWhole = {word_hash("surname"), word_hash("forename"),
                                                      word_hash("forenames")};
  static const std::array<std::uint64_t, 5> kFirst = {word_hash("first"), word_hash("given"), word_hash("last"),
                                                      word_hash("family"), word_hash("full")};
  static const std::uint64_t kDate = word_hash("date");
  static const std::array<std::uint64_t, 2> kName = {word_hash("name"), word_hash("names")};
  const auto is_of = [&](const auto& words, std::uint32_t i) {
    return std::find(words.begin(), words.end(), all[i].hash) != words.end();
  };
  for (std::uint32_t i = line.first; i + 1 < line.last; ++i) {
    if (!capitalised(all[i])) continue;
    std::uint32_t first = i + 1;
    if (is_of(kFirst, i) && is_of(kName, first)) {
      ++first;
    } else if (!is_of(kWhole, i)) {
      continue;
    }
    std::uint32_t last = name_run(tokens, first, line.last);
    for (std::uint32_t k = first; k < last; ++k)
      if (is_of(kWhole, k) || is_of(kFirst, k) || all[k].hash == kDate) last = k;
    const bool known = last == first + 1 && all[first].facts.name();  // "Surname Brown", not "Surname Title"
    if (last == first || (!known && all_ordinary(all, first, last))) continue;
    out.push_back({first, last, Confidence::certain, "label before the name"});
    i = last - 1;
  }
}

}  // namespace

void find_by_rules(const NameTokens& tokens, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t at = 0; at < all.size();) {
    const TokenLine line = line_from(all, at);
    at = line.last + 1;
    if (line.empty()) continue;
    title_rule(tokens, line, out);
    broken_title_rule(tokens, line, out);
    case_rule(tokens, line, out);
    lower_case_title_rule(tokens, line, out);
    judge_rule(tokens, line, out);
    greeting_rule(tokens, line, out);
    signoff_rule(tokens, line, out);
    lower_case_rule(tokens, line, out);
    label_rule(tokens, line, out);
    form_rule(tokens, line, out);
  }
  find_turned_names(tokens, out);
}

}  // namespace trawl::detectors
