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
  if (subscriber == '0' || subscriber == '1')
    return digits.starts_with("1") && !director && digits.size() == 10 ? Numbering::geographic : Numbering::none;
  if (digits.size() == 9) return director ? Numbering::none : Numbering::short_form;
  return Numbering::geographic;
}

// The areas with eight digits behind them, and the first of these eight in each: London, Southampton and Portsmouth,
// Coventry, Northern Ireland, Cardiff.
bool geographic_02(std::string_view digits) {
  struct Area {
    std::string_view code, first;
  };
  static constexpr std::array<Area, 5> kAreas = {
      {{"20", "03478"}, {"23", "089"}, {"24", "07"}, {"28", "02346789"}, {"29", "02"}}};
  return std::any_of(kAreas.begin(), kAreas.end(), [&](const Area& area) {
    return digits.starts_with(area.code) && area.first.find(digits[2]) != std::string_view::npos;
  });
}

}  // namespace

Numbering uk_numbering(std::string_view digits) {
  if (digits.size() == 7 && digits == "8001111") return Numbering::special;  // Childline
  if (digits.size() != 10 && digits.size() != 9) return Numbering::none;
  const bool nine = digits.size() == 9;
  switch (digits[0]) {
    case '1': return geographic_01(digits);
    case '2': return nine || !geographic_02(digits) ? Numbering::none : Numbering::geographic;
    case '3': return nine || !begins(digits, {"30", "33", "34", "37"}) ? Numbering::none : Numbering::geographic;
    case '5':
      return begins(digits, {"500"}) == nine && begins(digits, {"500", "55", "56"}) ? Numbering::special
                                                                                    : Numbering::none;
    case '7':
      if (nine) return Numbering::none;
      if (begins(digits, {"7624"})) return Numbering::mobile;  // Isle of Man
      return begins(digits, {"70", "76"}) ? Numbering::special : Numbering::mobile;
    case '8':
      if (begins(digits, {"800"})) return nine ? Numbering::short_form : Numbering::special;
      return !nine && begins(digits, {"808", "842", "843", "844", "845", "870", "871", "872", "873"})
                 ? Numbering::special
                 : Numbering::none;
    case '9': return !nine && begins(digits, {"90", "91", "98"}) ? Numbering::special : Numbering::none;
    default: return Numbering::none;
  }
}

bool is_drama_number(std::string_view e164) {
  static constexpr std::array<std::string_view, 20> kRanges = {  // a thousand numbers each
      "1134960", "1144960", "1154960", "1164960", "1174960", "1184960", "1214960", "1314960", "1414960", "1514960",
      "1614960", "2079460", "1914980", "2896496", "2920180", "1632960", "7700900", "8081570", "9098790", "3069990"};
  if (!e164.starts_with("+44") || e164.size() < 13) return false;
  return std::find(kRanges.begin(), kRanges.end(), e164.substr(3, 7)) != kRanges.end();
}

}  // namespace trawl::detectors
