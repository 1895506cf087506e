// The names of properties from 0x8000 on, as MSG and PST files list them ([MS-OXMSG] 2.2.3, [MS-PST] 2.4.7).
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "extractors/mapi_properties.h"

namespace trawl::extractors {

class MapiNames {
 public:
  MapiNames() = default;
  // Three streams: the sets' GUIDs, an entry of eight bytes a name, and texts behind their lengths.
  MapiNames(std::string_view sets, std::string_view entries, std::string_view texts);

  const MapiName* find(std::uint16_t id) const;

 private:
  std::map<std::uint16_t, MapiName> names_;
};

}  // namespace trawl::extractors
