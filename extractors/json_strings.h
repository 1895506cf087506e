// Escapes of JSON (RFC 8259, section 7) and JavaScript strings.
#pragma once

#include <string>
#include <string_view>

namespace trawl::extractors {

// Appends the text with its escapes decoded: \n, \u00E9, surrogate pairs. An escape that means nothing loses its
// backslash only.
void append_unescaped(std::string_view text, std::string& out);

}  // namespace trawl::extractors
