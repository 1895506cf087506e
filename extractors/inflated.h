// Deflated bytes in memory as a stream (RFC 1951, with the header of RFC 1950 or without).
#pragma once

#include <memory>
#include <string_view>

#include "extractors/source.h"

namespace trawl::extractors {

enum class Deflate : std::uint8_t { zlib, raw };

// Borrows the bytes. Reading ends in `damaged` where they cannot be unpacked, or break off.
std::unique_ptr<Pull> inflated(std::string_view bytes, Deflate kind);

}  // namespace trawl::extractors
