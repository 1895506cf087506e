// Drawings of Office ([MS-ODRAW]): the texts of shapes that are no text boxes, in DOC, XLS and PPT.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"

namespace trawl::extractors {

struct DrawingText {
  BlockKind kind = BlockKind::field;
  std::string_view label;
  std::string text;
};

// Of one table of properties (OfficeArtFOPT, 2.2.9): word art, alternative texts, links. count: of its properties.
std::vector<DrawingText> drawing_properties(std::string_view table, std::size_t count);

// Of all shapes in a stretch of records.
std::vector<DrawingText> drawing_texts(std::string_view records);

// A picture (OfficeArtBlip, 2.2.23): its bytes as in a file of its own, or those deflated (RFC 1950).
struct DrawingPicture {
  std::string_view suffix;  // "png"
  std::string_view bytes;
  bool deflated = false;
};

// All pictures in a stream, wherever they lie in it; borrows the stream.
std::vector<DrawingPicture> drawing_pictures(std::string_view stream);

}  // namespace trawl::extractors
