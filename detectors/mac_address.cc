// MAC addresses (IEEE 802): six pairs of hexadecimal digits.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[0-9A-F]{2}(?:(?::[0-9A-F]{2}){5}|(?:-[0-9A-F]{2}){5})\b)";
constexpr std::string_view kWords[] = {"mac",    "mac address",  "ethernet",      "hardware address",
                                       "hwaddr", "wifi address", "ether",         "bssid",
                                       "mac no", "mac addr",     "wi fi address", "physical address"};

// The mark is the first separator.
// "0123.4567.89ab", as network devices write it. A digit stands in the first or the second group, or it is not found.
constexpr const char* kDottedPattern =
    R"((?i)\b(?:(?:\d[0-9A-F]{3}|[A-F]\d[0-9A-F]{2}|[A-F]{2}\d[0-9A-F]|[A-F]{3}\d)\.[0-9A-F]{4}|)"
    R"([A-F]{4}\.(?:\d[0-9A-F]{3}|[A-F]\d[0-9A-F]{2}|[A-F]{2}\d[0-9A-F]|[A-F]{3}\d))\.[0-9A-F]{4}\b)";

// Before text[end]: hexadecimal letters, at most `most`.
std::int64_t letters_start(std::string_view text, std::int64_t end, std::int64_t most) {
  std::int64_t start = end;
  while (end - start < most && is_alpha(byte_at(text, start - 1)) && is_hex(byte_at(text, start - 1))) --start;
  return start;
}

// The mark is the first digit: nothing but letters and one full stop before it.
Starts find_dotted_starts(std::string_view text, Mark mark) {
  Starts starts;
  const auto add = [&](std::int64_t start) {
    const bool fits = byte_at(text, start + 4) == '.' && byte_at(text, start + 9) == '.';
    if (fits && !is_word(byte_at(text, start - 1))) starts.add(start);
  };
  const std::int64_t second = letters_start(text, mark.at, 3);
  if (byte_at(text, second - 1) == '.') add(second - 5);
  add(second);
  return starts;
}

Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t start = std::int64_t{mark.at} - 2;
  const bool pair =
      is_hex(byte_at(text, start)) && is_hex(byte_at(text, start + 1)) && !is_word(byte_at(text, start - 1));
  const bool second = is_hex(byte_at(text, start + 3)) && is_hex(byte_at(text, start + 4));
  return pair && second ? Starts::one(start) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  std::string bare;
  for (const char c : match.view()) {
    if (!is_hex(c)) continue;
    bare += to_lower(c);
    verdict.value += to_lower(c);
    if (bare.size() % 2 == 0 && bare.size() < 12) verdict.value += ':';
  }
  if (bare == "000000000000" || bare == "ffffffffffff" || !stands_alone(match)) return false;
  const Hint hint = context.hint(match);
  const bool digits_only = std::all_of(bare.begin(), bare.end(), is_digit);
  if (digits_only && (hint.contradicted || !hint.any())) return false;
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  explain(verdict, "six pairs of hexadecimal digits", hint);
  return true;
}

}  // namespace

const Detector& mac_address_detector() {
  static const Detector detector = {
      {"mac_address", "MAC address", Risk::low}, kPattern, Trigger::pairs, kAnyLength, find_starts, check, kWords};
  return detector;
}

const Detector& dotted_mac_address_detector() {
  static const Detector detector = {{"mac_address", "MAC address", Risk::low},
                                    kDottedPattern,
                                    Trigger::digits,
                                    lengths(1, 4),
                                    find_dotted_starts,
                                    check,
                                    kWords};
  return detector;
}

}  // namespace trawl::detectors
