// Windows code page numbers, as RTF, MAPI and OLE properties name charsets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::extractors {

// The charset as Converter and to_utf8 know it; empty for a number that means none.
std::string charset_of_code_page(std::uint32_t code_page);

}  // namespace trawl::extractors
