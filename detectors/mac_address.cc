// MAC addresses (IEEE 802): six pairs of hexadecimal digits.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"((?i)\b[0-9A-F]{2}(?:(?::[0-9A-F]{2}){5}|(?:-[0-9A-F]{2}){5})\b)";
constexpr std::string_view kWords[] = {"mac", "mac address", "ethernet", "hardware address", "hwaddr", "wifi address", "ether", "bssid"};

// The mark is the first separator.
Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t start = std::int64_t{mark.at} - 2;
  const bool pair = is_hex(byte_at(text, start)) && is_hex(byte_at(text, start + 1)) && !is_word(byte_at(text, start - 1));
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
  if (hint.contradicted || (digits_only && !hint.any())) return false;
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::likely;
  explain(verdict, "six pairs of hexadecimal digits", hint);
  return true;
}

}  // namespace

const Detector& mac_address_detector() {
  static const Detector detector = {{"mac_address", "MAC address", Risk::low}, kPattern, Trigger::pairs, kAnyLength, find_starts, check, kWords};
  return detector;
}

}  // namespace trawl::detectors
