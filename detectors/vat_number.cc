// UK VAT registration numbers: nine digits with a check modulo 97 (and 97 less 55 for the series of 2010), twelve
// with a branch, GD and HA for the state. They name businesses, and people only when those trade alone.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b(?:(?:GB|XI) ?)?\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?\b)";
constexpr std::string_view kWords[] = {"vat", "vat no", "vat number", "vat reg", "vat reg no", "vat registration", "vat registration number", "vat id", "vat registration no"};

Starts find_starts(std::string_view text, Mark mark) {
  const std::uint32_t length = mark.length();
  if (length != 3 && length != 7 && length != 9 && length != 12) return Starts::none();
  std::int64_t at = mark.at;
  if (byte_at(text, at - 1) == ' ') --at;
  const char second = to_upper(byte_at(text, at - 1));
  const char first = to_upper(byte_at(text, at - 2));
  const bool prefixed = ((first == 'G' && second == 'B') || (first == 'X' && second == 'I')) && !is_word(byte_at(text, at - 3));
  Starts starts;
  if (prefixed) starts.add(at - 2);
  if (!is_word(byte_at(text, std::int64_t{mark.at} - 1))) starts.add(mark.at);
  return starts;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::string digits = digits_of(match.view());
  if (!vat_check(digits.substr(0, 9)) || digits.starts_with("000")) return false;
  const bool prefixed = is_alpha(match.text[match.start]);
  const Hint hint = context.hint(match);
  if (hint.contradicted || !stands_alone(match) || !(hint.any() || prefixed)) return false;
  verdict.value = "GB" + digits;
  verdict.confidence = hint.labelled() ? Confidence::certain : prefixed ? Confidence::likely : Confidence::possible;
  explain(verdict, prefixed ? "country prefix and check digits valid" : "check digits valid", hint);
  return true;
}

}  // namespace

const Detector& vat_number_detector() {
  static const Detector detector = {{"vat_number", "VAT number", Risk::low}, kPattern, Trigger::digits, lengths(3, 12), find_starts, check, kWords};
  return detector;
}

}  // namespace trawl::detectors
