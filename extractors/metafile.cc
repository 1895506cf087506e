// Metafiles of Windows, as Office draws diagrams and objects: their text, and the bitmaps in them as children.
#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/metafile_reader.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kRule = 16;  // pixels: no line of text is lower

struct BitmapShape {
  std::uint32_t width = 0, height = 0;
  std::size_t description = 0;  // bytes, with the colours
};

// BitmapCoreHeader or BitmapInfoHeader, the masks and the table of colours ([MS-WMF] 2.2.2.2, 2.2.2.3).
BitmapShape shape_of(std::string_view info) {
  constexpr std::size_t kCore = 12, kPlain = 40;
  constexpr std::uint32_t kByMasks = 3;
  const std::size_t header = little32(info, 0);
  if (header == kCore) {
    const std::uint32_t bits = little16(info, 10);
    return {little16(info, 4), little16(info, 6), kCore + (bits <= 8 ? std::size_t{3} << bits : 0)};
  }
  const std::uint32_t bits = little16(info, 14);
  std::size_t colours = little32(info, 32);
  if (colours == 0 && bits <= 8) colours = std::size_t{1} << bits;
  const std::size_t masks = header == kPlain && little32(info, 16) == kByMasks ? 12 : 0;
  const auto height = static_cast<std::int32_t>(little32(info, 8));
  return {little32(info, 4), height < 0 ? 0u - static_cast<std::uint32_t>(height) : static_cast<std::uint32_t>(height),
          header + masks + std::min<std::size_t>(colours, 256) * 4};
}

class Metafile final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    BlockWriter writer(out);
    if (out.format() == Format::emf) read_emf(*bytes, writer);
    else read_wmf(*bytes, writer);
    return writer.stopped() ? out.stopped() : Outcome{};
  }
};

}  // namespace

void MetafilePictures::bitmap(std::string_view info, std::string_view pixels) {
  const BitmapShape shape = shape_of(info);
  if (pixels.empty() || shape.width < kRule || shape.height < kRule) return;
  constexpr std::size_t kFileHeader = 14;
  std::string file = "BM";
  const auto number = [&file](std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8) file += static_cast<char>(value >> shift);
  };
  number(kFileHeader + info.size() + pixels.size());
  number(0);
  number(kFileHeader + info.size());
  this->file(file.append(info).append(pixels), "bmp");
}

void MetafilePictures::packed_bitmap(std::string_view bytes) {
  const std::size_t description = shape_of(bytes).description;
  bitmap(bytes_at(bytes, 0, description), bytes_at(bytes, description));
}

void MetafilePictures::file(std::string_view bytes, std::string_view suffix) {
  if (writer_.stopped() || bytes.empty()) return;
  PartHeader header;
  header.name = "picture" + std::to_string(++count_) + "." + std::string(suffix);
  header.size = bytes.size();
  const auto source = memory_source(bytes);
  if (!writer_.out().child(header, *source)) writer_.stop();
}

const Extractor& metafile_extractor() {
  static const Metafile extractor;
  return extractor;
}

}  // namespace trawl::extractors
