// Names of properties: see mapi_names.h.
#include "extractors/mapi_names.h"

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

MapiName name_of(std::uint32_t number, std::uint32_t kind, std::string_view sets, std::string_view texts) {
  constexpr std::string_view kMapi("\x28\x03\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16);
  constexpr std::string_view kPublic("\x29\x03\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16);
  MapiName name;
  const std::size_t set = kind >> 1;
  std::string_view guid = set == 1 ? kMapi : kPublic;
  if (set >= 3) guid = bytes_at(sets, (set - 3) * 16, 16);
  guid.copy(name.set.data(), name.set.size());
  if ((kind & 1) == 0) {
    name.number = number;
    return name;
  }
  name.text = until_zero(utf16_text(bytes_at(texts, std::size_t{number} + 4, little32(texts, number))));
  return name;
}

}  // namespace

MapiNames::MapiNames(std::string_view sets, std::string_view entries, std::string_view texts) {
  for (std::size_t at = 0; at + 8 <= entries.size(); at += 8) {
    const std::uint32_t kind = little32(entries, at + 4);
    const auto id = static_cast<std::uint16_t>(0x8000 + (kind >> 16));
    names_[id] = name_of(little32(entries, at), kind & 0xFFFF, sets, texts);
  }
}

const MapiName* MapiNames::find(std::uint16_t id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? nullptr : &found->second;
}

}  // namespace trawl::extractors
