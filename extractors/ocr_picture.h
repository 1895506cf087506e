// The pixels of a picture file as a raster (Leptonica), in builds with OCR.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"
#include "extractors/raster.h"

namespace trawl::extractors {

// A page of the picture, from 0, turned upright by its EXIF orientation. Only TIFF has more than one. Errors:
// unsupported (no decoder for it), over_limit (more than max_pixels, found before they are
// decoded), damaged.
Result<Raster> raster_of(std::string_view bytes, std::uint32_t page, int orientation, std::uint64_t max_pixels);

}  // namespace trawl::extractors
