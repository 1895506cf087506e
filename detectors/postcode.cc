// UK postcodes: the form of the Cabinet Office's BS 7666 schema (GDSC PostCode 2.0) with the letters of the
// newer Royal Mail guidance, and the list of postcode areas. Capitals and a space need no words around them
// (0.2 false alarms a MB); other spellings do (6.8).
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:GIR {0,2}0AA|(?:[A-PR-UWYZ]\d\d?|[A-PR-UWYZ][A-HK-Y]\d\d?|[A-PR-UWYZ]\d[A-HJKPSTUW]|)"
    R"([A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) {0,2}\d[ABD-HJLNP-UW-Z]{2})\b)";

constexpr std::array<std::string_view, 17> kWords = {
    "postcode",         "post code",      "postal code", "zip",          "address",
    "home address",     "postal address", "addr",        "address line", "billing address",
    "delivery address", "post town",      "zip code",    "residence",    "pc",
    "p code",           "postcodes"};
constexpr std::array<std::string_view, 30> kNear = {
    "street", "road", "avenue", "lane",  "close",  "drive", "court",    "gardens",  "place",   "terrace",
    "house",  "flat", "st",     "rd",    "ave",    "way",   "crescent", "square",   "london",  "town",
    "county", "near", "live",   "lives", "living", "moved", "deliver",  "delivery", "collect", "fold"};

constexpr std::string_view kAreas =
    " AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX "
    "FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
    "NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF "
    "WN WR WS WV YO ZE ZZ ";

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() > 3) return Starts::none();
  std::int64_t at = mark.at;  // GIR 0AA
  while (mark.at - at < 2 && byte_at(text, at - 1) == ' ') --at;
  const auto letter = [&](std::int64_t back) { return to_upper(byte_at(text, at - back)); };
  if (letter(3) == 'G' && letter(2) == 'I' && letter(1) == 'R') return Starts::one(at - 3);
  // The inward part, a digit and two letters, behind a letter at most and two spaces, or written together.
  std::int64_t inward = mark.end;
  if (is_alpha(byte_at(text, inward)) && (is_digit(byte_at(text, inward + 1)) || byte_at(text, inward + 1) == ' '))
    ++inward;
  for (int spaces = 0; spaces < 2 && byte_at(text, inward) == ' '; ++spaces) ++inward;
  if (inward == std::int64_t{mark.end}) --inward;
  if (!is_digit(byte_at(text, inward)) || !is_alpha(byte_at(text, inward + 1)) || !is_alpha(byte_at(text, inward + 2)))
    return Starts::none();
  return at_letters(text, mark, 1, 2);
}

bool known_area(std::string_view value) {
  std::string area = " ";
  for (const char c : value) {
    if (!is_alpha(c)) break;
    area += c;
  }
  return kAreas.find(area + ' ') != std::string_view::npos || value.starts_with("GIR");
}

// "matlock, de4 3ql": in small letters behind the name of a place, or a comma.
bool behind_place(const Match& match) {
  const std::string_view before = match.text.substr(0, match.start);
  if (before.ends_with(", ")) return true;
  const WordFacts facts = look_up(word_before(match));
  return facts.kind == WordClass::place || facts.kind == WordClass::street;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string value = capitals_and_digits_of(match.view());
  if (!known_area(value) || !stands_alone(match)) return false;
  const bool capitals = std::none_of(match.view().begin(), match.view().end(), is_lower);
  const bool spaced = match.view().find(' ') != std::string_view::npos;
  const Hint hint = context.hint_or_near(match);
  if (hint.contradicted && !spaced) return false;
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  if (!capitals || !spaced) {
    if (!hint.any() && !(spaced && behind_place(match))) return false;
    verdict.confidence = hint.labelled() ? Confidence::likely : Confidence::possible;
    if (hint.labelled() && capitals) verdict.confidence = Confidence::certain;
  }
  verdict.value = value.substr(0, value.size() - 3) + ' ' + value.substr(value.size() - 3);
  if (value.starts_with("ZZ")) verdict.tags = "pseudo";  // NHS: no fixed abode, abroad
  explain(verdict, "form and area of a postcode", hint);
  return true;
}

}  // namespace

const Detector& postcode_detector() {
  static const Detector detector = {{"postcode", "UK postcode", Risk::low},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 3),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear};
  return detector;
}

}  // namespace trawl::detectors
