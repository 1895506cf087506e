// MAPI properties, as items of Outlook hold them in MSG, PST and TNEF ([MS-OXCDATA] 2.8 and 2.11, [MS-OXPROPS]).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

// Types of properties ([MS-OXCDATA] 2.11.1); with kMapiMultiple several values of the type.
enum MapiType : std::uint16_t {
  mapi_int16 = 0x0002,
  mapi_int32 = 0x0003,
  mapi_float = 0x0004,
  mapi_double = 0x0005,
  mapi_currency = 0x0006,
  mapi_app_time = 0x0007,
  mapi_error = 0x000A,
  mapi_boolean = 0x000B,
  mapi_object = 0x000D,
  mapi_int64 = 0x0014,
  mapi_string8 = 0x001E,
  mapi_unicode = 0x001F,
  mapi_time = 0x0040,
  mapi_guid = 0x0048,
  mapi_binary = 0x0102,
};
inline constexpr std::uint16_t kMapiMultiple = 0x1000;

// The bytes of one value of a type with a fixed size, 0 for other types.
std::size_t mapi_fixed_size(std::uint16_t type);

// Sets of named properties that have names here ([MS-OXPROPS] 1.3.2), as the first four bytes of their GUID.
enum class MapiSet : std::uint32_t {
  none = 0,
  public_strings = 0x00020329,
  internet_headers = 0x00020386,
  appointment = 0x00062002,
  task = 0x00062003,
  address = 0x00062004,
  common = 0x00062008,
  log = 0x0006200A,
  meeting = 0x6ED8DA90,
};

struct MapiName {
  std::array<char, 16> set{};  // GUID as stored
  std::uint32_t number = 0;    // where text is empty
  std::string text;            // UTF-8
  MapiSet known_set() const;
};

struct MapiProperty {
  std::uint16_t id = 0;
  std::uint16_t type = 0;           // without kMapiMultiple
  std::vector<std::string> values;  // as stored, without padding
  std::optional<MapiName> name;     // of ids from 0x8000
};

// The properties of one message, recipient or attachment.
class MapiProperties {
 public:
  void add(MapiProperty property) { all_.push_back(std::move(property)); }
  const std::vector<MapiProperty>& all() const { return all_; }

  const MapiProperty* find(std::uint16_t id) const;
  // The first value as text; empty where there is none.
  std::string text(std::uint16_t id) const;
  // The first value's bytes of one of the type, empty where there is none.
  std::string_view bytes(std::uint16_t id, std::uint16_t type) const;
  // The first value as a number.
  std::optional<std::uint64_t> number(std::uint16_t id) const;

  // Code page of its 8-bit strings; 0: not told.
  std::uint32_t code_page = 0;

 private:
  std::vector<MapiProperty> all_;
};

// The code page of the 8-bit strings among these properties, as they tell it; else `otherwise`.
std::uint32_t mapi_code_page(const MapiProperties& properties, std::uint32_t otherwise);

// A value as text in UTF-8: strings decoded, times as "2024-05-01 12:30:00", other numbers in decimal; empty for
// binary values, GUIDs and times out of range.
std::string mapi_value_text(std::string_view value, std::uint16_t type, std::uint32_t code_page);

// Seconds since 1970 of a FILETIME; nothing for 0 and for what no calendar of Outlook reaches.
std::optional<std::int64_t> unix_time_of(std::uint64_t filetime);

// "2024-05-01", of seconds since 1970.
std::string date_text(std::int64_t seconds);

}  // namespace trawl::extractors
