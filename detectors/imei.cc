// Identities of mobile phones (3GPP TS 23.003 section 6.2): fifteen digits with Luhn's check digit.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d\b)";
constexpr std::string_view kWords[] = {"imei", "imei no", "imei number", "handset", "device id"};

Starts find_starts(std::string_view text, Mark mark) {
  return begins_groups(text, mark.at, {2, 6, 6, 1}, "- ") ? at_run(text, mark) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = digits_of(match.view());
  if (!luhn(verdict.value)) return false;
  return needs_label(context, match, verdict, Confidence::certain, "check digit valid");
}

}  // namespace

const Detector& imei_detector() {
  static const Detector detector = {{"imei", "IMEI", Risk::medium},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(2, 15),
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
