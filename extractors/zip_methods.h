// Compression methods of ZIP that zlib does not know: Deflate64, which Windows writes for large files, and those of PKZIP
// before 1993: shrunk, reduced, imploded (APPNOTE 6.3.10, sections 5.1 to 5.4).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "extractors/source.h"

namespace trawl::extractors {

// What is needed of a member's header.
struct ZipPacking {
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::uint64_t unpacked = 0;  // bytes, as declared: the older methods do not mark their end
};

// The unpacked bytes; null for a method that is none of these. Borrows `packed`.
std::unique_ptr<Pull> zip_expander(std::string_view packed, const ZipPacking& packing);

std::unique_ptr<Pull> deflate64_expander(std::string_view packed);

}  // namespace trawl::extractors
