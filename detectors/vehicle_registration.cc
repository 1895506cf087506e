// Vehicle registration marks (DVLA INF104): the present style needs no words; the earlier ones with one letter in
// front or behind, those without a year and Northern Ireland's do (1 to 2 false alarms a MB without).
#include <algorithm>
#include <string>

#include "detectors/bytes.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[A-HJ-PR-Y]{2}\d{2} ?[A-HJ-PR-Z]{3}\b)";
constexpr const char* kEarlierPattern =
    R"(\b(?:[A-HJ-NP-TVWXY]\d{1,3} ?[A-HJ-PR-Z]{3}|[A-Z]{3} ?\d{1,3}[A-HJ-NPRSTVWXY]|[A-Z]{1,3} ?\d{1,4}|\d{1,4} ?[A-Z]{1,3}|\d{3} ?[DX] ?\d{3})\b)";
constexpr std::string_view kWords[] = {"registration",
                                       "vehicle registration",
                                       "reg no",
                                       "reg number",
                                       "vrm",
                                       "vrn",
                                       "number plate",
                                       "registration number",
                                       "car reg",
                                       "car registration",
                                       "vehicle reg",
                                       "v5c",
                                       "licence plate",
                                       "plate",
                                       "registration mark",
                                       "registration no",
                                       "vehicle",
                                       "vehicles",
                                       "reg",
                                       "plate no",
                                       "plate number",

                                       "cherished plate",
                                       "cherished number",
                                       "cherished registration",
                                       "private plate",
                                       "private number plate",
                                       "personalised plate",
                                       "personal plate",
                                       "index number",
                                       "index no",
                                       "registration plate",
                                       "trade plates"};
constexpr std::string_view kNear[] = {
    "car",       "van",        "mot",      "parked",   "driver",  "motor",   "insured",    "ford",        "vauxhall",
    "vw",        "bmw",        "audi",     "rover",    "jaguar",  "mini",    "land rover", "bentley",     "fiat",
    "renault",   "peugeot",    "citroen",  "nissan",   "toyota",  "honda",   "mazda",      "land rovers", "volvo",
    "skoda",     "volkswagen", "kia",      "hyundai",  "tesla",   "porsche", "austin",     "morris",      "mercedes",
    "astra",     "polo",       "corsa",    "fiesta",   "transit", "touran",  "garage",     "lorry",       "trailer",
    "motorbike", "motorcycle", "defender", "hilux",    "golf",    "escort",  "focus",      "sprinter",    "ibiza",
    "clio",      "qashqai",    "octavia",  "passat",   "tractor", "minibus", "suzuki",     "vivaro",      "lights",
    "parking",   "blocking",   "driveway", "ferguson", "seat",    "lexus",   "subaru",     "mitsubishi",  "dacia"};

// What stands right behind one of these is its number: "Bay B12 LOT", "Light fitting FD58 LED".
constexpr std::string_view kPlaces[] = {"bay",     "part", "park",  "retest", "room",    "rooms",   "gate",   "lift",
                                        "drawing", "bin",  "unit",  "lot",    "fitting", "bus",     "plan",   "rev",
                                        "hinge",   "type", "model", "code",   "class",   "numbers", "number", "item",
                                        "flight",  "grid", "ref",   "form",   "forms",   "set",     "section"};

Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t behind = std::int64_t{mark.end} + (byte_at(text, mark.end) == ' ' ? 1 : 0);
  const bool letters =
      is_alpha(byte_at(text, behind)) && is_alpha(byte_at(text, behind + 1)) && is_alpha(byte_at(text, behind + 2));
  return letters ? at_letters(text, mark, 2, 2) : Starts::none();
}

Starts find_earlier_starts(std::string_view text, Mark mark) {
  const std::int64_t at = mark.at;
  Starts starts;
  std::int64_t start = at;
  if (byte_at(text, start - 1) == ' ') --start;
  const std::int64_t end = start;
  while (end - start <= 3 && is_upper(byte_at(text, start - 1))) --start;
  if (end - start >= 1 && end - start <= 3 && !is_word(byte_at(text, start - 1))) starts.add(start);
  const char next = byte_at(text, mark.end);
  if (!is_word(byte_at(text, at - 1)) &&
      (is_upper(next) || (next == ' ' && is_upper(byte_at(text, std::int64_t{mark.end} + 1)))))
    starts.add(at);
  return starts;
}

enum class Style { present, year, dateless };

Style style_of(std::string_view value) {
  if (value.size() == 7 && is_alpha(value[0]) && is_alpha(value[1]) && is_digit(value[2]) && is_digit(value[3]) &&
      is_alpha(value[4]))
    return Style::present;
  const bool prefix =
      is_alpha(value[0]) && is_digit(value[1]) && value.size() >= 5 && is_alpha(value[value.size() - 3]);
  const bool suffix = value.size() >= 5 && is_alpha(value[2]) && is_alpha(value.back()) && is_digit(value[3]);
  return prefix || suffix ? Style::year : Style::dateless;
}

bool is_age(std::string_view value) {
  const int age = digit_of(value[2]) * 10 + digit_of(value[3]);
  return (age >= 2 && age <= 29) || (age >= 51 && age <= 79);
}

// "SXZ 4471", "AIA 123", "TUI 4419": Northern Ireland's hold an I or a Z, which Great Britain's serials do not.
bool is_northern(std::string_view value) {
  const std::size_t letters = value.find_first_of("0123456789");
  return letters >= 2 && letters <= 3 && is_digit(value.back()) &&
         (value[letters - 2] == 'I' || value[letters - 1] == 'Z' || value[letters - 1] == 'I');
}

// "HS 41 88 20 B": one group of several.
bool is_beside_digits(const Match& match) {
  const auto digit_beyond = [&](std::int64_t space, std::int64_t beyond) {
    return byte_at(match.text, space) == ' ' && is_digit(byte_at(match.text, beyond));
  };
  return digit_beyond(match.end, std::int64_t{match.end} + 1) ||
         digit_beyond(std::int64_t{match.start} - 1, std::int64_t{match.start} - 2);
}

// "lm60 has": in small letters and two groups the second may be a word of the text.
bool ends_in_a_word(std::string_view mark) {
  const WordFacts facts = look_up(mark.substr(mark.size() - 3));
  return mark.find(' ') != std::string_view::npos && facts.ordinary >= 2;
}

// "van SIL 6604", "The Bentley, CUV 8", "NUI 2218 Golf": three letters and up to four digits beside a word for
// vehicles.
bool is_beside_vehicle(const Match& match, std::string_view value, const Hint& hint) {
  constexpr std::string_view kModels[] = {"RAV", "CRV", "HRV", "SUV", "MOT", "TDI", "GTI", "NHS", "PCN", "MPG"};
  if (value.size() < 4 || !is_alpha(value[2]) || !is_digit(value.back())) return false;
  const std::string_view letters = value.substr(0, 3);
  if (std::find(std::begin(kModels), std::end(kModels), letters) != std::end(kModels)) return false;
  if (look_up(letters).ordinary != 0 || match.view().find(' ') == std::string_view::npos) return false;
  return (hint.distance <= 2 && !hint.labelled()) || (is_northern(value) && hint.distance <= 56);
}

bool is_number_of_a_place(const Match& match) {
  return std::find(std::begin(kPlaces), std::end(kPlaces), word_before(match)) != std::end(kPlaces);
}

// "BMW 320D", under "Vehicle"
bool is_model(std::string_view value) {
  const bool form = value.size() <= 4 && value[0] == 'V' && is_digit(value[1]);  // "V750", of DVLA
  return form || value.starts_with("BMW") || value.starts_with("KIA");
}

bool is_beside_dash(const Match& match) {
  return byte_at(match.text, std::int64_t{match.start} - 1) == '-' || byte_at(match.text, match.end) == '-';
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const Style style = style_of(verdict.value);
  const bool capitals = match.view().find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
  if (style == Style::present && !is_age(verdict.value)) return false;
  const Hint hint = context.hint_or_near(match);
  if (hint.contradicted || !stands_alone(match) || byte_at(match.text, std::int64_t{match.start} - 1) == '#')
    return false;
  const bool groups = match.view().find(' ') != std::string_view::npos;
  if (!hint.any() && (style != Style::present || !(capitals || groups))) return false;
  const bool of_column = hint.source == "column" && style == Style::dateless;
  if (((!hint.labelled() || of_column) && is_number_of_a_place(match)) || is_model(verdict.value)) return false;
  if (style == Style::dateless && hint.phrase == "reg" && hint.distance > 0) return false;  // a register
  const bool vague = hint.phrase == "vehicle" || hint.phrase == "vehicles" || hint.phrase == "registration" ||
                     hint.phrase == "plate" || hint.phrase == "plate no" || hint.phrase == "plate number" ||
                     (hint.phrase == "private plate" && hint.distance > 2);
  const bool beside = style == Style::dateless && capitals && is_beside_vehicle(match, verdict.value, hint);
  if (style == Style::dateless && !beside &&
      (!hint.labelled() || !capitals || is_beside_digits(match) || (vague && !is_northern(verdict.value))))
    return false;
  if (!capitals && !hint.labelled() && (style != Style::present || ends_in_a_word(match.view()))) return false;
  if (!hint.any() && is_beside_dash(match)) return false;
  verdict.confidence = hint.labelled() && style != Style::dateless ? Confidence::certain : Confidence::likely;
  const bool spaced = match.view().find(' ') != std::string_view::npos;
  const bool plain = style == Style::present && (spaced || hint.any());  // "FF26ABB" may be anything
  if ((!plain || !capitals) && !hint.labelled()) verdict.confidence = Confidence::possible;
  explain(verdict, style == Style::present ? "present style of mark" : "earlier style of mark", hint);
  return true;
}

constexpr Kind kKind = {"vehicle_registration", "Vehicle registration mark", Risk::medium};

}  // namespace

const Detector& vehicle_registration_detector() {
  static const Detector detector = {kKind, kPattern, Trigger::digits, lengths(2, 2), find_starts, check, kWords, kNear};
  return detector;
}

const Detector& earlier_vehicle_registration_detector() {
  static const Detector detector = {kKind, kEarlierPattern, Trigger::digits, lengths(1, 4),       find_earlier_starts,
                                    check, kWords,          kNear,           Refused::next_start, nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
