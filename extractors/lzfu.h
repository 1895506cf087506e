// Compressed RTF, as messages of Outlook hold their bodies ([MS-OXRTFCP]).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl::extractors {

struct Lzfu {
  std::string rtf;
  bool whole = true;  // the stream held all that its header claims, and its checksum was right
};

// damaged where there is no header; over_limit where the text would be longer than limit bytes.
Result<Lzfu> lzfu_decompressed(std::string_view bytes, std::uint64_t limit);

}  // namespace trawl::extractors
