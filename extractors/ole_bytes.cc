// Texts in the binary formats of Microsoft Office: see ole_bytes.h.
#include "extractors/ole_bytes.h"

#include "core/utf8.h"
#include "extractors/charset.h"
#include "extractors/code_page.h"

namespace trawl::extractors {

bool looks_written(std::string_view utf16) {
  bool letter = false;
  for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
    const std::uint32_t unit = little16(utf16, i);
    const bool space = unit == '\t' || unit == '\n' || unit == '\r';
    if ((unit < 0x20 && !space) || unit == 0x7F || unit >= 0xFFF0 || (unit >= 0xE000 && unit < 0xF900)) return false;
    letter |= unit > ' ';
  }
  return letter;
}

std::vector<std::string> text_runs(std::string_view bytes, std::size_t shortest) {
  const auto printable = [bytes](std::size_t at, std::size_t width) {
    const std::uint32_t unit = width == 2 ? little16(bytes, at) : byte_at(bytes, at);
    return at + width <= bytes.size() && ((unit >= ' ' && unit < 0x7F) || (unit >= 0xA0 && unit < 0x250));
  };
  std::vector<std::string> runs;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at, width = 2;
    while (printable(end, width)) end += width;
    if (end - at < width * shortest) {
      end = at, width = 1;
      while (printable(end, width)) end += width;
    }
    const std::string_view run = bytes.substr(at, end - at);
    if (run.size() >= width * shortest) runs.push_back(width == 2 ? utf16_text(run) : code_page_text(run, 1252));
    at = std::max(end, at + 1);
  }
  return runs;
}

std::string code_page_text(std::string_view bytes, std::uint32_t code_page) {
  if (code_page == 1200) return utf16_text(bytes);
  if (code_page == 65001) return repaired_utf8(bytes);
  // [MS-XLS] 2.4.52 has a number of its own for Mac Roman.
  auto converter = Converter::open(charset_of_code_page(code_page == 32768 ? 10000 : code_page));
  if (converter == nullptr) converter = Converter::open("windows-1252");
  std::string out;
  if (converter != nullptr) converter->append(bytes, true, out);
  return out;
}

}  // namespace trawl::extractors
