// PINs of nurses and midwives (Nursing and Midwifery Council): year, month letter A to L, four digits and the country.
#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b\d{2}[A-L]\d{4}[EWSNCOUV]\b)";
constexpr std::string_view kWords[] = {"nmc", "nmc pin", "nmc number", "nmc no", "nursing and midwifery council", "pin number", "nurse pin", "nmc registration"};

Starts find_starts(std::string_view text, Mark mark) {
  return is_alpha(byte_at(text, mark.end)) && is_digit(byte_at(text, std::int64_t{mark.end} + 1)) ? at_run(text, mark) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  return needs_label(context, match, verdict, Confidence::certain, "form of a PIN");
}

}  // namespace

const Detector& nmc_pin_detector() {
  static const Detector detector = {{"nmc_pin", "NMC PIN", Risk::low}, kPattern, Trigger::digits, lengths(2, 2), find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
