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

}  // namespace

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
      for (DrawingText& text : drawing_properties(bytes_at(records, at, size), version >> 4)) texts.push_back(std::move(text));
    }
    at += std::min(size, records.size() - at);
  }
  return texts;
}

}  // namespace trawl::extractors
