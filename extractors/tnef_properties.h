// Lists of MAPI properties as TNEF encodes them ([MS-OXTNEF] 2.1.3.4).
#pragma once

#include <cstddef>
#include <string_view>

#include "extractors/mapi_properties.h"

namespace trawl::extractors {

// Reads the list at data[at] and moves at behind it. False where the bytes end too soon or a type is not known: what came
// before is read.
bool read_tnef_properties(std::string_view data, std::size_t& at, MapiProperties& out);

}  // namespace trawl::extractors
