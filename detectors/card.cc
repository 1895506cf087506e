// Payment card numbers: ISO/IEC 7812 (Luhn), with the schemes' ranges and lengths; masked ones as receipts
// print them. Luhn alone raises 25 false alarms per MB of mail, with the ranges none.
#include <algorithm>
#include <array>

#include "detectors/bytes.h"
#include "detectors/checksums.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"(\b\d(?:(?: {2}|[ .-]?)\d){11,18}\b|(?:[*xX]{4}[ -]?){3}\d{4}\b|\b\d{4}[ -]?(?:\d\d)?[*xX]{2,4}[ -]?[*xX]{4}[ -]?\d{4}\b)";

constexpr std::array<std::string_view, 22> kWords = {
    "card",         "card no",    "card number",      "credit card", "debit card", "credit card number", "visa",
    "mastercard",   "amex",       "american express", "maestro",     "pan",        "long card number",   "payment card",
    "card details", "cardnumber", "discover",         "diners",      "jcb",        "debit card number",  "cc no",
    "cc number"};
constexpr std::array<std::string_view, 6> kNear = {"expiry", "exp", "cvv", "cvc", "expires", "valid from"};

// Bar codes have up to thirteen digits (GS1), those of Britain begin with 50, as Maestro's do: such need words.
constexpr std::size_t kBarCode = 13;

struct Scheme {
  int from;  // the first six digits
  int to;
  std::uint32_t lengths;  // bits
};
constexpr std::uint32_t kSixteen = 1u << 16;
constexpr std::uint32_t span_of(int from, int to) {
  return lengths(from, to);
}

// Issuer ranges as the schemes publish them; first match counts.
constexpr Scheme kSchemes[] = {
    {400000, 499999, 1u << 13 | kSixteen | 1u << 19},  // Visa
    {510000, 559999, kSixteen},
    {222100, 272099, kSixteen},  // Mastercard
    {340000, 349999, 1u << 15},
    {370000, 379999, 1u << 15},  // American Express
    {300000, 305999, span_of(14, 19)},
    {309500, 309599, span_of(14, 19)},
    {360000, 369999, span_of(14, 19)},
    {380000, 399999, span_of(16, 19)},  // Diners
    {601100, 601199, span_of(16, 19)},
    {644000, 659999, span_of(16, 19)},  // Discover
    {352800, 358999, span_of(16, 19)},
    {180000, 180099, 1u << 15},
    {213100, 213199, 1u << 15},  // JCB
    {630400, 630499, span_of(12, 19)},
    {675900, 675999, span_of(12, 19)},
    {676000, 676999, span_of(12, 19)},
    {500000, 509999, span_of(12, 19)},
    {560000, 589999, span_of(12, 19)},
    {600000, 609999, span_of(12, 19)},
    {670000, 679999, span_of(12, 19)},  // Maestro
    {620000, 629999, span_of(16, 19)},
    {810000, 817199, span_of(16, 19)},  // UnionPay, RuPay
    {220000, 220499, span_of(16, 19)},
    {979200, 979299, kSixteen},  // Mir, Troy
};

// Numbers that the payment processors publish for testing.
constexpr std::array<std::string_view, 22> kTestNumbers = {
    "4111111111111111", "4242424242424242", "4012888888881881", "4000056655665556", "4222222222222",
    "5555555555554444", "5200828282828210", "5105105105105100", "2223003122003222", "378282246310005",
    "371449635398431",  "378734493671000",  "6011111111111117", "6011000990139424", "6011981111111113",
    "3056930009020004", "36227206271667",   "30569309025904",   "38520000023237",   "3566002020360505",
    "3530111333300000", "4917610000000000"};

bool in_a_range(std::string_view digits) {
  int prefix = 0;
  for (int i = 0; i < 6; ++i) prefix = prefix * 10 + digit_of(digits[i]);
  return std::any_of(std::begin(kSchemes), std::end(kSchemes), [&](const Scheme& s) {
    return prefix >= s.from && prefix <= s.to && (s.lengths >> digits.size() & 1) != 0;
  });
}

bool is_mask(char c) {
  return c == '*' || c == 'x' || c == 'X';
}
bool is_separator(char c) {
  return c == ' ' || c == '-' || c == '.';
}

// Where a number whose last four digits are not masked begins, or -1.
std::int64_t masked_start(std::string_view text, std::int64_t at) {
  for (int group = 0; group < 3; ++group) {
    if (is_separator(byte_at(text, at - 1)) && byte_at(text, at - 1) != '.') --at;
    for (int i = 0; i < 4; ++i) {
      if (!is_mask(byte_at(text, --at))) return -1;
    }
  }
  return at;
}

bool may_begin_number(std::string_view text, Mark mark) {
  std::uint32_t at = mark.end;
  std::uint32_t digits = mark.length();
  while (at < text.size() && digits < 12) {
    if (is_separator(text[at])) at += text[at] == ' ' && byte_at(text, std::int64_t{at} + 1) == ' ' ? 2 : 1;
    if (at >= text.size() || !is_digit(text[at])) break;
    ++at;
    ++digits;
  }
  return digits >= 12 || (digits >= 4 && (is_mask(byte_at(text, at)) || is_mask(byte_at(text, std::int64_t{at} + 1))));
}

Starts find_starts(std::string_view text, Mark mark) {
  Starts starts;
  const char before = byte_at(text, std::int64_t{mark.at} - 1);
  if (mark.length() == 4 && (is_mask(before) || is_separator(before))) {
    if (const std::int64_t start = masked_start(text, mark.at); start >= 0) starts.add(start);
  }
  if (!is_word(before) && mark.length() <= 19 && may_begin_number(text, mark)) starts.add(mark.at);
  return starts;
}

bool check_masked(const Match& match, Context& context, Verdict& verdict) {
  for (const char c : match.view()) {
    if (!is_separator(c)) verdict.value += is_digit(c) ? c : '*';
  }
  const Hint hint = context.hint(match);
  if (hint.contradicted) return false;
  verdict.confidence = hint.any() ? Confidence::likely : Confidence::possible;
  verdict.tags = "masked";
  explain(verdict, "masked card number", hint);
  return true;
}

// Groups as cards print them, or no groups at all.
bool usual_groups(std::string_view text) {
  std::string sizes;
  char size = '0';
  for (const char c : text) {
    if (is_digit(c)) {
      ++size;
    } else if (size != '0') {
      sizes += size;
      size = '0';
    }
  }
  sizes += size;
  if (sizes.size() == 1) return true;
  const bool dotted = text.find('.') != std::string_view::npos;
  if (dotted && text.find_first_of(" -") != std::string_view::npos) return false;
  for (const std::string_view usual :
       {"4444", "465", "464", "44443", "444", "4441", "445", "4442", "46", "84", "48", "88", "66", "4445"}) {
    if (sizes == usual) return true;
  }
  return false;
}

// The longest part of the match, from its start and of whole groups, that is a number of a scheme.
std::uint32_t number_end(const Match& match, std::string& digits) {
  for (std::uint32_t end = match.end; end > match.start + 11; --end) {
    if (end < match.end && !is_separator(match.text[end])) continue;
    const std::string_view part = match.text.substr(match.start, end - match.start);
    digits = digits_of(part);
    if (digits.size() < 12 || is_separator(part.back())) continue;
    if (usual_groups(part) && luhn(digits) && in_a_range(digits)) return end;
  }
  return 0;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  if (match.view().find_first_of("*xX") != std::string_view::npos) return check_masked(match, context, verdict);
  std::string digits;
  const std::uint32_t end = number_end(match, digits);
  if (end == 0) {
    digits = digits_of(match.view());
    const Hint hint = luhn(digits) ? context.hint(match) : Hint{};
    if (!hint.labelled() || !stands_alone(match)) return false;
    verdict.value = digits;
    verdict.confidence = Confidence::possible;
    explain(verdict, "checksum valid, no known issuer", hint);
    return true;
  }
  const Match number{match.text, match.start, end};
  const Hint hint = context.hint(number);
  if (hint.contradicted || !stands_alone(number)) return false;
  if (digits.find_first_not_of(digits[0]) == std::string::npos) return false;
  const Hint near = context.hint_or_near(number);
  if (!near.any() && digits.size() <= kBarCode) return false;
  verdict.end = end;
  verdict.value = digits;
  verdict.confidence = near.any() ? Confidence::certain : Confidence::likely;
  if (std::find(kTestNumbers.begin(), kTestNumbers.end(), digits) != kTestNumbers.end()) verdict.tags = "test";
  explain(verdict, "checksum and issuer range valid", near);
  return true;
}

}  // namespace

const Detector& card_detector() {
  static const Detector detector = {{"card", "Payment card number", Risk::critical},
                                    kPattern,
                                    Trigger::digits,
                                    lengths(1, 19),
                                    find_starts,
                                    check,
                                    kWords,
                                    kNear};
  return detector;
}

}  // namespace trawl::detectors
