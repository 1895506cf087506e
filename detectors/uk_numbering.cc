// Ofcom, "The National Telephone Numbering Plan", and "Telephone numbers for use in TV and radio drama
// programmes".
#include "detectors/uk_numbering.h"

#include <algorithm>
#include <array>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

bool begins(std::string_view digits, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view p) { return digits.starts_with(p); });
}

Numbering geographic_01(std::string_view digits) {
  if (digits[1] == '0' || (digits[1] == '1' && (digits[2] < '3' || digits[2] > '8'))) return Numbering::none;
  const bool director = digits[1] == '1' || digits[2] == '1';  // 0113, 0121 ...: the subscriber part is seven digits
  const char subscriber = director ? digits[3] : digits[4];
  if (subscriber == '0' || subscriber == '1') return digits.starts_with("1") && !director && digits.size() == 10 ? Numbering::geographic : Numbering::none;
  if (digits.size() == 9) return director ? Numbering::none : Numbering::short_form;
  return Numbering::geographic;
}

}  // namespace

Numbering uk_numbering(std::string_view digits) {
  if (digits.size() == 7 && digits == "8001111") return Numbering::special;  // Childline
  if (digits.size() != 10 && digits.size() != 9) return Numbering::none;
  const bool nine = digits.size() == 9;
  switch (digits[0]) {
    case '1': return geographic_01(digits);
    case '2':
      if (nine || !begins(digits, {"20", "23", "24", "28", "29"})) return Numbering::none;
      return digits[2] == '1' || digits[2] == '2' ? Numbering::none : Numbering::geographic;
    case '3': return nine || !begins(digits, {"30", "33", "34", "37"}) ? Numbering::none : Numbering::geographic;
    case '5': return begins(digits, {"500"}) == nine && begins(digits, {"500", "55", "56"}) ? Numbering::special : Numbering::none;
    case '7':
      if (nine) return Numbering::none;
      if (begins(digits, {"7624"})) return Numbering::mobile;  // Isle of Man
      return begins(digits, {"70", "76"}) ? Numbering::special : Numbering::mobile;
    case '8':
      if (begins(digits, {"800"})) return nine ? Numbering::short_form : Numbering::special;
      return !nine && begins(digits, {"808", "842", "843", "844", "845", "870", "871", "872", "873"}) ? Numbering::special
                                                                                                    : Numbering::none;
    case '9': return !nine && begins(digits, {"90", "91", "98"}) ? Numbering::special : Numbering::none;
    default: return Numbering::none;
  }
}

bool is_drama_number(std::string_view e164) {
  static constexpr std::array<std::string_view, 16> kAreas = {  // followed by 0000 to 0999
      "113496", "114496", "115496", "116496", "117496", "118496", "121496", "131496",
      "141496", "151496", "161496", "207946", "191498", "289649", "292018", "163296"};
  static constexpr std::array<std::string_view, 4> kOthers = {"7700900", "8081570", "9098790", "3069990"};
  if (!e164.starts_with("+44") || e164.size() < 13) return false;
  const std::string_view national = e164.substr(3, 10);
  const std::string_view area = national.substr(0, 6);
  const bool drama_area = std::find(kAreas.begin(), kAreas.end(), area) != kAreas.end();
  if (drama_area && national[6] == '0') return true;
  return std::find(kOthers.begin(), kOthers.end(), national.substr(0, 7)) != kOthers.end();
}

}  // namespace trawl::detectors
