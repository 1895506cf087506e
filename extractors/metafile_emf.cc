// Enhanced metafiles ([MS-EMF]): records of a number, a size and data; and in their comments those of EMF+
// ([MS-EMFPLUS]), which draw the same again for programs that know them, or all of it.
#include <algorithm>
#include <optional>

#include "extractors/metafile_reader.h"
#include "extractors/metafile_text.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

// Types of records (2.1.1).
enum Record : std::uint32_t {
  kHeader = 1, kEndOfFile = 14, kSetTextAlign = 22, kMoveTo = 27, kSelectObject = 37, kDeleteObject = 40, kComment = 70,
  kBitBlt = 76, kStretchBlt = 77, kSetBitsToDevice = 80, kStretchBits = 81, kCreateFont = 82, kTextOutA = 83,
  kTextOutW = 84, kPolyTextOutA = 96, kPolyTextOutW = 97, kSmallTextOut = 108,
};
// Types of records of EMF+ (2.1.1.1).
constexpr std::uint32_t kPlusObject = 0x4008, kPlusString = 0x401C, kPlusDriverString = 0x4036;

constexpr std::uint32_t kGlyphs = 0x10, kNoRectangle = 0x100, kSmallCharacters = 0x200;  // options of text (2.1.11)

std::int64_t signed32(std::string_view bytes, std::size_t at) { return static_cast<std::int32_t>(little32(bytes, at)); }

// Characters of symbol fonts lie in the private area and say nothing.
std::string written(std::string_view utf16) {
  std::string kept;
  for (std::size_t at = 0; at + 1 < utf16.size(); at += 2) {
    const std::uint16_t unit = little16(utf16, at);
    if (unit != 0 && (unit < 0xE000 || unit > 0xF8FF)) kept.append(utf16.substr(at, 2));
  }
  return utf16_text(kept);
}

class EmfReading {
 public:
  explicit EmfReading(BlockWriter& writer) : writer_(writer), pictures_(writer) {}

  void read(std::string_view bytes) {
    std::size_t at = 0;
    bool ended = false;
    while (!ended && at + 8 <= bytes.size() && !writer_.stopped()) {
      const std::size_t size = little32(bytes, at + 4);
      if (size < 8 || size > bytes.size() - at) break;
      const std::uint32_t type = little32(bytes, at);
      ended = type == kEndOfFile;
      record(type, bytes.substr(at, size));
      at += size;
    }
    writer_.write({}, text_.text());
    write_plus();
    if (!ended) writer_.out().missed("the drawing is cut off");
    if (glyphs_) writer_.out().missed("text drawn by numbers of glyphs");
  }

 private:
  void record(std::uint32_t type, std::string_view data) {
    switch (type) {
      case kHeader: return description(bytes_at(data, little32(data, 64), std::size_t{little32(data, 60)} * 2));
      case kSetTextAlign: return text_.align(little32(data, 8));
      case kMoveTo: return text_.moved();
      case kSelectObject: return text_.select(little32(data, 8));
      case kDeleteObject: return text_.forget(little32(data, 8));
      case kCreateFont: return text_.define_font(little32(data, 8), byte_at(data, 12 + 23));
      case kTextOutA: case kTextOutW: return draw(data, 36, type == kTextOutW);
      case kPolyTextOutA: case kPolyTextOutW: return draw_all(data, type == kPolyTextOutW);
      case kSmallTextOut: return draw_small(data);
      case kBitBlt: case kStretchBlt: return bitmap(data, 84);
      case kSetBitsToDevice: case kStretchBits: return bitmap(data, 48);
      case kComment: return comment(bytes_at(data, 12, little32(data, 8)));
      default: return;
    }
  }

  // The program and the title, each behind the other with a zero (2.2.9).
  void description(std::string_view utf16) {
    std::string text = utf16_text(utf16);
    std::replace(text.begin(), text.end(), '\0', '\n');
    writer_.write({BlockKind::property, "description", {}, false}, text);
  }

  // EmrText (2.2.5) at a place of a record; the offsets in it count from the record's start.
  void draw(std::string_view data, std::size_t at, bool wide) {
    const std::size_t count = std::min<std::size_t>(little32(data, at + 8), data.size());
    if (count == 0) return;
    if ((little32(data, at + 16) & kGlyphs) != 0) {
      glyphs_ = true;
      return;
    }
    const std::string_view raw = bytes_at(data, little32(data, at + 12), wide ? count * 2 : count);
    const std::string_view advances = bytes_at(data, little32(data, at + 36), count * 4);
    std::optional<std::int64_t> advance;
    if (little32(data, at + 36) != 0 && advances.size() == count * 4) {
      advance = 0;
      for (std::size_t i = 0; i < count; ++i) *advance += signed32(advances, i * 4);
    }
    const std::string text = wide ? written(raw) : text_.decoded(raw);
    text_.draw({signed32(data, at), signed32(data, at + 4), text, count, advance});
  }

  void draw_all(std::string_view data, bool wide) {
    constexpr std::size_t kFirst = 40, kSize = 40;
    const std::size_t most = std::min<std::size_t>(little32(data, 36), data.size() / kSize);
    for (std::size_t i = 0; i < most; ++i) draw(data, kFirst + i * kSize, wide);
  }

  void draw_small(std::string_view data) {
    const std::size_t count = std::min<std::size_t>(little32(data, 16), data.size());
    const std::uint32_t options = little32(data, 20);
    if ((options & kGlyphs) != 0) {
      glyphs_ |= count > 0;
      return;
    }
    const std::size_t start = (options & kNoRectangle) != 0 ? 36 : 52;
    const bool small = (options & kSmallCharacters) != 0;
    const std::string text =
        small ? text_.decoded(bytes_at(data, start, count)) : written(bytes_at(data, start, count * 2));
    text_.draw({signed32(data, 8), signed32(data, 12), text, count, std::nullopt});
  }

  // Where the bitmap's description and its pixels stand is told at a place of the record.
  void bitmap(std::string_view data, std::size_t at) {
    pictures_.bitmap(bytes_at(data, little32(data, at), little32(data, at + 4)),
                     bytes_at(data, little32(data, at + 8), little32(data, at + 12)));
  }

  void comment(std::string_view data) {
    if (!data.starts_with("EMF+")) return;
    constexpr std::size_t kHead = 12;
    for (std::size_t at = 4; at + kHead <= data.size();) {
      const std::size_t size = little32(data, at + 4);
      if (size < kHead || size > data.size() - at) break;
      plus(little16(data, at), little16(data, at + 2), bytes_at(data, at + kHead, little32(data, at + 8)));
      at += size;
    }
  }

  void plus(std::uint32_t type, std::uint32_t flags, std::string_view data) {
    constexpr std::uint32_t kByCharacter = 1;  // not by glyph (2.1.2.3)
    if (type == kPlusString) {
      plus_text_.append(written(bytes_at(data, 28, std::size_t{little32(data, 8)} * 2))).push_back('\n');
    } else if (type == kPlusDriverString && (little32(data, 4) & kByCharacter) != 0) {
      plus_text_.append(written(bytes_at(data, 16, std::size_t{little32(data, 12)} * 2))).push_back('\n');
    } else if (type == kPlusObject) {
      plus_object(flags, data);
    }
  }

  // Of the objects, the pictures: a bitmap that is a whole file (2.2.1.4, 2.2.2.2).
  void plus_object(std::uint32_t flags, std::string_view data) {
    constexpr std::uint32_t kImage = 5, kBitmap = 1, kCompressed = 1;
    const bool continued = (flags & 0x8000) != 0;
    if (continued || (flags >> 8 & 0x7F) != kImage || little32(data, 4) != kBitmap) return;
    if (little32(data, 24) == kCompressed) pictures_.file(bytes_at(data, 28), "picture");
  }

  // Lines that EMF+ alone draws.
  void write_plus() {
    std::string only;
    for (std::size_t at = 0; at < plus_text_.size();) {
      const std::size_t end = plus_text_.find('\n', at);
      const std::string_view line = std::string_view(plus_text_).substr(at, end - at);
      if (text_.text().find(line) == std::string::npos) only.append(only.empty() ? "" : "\n").append(line);
      at = end + 1;
    }
    writer_.write({}, only);
  }

  BlockWriter& writer_;
  MetafileText text_;
  MetafilePictures pictures_;
  std::string plus_text_;  // of EMF+, each string a line
  bool glyphs_ = false;
};

}  // namespace

void read_emf(std::string_view bytes, BlockWriter& writer) { EmfReading(writer).read(bytes); }

}  // namespace trawl::extractors
