// UK passport numbers: nine digits (NHS Data Dictionary "PASSPORT NUMBER"; older ones a letter and six digits), and
// those of other countries with letters before the digits, or two among them (France), which only words tell from
// others, and the second line of any passport's machine-readable zone (ICAO 9303 part 4), whose check digits give
// certainty.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"(\b(?:\d{9}|\d{3} \d{3} \d{3}|\d(?: \d){8}|[A-Z]{1,2}\d{6,9}|\d{6}[A-Z]|\d\d[A-Z]{2}\d{5})\b)";
constexpr const char* kZonePattern = R"(\b[A-Z0-9][A-Z0-9<]{8}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[0-9<]\d)";
constexpr std::string_view kWords[] = {"passport",     "passport no",     "passport number",
                                       "passport num", "travel document", "travel document number",
                                       "ppt no",       "passport id",     "pp",
                                       "pp no",        "pport",           "travel doc",
                                       "paspoort",     "passeport",       "reisepass",
                                       "pasaporte",    "passaporto",      "paszport",
                                       "passports"};
constexpr std::size_t kMrzLength = 44;

Starts find_starts(std::string_view text, Mark mark) {
  switch (mark.length()) {
    case 1: return begins_groups(text, mark.at, {1, 1, 1, 1, 1, 1, 1, 1, 1}, " ") ? at_run(text, mark) : Starts::none();
    case 2: return is_upper(byte_at(text, mark.end)) ? at_run(text, mark) : Starts::none();
    case 9: return at_letters(text, mark, 0, 2);
    case 3: return begins_groups(text, mark.at, {3, 3, 3}, " ") ? at_run(text, mark) : Starts::none();
    case 6: return at_letters(text, mark, 0, 2);
    case 7:
    case 8: return at_letters(text, mark, 1, 2);
    default: return Starts::none();
  }
}

// The line begins up to nine letters and fillers before its first digit, where a word does.
Starts find_zone_starts(std::string_view text, Mark mark) {
  Starts starts;
  std::int64_t start = mark.at;
  while (mark.at - start < 9 && (is_upper(byte_at(text, start - 1)) || byte_at(text, start - 1) == '<')) --start;
  for (; start <= std::int64_t{mark.at} && starts.count < 3; ++start) {
    const auto from = static_cast<std::size_t>(start);
    if (from + kMrzLength > text.size()) break;
    const bool digits = is_digit(text[from + 9]) && is_digit(text[from + 13]) && is_digit(text[from + 43]);
    if (digits && is_word(text[from]) && !is_word(byte_at(text, start - 1))) starts.add(start);
  }
  return starts;
}

bool check_zone(const Match& match, Context&, Verdict& verdict) {
  const std::string_view line = match.view();
  const std::string composite =
      std::string(line.substr(0, 10)) + std::string(line.substr(13, 7)) + std::string(line.substr(21, 22));
  const bool valid = mrz_check(line.substr(0, 9), line[9]) && mrz_check(line.substr(13, 6), line[19]) &&
                     mrz_check(line.substr(21, 6), line[27]) && mrz_check(composite, line[43]);
  if (!valid) return false;
  verdict.value = std::string(line.substr(0, 9));
  while (verdict.value.ends_with('<')) verdict.value.pop_back();
  verdict.confidence = Confidence::certain;
  if (line.substr(10, 3) == "UTO") verdict.tags = "example";  // ICAO's Utopia
  verdict.evidence = "machine-readable zone; all check digits valid";
  verdict.distance = 0;
  return true;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const bool new_form = verdict.value.size() == 9 && std::all_of(verdict.value.begin(), verdict.value.end(), is_digit);
  const auto digit_at = [&](std::int64_t at) { return is_digit(byte_at(match.text, at)); };
  const bool boxed = match.view().size() == 17;  // a digit in each box of a form
  const bool more_boxes = digit_at(std::int64_t{match.start} - 2) || digit_at(std::int64_t{match.end} + 1);
  if (boxed && more_boxes) return false;
  const Hint hint = context.hint(match);
  if (hint.phrase == "pp" && !(new_form && hint.labelled() && hint.distance <= 3)) return false;  // pages
  return needs_label(context, match, verdict, new_form ? Confidence::certain : Confidence::likely,
                     new_form ? "nine digits" : "form of an older passport");
}

constexpr Kind kKind = {"passport", "Passport number", Risk::high};

}  // namespace

const Detector& passport_detector() {
  static const Detector detector = {kKind,  kPattern, Trigger::digits,     lengths(1, 9), find_starts, check,
                                    kWords, {},       Refused::next_start, nullptr,       true};
  return detector;
}

const Detector& passport_zone_detector() {
  static const Detector detector = {kKind, kZonePattern, Trigger::digits, kAnyLength, find_zone_starts, check_zone, {}};
  return detector;
}

}  // namespace trawl::detectors
