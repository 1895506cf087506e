// International bank account numbers: ISO 13616, lengths by country from SWIFT's IBAN registry (version
// 101), ISO 7064 check digits. Spaces and hyphens between groups and one line break are accepted.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[A-Z]{2}\d{2}(?:(?:[ -]?|\r?\n)[A-Z0-9]){11,30})";

constexpr std::string_view kWords[] = {"iban", "iban no", "iban number", "international bank account number"};
constexpr std::string_view kNear[] = {"bank", "bic", "swift", "payment", "account"};

// Countries and the length of their numbers.
constexpr std::string_view kRegistry =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27"
    "GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22"
    "MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28"
    "TL23TN24TR26UA29VA22VG24XK20YE30";

std::uint32_t length_in(char first, char second) {
  for (std::size_t i = 0; i + 4 <= kRegistry.size(); i += 4) {
    if (kRegistry[i] == first && kRegistry[i + 1] == second) {
      return static_cast<std::uint32_t>(digit_of(kRegistry[i + 2]) * 10 + digit_of(kRegistry[i + 3]));
    }
  }
  return 0;
}

Starts find_starts(std::string_view text, Mark mark) {
  const Starts starts = at_letters(text, mark, 2, 2);
  if (starts.count == 0 || mark.length() < 2) return Starts::none();
  const char next = byte_at(text, std::int64_t{mark.at} + 2);
  return is_alnum(next) || next == ' ' || next == '-' || next == '\n' || next == '\r' ? starts : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view text = match.text;
  const std::uint32_t length = length_in(to_upper(text[match.start]), to_upper(text[match.start + 1]));
  if (length == 0) return false;
  std::uint32_t end = match.start;
  for (; end < match.end && verdict.value.size() < length; ++end) {
    if (is_alnum(text[end])) verdict.value += to_upper(text[end]);
  }
  if (verdict.value.size() != length || is_word(byte_at(text, end)) || !iban_check(verdict.value)) return false;
  const Match iban{text, match.start, end};
  const Hint near = context.hint_or_near(iban);
  verdict.end = end;
  verdict.confidence = Confidence::certain;
  if (verdict.value == "GB82WEST12345698765432" || verdict.value == "GB29NWBK60161331926819" ||
      verdict.value == "DE89370400440532013000") {
    verdict.tags = "example";  // of the standard, of the registry, of Wikipedia
  }
  explain(verdict, "check digits and length of the country valid", near);
  verdict.distance = 0;
  return true;
}

}  // namespace

const Detector& iban_detector() {
  static const Detector detector = {{"iban", "International bank account number", Risk::high}, kPattern, Trigger::digits,
                                    lengths(2, 31), find_starts, check, kWords, kNear};
  return detector;
}

}  // namespace trawl::detectors
