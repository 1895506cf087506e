// What a picture file says beside its pixels, as libexiv2 reads it: EXIF (with maker notes), IPTC, XMP.
#pragma once

#include <cstdint>
#include <string_view>

#include "extractors/block_writer.h"

namespace trawl::extractors {

struct PictureFacts {
  std::uint32_t width = 0, height = 0;  // pixels; 0: not known
  int orientation = 1;   // of EXIF (CIPA DC-008, 4.6.5.1): 1 upright, 3, 6 and 8 turned, the others mirrored
  bool damaged = false;  // its metadata cannot be read, or not all of it
};

// Writes the texts among the metadata as properties; numbers of the camera's settings are left out, thumbnails too.
PictureFacts read_picture_metadata(std::string_view bytes, BlockWriter& writer);

// "CameraOwnerName" -> "Camera Owner Name".
std::string parted_name(std::string_view name);

}  // namespace trawl::extractors
