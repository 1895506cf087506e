#include "detectors/name_runs.h"

#include <algorithm>

#include "detectors/name_value.h"

namespace trawl::detectors {
namespace {

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

// "McDonald, Connie A": a bare initial behind a word, unless the sentence goes on.
bool middle_initial(const std::vector<NameToken>& tokens, std::uint32_t i, std::uint32_t last) {
  if (!capitalised(tokens[i]) || tokens[i].shape != Shape::initial) return false;
  return i + 1 == last || tokens[i + 1].kind != TokenKind::word || tokens[i + 1].shape != Shape::lower;
}

// "MR STRUTT BROKE THE BELT": in capitals an ordinary word is the sentence going on.
bool ends_capitals(const NameToken& token) {
  return token.shape == Shape::all_capitals && token.facts.ordinary > 1 && token.facts.given < 3 &&
         token.facts.surname < 3;
}

}  // namespace

bool is(const NameToken& token, char c) {
  return token.kind == TokenKind::punctuation && token.hash == static_cast<unsigned char>(c);
}

bool capitalised(const NameToken& token) {
  return token.kind == TokenKind::word && !token.glued && token.shape != Shape::lower && token.shape != Shape::other &&
         token.shape != Shape::mixed;
}

bool name_word(const NameToken& token) {
  return capitalised(token) && !ordinary_class(token.facts);
}

bool all_ordinary(const std::vector<NameToken>& tokens, std::uint32_t first, std::uint32_t last) {
  return std::all_of(tokens.begin() + first, tokens.begin() + last, [](const NameToken& token) {
    return token.facts.ordinary > 0 || token.kind != TokenKind::word || token.facts.kind == WordClass::place ||
           token.facts.kind == WordClass::organisation;
  });
}

bool particle(const NameToken& token) {
  return token.kind == TokenKind::word && token.shape == Shape::lower && token.facts.kind == WordClass::particle;
}

std::uint32_t name_run(const NameTokens& tokens, std::uint32_t first, std::uint32_t last) {
  const auto& all = tokens.tokens();
  std::uint32_t end = first;
  for (std::uint32_t i = first; i < last && i < first + 7; ++i) {
    if (i > first && !all[i].space_before && all[i - 1].shape != Shape::initials && all[i - 1].shape != Shape::initial)
      break;
    if (i > first && (tokens.column_gap_before(i) || behind_names(all[i]))) break;
    if (particle(all[i])) continue;
    if (i > first && ends_capitals(all[i])) break;
    if (!name_word(all[i]) && !(i > first && middle_initial(all, i, last))) break;
    end = i + 1;
  }
  return end;
}

TokenLine line_from(const std::vector<NameToken>& tokens, std::uint32_t first) {
  TokenLine line{first, first};
  while (line.last < tokens.size() && tokens[line.last].kind != TokenKind::line_end) ++line.last;
  return line;
}

}  // namespace trawl::detectors
