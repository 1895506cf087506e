// NHS numbers (England, Wales, Isle of Man), with Scotland's CHI and Northern Ireland's H&C numbers, which
// share the form: NHS Data Dictionary, "NHS NUMBER". Ten digits 3-3-4, the last a check digit. Time stamps
// and references pass that check once in eleven times, so the issued ranges and words decide.
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\b(?:\d{3}(?: {2}|[ .-]?)\d{3}(?: {2}|[ .-]?)\d{4}|\d(?: \d){9})\b)";

constexpr std::array<std::string_view, 26> kWords = {"nhs",
                                                     "nhs no",
                                                     "nhs number",
                                                     "nhs num",
                                                     "nhs id",
                                                     "national health service number",
                                                     "chi",
                                                     "chi no",
                                                     "chi number",
                                                     "h and c no",
                                                     "hcn",
                                                     "h c number",
                                                     "h c no",
                                                     "hsc no",
                                                     "hsc number",
                                                     "health care no",
                                                     "patient no",
                                                     "health care number",
                                                     "patient id",
                                                     "patient number",
                                                     "hospital number",
                                                     "health and care no",
                                                     "health and care number",
                                                     "rhif gig",
                                                     "rhif y gig",
                                                     "chi label"};
constexpr std::array<std::string_view, 10> kNear = {"patient", "gp",       "surgery", "hospital", "clinic",
                                                    "ward",    "referral", "medical", "dr",       "consultant"};

Starts find_starts(std::string_view text, Mark mark) {
  if (mark.length() == 1) return begins_groups(text, mark.at, {1, 1, 1, 1}, " ") ? at_run(text, mark) : Starts::none();
  if (mark.length() != 3 && mark.length() != 6 && mark.length() != 10) return Starts::none();
  return begins_groups(text, mark.at, {3, 3, 4}, " .-") ? at_run(text, mark) : Starts::none();
}

enum class Range { none, nhs, chi, hc, test };

Range range_of(std::string_view digits) {
  if (digits.starts_with("999")) return Range::test;
  const char first = digits[0];
  if (first == '4' || first == '6' || first == '7') return Range::nhs;
  const int three = digit_of(digits[0]) * 100 + digit_of(digits[1]) * 10 + digit_of(digits[2]);
  const int day = three / 10;
  const int month = digit_of(digits[2]) * 10 + digit_of(digits[3]);
  if (day >= 1 && day <= 31 && month >= 1 && month <= 12) return Range::chi;  // CHI: date of birth first
  if (three >= 320 && three <= 399) return Range::hc;
  return Range::none;
}

std::string_view tag_of(Range range) {
  switch (range) {
    case Range::chi: return "chi";
    case Range::hc: return "h&c";
    case Range::test: return "test";
    default: return {};
  }
}

Confidence judge(Range range, bool grouped, const Hint& hint, const Hint& near) {
  const bool issued = range != Range::none;
  if (hint.labelled()) return issued ? Confidence::certain : Confidence::likely;
  if (hint.any()) return issued ? Confidence::likely : Confidence::possible;
  if (near.any() && issued && grouped) return Confidence::likely;
  return Confidence::possible;
}

// "NHS budget 7345255336": words that make the label say something else.
bool words_between(const Hint& hint, const Match& match) {
  if (hint.source != "label" || hint.distance > match.start) return false;
  std::string_view between = match.text.substr(match.start - hint.distance, hint.distance);
  while (!between.empty()) {
    std::size_t end = 0;
    while (end < between.size() && is_alpha(between[end])) ++end;
    const std::string_view word = between.substr(0, end);
    constexpr std::string_view kPlain[] = {"", "is", "no", "No", "number", "Number", "ref", "id", "was", "NO"};
    if (std::find(std::begin(kPlain), std::end(kPlain), word) == std::end(kPlain)) return true;
    between.remove_prefix(std::min(between.size(), end + 1));
  }
  return false;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = digits_of(match.view());
  if (!nhs_check(verdict.value)) return false;
  const Range range = range_of(verdict.value);
  const std::uint32_t length = match.end - match.start;
  const bool wide = length == 14;
  const bool boxed = length == 19;  // a digit in each box of a form
  const bool by_birth = length == 11 && !is_digit(match.text[match.start + 6]) && range == Range::chi;  // "010190 1234"
  const bool grouped =
      wide || by_birth || boxed || (length == 12 && match.text[match.start + 3] == match.text[match.start + 7]);
  if (!grouped && length != 10) return false;
  const Hint hint = context.hint(match);
  if ((by_birth && !hint.any()) || (boxed && !hint.labelled())) return false;
  if (hint.contradicted || (!hint.labelled() && !stands_alone(match))) return false;
  // "NHS staff answered 4153093203 calls": the bare word says nothing about digits further on.
  const bool vague = hint.phrase == "nhs" || hint.phrase == "chi";
  const bool named_behind = hint.source == "word behind" && hint.distance < 44;  // HL7: "4012345678^^^NHS"
  if (!grouped && vague && !named_behind && (!hint.labelled() || words_between(hint, match))) return false;
  const Hint near = context.hint_or_near(match);
  const bool spaced = grouped && match.text[match.start + 3] == ' ';
  const bool bare = range == Range::nhs && spaced;  // needs no words
  if (!hint.any() && !(bare || (near.any() && range == Range::nhs))) return false;
  verdict.confidence = judge(range, grouped, hint, near);
  verdict.tags = tag_of(range);
  explain(verdict, range == Range::none ? "check digit valid, range not issued" : "check digit and range valid", near);
  return true;
}

}  // namespace

const Detector& nhs_number_detector() {
  static const Detector detector = {{"nhs_number", "NHS number (also CHI and H&C)", Risk::high},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 10),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear};
  return detector;
}

}  // namespace trawl::detectors
