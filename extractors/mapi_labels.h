// What the properties of Outlook's items are called, in the words of its forms.
#pragma once

#include <string>

#include "extractors/mapi_properties.h"

namespace trawl::extractors {

enum class MapiUse : std::uint8_t {
  plain,    // a field whose values are text for people
  date,     // a day without a time, such as a birthday
  unnamed,  // not in the table: strings are text, other values mean little
  hidden,   // for programs only, or said by other properties
};

struct MapiLabel {
  std::string label;
  MapiUse use = MapiUse::unnamed;
};

MapiLabel mapi_label(const MapiProperty& property);

}  // namespace trawl::extractors
