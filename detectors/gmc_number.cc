// Reference numbers of doctors (General Medical Council): seven digits.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b\d{7}\b)";
constexpr std::string_view kWords[] = {"gmc", "gmc no", "gmc number", "gmc reference", "gmc ref", "general medical council", "gmc reference number", "gmc registration"};

Starts find_starts(std::string_view text, Mark mark) {
  return at_run(text, mark);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view());
  return needs_label(context, match, verdict, Confidence::certain, "seven digits");
}

}  // namespace

const Detector& gmc_number_detector() {
  static const Detector detector = {{"gmc_number", "GMC reference number", Risk::low}, kPattern, Trigger::digits, lengths(7, 7), find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
