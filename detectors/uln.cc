// Unique learner numbers (Learning Records Service): ten digits, the last a check digit, at times in groups.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b\d{3} ?\d{3} ?\d{4}\b)";
constexpr std::string_view kWords[] = {"uln",         "unique learner number",    "learner number", "uln no",
                                       "learner ref", "learner reference number", "uln number"};

Starts find_starts(std::string_view text, Mark mark) {
  return begins_groups(text, mark.at, {3, 3, 4}, " ") ? at_run(text, mark) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = digits_of(match.view());
  if (!uln_check(verdict.value)) return false;
  return needs_label(context, match, verdict, Confidence::certain, "check digit valid");
}

}  // namespace

const Detector& uln_detector() {
  static const Detector detector = {{"uln", "Unique learner number", Risk::medium},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(3, 10),
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
