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
    case WordClass::signoff:
      return facts.given < 4 && facts.surname < 4;
    case WordClass::title:
    case WordClass::role:
    case WordClass::month:
    case WordClass::nationality:
    case WordClass::street:
      return facts.given < 3 && facts.surname < 3;
    default:
      return false;
  }
}

bool name_word(const NameToken& token) { return capitalised(token) && !ordinary_class(token.facts); }

bool particle(const NameToken& token) {
  return token.kind == TokenKind::word && token.shape == Shape::lower && token.facts.kind == WordClass::particle;
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
    while (first < line.last && first < i + 4 && plain_title(tokens, all[first])) ++first;
    const std::uint32_t last = name_run(tokens, first, line.last);
    if (last == first) continue;
    if (plain_title(tokens, all[i])) {
      out.push_back({i, last, Confidence::certain, "title before the name"});
      i = last - 1;
    }
  }
}

void greeting_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  if (!capitalised(all[line.first]) || all[line.first].facts.kind != WordClass::greeting) return;
  std::uint32_t first = line.first + 1;
  while (first < line.last && all[first].kind == TokenKind::word && look_up(all[first].hash).kind == WordClass::greeting) ++first;
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
  std::uint32_t i = line.first;
  bool found = false;
  for (; i < line.last && all[i].kind == TokenKind::word && i < line.first + 5; ++i) {
    const WordFacts facts = look_up(all[i].hash);
    const bool word = facts.kind == WordClass::signoff || (facts.kind == WordClass::greeting && facts.given < 3);
    found |= word;
    if (!word && facts.ordinary < 3 && facts.ordinary != 2) return false;
    if (!word && capitalised(all[i]) && i > line.first) break;
  }
  while (i < line.last && (is(all[i], ',') || is(all[i], '.') || is(all[i], '!') || is(all[i], '-'))) ++i;
  name = i;
  return found;
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
  out.push_back({target.first, last, known ? Confidence::certain : Confidence::likely, "sign-off"});
}

// "Applicant name: ...", "X-From: ...": a label within the first five words of a line, and what follows its colon.
void label_rule(const NameTokens& tokens, const Line& line, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  bool label = false, refused = false;
  for (std::uint32_t i = line.first; i < line.last && i < line.first + 6; ++i) {
    if (is(all[i], ':')) {
      if (label && !refused) find_in_list(tokens, i + 1, line.last, "label before the name", out);
      return;
    }
    if (all[i].kind != TokenKind::word) continue;
    const WordFacts facts = look_up(all[i].hash);
    label |= facts.kind == WordClass::label || facts.kind == WordClass::role;
    refused |= facts.kind == WordClass::organisation || facts.kind == WordClass::technical || facts.kind == WordClass::place;
  }
}

bool sure_pair(const NameToken& given, const NameToken& surname) {
  return given.facts.given >= 2 && surname.facts.surname >= 1 && given.facts.ordinary == 0 && surname.facts.ordinary == 0;
}

}  // namespace

std::uint32_t name_run(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const Tokens& all = tokens.tokens();
  std::uint32_t end = first;
  for (std::uint32_t i = first; i < last && i < first + 7; ++i) {
    if (i > first && !all[i].space_before && all[i - 1].shape != Shape::initials && all[i - 1].shape != Shape::initial) break;
    if (particle(all[i])) continue;
    if (!name_word(all[i])) break;
    end = i + 1;
  }
  return end;
}

void find_in_list(const NameTokens& tokens, std::uint32_t first, std::uint32_t last, const char* evidence,
                  std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t i = first; i < last;) {
    std::uint32_t begin = i;
    while (begin < last && plain_title(tokens, all[begin])) ++begin;
    std::uint32_t end = name_run(tokens, begin, last);
    if (end == begin) {
      ++i;
      continue;
    }
    if (end + 1 < last && is(all[end], ',') && end - begin <= 2) {  // "Surname, Given"
      const std::uint32_t turned = name_run(tokens, end + 1, last);
      const bool separated = turned == last || !all[turned].space_before || is(all[turned], ';');
      if (turned > end + 1 && turned - end <= 4 && separated && all[end + 1].facts.given > 0 && end - begin == 1) end = turned;
    }
    const bool whole = end - begin >= 2;
    const bool known = std::any_of(all.begin() + begin, all.begin() + end, [](const NameToken& t) { return t.facts.name(); });
    if (whole || known) out.push_back({i, end, whole && known ? Confidence::certain : Confidence::likely, evidence});
    i = end + 1;
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
    label_rule(tokens, line, out);
  }
}

void find_by_lists(const NameTokens& tokens, std::vector<NameSpan>& out) {
  const Tokens& all = tokens.tokens();
  for (std::uint32_t i = 0; i + 1 < all.size(); ++i) {
    if (!name_word(all[i]) || all[i].facts.given < 2 || all[i].shape == Shape::initial) continue;
    const std::uint32_t end = name_run(tokens, i, static_cast<std::uint32_t>(all.size()));
    if (end < i + 2 || end > i + 5) continue;
    const NameToken& surname = all[end - 1];
    if (surname.facts.surname == 0 && surname.facts.ordinary > 0) continue;
    out.push_back({i, end, sure_pair(all[i], surname) ? Confidence::likely : Confidence::possible, "known given name before a surname"});
    i = end - 1;
  }
}

bool agrees(std::string_view local_part, std::string_view canonical) {
  std::string letters;
  for (const char c : folded(local_part))
    if ((c >= 'a' && c <= 'z') || (c & 0x80)) letters.push_back(c);
  const std::string name = folded(canonical);
  const auto space = name.rfind(' ');
  if (space == std::string::npos || letters.size() < 4) return false;
  std::string given = name.substr(0, name.find(' ')), surname;
  for (const char c : name.substr(space + 1))
    if (c != '-' && c != '\'') surname.push_back(c);
  return letters == given + surname || letters == surname + given || letters == given.substr(0, 1) + surname ||
         letters == surname + given.substr(0, 1);
}

}  // namespace trawl::detectors
