// Phone numbers: those of the UK by Ofcom's numbering plan, those of other countries only with + or 00
// and only when libphonenumber holds them for valid. Never by the rules of many countries at once: that
// costs 1,700 false alarms where the plan of one country raises 70. Without the leading 0 or + (spreadsheets drop them)
// only beside words of phones. Canonical: E.164.
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "detectors/bytes.h"
#include "detectors/numbers.h"
#include "detectors/uk_numbering.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?:\(?\+[1-9]|\(?\b0\d|(?i:tel|mob|mobile|phone|fax)0\d)(?:[ ./()-]{0,3}\d){6,14}(?:[ ,;]{0,2}(?i:ext|extn|extension|x)[. :]{0,2}\d{1,6})?)";

constexpr std::array<std::string_view, 24> kWords = {
    "phone", "phone no", "phone number", "telephone",      "telephone no",  "telephone number",
    "tel",   "tel no",   "mobile",       "mobile no",      "mobile number", "mob",
    "cell",  "fax",      "landline",     "contact number", "contact no",    "call",
    "ring",  "whatsapp", "work phone",   "home phone",     "helpline",      "switchboard"};
constexpr std::array<std::string_view, 13> kNear = {"contact",    "dial",         "text",      "sms",     "his number",
                                                    "her number", "their number", "my number", "numbers", "your number",
                                                    "our number", "new number",   "phoned"};
// In front of digits without anything between, as forms do that lost their tabs: "Tel01904 555418". In the pattern.
constexpr std::array<std::string_view, 5> kGlued = {"tel", "mob", "mobile", "phone", "fax"};

// Where such a word begins that ends before text[at], or -1.
std::int64_t glued_label(std::string_view text, std::int64_t at) {
  for (const std::string_view label : kGlued) {
    const std::int64_t start = at - static_cast<std::int64_t>(label.size());
    const bool there = start >= 0 && std::equal(label.begin(), label.end(), text.begin() + start,
                                                [](char expected, char c) { return to_lower(c) == expected; });
    if (there) return start;
  }
  return -1;
}

Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t at = mark.at;
  const char before = byte_at(text, at - 1);
  const bool plus = before == '+' && text[mark.at] != '0';
  const std::int64_t label = is_alpha(before) ? glued_label(text, at) : -1;
  if (!plus && (text[mark.at] != '0' || (is_word(before) && label < 0))) return Starts::none();
  std::uint32_t digits = 0;
  std::uint32_t gap = 0;
  for (std::uint32_t i = mark.at; i < text.size() && digits < 7 && gap <= 3; ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      ++digits;
      gap = 0;
    } else if (std::string_view(" ./()-").find(c) != std::string_view::npos) {
      ++gap;
    } else {
      break;
    }
  }
  if (digits < 7) return Starts::none();
  if (label >= 0) return Starts::one(label);
  Starts starts;
  const std::int64_t first = plus ? at - 1 : at;
  if (byte_at(text, first - 1) == '(') starts.add(first - 1);
  starts.add(first);
  return starts;
}

// What libphonenumber says about digits behind a '+'. It reads 18,000 numbers a second and no more on
// several threads, so what it said is kept; one memo serves one thread.
struct Memo {
  std::unordered_map<std::string, bool> valid;
};

bool is_valid_international(const std::string& digits) {
  thread_local Memo memo;
  if (memo.valid.size() > 100'000) memo.valid.clear();
  const auto [place, fresh] = memo.valid.try_emplace(digits, false);
  if (!fresh) return place->second;
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  PhoneNumber number;
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  place->second =
      library.Parse("+" + digits, "ZZ", &number) == PhoneNumberUtil::NO_PARSING_ERROR && library.IsValidNumber(number);
  return place->second;
}

struct Reading {
  std::string value;  // empty: none
  Numbering numbering = Numbering::none;
  bool international = false;
};

// Digits with what stood before them ('+', "00" or "0") as a number.
Reading read(std::string_view digits, bool plus) {
  std::string bare(digits);
  bool international = plus;
  if (!plus && bare.starts_with("00")) {
    bare.erase(0, 2);
    international = true;
  }
  if (international && bare.starts_with("44")) {
    bare.erase(0, bare.starts_with("440") ? 3 : 2);
  } else if (international) {
    if (bare.size() < 8 || bare.size() > 15 || bare[0] == '0' || !is_valid_international(bare)) return {};
    return {"+" + bare, Numbering::geographic, true};
  } else {
    bare.erase(0, 1);
  }
  const Numbering numbering = uk_numbering(bare);
  if (numbering == Numbering::none) return {};
  return {"+44" + bare, numbering, international};
}

// Groups as people write numbers here: an area code of at least three digits, then at most four more groups.
bool usual_groups(std::string_view text) {
  std::array<int, 8> sizes{};
  std::size_t count = 0;
  bool in_group = false;
  for (const char c : text) {
    if (c == '/' && count != 1) return false;
    if (is_digit(c)) {
      if (!in_group && ++count > 5) return false;
      ++sizes[count - 1];
    }
    in_group = is_digit(c);
  }
  if (count == 1) return true;
  const int least = *std::min_element(sizes.begin() + 1, sizes.begin() + static_cast<std::ptrdiff_t>(count));
  return sizes[0] >= 3 && least >= 2;
}

std::uint32_t extension_start(const Match& match) {
  for (std::uint32_t i = match.start; i < match.end; ++i) {
    if (!is_alpha(match.text[i]) && match.text[i] != ',' && match.text[i] != ';') continue;
    while (!is_digit(match.text[i - 1])) --i;
    return i;
  }
  return match.end;
}

// The longest part of the match, of whole groups, that is a number; the end of it or 0.
std::uint32_t number_end(const Match& match, std::uint32_t end, bool plus, Reading& reading) {
  const auto whole = [&](std::uint32_t at) { return at == match.text.size() || !is_digit(match.text[at]); };
  for (; end > match.start + 6; --end) {
    if (!is_digit(match.text[end - 1]) || !whole(end)) continue;
    const std::string_view part = match.text.substr(match.start, end - match.start);
    reading = read(digits_of(part), plus);
    if (reading.value.empty()) continue;
    if (plus || reading.international || usual_groups(part)) return end;
  }
  return 0;
}

Confidence judge(const Reading& reading, std::string_view part, const Hint& hint) {
  const bool bare = part.find_first_not_of("0123456789") == std::string_view::npos;
  if (hint.labelled()) return Confidence::certain;
  if (part[0] == '+' || part.starts_with("(+")) return hint.any() ? Confidence::certain : Confidence::likely;
  if (hint.any()) return Confidence::likely;
  if (reading.numbering == Numbering::mobile) return Confidence::likely;
  return bare || reading.numbering == Numbering::short_form ? Confidence::possible : Confidence::likely;
}

// The match without a label that is glued to it; `label` receives that.
Match without_label(const Match& match, std::string_view& label) {
  Match number = match;
  while (is_alpha(match.text[number.start])) ++number.start;
  label = match.text.substr(match.start, number.start - match.start);
  return number;
}

bool ends_well(std::string_view text, std::uint32_t end, bool glued) {
  const char next = byte_at(text, end);
  return !is_word(next) || next == 'x' || next == 'e' || (glued && is_upper(next));
}

bool check(const Match& whole, Context& context, Verdict& verdict) {
  std::string_view label;
  const Match match = without_label(whole, label);
  const bool plus = match.view().substr(0, 2).find('+') != std::string_view::npos;
  const std::uint32_t digits_end = extension_start(match);
  Reading reading;
  const std::uint32_t end = number_end(match, digits_end, plus, reading);
  if (end == 0) return false;
  const Match number{match.text, match.start, end};
  const std::string_view part = number.view();
  if (part.find('(') == std::string_view::npos && part.find(')') != std::string_view::npos) return false;
  if (!ends_well(match.text, end, !label.empty())) return false;
  const Hint hint = label.empty() ? context.hint_or_near(number) : Hint{Link::labelled, label, "label", 0, false};
  if (hint.contradicted) return false;
  const bool bare = part.find_first_not_of("0123456789") == std::string_view::npos;
  if (!hint.labelled() && !stands_alone(number)) return false;
  const bool weak = reading.numbering == Numbering::short_form || (bare && reading.numbering != Numbering::mobile) ||
                    (reading.international && !plus && bare);
  if (weak && !hint.any()) {
    if (reading.numbering != Numbering::geographic || reading.international) return false;
  }
  verdict.start = match.start;
  verdict.end = end;
  verdict.value = reading.value;
  if (end == digits_end && digits_end < match.end) {
    verdict.end = match.end;
    verdict.value += ";ext=" + digits_of(match.text.substr(digits_end, match.end - digits_end));  // RFC 3966
  }
  verdict.confidence = judge(reading, part, hint);
  if (is_drama_number(std::string_view(reading.value))) verdict.tags = "fictional";
  explain(verdict,
          reading.international && !reading.value.starts_with("+44") ? "valid number of its country"
                                                                     : "valid in the UK numbering plan",
          hint);
  return true;
}

// "7700 900614", "447700900614", and geographic ones in a column or field of phones only.
constexpr const char* kUnprefixedPattern = R"(\b(?:44 ?)?[1-37]\d{2,4} ?\d{3,4} ?\d{2,4}\b)";

bool check_unprefixed(const Match& match, Context& context, Verdict& verdict) {
  std::string digits = digits_of(match.view());
  const bool country = digits.size() == 12 && digits.starts_with("44");
  if (country) digits.erase(0, 2);
  const Numbering numbering = digits.size() == 10 ? uk_numbering(digits) : Numbering::none;
  const bool mobile = numbering == Numbering::mobile;
  if ((!mobile && numbering != Numbering::geographic) || !stands_alone(match)) return false;
  const char before = byte_at(match.text, std::int64_t{match.start} - 1);
  if (before == '+' || before == '(') return false;
  const Hint hint = context.hint_or_near(match);
  const bool grouped = match.view().find(' ') == 4;  // three digits begin numbers of the NHS
  const bool named = hint.labelled() && hint.phrase != "call" && hint.phrase != "ring";  // "Call ID"
  const bool in_column = named && (hint.source != "label" || hint.distance == 0);
  const bool spaced = match.view().find(' ') != std::string_view::npos;
  const bool fits = mobile ? named || ((country || grouped) && hint.any()) : in_column;
  if (hint.contradicted || !fits || (spaced && !grouped && !country)) return false;
  verdict.value = "+44" + digits;
  verdict.confidence = hint.labelled() ? Confidence::likely : Confidence::possible;
  if (is_drama_number(std::string_view(verdict.value))) verdict.tags = "fictional";
  explain(verdict, country ? "valid in the UK numbering plan, + missing" : "valid in the UK numbering plan, 0 missing",
          hint);
  return true;
}

Starts find_unprefixed_starts(std::string_view text, Mark mark) {
  const bool first = mark.length() >= 3 || text.substr(mark.at, 2) == "44";
  return first && text[mark.at] >= '1' && text[mark.at] <= '7' ? at_run(text, mark) : Starts::none();
}

constexpr Kind kKind = {"phone", "Phone number", Risk::medium};

}  // namespace

const Detector& phone_detector() {
  static const Detector detector = {kKind, kPattern, Trigger::digits, kAnyLength, find_starts, check, kWords, kNear};
  return detector;
}

const Detector& unprefixed_phone_detector() {
  static const Detector detector = {kKind,
                                    kUnprefixedPattern,
                                    Trigger::digits,
                                    lengths(2, 15),
                                    find_unprefixed_starts,
                                    check_unprefixed,
                                    kWords,
                                    kNear,
                                    Refused::next_start,
                                    nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
