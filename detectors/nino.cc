// National Insurance numbers: HMRC National Insurance Manual NIM39110. Two letters, six digits and a
// suffix A to D; no check digit. Administrative prefixes (tax credits, stakeholder pensions) stand for
// a person as well and are reported with a lower confidence.
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[A-Z] ?[A-Z](?:[ ./-]{0,2}\d){6}(?:[ ./-]{0,2}[A-D])?\b)";

constexpr std::array<std::string_view, 14> kWords = {"ni number",
                                                     "ni no",
                                                     "ni num",
                                                     "n i number",
                                                     "n i no",
                                                     "nino",
                                                     "national insurance",
                                                     "national insurance number",
                                                     "national insurance no",
                                                     "nat ins",
                                                     "nat ins no",
                                                     "yswiriant gwladol",
                                                     "rhif yswiriant gwladol",
                                                     "ni"};
constexpr std::array<std::string_view, 13> kNear = {"payroll",    "p45",     "p60",        "p11d",     "starter",
                                                    "hmrc",       "dwp",     "paye",       "employee", "benefit",
                                                    "tax credit", "pension", "tax credits"};

constexpr std::array<std::string_view, 7> kUnused = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
constexpr std::array<std::string_view, 9> kAdministrative = {"OO", "CR", "FY", "MW", "NC", "PP", "PY", "PZ", "TN"};

bool is_separator(char c) {
  return c == ' ' || c == '.' || c == '/' || c == '-';
}

// Six digits, with at most two separators before each but the first.
bool six_digits_follow(std::string_view text, std::int64_t at) {
  int digits = 0;
  for (int gap = 0; digits < 6 && gap <= 2; ++at) {
    const char c = byte_at(text, at);
    if (!is_digit(c) && !is_separator(c)) return false;
    gap = is_digit(c) ? 0 : gap + 1;
    digits += is_digit(c);
  }
  return digits == 6;
}

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  for (int gap = 0; gap < 2 && is_separator(byte_at(text, at - 1)); ++gap) --at;
  if (!is_alpha(byte_at(text, --at))) return Starts::none();
  at -= byte_at(text, at - 1) == ' ' ? 2 : 1;
  if (!is_alpha(byte_at(text, at)) || is_word(byte_at(text, at - 1))) return Starts::none();
  return six_digits_follow(text, mark.at) ? Starts::one(at) : Starts::none();
}

// Letters together, digits together or in pairs, one separator at most: as programs and most people write it. Other
// groups need a label.
bool is_regular(std::string_view text) {
  if (!is_alpha(text[1]) || text.find('/') != std::string_view::npos) return false;
  std::size_t digits = 0;
  for (std::size_t i = 2; i < text.size(); ++i) {
    const bool separated = is_separator(text[i]);
    if (separated && (digits % 2 != 0 || is_separator(text[i - 1]))) return false;
    digits += is_digit(text[i]);
  }
  return true;
}

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_issued_prefix(std::string_view prefix) {
  constexpr std::string_view kNeither = "DFIQUV";
  return kNeither.find(prefix[0]) == std::string_view::npos && kNeither.find(prefix[1]) == std::string_view::npos &&
         prefix[1] != 'O' && !holds(kUnused, prefix);
}

// Words for goods: what stands right behind one ("cable type AB123456C") is a name of such.
constexpr std::array<std::string_view, 22> kGoods = {
    "type",   "types", "model", "part",   "parts", "product", "component", "cable",  "bolt",    "valve", "fitting",
    "filter", "grade", "spare", "spares", "kit",   "drawing", "sample",    "module", "variant", "item",  "code"};

// The prefix speaks: issued, administrative, example, or none of them.
bool judge_prefix(std::string_view value, const Hint& hint, Verdict& verdict) {
  const std::string_view prefix = value.substr(0, 2);
  if (prefix == "QQ") {
    verdict.tags = "example";
    verdict.evidence = "HMRC's example prefix";
    verdict.confidence = Confidence::likely;
    return true;
  }
  if (holds(kAdministrative, prefix)) {
    verdict.tags = "administrative";
    verdict.evidence = "administrative prefix";
    verdict.confidence = hint.labelled() ? Confidence::likely : Confidence::possible;
    return hint.any();
  }
  if (!is_issued_prefix(prefix)) return false;
  verdict.evidence = "prefix and suffix valid";
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  return true;
}

// "on 24-06-21": a word and a date.
bool is_dated(std::string_view text) {
  const std::string digits = digits_of(text);
  const auto number = [&](std::size_t at) { return digit_of(digits[at]) * 10 + digit_of(digits[at + 1]); };
  return text.find_first_of(" .-", 4) != std::string_view::npos && is_date(number(0), number(2), full_year(number(4)));
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  for (const char c : match.view()) {
    if (is_alnum(c)) verdict.value += to_upper(c);
  }
  const Hint hint = context.hint(match);
  const Hint near = context.hint_or_near(match);
  const bool regular = is_regular(match.view());
  if (hint.contradicted || (!regular && !hint.labelled())) return false;
  if (!near.any() && holds(kGoods, word_before(match))) return false;
  if (!judge_prefix(verdict.value, near, verdict)) return false;
  const bool suffix = verdict.value.size() == 9;
  const bool shown_upper = is_upper(match.text[match.start]) && is_upper(match.text[match.start + 1]);
  if (!suffix) {
    const bool paired = match.view().size() > 9;  // "AB 12 34 56", as it is printed
    const bool labelled = hint.labelled() && !(hint.phrase == "ni" && hint.distance > 5);  // "NI, ICO AB123456"
    if (!labelled && !(hint.any() && paired)) return false;
    if (!shown_upper && is_dated(match.view())) return false;
    verdict.evidence = "prefix valid, suffix missing";
    verdict.confidence = hint.labelled() ? Confidence::likely : Confidence::possible;
  }
  const bool mixed = is_upper(match.text[match.start]) != is_upper(match.text[match.end - 1]);
  if (suffix && mixed && !near.any()) return false;  // "PR104783 c++"
  if (!shown_upper && !near.any()) verdict.confidence = Confidence::possible;
  if (!near.any() && context.other_numbers_before(match)) verdict.confidence = Confidence::possible;
  if (!regular) verdict.confidence = std::min(verdict.confidence, Confidence::likely);
  if (near.any()) verdict.evidence += "; " + in_words(near);
  verdict.distance = hint.distance;
  return true;
}

// HMRC's temporary reference numbers, "11 A1 11 11", and those of earlier days and of stakeholder pensions: TN or NC, a
// date, and the sex.
constexpr const char* kTemporaryPattern =
    R"((?i)\b(?:\d{2} ?[A-Z]\d ?\d{2} ?\d{2}|(?:TN|NC) ?\d{2} ?\d{2} ?\d{2} ?[MF])\b)";

constexpr std::array<std::string_view, 6> kTemporaryWords = {
    "trn", "temporary reference", "temporary reference number", "temporary ref", "stakeholder", "stakeholder pension"};

Starts find_temporary_starts(std::string_view text, Mark mark) {
  Starts starts;
  std::int64_t letters = mark.at;
  if (byte_at(text, letters - 1) == ' ') --letters;
  const char first = to_upper(byte_at(text, letters - 2)), second = to_upper(byte_at(text, letters - 1));
  const bool earlier = (first == 'T' && second == 'N') || (first == 'N' && second == 'C');
  if (earlier && !is_word(byte_at(text, letters - 3))) starts.add(letters - 2);
  const std::int64_t letter = std::int64_t{mark.end} + (byte_at(text, mark.end) == ' ' ? 1 : 0);
  const bool new_form = mark.length() == 2 && is_alpha(byte_at(text, letter)) && is_digit(byte_at(text, letter + 1));
  if (new_form && !is_word(byte_at(text, std::int64_t{mark.at} - 1))) starts.add(mark.at);
  return starts;
}

bool check_temporary(const Match& match, Context& context, Verdict& verdict) {
  verdict.value = capitals_and_digits_of(match.view());
  const Hint hint = context.hint_or_near(match);
  if (!hint.any() || hint.contradicted || !stands_alone(match)) return false;
  verdict.tags = "temporary";
  const bool earlier = is_alpha(verdict.value[0]);
  verdict.confidence = earlier ? Confidence::likely : Confidence::possible;
  if (hint.labelled()) verdict.confidence = Confidence::certain;
  explain(verdict, "form of a temporary reference number", hint);
  return true;
}

}  // namespace

const Detector& temporary_nino_detector() {
  static const Detector detector = {{"nino", "National Insurance number", Risk::high},
                                    kTemporaryPattern,
                                    Trigger::digits,
                                    lengths(2, 6),
                                    find_temporary_starts,
                                    check_temporary,
                                    kTemporaryWords,
                                    kWords,
                                    Refused::next_start,
                                    nullptr,
                                    true};
  return detector;
}

const Detector& nino_detector() {
  static const Detector detector = {{"nino", "National Insurance number", Risk::high},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 6),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear};
  return detector;
}

}  // namespace trawl::detectors
