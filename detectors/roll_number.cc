// Roll numbers of building societies: letters, digits, strokes and hyphens in any order, so that only the label before
// them tells.
#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    TRAWL_BEHIND_LABEL("rRoOfFeE.") R"((?i:(?:[A-Z]{1,3}[/-]?)?\d[\dA-Z]{0,17}(?:[/-][\dA-Z]{1,10}){0,3})\b)";
constexpr std::string_view kWords[] = {"roll number",
                                       "roll no",
                                       "building society roll number",
                                       "building society ref",
                                       "building society roll no",
                                       "building society reference"};

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t start = mark.at;
  const char separator = byte_at(text, start - 1);
  if (separator == '/' || separator == '-') --start;
  const std::int64_t end = start;
  while (end - start < 3 && is_alpha(byte_at(text, start - 1))) --start;
  Starts starts;
  const auto add = [&](std::int64_t value) {
    const Starts one = behind_label(text, value, "rRoOfFeE.");
    if (one.count == 1 && (starts.count == 0 || starts.at[starts.count - 1] < one.at[0])) starts.add(one.at[0]);
  };
  if (start < end) add(start);
  add(mark.at);
  return starts;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const Match value{match.text, value_start(match), match.end};
  verdict.value = capitals_and_digits_of(value.view());
  const Hint hint = context.hint(value);
  if (!hint.labelled() || verdict.value.size() < 6) return false;
  verdict.start = value.start;
  verdict.confidence = Confidence::likely;
  explain(verdict, "behind its label", hint);
  return true;
}

}  // namespace

const Detector& roll_number_detector() {
  static const Detector detector = {{"roll_number", "Building society roll number", Risk::high},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 18),
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
