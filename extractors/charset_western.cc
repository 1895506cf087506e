// Each candidate is judged by how its characters stand between their neighbours: an accented letter among letters of
// its case, a pound sign before a number, an apostrophe within a word.
#include "extractors/charset_western.h"

#include <array>
#include <cstdint>
#include <string>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

constexpr std::array kCandidates = {"windows-1252"sv, "ibm-850"sv, "macintosh"sv};  // the first wins a tie

using Characters = std::array<char32_t, 256>;

Characters characters_of(std::string_view charset) {
  Characters characters{};
  const auto converter = Converter::open(charset);
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    std::string utf8;
    if (converter) converter->append({&c, 1}, false, utf8);
    std::size_t at = 0;
    characters[byte] = utf8.empty() ? kReplacement : decode(utf8, at);
  }
  return characters;
}

enum class Kind { lower, upper, digit, space, symbol, control };

Kind kind_of(char32_t c) {
  if (c >= 'a' && c <= 'z') return Kind::lower;
  if (c >= 'A' && c <= 'Z') return Kind::upper;
  if (c >= '0' && c <= '9') return Kind::digit;
  if (c <= ' ' || c == 0xA0) return Kind::space;
  if (c < 0x80) return Kind::symbol;
  if (c < 0xA0 || c == kReplacement) return Kind::control;
  if (c >= 0xDF && c <= 0xFF && c != 0xF7) return Kind::lower;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return Kind::upper;
  if (c == 0x153 || c == 0x161 || c == 0x17E || c == 0x192) return Kind::lower;
  if (c == 0x152 || c == 0x160 || c == 0x17D || c == 0x178) return Kind::upper;
  return Kind::symbol;
}

bool is_letter(Kind kind) { return kind == Kind::lower || kind == Kind::upper; }

// Letters that are frequent in the names and words of western Europe; the others count for less.
bool is_frequent(char32_t c) {
  constexpr std::u32string_view kFrequent =
      U"\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB\u00ED\u00EE\u00EF\u00F1\u00F3\u00F4"
      U"\u00F6\u00F8\u00FA\u00FB\u00FC\u00DF\u00C9\u00D6\u00DC\u00C4\u00C5\u00D8\u00C7\u00D1\u00C1\u00D3";
  return kFrequent.find(c) != kFrequent.npos;
}

int letter_score(char32_t c, Kind kind, Kind before, Kind after) {
  if (before == Kind::digit || after == Kind::digit) return -3;
  if (kind == Kind::upper && before == Kind::lower) return -4;
  if (!is_letter(before) && !is_letter(after)) return -1;
  if (kind == Kind::lower && before == Kind::upper && after == Kind::upper) return -3;
  return is_frequent(c) ? 3 : 1;
}

int symbol_score(char32_t c, Kind before, Kind after) {
  const bool within = is_letter(before) && is_letter(after);
  const bool opens = !is_letter(before) && before != Kind::digit && after != Kind::space;
  const bool closes = before != Kind::space && !is_letter(after) && after != Kind::digit;
  switch (c) {
    case 0xA3:                          // pound, euro
    case 0x20AC: return after == Kind::digit || before == Kind::space || before == Kind::digit ? 3 : -2;
    case 0x2019: return within || closes ? 3 : -2;
    case 0x2018:
    case 0x201C: return opens ? 3 : -3;
    case 0x201D: return closes ? 3 : -3;
    case 0x2013:                        // dashes, ellipsis
    case 0x2014:
    case 0x2026: return within ? 0 : 3;
    case 0xB0:                          // degree, plus-minus
    case 0xB1: return before == Kind::digit || after == Kind::digit ? 3 : -2;
    case 0xA9:
    case 0xAE:
    case 0x2122:
    case 0x2022:
    case 0xB7:
    case 0xBB:
    case 0xAB:
    case 0xA7: return within ? -2 : 2;
    case 0xBD:
    case 0xBC:
    case 0xBE: return is_letter(before) || is_letter(after) ? -2 : 2;
    default: return c >= 0x2500 && c < 0x25A0 && !is_letter(before) && !is_letter(after) ? 1 : -3;
  }
}

struct Judgement {
  int score = 0;
  int characters = 0;  // beyond ASCII
};

Judgement judged(std::string_view sample, const Characters& characters) {
  Judgement judgement;
  const auto at = [&](std::size_t i) {
    return i < sample.size() ? characters[static_cast<unsigned char>(sample[i])] : U' ';
  };
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (static_cast<unsigned char>(sample[i]) < 0x80) continue;
    ++judgement.characters;
    const char32_t c = at(i);
    const Kind kind = kind_of(c);
    const Kind before = i > 0 ? kind_of(at(i - 1)) : Kind::space;
    const Kind after = kind_of(at(i + 1));
    if (kind == Kind::control) {
      judgement.score -= 8;
    } else if (is_letter(kind)) {
      judgement.score += letter_score(c, kind, before, after);
    } else {
      judgement.score += kind == Kind::space ? 1 : symbol_score(c, before, after);
    }
  }
  return judgement;
}

// Few characters beyond ASCII beside its letters: English, or a short text of any western language.
bool is_mainly_ascii(std::string_view sample) {
  std::size_t high = 0, letters = 0;
  for (const char c : sample) {
    high += static_cast<unsigned char>(c) >= 0x80;
    letters += (c | 32) >= 'a' && (c | 32) <= 'z';
  }
  return high * 20 <= letters || (high <= 6 && high * 2 <= letters + 1);
}

}  // namespace

std::string_view western_charset(std::string_view sample) {
  if (!is_mainly_ascii(sample)) return {};
  std::string_view best;
  Judgement most;
  for (const std::string_view candidate : kCandidates) {
    const Judgement judgement = judged(sample, characters_of(candidate));
    if (!best.empty() && judgement.score <= most.score) continue;
    best = candidate;
    most = judgement;
  }
  constexpr int kMany = 40;  // enough for a statistical detector, if this is not clear
  const int least = most.characters > kMany ? most.characters * 2 : most.characters;
  return most.score >= least ? best : std::string_view();
}

}  // namespace trawl::extractors
