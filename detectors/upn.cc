// Unique pupil numbers (Department for Education): a check letter, eleven digits and a digit, or a letter in temporary
// ones.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[A-HJ-NP-RT-Z]\d{11}[A-Z0-9]\b)";
constexpr std::string_view kWords[] = {"upn", "pupil number", "unique pupil number", "upn no", "upn number", "pupil",
                                      "upns"};

Starts find_starts(std::string_view text, Mark mark) {
  return at_letters(text, mark, 1, 1);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  if (!upn_check(verdict.value)) return false;
  const Hint hint = context.hint(match);
  if ((hint.contradicted && !hint.any()) || !stands_alone(match)) return false;
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  explain(verdict, "check letter valid", hint);
  return true;
}

}  // namespace

const Detector& upn_detector() {
  static const Detector detector = {{"upn", "Unique pupil number", Risk::medium},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(11, 12),
                                    find_starts,
                                    check,
                                    kWords};
  return detector;
}

}  // namespace trawl::detectors
