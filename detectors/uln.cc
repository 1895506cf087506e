// Unique learner numbers (Learning Records Service): ten digits, the last a check digit.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b\d{10}\b)";
constexpr std::string_view kWords[] = {"uln", "unique learner number", "learner number", "uln no", "learner ref", "learner reference number", "uln number"};

Starts find_starts(std::string_view text, Mark mark) {
  return at_run(text, mark);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view());
  if (!uln_check(verdict.value)) return false;
  return needs_label(context, match, verdict, Confidence::certain, "check digit valid");
}

}  // namespace

const Detector& uln_detector() {
  static const Detector detector = {{"uln", "Unique learner number", Risk::medium}, kPattern, Trigger::digits, lengths(10, 10), find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
