// Biometric residence permits: two letters and seven digits (Home Office; "ZR1234567"), and the first two lines of the
// machine-readable zone of any identity card (ICAO 9303 part 5), whose check digits give certainty.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[A-Z]{2}[X\d]\d{6}\b)";
constexpr std::string_view kWords[] = {"brp",
                                       "brp no",
                                       "brp number",
                                       "residence permit",
                                       "residence permit number",
                                       "biometric residence permit",
                                       "biometric residence permit number",
                                       "residence card",
                                       "brc",
                                       "arc number",
                                       "residence permit no",
                                       "biometric card",
                                       "biometric residence card"};

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() == 6 && to_upper(byte_at(text, std::int64_t{mark.at} - 1)) == 'X')
    return at_letters(text, mark, 3, 3);
  return mark.length() == 7 ? at_letters(text, mark, 2, 2) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const bool capitals = verdict.value == match.view();
  if (!capitals && !context.hint(match).labelled()) return false;
  return needs_label(context, match, verdict, capitals ? Confidence::certain : Confidence::likely,
                     "form of a residence permit");
}

constexpr const char* kZonePattern =
    R"(\b[ACI][A-Z<][A-Z]{3}[A-Z0-9<]{9}[\d<][A-Z0-9<]{15} {0,2}\r?\n {0,2}\d{7}[MFX<]\d{7}[A-Z<]{3}[A-Z0-9<]{11}\d)";
constexpr std::uint32_t kLine = 30;
constexpr std::uint32_t kNumber = 5;  // where the number stands in the first line

// The mark is the first digit of the second line.
Starts find_zone_starts(std::string_view text, Mark mark) {
  std::int64_t end = mark.at;
  for (int blanks = 0; blanks < 2 && byte_at(text, end - 1) == ' '; ++blanks) --end;
  if (byte_at(text, --end) != '\n') return Starts::none();
  if (byte_at(text, end - 1) == '\r') --end;
  for (int blanks = 0; blanks < 2 && byte_at(text, end - 1) == ' '; ++blanks) --end;
  const std::int64_t start = end - kLine;
  if (start < 0 || !is_upper(text[static_cast<std::size_t>(start)])) return Starts::none();
  return is_word(byte_at(text, start - 1)) ? Starts::none() : Starts::one(start);
}

bool check_zone(const Match& match, Context&, Verdict& verdict) {
  const std::string_view first = match.view().substr(0, kLine);
  const std::string_view second = match.view().substr(match.view().size() - kLine);
  std::string composite(first.substr(kNumber));
  composite.append(second.substr(0, 7)).append(second.substr(8, 7)).append(second.substr(18, 11));
  const bool valid = mrz_check(first.substr(kNumber, 9), first[14]) && mrz_check(second.substr(0, 6), second[6]) &&
                     mrz_check(second.substr(8, 6), second[14]) && mrz_check(composite, second[29]);
  if (!valid) return false;
  verdict.value = std::string(first.substr(kNumber, 9));
  while (verdict.value.ends_with('<')) verdict.value.pop_back();
  if (verdict.value.empty()) return false;
  verdict.confidence = Confidence::certain;
  if (first.substr(2, 3) != "GBR") verdict.tags = "identity card";
  if (first.substr(2, 3) == "UTO") verdict.tags = "example";  // ICAO's Utopia
  verdict.evidence = "machine-readable zone; all check digits valid";
  verdict.distance = 0;
  return true;
}

constexpr Kind kKind = {"residence_permit", "Residence permit number", Risk::high};

}  // namespace

const Detector& residence_permit_zone_detector() {
  static const Detector detector = {kKind, kZonePattern, Trigger::digits, lengths(7, 7), find_zone_starts, check_zone,
                                    {}};
  return detector;
}

const Detector& residence_permit_detector() {
  static const Detector detector = {kKind,  kPattern, Trigger::digits,     lengths(6, 7), find_starts, check,
                                    kWords, {},       Refused::next_start, nullptr,       true};
  return detector;
}

}  // namespace trawl::detectors
