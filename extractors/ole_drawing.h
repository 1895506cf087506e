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

}  // namespace trawl::extractors
