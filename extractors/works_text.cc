// Text of Works and Publisher: see works_text.h. Sources: libwps and libmspub (Document Liberation Project), which have worked
// the formats out.
#include "extractors/works_text.h"

#include <string>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

// In blocks that end with a line; other control characters stand for pictures, fields and the like.
void write_lines(std::string text, BlockWriter& writer) {
  for (char& c : text) c = c == '\r' || c == '\v' || c == '\f' ? '\n' : c;
  std::erase_if(text, [](char c) { return c != '\n' && c != '\t' && static_cast<unsigned char>(c) < 0x20; });
  std::string_view rest = text;
  while (!rest.empty() && !writer.stopped()) writer.write({}, take_lines(rest));
}

}  // namespace

bool begins_works(std::string_view bytes) {
  constexpr std::uint32_t kDocument = 0xFE01, kVersion = 1;
  return little16(bytes, 0) == kDocument && little16(bytes, 2) == kVersion;
}

Outcome write_works(std::string_view stream, bool dos, BlockWriter& writer) {
  constexpr std::size_t kText = 0x100, kEnd = 0x26;
  const std::size_t end = little32(stream, kEnd);
  if (end < kText || end > stream.size()) return {OutcomeKind::damaged, "the text of the document lies beyond its end"};
  std::string text(bytes_at(stream, kText, end - kText));
  std::erase(text, '\r');  // before each line end
  write_lines(code_page_text(text, dos ? 850 : 1252), writer);
  return {};
}

void write_publication(std::string_view stream, BlockWriter& writer) {
  // From 32 on an index of 24 bytes for each piece: 24, what it is called, three numbers, its type, its place and size.
  constexpr std::size_t kIndex = 32, kEntry = 24, kMost = 20;
  for (std::size_t i = 0; i < kMost && !writer.stopped(); ++i) {
    const std::string_view entry = bytes_at(stream, kIndex + kEntry * i, kEntry);
    if (little16(entry, 0) != kEntry || bytes_at(entry, 12, 4) != "TEXT") continue;
    write_lines(utf16_text(bytes_at(stream, little32(entry, 16), little32(entry, 20))), writer);
  }
}

}  // namespace trawl::extractors
