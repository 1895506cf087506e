// Each candidate, a charset and a language, is judged by how its characters stand between their neighbours: a letter of
// the language among letters of its case, a pound sign before a number, an apostrophe within a word.
#include "extractors/charset_latin.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

// Letters beyond ASCII of languages that are written in one charset.
constexpr std::u32string_view kFrench = U"àâæçéèêëîïôùûüœÀÂÇÉÈÊÎÔŒ";
constexpr std::u32string_view kGerman = U"äöüßéÄÖÜ";
constexpr std::u32string_view kNordic = U"åäöøæéÅÄÖØÆ";
constexpr std::u32string_view kSpanish = U"áéíóúñüÁÉÍÓÚÑ";
constexpr std::u32string_view kPortuguese = U"áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚ";
constexpr std::u32string_view kItalian = U"àèéìòùÀÈÉ";
constexpr std::u32string_view kCatalan = U"àèéíïòóúüçÀÈÉÍÒÓÚÇ";
constexpr std::u32string_view kPolish = U"ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";
constexpr std::u32string_view kCzech = U"áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ";
constexpr std::u32string_view kSlovak = U"áäčďéíĺľňóôŕšťúýžÁČĎÉÍĽĹŇÓŠŤÚÝŽ";
constexpr std::u32string_view kHungarian = U"áéíóöőúüűÁÉÍÓÖŐÚÜŰ";
constexpr std::u32string_view kRomanian = U"ăâîşţșțĂÂÎŞŢȘȚ";
constexpr std::u32string_view kSouthSlavic = U"čćđšžČĆĐŠŽ";
constexpr std::u32string_view kTurkish = U"çğıöşüâîÇĞİÖŞÜ";
constexpr std::u32string_view kLithuanian = U"ąčęėįšųūžĄČĘĖĮŠŲŪŽ";
constexpr std::u32string_view kLatvian = U"āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ";
constexpr std::u32string_view kEstonian = U"äöüõšžÄÖÜÕŠŽ";
constexpr std::u32string_view kEsperanto = U"ĉĝĥĵŝŭĈĜĤĴŜŬ";
constexpr std::u32string_view kMaltese = U"ċġħżĊĠĦŻ";
constexpr std::u32string_view kWelsh = U"âêîôûŵŷÂÊÎÔÛŴŶ";
constexpr std::u32string_view kIcelandic = U"áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ";

struct Candidate {
  std::string_view charset;
  std::u32string_view alphabet;
};
constexpr Candidate kCandidates[] = {
    // the first wins a tie
    {"windows-1252", kFrench},
    {"windows-1252", kGerman},
    {"windows-1252", kNordic},
    {"windows-1252", kSpanish},
    {"windows-1252", kPortuguese},
    {"windows-1252", kItalian},
    {"windows-1252", kCatalan},
    {"windows-1252", kEstonian},
    {"windows-1252", kIcelandic},
    {"iso-8859-15", kFrench},
    {"iso-8859-15", kGerman},
    {"iso-8859-15", kNordic},
    {"iso-8859-15", kSpanish},
    {"iso-8859-15", kItalian},
    {"iso-8859-15", kEstonian},
    {"windows-1250", kPolish},
    {"windows-1250", kHungarian},
    {"windows-1250", kCzech},
    {"windows-1250", kRomanian},
    {"windows-1250", kSouthSlavic},
    {"iso-8859-2", kPolish},
    {"iso-8859-2", kHungarian},
    {"iso-8859-2", kCzech},
    {"iso-8859-2", kRomanian},
    {"iso-8859-2", kSouthSlavic},
    {"windows-1250", kSlovak},
    {"iso-8859-2", kSlovak},
    {"windows-1254", kTurkish},
    {"windows-1257", kLithuanian},
    {"windows-1257", kLatvian},
    {"windows-1257", kEstonian},
    {"iso-8859-13", kLithuanian},
    {"iso-8859-13", kLatvian},
    {"iso-8859-4", kLithuanian},
    {"iso-8859-4", kLatvian},
    {"iso-8859-4", kEstonian},
    {"iso-8859-3", kTurkish},
    {"iso-8859-3", kEsperanto},
    {"iso-8859-3", kMaltese},
    {"iso-8859-14", kWelsh},
    {"macintosh", kNordic},  // before French without any of its frequent letters
    {"macintosh", kSpanish},
    {"ibm-850", kFrench},
    {"ibm-850", kGerman},
    {"ibm-850", kNordic},
    {"ibm-850", kSpanish},
    {"ibm-850", kPortuguese},
    {"ibm-850", kItalian},
    {"ibm-850", kIcelandic},
    {"macintosh", kFrench},
    {"macintosh", kGerman},
    {"macintosh", kPortuguese},
    {"macintosh", kItalian},
    {"ibm-852", kPolish},
    {"ibm-852", kHungarian},
    {"ibm-852", kCzech},
    {"ibm-852", kSlovak},
    {"ibm-852", kRomanian},
    {"ibm-852", kSouthSlavic},
    {"ibm-857", kTurkish},
    {"ibm-775", kLithuanian},
    {"ibm-775", kLatvian},
    {"ibm-860", kPortuguese},
    {"ibm-861", kIcelandic},
    {"x-mac-centraleurroman", kPolish},
    {"x-mac-centraleurroman", kCzech},
    {"x-mac-centraleurroman", kSlovak},
    {"x-mac-centraleurroman", kHungarian},
};

// The frequent letters of the languages that are written in an alphabet, and the charsets of its text.
constexpr std::u32string_view kCyrillic = U"оеаинтсрвлдкмпуіОЕАИНТСРВЛДКМПУІ";
constexpr std::u32string_view kGreek = U"αοιετσνηυρπκμλςωΑΟΙΕΤΣΝΗΥΡΠΚΜΛΩάέίόή";
constexpr std::u32string_view kHebrew = U"יוהלאמרתבשנםקד";
constexpr Candidate kScripts[] = {
    {"windows-1251", kCyrillic}, {"koi8-u", kCyrillic},    {"iso-8859-5", kCyrillic}, {"ibm-1125", kCyrillic},
    {"ibm-855", kCyrillic},      {"x-mac-cyrillic", kCyrillic},
    {"windows-1253", kGreek},    {"iso-8859-7", kGreek},   {"ibm-737", kGreek},       {"ibm-869", kGreek},
    {"x-mac-greek", kGreek},     {"windows-1255", kHebrew}, {"ibm-862", kHebrew},
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
std::vector<Characters> tables(std::span<const Candidate> candidates) {
  std::vector<Characters> all;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const bool same = i > 0 && candidates[i].charset == candidates[i - 1].charset;
    all.push_back(same ? all.back() : characters_of(candidates[i].charset));
  }
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
  if (!is_letter(before) && !is_letter(after)) {
    return of_language && before == Kind::space && after == Kind::space ? 1 : -1;  // "è" is a word
  }
  if (kind == Kind::lower && before == Kind::upper && after == Kind::upper) return -3;
  return of_language ? 3 : 1;
}

int symbol_score(char32_t c, Kind before, Kind after) {
  const bool within = is_letter(before) && is_letter(after);
  const bool opens = !is_letter(before) && before != Kind::digit && after != Kind::space;
  const bool closes = before != Kind::space && !is_letter(after) && after != Kind::digit;
  switch (c) {
    case 0xA3:  // pound, euro
    case 0x20AC: return after == Kind::digit || before == Kind::space || before == Kind::digit ? 3 : -2;
    case 0x2019: return within || closes ? 3 : -2;
    case 0xA1:  // Spanish marks, opening quotes
    case 0xBF:
    case 0x2018:
    case 0x201C: return opens ? 3 : -3;
    case 0x201D: return closes ? 3 : -3;
    case 0xAB:  // guillemets, either way round
    case 0xBB: return within ? -2 : 3;
    case 0xAA:  // ordinals
    case 0xBA: return before != Kind::space && after != Kind::digit && !is_letter(after) ? 2 : -3;
    case 0x2013:  // dashes, ellipsis
    case 0x2014:
    case 0x2026: return within ? 0 : 3;
    case 0xB0:  // degree, plus-minus
    case 0xB1: return before == Kind::digit || after == Kind::digit ? 3 : -2;
    case 0xB7: return 2;  // also within, in Catalan
    case 0xA9:
    case 0xAE:
    case 0x2122:
    case 0x2022:
    case 0xA7: return within ? -2 : 2;
    case 0xBD:
    case 0xBC:
    case 0xBE: return is_letter(before) || is_letter(after) ? -2 : 2;
    default: return c >= 0x2500 && c < 0x25A0 && !is_letter(before) && !is_letter(after) ? 1 : -3;
  }
}

// Where the characters beyond ASCII are: enough of them.
std::vector<std::size_t> places_of(std::string_view sample) {
  constexpr std::size_t kEnough = 1000;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < sample.size() && places.size() < kEnough; ++i) {
    if (static_cast<unsigned char>(sample[i]) >= 0x80) places.push_back(i);
  }
  return places;
}

int judged(std::string_view sample, std::span<const std::size_t> places, const Candidate& candidate,
           const Characters& characters) {
  int score = 0;
  const auto at = [&](std::size_t i) {
    return i < sample.size() ? characters[static_cast<unsigned char>(sample[i])] : U' ';
  };
  for (const std::size_t i : places) {
    const char32_t c = at(i);
    const Kind kind = kind_of(c);
    const Kind before = i > 0 ? kind_of(at(i - 1)) : Kind::space;
    const Kind after = kind_of(at(i + 1));
    if (kind == Kind::control) {
      score -= 8;
    } else if (is_letter(kind)) {
      score += letter_score(candidate.alphabet.find(c) != candidate.alphabet.npos, kind, before, after);
    } else {
      score += kind == Kind::space ? 2 : symbol_score(c, before, after);
    }
  }
  return score;
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

// --- other alphabets --------------------------------------------------------------------------------

Kind kind_in_script(char32_t c) {
  const bool greek_capital = c >= 0x386 && c <= 0x3AB && c != 0x387 && c != 0x390;
  if (greek_capital || (c >= 0x400 && c <= 0x42F) || c == 0x490) return Kind::upper;
  const bool greek = c == 0x390 || (c >= 0x3AC && c <= 0x3CE);
  if (greek || (c >= 0x430 && c <= 0x45F) || c == 0x491 || (c >= 0x5D0 && c <= 0x5EA)) return Kind::lower;
  return kind_of(c);
}

// Letters stand in words of one case, but for the first; those that are frequent are.
int script_score(bool frequent, Kind kind, Kind before, Kind after) {
  if (kind == Kind::upper && before == Kind::lower) return -4;
  if (kind == Kind::lower && before == Kind::upper && after == Kind::upper) return -4;
  if (before == Kind::digit && after == Kind::digit) return -3;
  return (frequent ? 3 : 1) - (kind == Kind::upper && before == Kind::upper);
}

int script_judged(std::string_view sample, const Characters& characters, std::u32string_view frequent) {
  int score = 0;
  const auto at = [&](std::size_t i) { return characters[static_cast<unsigned char>(sample[i])]; };
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (static_cast<unsigned char>(sample[i]) < 0x80) continue;
    const char32_t c = at(i);
    const Kind kind = kind_in_script(c);
    const Kind before = i > 0 ? kind_in_script(at(i - 1)) : Kind::space;
    const Kind after = i + 1 < sample.size() ? kind_in_script(at(i + 1)) : Kind::space;
    if (is_letter(kind) && c >= 0x370) {
      score += script_score(frequent.find(c) != frequent.npos, kind, before, after);
    } else if (is_letter(kind) || kind == Kind::control) {
      score -= 4;
    } else if (kind != Kind::space) {
      score += std::min(symbol_score(c, before, after), 0);
    }
  }
  return score;
}

}  // namespace

std::string_view script_charset(std::string_view sample) {
  constexpr std::size_t kSample = 4096;
  sample = sample.substr(0, kSample);
  if (is_latin(sample)) return {};
  static const std::vector<Characters> kTables = tables(kScripts);
  std::string_view best;
  int most = 0;
  for (std::size_t i = 0; i < kTables.size(); ++i) {
    const int score = script_judged(sample, kTables[i], kScripts[i].alphabet);
    if (score > most) {
      best = kScripts[i].charset;
      most = score;
    }
  }
  const auto high = std::count_if(sample.begin(), sample.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return high >= 8 && most * 10 >= high * 17 ? best : std::string_view();
}

std::string_view latin_charset(std::string_view sample) {
  static const std::vector<Characters> kTables = tables(kCandidates);
  if (!is_latin(sample)) return {};
  const std::vector<std::size_t> places = places_of(sample);
  std::string_view best;
  int most = 0;
  for (std::size_t i = 0; i < kTables.size(); ++i) {
    const int score = judged(sample, places, kCandidates[i], kTables[i]);
    if (!best.empty() && score <= most) continue;
    best = kCandidates[i].charset;
    most = score;
  }
  constexpr std::size_t kMany = 40;  // enough for a statistical detector, if this is not clear
  const auto characters = static_cast<int>(places.size());
  const int least = places.size() > kMany ? characters * 2 : characters;
  return most >= least ? best : std::string_view();
}

}  // namespace trawl::extractors
