// Roll numbers of building societies: letters, digits, strokes and hyphens in any order, so that only the label before
// them tells, or the header of their column in a table.
#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?:[,;|\t] ?|)" TRAWL_BEHIND_LABEL(
    "rRoOfFeEsS.") R"()(?:[A-Z]{2,4} |(?i:[A-Z]{1,3}[/-]?))?(?i:\d[\dA-Z]{0,17}(?:[/-][\dA-Z]{1,10}| \d{3}[\d/-]{0,8}){0,3})\b)";
constexpr std::string_view kWords[] = {"roll number",
                                       "roll no",
                                       "building society roll number",
                                       "building society ref",
                                       "building society roll no",
                                       "building society reference",
                                       "roll ref",
                                       "roll reference"};

bool parts_cells(char c) {
  return c == ',' || c == ';' || c == '|' || c == '\t';
}

// Where letters begin that belong to the number: "LBS 0041882", "D/123"; where there are none, at its first digit.
std::int64_t letters_start(std::string_view text, std::int64_t digit) {
  const char separator = byte_at(text, digit - 1);
  const std::int64_t end = separator == '/' || separator == '-' || separator == ' ' ? digit - 1 : digit;
  if (separator == ' ' && !is_upper(byte_at(text, end - 1))) return digit;
  const std::int64_t most = separator == ' ' ? 4 : 3;
  std::int64_t start = end;
  while (end - start < most && is_alpha(byte_at(text, start - 1))) --start;
  return start < end ? start : digit;
}

Starts find_starts(std::string_view text, Mark mark) {
  Starts starts;
  const auto add = [&](std::int64_t value) {
    const Starts one = behind_label(text, value, "rRoOfFeEsS.");
    if (one.count == 1 && (starts.count == 0 || starts.at[starts.count - 1] < one.at[0])) starts.add(one.at[0]);
    const std::int64_t separator = value - (byte_at(text, value - 1) == ' ' ? 2 : 1);
    if (parts_cells(byte_at(text, separator))) starts.add(separator);
  };
  const std::int64_t letters = letters_start(text, mark.at);
  if (letters < std::int64_t{mark.at}) add(letters);
  add(mark.at);
  return starts;
}

std::uint32_t roll_start(const Match& match) {
  if (!parts_cells(match.text[match.start])) return value_start(match);
  return match.start + (byte_at(match.text, std::int64_t{match.start} + 1) == ' ' ? 2 : 1);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const Match value{match.text, roll_start(match), match.end};
  verdict.value = capitals_and_digits_of(value.view());
  const Hint hint = context.hint(value);
  if (!hint.labelled() || verdict.value.size() < 6) return false;
  if (parts_cells(match.text[match.start]) && hint.source != "column") return false;
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
