// Drawings of Office: see ole_drawing.h.
#include "extractors/ole_drawing.h"

#include "extractors/ole_bytes.h"
#include "extractors/ole_hyperlink.h"

namespace trawl::extractors {
namespace {

// Properties, [MS-ODRAW] 2.3.
enum Property : std::uint32_t { kWordArt = 0x00C0, kDescription = 0x0381, kLink = 0x0382, kTooltip = 0x038D };

void add(std::vector<DrawingText>& texts, BlockKind kind, std::string_view label, std::string text) {
  text.resize(until_zero(text).size());
  if (!text.empty()) texts.push_back({kind, label, std::move(text)});
}

struct PictureType {
  std::uint32_t type;
  std::uint32_t instance;  // the next odd one: there are two checksums
  std::string_view suffix;
  bool metafile;
};
constexpr PictureType kPictureTypes[] = {
    {0xF01A, 0x3D4, "emf", true},  {0xF01B, 0x216, "wmf", true},  {0xF01C, 0x542, "pict", true},
    {0xF01D, 0x46A, "jpg", false}, {0xF01D, 0x6E2, "jpg", false}, {0xF01E, 0x6E0, "png", false},
    {0xF01F, 0x7A8, "dib", false}, {0xF029, 0x6E4, "tif", false}, {0xF02A, 0x46A, "jpg", false},
    {0xF02A, 0x6E2, "jpg", false},
};

const PictureType* picture_type(std::uint32_t type, std::uint32_t instance) {
  for (const PictureType& known : kPictureTypes) {
    if (known.type == type && known.instance == (instance & ~1u)) return &known;
  }
  return nullptr;
}

}  // namespace

std::vector<DrawingPicture> drawing_pictures(std::string_view stream) {
  constexpr std::size_t kHeader = 8;
  constexpr std::size_t kChecksum = 16;
  constexpr std::size_t kMetafile = 34;  // sizes, and whether it is deflated
  std::vector<DrawingPicture> pictures;
  for (std::size_t at = stream.find('\xF0'); at != std::string_view::npos; at = stream.find('\xF0', at + 1)) {
    if (at < 3) continue;
    const std::size_t start = at - 3;
    const std::uint32_t head = little16(stream, start);
    const PictureType* known = (head & 0xF) == 0 ? picture_type(little16(stream, start + 2), head >> 4) : nullptr;
    const std::size_t size = little32(stream, start + 4);
    const std::size_t before =
        ((head >> 4 & 1) != 0 ? 2 : 1) * kChecksum + (known != nullptr && known->metafile ? kMetafile : 1);
    if (known == nullptr || size <= before || size > stream.size() - start - kHeader) continue;
    const std::string_view bytes = bytes_at(stream, start + kHeader + before, size - before);
    const bool deflated = known->metafile && byte_at(stream, start + kHeader + before - 2) == 0;
    pictures.push_back({known->suffix, bytes, deflated});
    at = start + kHeader + size - 1;
  }
  return pictures;
}

std::vector<DrawingText> drawing_properties(std::string_view table, std::size_t count) {
  std::vector<DrawingText> texts;
  count = std::min(count, table.size() / 6);
  std::size_t data = 6 * count;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t id = little16(table, 6 * i);
    if ((id & 0x8000) == 0) continue;
    const std::size_t size = little32(table, 6 * i + 2);
    const std::string_view value = bytes_at(table, data, size);
    data = std::min(data + size, table.size());
    switch (id & 0x3FFF) {
      case kWordArt: add(texts, BlockKind::text, "text box", utf16_text(value)); break;
      case kDescription: add(texts, BlockKind::field, "alternative text", utf16_text(value)); break;
      case kTooltip: add(texts, BlockKind::field, "tooltip", utf16_text(value)); break;
      case kLink:
        for (std::string& text : hyperlink_texts(bytes_at(value, 16))) add(texts, BlockKind::link, {}, std::move(text));
        break;
      default: break;
    }
  }
  return texts;
}

std::vector<DrawingText> drawing_texts(std::string_view records) {
  std::vector<DrawingText> texts;
  for (std::size_t at = 0; at + 8 <= records.size();) {
    const std::uint32_t version = little16(records, at);
    const std::uint32_t type = little16(records, at + 2);
    const std::size_t size = little32(records, at + 4);
    if (type < 0xF000) {  // in DOC a byte stands before each drawing
      ++at;
      continue;
    }
    at += 8;
    if ((version & 0xF) == 0xF) continue;  // a container: its records follow
    if (type == 0xF00B || type == 0xF121 || type == 0xF122) {
      for (DrawingText& text : drawing_properties(bytes_at(records, at, size), version >> 4))
        texts.push_back(std::move(text));
    }
    at += std::min(size, records.size() - at);
  }
  return texts;
}

}  // namespace trawl::extractors
