// UTF-16 text: see little_endian.h.
#include "extractors/little_endian.h"

#include "core/utf8.h"

namespace trawl::extractors {

std::string utf16_text(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t at = 0; at + 2 <= bytes.size(); at += 2) {
    const char32_t unit = little16(bytes, at);
    if (unit < 0xD800 || unit > 0xDFFF) {
      append_utf8(text, unit);
      continue;
    }
    const char32_t next = at + 4 <= bytes.size() ? little16(bytes, at + 2) : 0;
    const bool pair = unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF;
    append_utf8(text, pair ? 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00) : kReplacement);
    if (pair) at += 2;
  }
  return text;
}

}  // namespace trawl::extractors
