// Each candidate, a charset and a language, is judged by how its characters stand between their neighbours: a letter of
// the language among letters of its case, a pound sign before a number, an apostrophe within a word.
#include "extractors/charset_latin.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

// Letters beyond ASCII of languages that are written in one charset.
constexpr std::u32string_view kWestern =
    U"\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E6\u00E7\u00E8\u00E9\u00EA\u00EB\u00ED\u00EE\u00EF\u00F1\u00F3\u00F4"
    U"\u00F6\u00F8\u00F9\u00FA\u00FB\u00FC\u00DF\u00C9\u00D6\u00DC\u00C4\u00C5\u00D8\u00C7\u00D1\u00C1\u00D3\u00C0"
    U"\u00CE\u00CA\u00C8\u0153";
constexpr std::u32string_view kPolish = U"ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";
constexpr std::u32string_view kCzechAndSlovak = U"áčďéěíňóřšťúůýžľĺŕäôÁČĎÉĚÍŇÓŘŠŤÚŮÝŽĽĹ";
constexpr std::u32string_view kHungarian = U"áéíóöőúüűÁÉÍÓÖŐÚÜŰ";
constexpr std::u32string_view kRomanian = U"ăâîşţșțĂÂÎŞŢȘȚ";
constexpr std::u32string_view kSouthSlavic = U"čćđšžČĆĐŠŽ";
constexpr std::u32string_view kTurkish = U"çğıöşüâîÇĞİÖŞÜ";
constexpr std::u32string_view kLithuanian = U"ąčęėįšųūžĄČĘĖĮŠŲŪŽ";
constexpr std::u32string_view kLatvian = U"āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ";
constexpr std::u32string_view kIcelandic = U"áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ";

struct Candidate {
  std::string_view charset;
  std::u32string_view alphabet;
};
constexpr Candidate kCandidates[] = {
    // the first wins a tie
    {"windows-1252", kWestern},
    {"iso-8859-15", kWestern},
    {"windows-1250", kPolish},
    {"windows-1250", kHungarian},
    {"windows-1250", kCzechAndSlovak},
    {"windows-1250", kRomanian},
    {"windows-1250", kSouthSlavic},
    {"iso-8859-2", kPolish},
    {"iso-8859-2", kHungarian},
    {"iso-8859-2", kCzechAndSlovak},
    {"iso-8859-2", kSouthSlavic},
    {"iso-8859-16", kRomanian},
    {"windows-1254", kTurkish},
    {"windows-1257", kLithuanian},
    {"windows-1257", kLatvian},
    {"windows-1252", kIcelandic},
    {"ibm-850", kWestern},
    {"macintosh", kWestern},
    {"ibm-852", kPolish},
    {"ibm-852", kHungarian},
    {"ibm-852", kCzechAndSlovak},
    {"ibm-857", kTurkish},
    {"x-mac-centraleurroman", kPolish},
};

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

// The characters of each candidate.
std::vector<Characters> tables() {
  std::vector<Characters> all;
  for (const Candidate& candidate : kCandidates) all.push_back(characters_of(candidate.charset));
  return all;
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
  if (c == 0x131 || c == 0x138 || c == 0x149 || c == 0x192 || c == 0x219 || c == 0x21B) return Kind::lower;
  if (c == 0x130 || c == 0x178 || c == 0x218 || c == 0x21A) return Kind::upper;
  if (c < 0x100 || c > 0x17F) return Kind::symbol;
  // Latin Extended-A: pairs of a capital and its small letter, which begin with an odd number in two stretches.
  const bool odd_capitals = (c >= 0x139 && c <= 0x148) || c >= 0x179;
  return (c % 2 == 1) == odd_capitals ? Kind::upper : Kind::lower;
}

bool is_letter(Kind kind) {
  return kind == Kind::lower || kind == Kind::upper;
}

int letter_score(bool of_language, Kind kind, Kind before, Kind after) {
  if (before == Kind::digit || after == Kind::digit) return -3;
  if (kind == Kind::upper && before == Kind::lower) return -4;
  if (!is_letter(before) && !is_letter(after)) return -1;
  if (kind == Kind::lower && before == Kind::upper && after == Kind::upper) return -3;
  return of_language ? 3 : 0;
}

int symbol_score(char32_t c, Kind before, Kind after) {
  const bool within = is_letter(before) && is_letter(after);
  const bool opens = !is_letter(before) && before != Kind::digit && after != Kind::space;
  const bool closes = before != Kind::space && !is_letter(after) && after != Kind::digit;
  switch (c) {
    case 0xA3:  // pound, euro
    case 0x20AC: return after == Kind::digit || before == Kind::space || before == Kind::digit ? 3 : -2;
    case 0x2019: return within || closes ? 3 : -2;
    case 0x2018:
    case 0x201C: return opens ? 3 : -3;
    case 0x201D: return closes ? 3 : -3;
    case 0x2013:  // dashes, ellipsis
    case 0x2014:
    case 0x2026: return within ? 0 : 3;
    case 0xB0:  // degree, plus-minus
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

Judgement judged(std::string_view sample, const Characters& characters, std::u32string_view alphabet) {
  Judgement judgement;
  const auto at = [&](std::size_t i) {
    return i < sample.size() ? characters[static_cast<unsigned char>(sample[i])] : U' ';
  };
  constexpr int kEnough = 1000;
  for (std::size_t i = 0; i < sample.size() && judgement.characters < kEnough; ++i) {
    if (static_cast<unsigned char>(sample[i]) < 0x80) continue;
    ++judgement.characters;
    const char32_t c = at(i);
    const Kind kind = kind_of(c);
    const Kind before = i > 0 ? kind_of(at(i - 1)) : Kind::space;
    const Kind after = kind_of(at(i + 1));
    if (kind == Kind::control) {
      judgement.score -= 8;
    } else if (is_letter(kind)) {
      judgement.score += letter_score(alphabet.find(c) != alphabet.npos, kind, before, after);
    } else {
      judgement.score += kind == Kind::space ? 1 : symbol_score(c, before, after);
    }
  }
  return judgement;
}

// Fewer characters beyond ASCII than half of its letters: a text in the Latin alphabet.
bool is_latin(std::string_view sample) {
  std::size_t high = 0, letters = 0;
  for (const char c : sample) {
    high += static_cast<unsigned char>(c) >= 0x80;
    letters += (c | 32) >= 'a' && (c | 32) <= 'z';
  }
  return high * 2 <= letters + 1;
}

}  // namespace

std::string_view latin_charset(std::string_view sample) {
  static const std::vector<Characters> kTables = tables();
  if (!is_latin(sample)) return {};
  std::string_view best;
  Judgement most;
  for (std::size_t i = 0; i < kTables.size(); ++i) {
    const Judgement judgement = judged(sample, kTables[i], kCandidates[i].alphabet);
    if (!best.empty() && judgement.score <= most.score) continue;
    best = kCandidates[i].charset;
    most = judgement;
  }
  constexpr int kMany = 40;  // enough for a statistical detector, if this is not clear
  const int least = most.characters > kMany ? most.characters * 2 : most.characters;
  return most.score >= least ? best : std::string_view();
}

}  // namespace trawl::extractors
