// Windows metafiles ([MS-WMF]): records of 16-bit words; text is of one byte a character, in the font's charset.
#include <algorithm>
#include <optional>
#include <set>

#include "extractors/metafile_reader.h"
#include "extractors/metafile_text.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

// Functions of records (2.1.1.1).
enum Function : std::uint16_t {
  kMoveTo = 0x0214, kSetTextAlign = 0x012E, kTextOut = 0x0521, kExtTextOut = 0x0A32, kSelectObject = 0x012D,
  kDeleteObject = 0x01F0, kCreateFont = 0x02FB, kCreatePen = 0x02FA, kCreateBrush = 0x02FC, kCreatePalette = 0x00F7,
  kCreatePattern = 0x01F9, kCreateDibPattern = 0x0142, kCreateRegion = 0x06FF, kStretchDib = 0x0F43,
  kDibStretchBlt = 0x0B41, kDibBitBlt = 0x0940, kSetDibToDevice = 0x0D33,
};

constexpr std::uint32_t kOpaque = 2, kClipped = 4, kGlyphs = 0x10;  // options of text (2.1.2.2)

std::int64_t signed16(std::string_view bytes, std::size_t at) { return static_cast<std::int16_t>(little16(bytes, at)); }

class WmfReading {
 public:
  explicit WmfReading(BlockWriter& writer) : writer_(writer), pictures_(writer) {}

  void read(std::string_view bytes) {
    constexpr std::size_t kPlace = 22, kHeader = 18, kRecord = 6;
    std::size_t at = (bytes.starts_with("\xD7\xCD\xC6\x9A") ? kPlace : 0) + kHeader;
    bool ended = false;
    while (!ended && at + kRecord <= bytes.size() && !writer_.stopped()) {
      const std::size_t size = std::size_t{little32(bytes, at)} * 2;
      if (size < kRecord || size > bytes.size() - at) break;
      const std::uint16_t function = little16(bytes, at + 4);
      ended = function == 0;
      record(function, bytes.substr(at + kRecord, size - kRecord));
      at += size;
    }
    writer_.write({}, text_.text());
    if (!ended) writer_.out().missed("the drawing is cut off");
    if (glyphs_) writer_.out().missed("text drawn by numbers of glyphs");
  }

 private:
  void record(std::uint16_t function, std::string_view data) {
    switch (function) {
      case kSetTextAlign: return text_.align(little16(data, 0));
      case kMoveTo: return text_.moved();
      case kTextOut: return text_out(data);
      case kExtTextOut: return ext_text_out(data);
      case kSelectObject: return text_.select(little16(data, 0));
      case kDeleteObject: return remove(little16(data, 0));
      case kCreateFont: return text_.define_font(added(), byte_at(data, 13));
      case kCreatePen: case kCreateBrush: case kCreatePalette: case kCreatePattern: case kCreateDibPattern:
      case kCreateRegion: added(); return;
      case kStretchDib: return pictures_.packed_bitmap(bytes_at(data, 22));
      case kDibStretchBlt: return pictures_.packed_bitmap(bytes_at(data, 20));
      case kDibBitBlt: return pictures_.packed_bitmap(bytes_at(data, 16));
      case kSetDibToDevice: return pictures_.packed_bitmap(bytes_at(data, 18));
      default: return;
    }
  }

  // A new object takes the lowest number that is free (3.1.4.1).
  std::uint32_t added() {
    std::uint32_t number = objects_;
    if (free_.empty()) ++objects_;
    else number = free_.extract(free_.begin()).value();
    return number;
  }

  void remove(std::uint32_t number) {
    text_.forget(number);
    if (number < objects_) free_.insert(number);
  }

  // Count, characters, y, x.
  void text_out(std::string_view data) {
    const std::size_t count = little16(data, 0);
    const std::size_t behind = 2 + (count + 1) / 2 * 2;
    const std::string text = text_.decoded(bytes_at(data, 2, count));
    text_.draw({signed16(data, behind + 2), signed16(data, behind), text, count, std::nullopt});
  }

  // y, x, count, options, a rectangle where the options say so, characters, their advances.
  void ext_text_out(std::string_view data) {
    const std::size_t count = little16(data, 4);
    const std::uint32_t options = little16(data, 6);
    if ((options & kGlyphs) != 0) {
      glyphs_ |= count > 0;
      return;
    }
    const std::size_t start = (options & (kOpaque | kClipped)) != 0 ? 16 : 8;
    const std::size_t advances = start + (count + 1) / 2 * 2;
    std::optional<std::int64_t> advance;
    if (advances + 2 * count <= data.size()) {
      advance = 0;
      for (std::size_t i = 0; i < count; ++i) *advance += signed16(data, advances + 2 * i);
    }
    const std::string text = text_.decoded(bytes_at(data, start, count));
    text_.draw({signed16(data, 2), signed16(data, 0), text, count, advance});
  }

  BlockWriter& writer_;
  MetafileText text_;
  MetafilePictures pictures_;
  std::set<std::uint32_t> free_;
  std::uint32_t objects_ = 0;
  bool glyphs_ = false;
};

}  // namespace

void read_wmf(std::string_view bytes, BlockWriter& writer) { WmfReading(writer).read(bytes); }

}  // namespace trawl::extractors
