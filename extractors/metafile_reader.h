// The two kinds of metafile that Windows draws with, record by record: WMF ([MS-WMF]) and EMF ([MS-EMF], with the
// records of [MS-EMFPLUS] in its comments).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/block_writer.h"

namespace trawl::extractors {

// Writes the text, and passes on the bitmaps as children. Text that cannot be read and records that are cut off are
// noted as missed.
void read_wmf(std::string_view bytes, BlockWriter& writer);
void read_emf(std::string_view bytes, BlockWriter& writer);

// Bitmaps inside a metafile, given on as files; those too small to hold text are left out.
class MetafilePictures {
 public:
  explicit MetafilePictures(BlockWriter& writer) : writer_(writer) {}

  // A device-independent bitmap ([MS-WMF] 2.2.2.9): what describes it (with its colours), and its pixels.
  void bitmap(std::string_view info, std::string_view pixels);
  // The same in one piece.
  void packed_bitmap(std::string_view bytes);
  void file(std::string_view bytes, std::string_view suffix);

 private:
  BlockWriter& writer_;
  std::uint32_t count_ = 0;
};

}  // namespace trawl::extractors
