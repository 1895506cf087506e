#include "detectors/name_rules.h"

#include <algorithm>

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
    if (plain_title(all[i])) {
      out.push_back({i, last, Confidence::certain, "title before the name"});
      i = last - 1;
    }
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
    label |= facts.kind == WordClass::label || facts.kind == WordClass::role;
    refused |=
        facts.kind == WordClass::organisation || facts.kind == WordClass::technical || facts.kind == WordClass::place;
  }
}

// "Surname, Given": a surname of one or two words, then a given name with initials at most.
bool turned_pair(const NameTokens& tokens, const NameSpan& surname, const NameSpan& given) {
  const Tokens& all = tokens.tokens();
  const std::uint32_t words = surname.last - surname.first;
  if (words > 2 || given.last - given.first > 3) return false;
  const WordFacts& front = all[surname.first].facts;
  const WordFacts& back = all[given.first].facts;
  const bool surname_alone = words == 1 || all[surname.last - 1].facts.kind == WordClass::suffix || front.given <= 1;
  return surname_alone && (back.given > 0 || all[given.first].shape == Shape::initial);
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
    greeting_rule(tokens, line, out);
    signoff_rule(tokens, line, out);
    lower_case_rule(tokens, line, out);
    label_rule(tokens, line, out);
  }
}

}  // namespace trawl::detectors
