// Unique taxpayer references: ten digits, the first of which checks the others (OECD, "Information on Tax
// Identification Numbers: United Kingdom"). Nothing but words tells them from other ten digits.
#include <array>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b(?:\d{5} ?\d{5}|\d{3} \d{3} \d{4})(?: ?K)?\b)";

constexpr std::array<std::string_view, 10> kWords = {
    "utr", "utr no", "utr number", "unique taxpayer reference", "taxpayer reference", "tax reference", "tax ref",
    "self assessment", "sa utr", "unique tax reference"};

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() != 3 && mark.length() != 5 && mark.length() != 10) return Starts::none();
  return at_run(text, mark);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = digits_of(match.view());
  if (!utr_check(verdict.value)) return false;
  return needs_label(context, match, verdict, Confidence::certain, "check digit valid");
}

}  // namespace

const Detector& utr_detector() {
  static const Detector detector = {{"utr", "Unique taxpayer reference", Risk::high}, kPattern, Trigger::digits,
                                    lengths(3, 10), find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
