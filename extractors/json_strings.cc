// Decoding of escapes: see json_strings.h.
#include "extractors/json_strings.h"

#include <algorithm>

#include "core/utf8.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

// The four digits at text[at]; -1 when they are none.
int code_unit(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return -1;
  int unit = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

// At the 'u'; moves behind what was used.
void append_code_units(std::string_view text, std::size_t& at, std::string& out) {
  const int high = code_unit(text, at + 1);
  if (high < 0) {
    out += text[at++];
    return;
  }
  at += 5;
  const bool pair = high >= 0xD800 && high < 0xDC00 && text.substr(at, 2) == "\\u";
  const int low = pair ? code_unit(text, at + 2) : -1;
  if (low >= 0xDC00 && low < 0xE000) {
    at += 6;
    append_utf8(out, static_cast<char32_t>(0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00)));
    return;
  }
  append_utf8(out, static_cast<char32_t>(high));
}

}  // namespace

void append_unescaped(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find('\\', at), text.size());
    out += text.substr(at, next - at);
    at = next + 1;
    if (at >= text.size()) return;
    switch (text[at]) {
      case 'b': out += ' '; ++at; break;
      case 'f':
      case 'n': out += '\n'; ++at; break;
      case 'r': out += '\r'; ++at; break;
      case 't': out += '\t'; ++at; break;
      case 'u': append_code_units(text, at, out); break;
      default: out += text[at++];
    }
  }
}

}  // namespace trawl::extractors
