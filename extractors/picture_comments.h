// The texts of picture files that libexiv2 does not read: PNG's text chunks, JPEG's comments and extended XMP, GIF's
// comments, captions and XMP.
#pragma once

#include <cstdint>
#include <string_view>

#include "extractors/block_writer.h"

namespace trawl::extractors {

// Writes them as properties; says what is cut short by missed(). Nothing for bytes of another format. Returns the
// number of pictures in a GIF, otherwise 1.
std::uint32_t read_picture_comments(std::string_view bytes, BlockWriter& writer);

}  // namespace trawl::extractors
