// Employers' PAYE references: three digits of the tax office, a stroke, the employer's letters and digits (HMRC).
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b\d{3} ?/ ?[A-Z]{1,2}[A-Z0-9]{1,8}\b)";
constexpr std::string_view kWords[] = {"paye",
                                       "paye ref",
                                       "paye reference",
                                       "employer paye reference",
                                       "employer reference",
                                       "employers paye",
                                       "ern",
                                       "tax office reference",
                                       "employer ref",
                                       "tax office"};

Starts find_starts(std::string_view text, Mark mark) {
  const char next = byte_at(text, mark.end);
  return next == '/' || next == ' ' ? at_run(text, mark) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view().substr(0, 3)) + "/" + capitals_and_digits_of(match.view()).substr(3);
  const bool digit = verdict.value.find_first_of("0123456789", 4) != std::string::npos;
  return digit && needs_label(context, match, verdict, Confidence::certain, "form of a PAYE reference");
}

}  // namespace

const Detector& paye_reference_detector() {
  static const Detector detector = {{"paye_reference", "PAYE reference", Risk::low},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(3, 3),
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
