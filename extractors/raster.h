// Raster: a picture in shades of grey, as recognition of its text (ocr.h) takes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trawl::extractors {

struct Raster {
  int width = 0, height = 0;       // pixels
  int dpi = 0;                     // pixels an inch; 0: not known
  std::vector<std::uint8_t> grey;  // row by row from the top, without gaps; 0 black, 255 white

  bool valid() const {
    return width > 0 && height > 0 && grey.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
};

}  // namespace trawl::extractors
