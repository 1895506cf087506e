#include "detectors/name_lists.h"

#include <algorithm>

#include "detectors/name_joins.h"
#include "detectors/name_runs.h"

namespace trawl::detectors {
namespace {

using Tokens = std::vector<NameToken>;

// "Surname, Given": a surname of one or two words, then a given name with initials at most.
bool turned_pair(const NameTokens& tokens, const NameSpan& surname, const NameSpan& given) {
  const Tokens& all = tokens.tokens();
  const std::uint32_t words = surname.last - surname.first;
  if (words > 2 || given.last - given.first > 3 || given.first != surname.last + 1) return false;
  if (all[surname.first].shape == Shape::initial || all[given.first].facts.kind == WordClass::title) return false;
  const WordFacts& front = all[surname.first].facts;
  const WordFacts& back = all[given.first].facts;
  const bool surname_alone = words == 1 || all[surname.last - 1].facts.kind == WordClass::suffix || front.given <= 1 ||
                             front.kind == WordClass::particle;
  const bool rather_given = back.given > 0 && back.given + 1 >= back.surname;  // not "Fernandes, Green"
  return surname_alone && (rather_given || all[given.first].shape == Shape::initial);
}

// `"De Boer, Marie",marie@example.org`: a cell of a table with commas, in quotes.
void quoted_pair_rule(const NameTokens& tokens, const TokenLine& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t i = line.first; i + 4 < line.last; ++i) {
    if (!is(all[i], '"')) continue;
    const std::uint32_t comma = name_run(tokens, i + 1, line.last);
    if (comma == i + 1 || comma + 1 >= line.last || !is(all[comma], ',')) continue;
    const std::uint32_t end = name_run(tokens, comma + 1, line.last);
    if (end == comma + 1 || end >= line.last || !is(all[end], '"')) continue;
    const NameSpan surname{i + 1, comma, Confidence::likely, ""}, given{comma + 1, end, Confidence::likely, ""};
    if (turned_pair(tokens, surname, given))
      out.push_back({i + 1, end, Confidence::certain, "surname and given name in quotes"});
    i = end;
  }
}

// Whether a name of some words begins with a given name or a title, or is turned and has one behind its comma, and ends
// where the words do.
bool surely_whole(const NameTokens& tokens, const NameSpan& span) {
  const Tokens& all = tokens.tokens();
  std::uint32_t first = span.first;
  const bool titled = plain_title(all[first]);
  const auto comma =
      std::find_if(all.begin() + first, all.begin() + span.last, [](const NameToken& token) { return is(token, ','); });
  if (comma != all.begin() + span.last) first = static_cast<std::uint32_t>(comma - all.begin()) + 1;
  const WordFacts& front = all[first].facts;
  const bool given = front.given >= 2 && front.kind == WordClass::none && (front.ordinary < 2 || front.given >= 4);
  const bool ends = span.last == all.size() || all[span.last].kind != TokenKind::word;
  const bool plain = std::none_of(all.begin() + span.first, all.begin() + span.last, [](const NameToken& token) {
    return token.facts.kind == WordClass::place || token.facts.kind == WordClass::organisation ||
           token.facts.kind == WordClass::technical || token.facts.kind == WordClass::role;
  });
  const bool bracketed =
      span.first > 0 && (is(all[span.first - 1], '(') || all[span.first - 1].kind == TokenKind::number);
  return (given || titled) && ends && plain && !bracketed;
}

void add_name(const NameTokens& tokens, NameSpan span, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  const bool whole = span.last - span.first >= 2;
  const bool known =
      std::any_of(all.begin() + span.first, all.begin() + span.last, [](const NameToken& t) { return t.facts.name(); });
  if ((!whole && !known) || all_ordinary(all, span.first, span.last)) return;
  if (!whole && all[span.first].shape == Shape::all_capitals && all[span.first].end - all[span.first].start <= 3)
    return;
  if (span.first > 0 && is(all[span.first - 1], '/')) return;
  if (names_a_thing(tokens, span.first, span.last)) return;
  span.confidence = whole && known && surely_whole(tokens, span) ? Confidence::certain : Confidence::likely;
  out.push_back(span);
}

// Names between commas: "Surname, Given" in pairs when at least three of four pairs read so; else one name each, but
// for pairs that cannot be read otherwise.
void add_list(const NameTokens& tokens, const std::vector<NameSpan>& parts, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  std::size_t turned = 0;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) turned += turned_pair(tokens, parts[i], parts[i + 1]);
  const bool pairs = parts.size() >= 2 && parts.size() % 2 == 0 && turned * 4 >= parts.size() / 2 * 3;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool sure = i + 1 < parts.size() && turned_pair(tokens, parts[i], parts[i + 1]) &&
                      parts[i].last - parts[i].first == 1 && all[parts[i].first].facts.given <= 2 &&
                      all[parts[i + 1].first].facts.given >= 2;
    if (!pairs && !sure) {
      add_name(tokens, parts[i], out);
      continue;
    }
    add_name(tokens, {parts[i].first, parts[i + 1].last, parts[i].confidence, parts[i].evidence}, out);
    ++i;
  }
}

// The tokens of "12  de Almeida Prado, Luísa (SEN)" that are a surname, a comma and a given name, behind a number or a
// bullet and before a gap, punctuation or the end; empty when the line does not begin so.
NameSpan turned_name_of_line(const NameTokens& tokens, const TokenLine& line) {
  constexpr std::uint32_t kLongestPart = 4;
  const Tokens& all = tokens.tokens();
  std::uint32_t first = line.first;
  while (first < line.last && first < line.first + 4 && all[first].kind != TokenKind::word) ++first;
  const std::uint32_t comma = name_run(tokens, first, line.last);
  if (comma == first || comma > first + kLongestPart || comma + 1 >= line.last || !is(all[comma], ',')) return {};
  const std::uint32_t last = name_run(tokens, comma + 1, line.last);
  if (last == comma + 1 || last > comma + 1 + kLongestPart || !all[comma + 1].space_before) return {};
  const bool ends = last == line.last || all[last].kind != TokenKind::word || tokens.column_gap_before(last);
  if (!ends || (last < line.last && (is(all[last], ',') || is(all[last], '.')))) return {};
  return {first, last, Confidence::likely, "register of surnames and given names"};
}

// Neither "Preston, Lancashire" nor "Boots, Burberry".
bool may_be_turned(const NameTokens& tokens, const NameSpan& name) {
  const Tokens& all = tokens.tokens();
  const NameToken& given = all[name.last - 1];
  return given.facts.given > 0 || (given.facts.ordinary == 0 && given.facts.kind == WordClass::none);
}

// A register of people, a line each. Of its lines at least half have a given name that the lists know.
void find_register(const NameTokens& tokens, std::vector<NameSpan>& out) {
  constexpr std::size_t kFewest = 3;
  const Tokens& all = tokens.tokens();
  std::vector<NameSpan> names;
  std::size_t known = 0;
  for (std::uint32_t at = 0; at < all.size();) {
    const TokenLine line = line_from(all, at);
    at = line.last + 1;
    if (line.last - line.first < 3) continue;
    const NameSpan name = turned_name_of_line(tokens, line);
    if (name.last == 0 || !may_be_turned(tokens, name)) continue;
    const auto comma = std::find_if(all.begin() + name.first, all.begin() + name.last,
                                    [](const NameToken& token) { return is(token, ','); });
    known += (comma + 1)->facts.given > 0;
    names.push_back(name);
  }
  if (names.size() >= kFewest && known * 2 >= names.size()) out.insert(out.end(), names.begin(), names.end());
}

}  // namespace

void find_in_list(const NameTokens& tokens, std::uint32_t first, std::uint32_t last, const char* evidence,
                  std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  std::vector<NameSpan> parts;  // runs of words that follow each other with a comma between
  for (std::uint32_t i = first; i <= last;) {
    std::uint32_t begin = i, end = i;
    if (i < last) {
      while (begin < last && plain_title(all[begin])) ++begin;
      end = name_run(tokens, begin, last);
    }
    std::uint32_t from = i;
    while (from < begin && title_of_office(all[from])) ++from;
    if (end > begin) parts.push_back({from, end, Confidence::likely, evidence});
    const bool goes_on = end > begin && end < last && is(all[end], ',');
    if (!goes_on) {
      add_list(tokens, parts, out);
      parts.clear();
    }
    i = std::max(end, begin) + 1;  // titles without a name behind them have been seen
  }
}

void find_turned_names(const NameTokens& tokens, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t at = 0; at < all.size();) {
    const TokenLine line = line_from(all, at);
    at = line.last + 1;
    quoted_pair_rule(tokens, line, out);
  }
  find_register(tokens, out);
}

}  // namespace trawl::detectors
