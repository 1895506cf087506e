// Values of MAPI properties: see mapi_properties.h.
#include "extractors/mapi_properties.h"

#include <bit>
#include <charconv>
#include <chrono>

#include "extractors/charset.h"
#include "extractors/code_page.h"
#include "extractors/little_endian.h"

namespace trawl::extractors {
namespace {

std::string two_digits(std::int64_t value) {
  const std::string digits = std::to_string(value);
  return digits.size() < 2 ? "0" + digits : digits;
}

std::string decimal(double value) {
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

// Without the zeros at its end; zeros inside are blanks.
std::string without_zeros(std::string text) {
  while (!text.empty() && text.back() == '\0') text.pop_back();
  for (char& c : text) c = c == '\0' ? ' ' : c;
  return text;
}

std::string time_text(std::string_view value) {
  const auto seconds = unix_time_of(little64(value, 0));
  if (!seconds) return {};
  const std::int64_t of_day = ((*seconds % 86400) + 86400) % 86400;
  return date_text(*seconds) + " " + two_digits(of_day / 3600) + ":" + two_digits(of_day / 60 % 60) + ":" +
         two_digits(of_day % 60);
}

// Days since 30 December 1899.
std::string app_time_text(std::string_view value) {
  const auto days = std::bit_cast<double>(little64(value, 0));
  if (!(days > 0 && days < 200'000)) return {};
  constexpr double kDaysTo1970 = 25569;
  return date_text(static_cast<std::int64_t>((days - kDaysTo1970) * 86400));
}

std::string currency_text(std::int64_t ten_thousandths) {
  const std::string sign = ten_thousandths < 0 ? "-" : "";
  const std::uint64_t size = ten_thousandths < 0 ? 0 - static_cast<std::uint64_t>(ten_thousandths)
                                                 : static_cast<std::uint64_t>(ten_thousandths);
  return sign + std::to_string(size / 10'000) + "." + two_digits(static_cast<std::int64_t>(size % 10'000 / 100));
}

}  // namespace

std::size_t mapi_fixed_size(std::uint16_t type) {
  switch (type) {
    case mapi_int16:
    case mapi_boolean: return 2;
    case mapi_int32:
    case mapi_float:
    case mapi_error: return 4;
    case mapi_double:
    case mapi_currency:
    case mapi_app_time:
    case mapi_int64:
    case mapi_time: return 8;
    case mapi_guid: return 16;
    default: return 0;
  }
}

MapiSet MapiName::known_set() const {
  const std::uint32_t first = little32({set.data(), set.size()}, 0);
  for (const MapiSet known : {MapiSet::public_strings, MapiSet::internet_headers, MapiSet::appointment, MapiSet::task,
                              MapiSet::address, MapiSet::common, MapiSet::log, MapiSet::meeting}) {
    if (static_cast<std::uint32_t>(known) == first) return known;
  }
  return MapiSet::none;
}

const MapiProperty* MapiProperties::find(std::uint16_t id) const {
  for (const MapiProperty& property : all_) {
    if (property.id == id && !property.values.empty()) return &property;
  }
  return nullptr;
}

std::string MapiProperties::text(std::uint16_t id) const {
  const MapiProperty* property = find(id);
  return property == nullptr ? std::string() : mapi_value_text(property->values[0], property->type, code_page);
}

std::string_view MapiProperties::bytes(std::uint16_t id, std::uint16_t type) const {
  for (const MapiProperty& property : all_) {
    if (property.id == id && property.type == type && !property.values.empty()) return property.values[0];
  }
  return {};
}

std::optional<std::uint64_t> MapiProperties::number(std::uint16_t id) const {
  const MapiProperty* property = find(id);
  const bool fixed = property != nullptr && mapi_fixed_size(property->type) > 0;
  return fixed ? std::optional(little64(property->values[0], 0)) : std::nullopt;
}

std::uint32_t mapi_code_page(const MapiProperties& properties, std::uint32_t otherwise) {
  constexpr std::uint16_t kMessage = 0x3FFD, kString = 0x3FFE, kInternet = 0x3FDE;
  for (const std::uint16_t id : {kMessage, kString, kInternet}) {
    if (const auto number = properties.number(id); number && *number != 0) return static_cast<std::uint32_t>(*number);
  }
  return otherwise;
}

std::string mapi_value_text(std::string_view value, std::uint16_t type, std::uint32_t code_page) {
  if (value.size() < mapi_fixed_size(type)) return {};
  switch (type) {
    case mapi_string8:
      return without_zeros(to_utf8(value.substr(0, value.find_last_not_of('\0') + 1), charset_of_code_page(code_page)));
    case mapi_unicode: return without_zeros(utf16_text(value));
    case mapi_int16: return std::to_string(static_cast<std::int16_t>(little16(value, 0)));
    case mapi_boolean: return little16(value, 0) != 0 ? "true" : "false";
    case mapi_int32: return std::to_string(static_cast<std::int32_t>(little32(value, 0)));
    case mapi_int64: return std::to_string(static_cast<std::int64_t>(little64(value, 0)));
    case mapi_float: return decimal(std::bit_cast<float>(little32(value, 0)));
    case mapi_double: return decimal(std::bit_cast<double>(little64(value, 0)));
    case mapi_currency: return currency_text(static_cast<std::int64_t>(little64(value, 0)));
    case mapi_app_time: return app_time_text(value);
    case mapi_time: return time_text(value);
    default: return {};
  }
}

std::optional<std::int64_t> unix_time_of(std::uint64_t filetime) {
  constexpr std::uint64_t kPerSecond = 10'000'000;
  constexpr std::int64_t kTo1970 = 11'644'473'600;
  constexpr std::uint64_t kYear4500 = 91'500'000'000 * kPerSecond;  // Outlook's "no date" is in 4501
  if (filetime == 0 || filetime >= kYear4500) return std::nullopt;
  return static_cast<std::int64_t>(filetime / kPerSecond) - kTo1970;
}

std::string date_text(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return std::to_string(static_cast<int>(date.year())) + "-" + two_digits(static_cast<unsigned>(date.month())) + "-" +
         two_digits(static_cast<unsigned>(date.day()));
}

}  // namespace trawl::extractors
