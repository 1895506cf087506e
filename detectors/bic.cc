// Business identifier codes of banks (ISO 9362). Any word of eight capitals has the form, so a country's code must
// stand at its place, and a word must say what it is or an IBAN of the same country stand before it.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/email_domain.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b)";
constexpr std::string_view kWords[] = {"bic",       "bic code",  "swift",    "swift code",
                                       "swift bic", "bic swift", "swiftbic", "bic number"};
constexpr std::string_view kCountries =
    " AD AE AL AR AT AU AZ BA BE BG BH BR BY CA CH CN CR CY CZ DE DK DO EE EG ES FI FO FR GB GE GG GI GL GR HK HR HU "
    "IE IL IM IN IQ IS IT JE JP "
    "KE KR KW KZ LB LI LT LU LV MC MD ME MK MT MU MX MY NG NL NO NZ OM PH PK PL PS PT QA RO RS RU SA SE SG SI SK SM TH "
    "TN TR TW UA US VA VN XK ZA ";

// The mark is the sixth capital.
Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t start = std::int64_t{mark.at} - 5;
  std::int64_t end = mark.end;
  while (end - start <= 11 && (is_upper(byte_at(text, end)) || is_digit(byte_at(text, end)))) ++end;
  const bool fits = end - start == 8 || end - start == 11;
  return fits && !is_word(byte_at(text, start - 1)) ? Starts::one(start) : Starts::none();
}

// "not a SWIFT: DOCUMENT", "HEREFORD".
bool is_plain_word(std::string_view code) {
  if (!std::all_of(code.begin(), code.end(), is_upper)) return false;
  const WordFacts facts = look_up(in_small_letters(code));
  return facts.ordinary != 0 || facts.name() || facts.kind != WordClass::none;
}

// Whether an IBAN of this country ends right before the code, in groups or not.
bool stands_behind_iban(const Match& match, std::string_view country) {
  constexpr std::int64_t kLongest = 34 + 8 + 2;  // characters, spaces between groups, what separates the two
  constexpr std::int64_t kShortest = 15;
  const std::int64_t end = match.start;
  for (std::int64_t at = std::max<std::int64_t>(0, end - kLongest); at + kShortest < end; ++at) {
    const std::string_view rest = match.text.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(end - at));
    const bool begins = rest.starts_with(country) && is_digit(rest[2]) && is_digit(rest[3]);
    if (!begins || is_word(byte_at(match.text, at - 1)) || rest.find('\n') != std::string_view::npos) continue;
    if (iban_check(capitals_and_digits_of(rest))) return true;
  }
  return false;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view());
  const std::string country = verdict.value.substr(4, 2);
  if (kCountries.find(' ' + country + ' ') == std::string_view::npos || is_plain_word(match.view())) return false;
  if (needs_label(context, match, verdict, Confidence::certain, "form of a code, country known")) return true;
  if (!stands_alone(match) || !stands_behind_iban(match, country)) return false;
  verdict.confidence = Confidence::likely;
  verdict.evidence = "form of a code behind an IBAN of its country";
  return true;
}

}  // namespace

const Detector& bic_detector() {
  static const Detector detector = {
      {"bic", "Bank identifier code", Risk::low}, kPattern, Trigger::capitals, kAnyLength, find_starts, check, kWords};
  return detector;
}

}  // namespace trawl::detectors
