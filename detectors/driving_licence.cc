// Driving licence numbers of Great Britain: five characters of the surname filled with 9, the decade's digit, month
// (plus 50 for women), day, the year's digit, two initials (9: none), a digit, two check characters whose algorithm is
// not published; then perhaps the issue number. Northern Ireland: eight digits, with words only.
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:[A-Z]{5}|[A-Z]{4}9|[A-Z]{3}99|[A-Z]{2}999|[A-Z]9999)[ -]?\d{6}[ -]?[A-Z9]{2} ?[A-Z0-9]{3}(?:[ -]?\d{2})?\b)";
constexpr std::string_view kNear[] = {"licence", "license", "driver", "driving"};
constexpr const char* kNorthernPattern = R"(\b\d{8}\b)";
constexpr std::string_view kWords[] = {"driving licence",
                                       "driving license",
                                       "driver licence",
                                       "driver number",
                                       "driving licence number",
                                       "driving licence no",
                                       "licence number",
                                       "licence no",
                                       "dvla",
                                       "drivers licence",
                                       "driver s licence",
                                       "dva",
                                       "dvla no",
                                       "dvla number",
                                       "driving licence num",
                                       "dl no",
                                       "driver licence number",
                                       "driver no",
                                       "dl number",
                                       "driving lic no"};

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t start = mark.at;
  const char separator = byte_at(text, start - 1);
  if ((separator == ' ' || separator == '-') && mark.length() >= 6) --start;
  const std::int64_t letters_end = start;
  while (letters_end - start <= 5 && is_alpha(byte_at(text, start - 1))) --start;
  const auto letters = letters_end - start;
  const bool whole = letters == 5 ? mark.length() >= 6 : mark.length() >= 5 - letters;
  return letters >= 1 && letters <= 5 && whole && !is_word(byte_at(text, start - 1)) ? Starts::one(start)
                                                                                     : Starts::none();
}

bool date_fits(std::string_view licence) {
  int month = digit_of(licence[6]) * 10 + digit_of(licence[7]);
  if (month > 50) month -= 50;
  const int day = digit_of(licence[8]) * 10 + digit_of(licence[9]);
  return is_date(day, month, 1996);  // a leap year: the decade stays open
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const std::string_view value = verdict.value;
  const bool initials = value[11] != '9' || value[12] == '9';
  if (!date_fits(value) || !initials) return false;
  const Hint hint = context.hint(match);
  if (hint.contradicted || !stands_alone(match)) return false;
  if (!is_upper(match.text[match.start]) && !context.hint_or_near(match).any()) return false;
  verdict.confidence = hint.labelled() || is_digit(value[13]) ? Confidence::certain : Confidence::likely;
  verdict.value.resize(16);
  explain(verdict, "surname, date and initials in their places", hint);
  return true;
}

bool check_northern(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view());
  return needs_label(context, match, verdict, Confidence::likely, "eight digits, as in Northern Ireland");
}

constexpr Kind kKind = {"driving_licence", "Driving licence number", Risk::high};

}  // namespace

const Detector& driving_licence_detector() {
  static const Detector detector = {kKind, kPattern, Trigger::digits, kAnyLength, find_starts, check, kWords, kNear};
  return detector;
}

const Detector& northern_driving_licence_detector() {
  static const Detector detector = {
      kKind, kNorthernPattern,    Trigger::digits, lengths(8, 8), at_run, check_northern, kWords,
      {},    Refused::next_start, nullptr,         true};
  return detector;
}

}  // namespace trawl::detectors
