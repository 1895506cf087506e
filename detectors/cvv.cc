// Card security codes: three or four digits behind their label. PCI DSS forbids to keep them, so the value is never
// kept here either.
#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = TRAWL_BEHIND_LABEL("vVcCdD2eEnNrRsSoO.") R"(\d{3,4}\b)";
constexpr std::string_view kWords[] = {"cvv",
                                       "cvv2",
                                       "cvc",
                                       "cvc2",
                                       "security code",
                                       "card security code",
                                       "csc",
                                       "card verification",
                                       "cvv code",
                                       "cvc code",
                                       "cvv number",
                                       "cvv no",
                                       "card cvv",
                                       "card cvc",
                                       "cvn",
                                       "cid",
                                       "cv2",
                                       "3 digit code",
                                       "security digits",
                                       "4dbc"};  // American Express: the code of four digits on the front

Starts find_starts(std::string_view text, Mark mark) {
  return behind_label(text, mark.at, "vVcCdD2eEnNrRsSoO.");
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const Match digits{match.text, value_start(match), match.end};
  const Hint hint = context.hint(digits);
  if (!hint.labelled() || hint.distance > 12 || !stands_alone(digits)) return false;
  if (hint.phrase == "cid" && byte_at(match.text, std::int64_t{digits.start} - 1) == '=') return false;  // of a URL
  verdict.start = digits.start;
  verdict.value = "...";
  verdict.confidence = Confidence::likely;
  explain(verdict, "behind its label", hint);
  return true;
}

}  // namespace

const Detector& cvv_detector() {
  static const Detector detector = {{"cvv", "Card security code", Risk::critical},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(3, 4),
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
