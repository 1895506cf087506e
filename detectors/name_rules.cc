#include "detectors/name_rules.h"

#include <algorithm>
#include <array>

#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

using Tokens = std::vector<NameToken>;

bool is(const NameToken& token, char c) {
  return token.kind == TokenKind::punctuation && token.hash == static_cast<unsigned char>(c);
}

bool capitalised(const NameToken& token) {
  return token.kind == TokenKind::word && !token.glued && token.shape != Shape::lower && token.shape != Shape::other &&
         token.shape != Shape::mixed;
}

// Capitalised words of these classes are no names unless the lists know them as such.
bool ordinary_class(const WordFacts& facts) {
  switch (facts.kind) {
    case WordClass::stop:
    case WordClass::organisation:
    case WordClass::technical:
    case WordClass::label:
    case WordClass::greeting:
    case WordClass::signoff: return facts.given < 4 && facts.surname < 4;
    case WordClass::title:
    case WordClass::role:
    case WordClass::month:
    case WordClass::nationality:
    case WordClass::street: return facts.given < 3 && facts.surname < 3;
    default: return false;
  }
}

bool name_word(const NameToken& token) {
  return capitalised(token) && !ordinary_class(token.facts);
}

// "McDonald, Connie A": a bare initial behind a word, unless the sentence goes on.
bool middle_initial(const Tokens& tokens, std::uint32_t i, std::uint32_t last) {
  if (!capitalised(tokens[i]) || tokens[i].shape != Shape::initial) return false;
  return i + 1 == last || tokens[i + 1].kind != TokenKind::word || tokens[i + 1].shape != Shape::lower;
}

// Words of which each is also an ordinary word; only a model can tell whether "Goods Inward" is a person.
bool all_ordinary(const Tokens& tokens, std::uint32_t first, std::uint32_t last) {
  return std::all_of(tokens.begin() + first, tokens.begin() + last, [](const NameToken& token) {
    return token.facts.ordinary > 0 || token.kind != TokenKind::word || token.facts.kind == WordClass::place ||
           token.facts.kind == WordClass::organisation;
  });
}

bool particle(const NameToken& token) {
  return token.kind == TokenKind::word && token.shape == Shape::lower && token.facts.kind == WordClass::particle;
}

bool any_name(const NameTokens& tokens, const NameToken& token) {
  if (token.kind != TokenKind::word || token.glued || token.shape != Shape::lower) return false;
  const WordFacts facts = tokens.facts_of(token);
  return facts.given >= 2 && facts.ordinary == 0 && facts.kind == WordClass::none;
}

// Walks over the lines of the text.
struct Line {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool empty() const { return first == last; }
};

Line line_from(const Tokens& tokens, std::uint32_t first) {
  Line line{first, first};
  while (line.last < tokens.size() && tokens[line.last].kind != TokenKind::line_end) ++line.last;
  return line;
}

void title_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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
    out.push_back({begin, last, Confidence::certain, "title before the name"});
    i = last - 1;
  }
}

void greeting_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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
  out.push_back({first, last, known && ends ? Confidence::certain : Confidence::likely, "greeting"});
}

bool signoff_line(const NameTokens& tokens, const Line& line, std::uint32_t& name) {
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

// "mr hussain", "mrs lightbody": chat without capitals.
void lower_case_title_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  static const std::array<std::uint64_t, 4> kTitles = {word_hash("mr"), word_hash("mrs"), word_hash("ms"),
                                                       word_hash("miss")};
  for (std::uint32_t i = line.first; i + 1 < line.last; ++i) {
    const NameToken& name = all[i + 1];
    if (all[i].shape != Shape::lower || all[i].glued || name.glued || name.shape != Shape::lower) continue;
    if (!name.space_before || name.end - name.start < 3) continue;
    const auto title = std::find(kTitles.begin(), kTitles.end(), all[i].hash);
    if (all[i].kind != TokenKind::word || name.kind != TokenKind::word || title == kTitles.end()) continue;
    const WordFacts facts = tokens.facts_of(name);
    const bool known = facts.surname >= 2 && facts.ordinary < 2;
    if (facts.kind != WordClass::none || facts.ordinary > 1 || (title - kTitles.begin() >= 2 && !known)) continue;
    if (facts.ordinary == 1 && !known) continue;
    out.push_back({i, i + 2, Confidence::likely, "title before the name"});
  }
}

// "Leggatt J", "Asif LJ", "Morrow LCJ": judges.
void judge_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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
void lower_case_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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

void signoff_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  std::uint32_t first = 0;
  if (!signoff_line(tokens, line, first)) return;
  Line target{first, line.last};
  for (int skipped = 0; target.empty() && skipped < 3 && target.last < all.size(); ++skipped)
    target = line_from(all, target.last + 1);
  if (target.empty()) return;
  const std::uint32_t last = name_run(tokens, target.first, target.last);
  if (last == target.first || last > target.first + 4) return;
  const bool alone = last == target.last || all[last].kind == TokenKind::punctuation;
  if (!alone) return;
  const bool known = all[target.first].facts.given > 0;
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
void label_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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
void form_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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

// "Surname, Given": a surname of one or two words, then a given name with initials at most.
bool turned_pair(const NameTokens& tokens, const NameSpan& surname, const NameSpan& given) {
  const Tokens& all = tokens.tokens();
  const std::uint32_t words = surname.last - surname.first;
  if (words > 2 || given.last - given.first > 3) return false;
  const WordFacts& front = all[surname.first].facts;
  const WordFacts& back = all[given.first].facts;
  const bool surname_alone = words == 1 || all[surname.last - 1].facts.kind == WordClass::suffix || front.given <= 1 ||
                             front.kind == WordClass::particle;
  return surname_alone && (back.given > 0 || all[given.first].shape == Shape::initial);
}

// `"De Boer, Marie",marie@example.org`: a cell of a table with commas, in quotes.
void quoted_pair_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
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

void add_name(const NameTokens& tokens, NameSpan span, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  const bool whole = span.last - span.first >= 2;
  const bool known =
      std::any_of(all.begin() + span.first, all.begin() + span.last, [](const NameToken& t) { return t.facts.name(); });
  if ((!whole && !known) || all_ordinary(all, span.first, span.last)) return;
  if (!whole && all[span.first].shape == Shape::all_capitals && all[span.first].end - all[span.first].start <= 3)
    return;
  if (span.first > 0 && is(all[span.first - 1], '/')) return;
  span.confidence = whole && known ? Confidence::certain : Confidence::likely;
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

}  // namespace

std::uint32_t name_run(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  std::uint32_t end = first;
  for (std::uint32_t i = first; i < last && i < first + 7; ++i) {
    if (i > first && !all[i].space_before && all[i - 1].shape != Shape::initials && all[i - 1].shape != Shape::initial)
      break;
    if (i > first && (tokens.column_gap_before(i) || behind_names(all[i]))) break;
    if (particle(all[i])) continue;
    if (!name_word(all[i]) && !(i > first && middle_initial(all, i, last))) break;
    end = i + 1;
  }
  return end;
}

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
    if (end > begin) parts.push_back({i, end, Confidence::likely, evidence});
    const bool goes_on = end > begin && end < last && is(all[end], ',');
    if (!goes_on) {
      add_list(tokens, parts, out);
      parts.clear();
    }
    i = std::max(end, begin) + 1;  // titles without a name behind them have been seen
  }
}

void find_by_rules(const NameTokens& tokens, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t at = 0; at < all.size();) {
    const Line line = line_from(all, at);
    at = line.last + 1;
    if (line.empty()) continue;
    title_rule(tokens, line, out);
    lower_case_title_rule(tokens, line, out);
    judge_rule(tokens, line, out);
    greeting_rule(tokens, line, out);
    signoff_rule(tokens, line, out);
    lower_case_rule(tokens, line, out);
    label_rule(tokens, line, out);
    form_rule(tokens, line, out);
    quoted_pair_rule(tokens, line, out);
  }
}

}  // namespace trawl::detectors
