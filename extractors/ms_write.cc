// Write of Windows 3 and Word for DOS: one stretch of text between a header and pages that format it.
// Source: Microsoft, "Microsoft Windows 3.1 Write: Binary File Format".
#include <algorithm>
#include <utility>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kPage = 128;

// Bytes of the file that hold a picture or an object instead of text.
using Stretch = std::pair<std::size_t, std::size_t>;

// Pages of paragraphs: the byte of the first, then six bytes for each (where it ends, where its properties lie), the count
// in the last byte. The properties begin with their size; the seventeenth tells a picture.
std::vector<Stretch> pictures_in(std::string_view bytes, std::size_t first_page, std::size_t end_page) {
  constexpr std::size_t kEntry = 6, kMost = 20, kFlags = 17;
  constexpr std::uint32_t kPicture = 0x10, kNone = 0xFFFF;
  std::vector<Stretch> found;
  for (std::size_t number = first_page; number < end_page && number * kPage < bytes.size(); ++number) {
    const std::string_view page = bytes_at(bytes, number * kPage, kPage);
    std::size_t start = little32(page, 0);
    const std::size_t count = std::min<std::size_t>(byte_at(page, kPage - 1), kMost);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t end = little32(page, 4 + kEntry * i), properties = little16(page, 8 + kEntry * i);
      const bool told = properties != kNone && byte_at(page, 4 + properties) >= kFlags;
      if (told && (byte_at(page, 4 + properties + kFlags) & kPicture) != 0 && end > start) found.emplace_back(start, end);
      start = end;
    }
  }
  return found;
}

class MsWrite final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    constexpr std::uint32_t kWindows = 1252, kDos = 850;
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    const std::size_t end = little32(*bytes, 0x0E);
    if (end < kPage || end > bytes->size()) return {OutcomeKind::damaged, "the text of the document lies beyond its end"};
    const bool windows = little16(*bytes, 0x60) != 0;  // the number of pages, which Word for DOS leaves out
    std::vector<Stretch> pictures;
    if (windows) pictures = pictures_in(*bytes, little16(*bytes, 0x12), little16(*bytes, 0x14));
    BlockWriter writer(out);
    std::size_t at = kPage;
    for (const auto& [first, last] : pictures) {
      if (first < at || last > end) continue;
      write_text(bytes_at(*bytes, at, first - at), windows ? kWindows : kDos, writer);
      at = last;
    }
    write_text(bytes_at(*bytes, at, end - at), windows ? kWindows : kDos, writer);
    if (!pictures.empty()) out.missed("pictures and objects of a Write document are not read");
    return writer.stopped() ? out.stopped() : Outcome{};
  }

 private:
  static void write_text(std::string_view bytes, std::uint32_t code_page, BlockWriter& writer) {
    while (!bytes.empty() && !writer.stopped()) {
      std::string text;
      for (const char c : take_lines(bytes)) text += c == '\x0B' || c == '\x0C' ? '\n' : c;
      std::erase_if(text, [](char c) { return c != '\n' && c != '\t' && static_cast<unsigned char>(c) < 0x20; });
      writer.write({}, code_page_text(text, code_page));
    }
  }
};

}  // namespace

const Extractor& ms_write_extractor() {
  static const MsWrite extractor;
  return extractor;
}

}  // namespace trawl::extractors
