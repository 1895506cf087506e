// Company numbers (Companies House): eight digits, or two letters of the register and six digits. Public, and low in risk.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b(?:\d{8}|(?:SC|NI|OC|SO|NC|R0|FC|LP|SL|NL|CE|IP|RS|SP|GE|ZC)\d{6})\b)";
constexpr std::string_view kWords[] = {"company number", "company no", "company reg", "company reg no", "registered number", "company registration", "registered in england", "crn", "companies house", "company registration number", "registered in england and wales", "registered company", "company registered", "registered no"};

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() == 8) return at_run(text, mark);
  return at_letters(text, mark, 1, 2);  // "R0" ends in a digit
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  return needs_label(context, match, verdict, Confidence::certain, "form of a company number");
}

}  // namespace

const Detector& company_number_detector() {
  static const Detector detector = {{"company_number", "Company number", Risk::low}, kPattern, Trigger::digits, lengths(6, 8), find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
