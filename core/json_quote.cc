// JSON string escapes.
#include "core/json_quote.h"

#include <cstdio>

#include "core/utf8.h"

namespace trawl {

void append_json_string(std::string& out, std::string_view text) {
  if (!valid_utf8(text)) {
    append_json_string(out, repaired_utf8(text));
    return;
  }
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          out += c;
          break;
        }
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
        out += escape;
    }
  }
  out += '"';
}

}  // namespace trawl
