// JSON strings (RFC 8259 section 7).
#pragma once

#include <string>
#include <string_view>

namespace trawl {

// Appends text as a JSON string with its quotes; bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace trawl
