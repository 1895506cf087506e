// Unique taxpayer references: ten digits, the first of which checks the others (OECD, "Information on Tax
// Identification Numbers: United Kingdom"). Nothing but words tells them from other ten digits.
#include <array>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:\d{5} ?\d{5}|\d{3} \d{3} \d{4}|\d{4} \d{3} \d{3}|\d{2} \d{4} \d{4})(?: {0,2}K)?\b)";

constexpr std::array<std::string_view, 10> kWords = {
    "utr",     "utr no",          "utr number", "unique taxpayer reference", "taxpayer reference", "tax reference",
    "tax ref", "self assessment", "sa utr",     "unique tax reference"};

Starts find_starts(std::string_view text, Mark mark) {
  const bool fits = begins_groups(text, mark.at, {5, 5}, " ") || begins_groups(text, mark.at, {3, 3, 4}, " ") ||
                    begins_groups(text, mark.at, {4, 3, 3}, " ") || begins_groups(text, mark.at, {2, 4, 4}, " ");
  return fits ? at_run(text, mark) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = digits_of(match.view());
  if (!utr_check(verdict.value)) return false;
  return needs_label(context, match, verdict, Confidence::certain, "check digit valid");
}

}  // namespace

const Detector& utr_detector() {
  static const Detector detector = {{"utr", "Unique taxpayer reference", Risk::high},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(2, 10),
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
