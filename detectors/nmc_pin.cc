// PINs of nurses and midwives (Nursing and Midwifery Council): year, month letter A to L, four digits and the country.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b\d{2}[A-L]\d{4}[EWSNCOUV]\b)";
constexpr std::string_view kWords[] = {
    "nmc",        "nmc pin",   "nmc number",      "nmc no", "nursing and midwifery council",
    "pin number", "nurse pin", "nmc registration"};
constexpr std::string_view kNear[] = {"nurse", "nurses", "midwife", "midwives", "nursing", "rgn", "rmn"};

Starts find_starts(std::string_view text, Mark mark) {
  return is_alpha(byte_at(text, mark.end)) && is_digit(byte_at(text, std::int64_t{mark.end} + 1)) ? at_run(text, mark)
                                                                                                  : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  if (needs_label(context, match, verdict, Confidence::certain, "form of a PIN")) return true;
  const Hint near = context.hint_or_near(match);
  if (!near.any() || near.contradicted || !stands_alone(match)) return false;
  verdict.confidence = Confidence::possible;
  explain(verdict, "form of a PIN", near);
  return true;
}

}  // namespace

const Detector& nmc_pin_detector() {
  static const Detector detector = {{"nmc_pin", "NMC PIN", Risk::low},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(2, 2),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear,
                                    Refused::next_start,
                                    nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
