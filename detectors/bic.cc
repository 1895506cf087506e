// Business identifier codes of banks (ISO 9362). Any word of eight capitals has the form, so a country's code must stand
// at its place and words must say what it is.
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b)";
constexpr std::string_view kWords[] = {"bic", "bic code", "swift", "swift code", "swift bic", "bic swift", "swiftbic", "bic number"};
constexpr std::string_view kCountries =
    " AD AE AL AR AT AU AZ BA BE BG BH BR BY CA CH CN CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GG GI GL GR HK HR HU IE IL IM IN IQ IS IT JE JP "
    "KE KR KW KZ LB LI LT LU LV MC MD ME MK MT MU MX MY NG NL NO NZ OM PH PK PL PS PT QA RO RS RU SA SE SG SI SK SM TH TN TR TW UA US VA VN XK ZA ";

// The mark is the sixth capital.
Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t start = std::int64_t{mark.at} - 5;
  return is_word(byte_at(text, start - 1)) ? Starts::none() : Starts::one(start);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view());
  const std::string country = ' ' + verdict.value.substr(4, 2) + ' ';
  if (kCountries.find(country) == std::string_view::npos) return false;
  return needs_label(context, match, verdict, Confidence::certain, "form of a code, country known");
}

}  // namespace

const Detector& bic_detector() {
  static const Detector detector = {{"bic", "Bank identifier code", Risk::low}, kPattern, Trigger::capitals, kAnyLength, find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
