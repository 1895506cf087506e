// Company numbers (Companies House): eight digits, or two letters of the register and six digits; societies on the
// mutuals register (FCA) IP, five digits and R. Public, and low in risk.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:\d{8}|(?:SC|NI|OC|SO|NC|R0|FC|LP|SL|NL|CE|IP|RS|SP|GE|ZC)\d{6}|IP\d{5}R)\b)";
constexpr std::string_view kWords[] = {"company number",
                                       "company no",
                                       "company reg",
                                       "company reg no",
                                       "registered number",
                                       "company registration",
                                       "registered in england",
                                       "crn",
                                       "companies house",
                                       "company registration number",
                                       "registered in england and wales",
                                       "registered in scotland",
                                       "registered in wales",
                                       "registered in northern ireland",
                                       "registered company",
                                       "co no",
                                       "co number",
                                       "co reg no",
                                       "co reg",
                                       "company reg number",
                                       "llp",
                                       "registered society",
                                       "benefit societies act 2014",
                                       "company registered",
                                       "registered no"};

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() == 8) return at_run(text, mark);
  return at_letters(text, mark, 1, 2);  // "R0" ends in a digit
}

// "20240111", beside words of companies in exports.
bool is_compact_date(std::string_view digits) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : digits.substr(at, size)) value = value * 10 + digit_of(c);
    return value;
  };
  return is_date(number(6, 2), number(4, 2), number(0, 4));
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const Hint hint = context.hint(match);
  const bool digits = is_digit(verdict.value[0]);
  if (hint.phrase == "llp" && verdict.value[1] != 'C' && verdict.value[1] != 'O') return false;  // OC, SO, NC
  if (digits && !hint.labelled() && is_compact_date(verdict.value)) return false;
  return needs_label(context, match, verdict, Confidence::certain, "form of a company number");
}

}  // namespace

const Detector& company_number_detector() {
  static const Detector detector = {{"company_number", "Company number", Risk::low},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(5, 8),
                                    find_starts,
                                    check,
                                    kWords,
                                    {},
                                    Refused::next_start,
                                    nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
