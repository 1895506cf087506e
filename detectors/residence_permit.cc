// Biometric residence permits: two letters and seven digits (Home Office; "ZR1234567").
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b[A-Z]{2}[X\d]\d{6}\b)";
constexpr std::string_view kWords[] = {"brp", "brp no", "brp number", "residence permit", "residence permit number", "biometric residence permit",
                                       "biometric residence permit number", "residence card", "brc", "arc number", "residence permit no"};

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() == 6 && byte_at(text, std::int64_t{mark.at} - 1) == 'X') return at_letters(text, mark, 3, 3);
  return mark.length() == 7 ? at_letters(text, mark, 2, 2) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = std::string(match.view());
  return needs_label(context, match, verdict, Confidence::certain, "form of a residence permit");
}

}  // namespace

const Detector& residence_permit_detector() {
  static const Detector detector = {{"residence_permit", "Residence permit number", Risk::high}, kPattern, Trigger::digits, lengths(6, 7),
                                    find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
