// Windows code page numbers, as RTF, MAPI and OLE properties name charsets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::extractors {

// The charset as Converter and to_utf8 know it; empty for a number that means none.
std::string charset_of_code_page(std::uint32_t code_page);

// The code page of a charset that a font has in LOGFONT ([MS-WMF] 2.1.1.5) and in RTF (\fcharset); 0 for those that
// mean the document's own.
std::uint32_t code_page_of_font_charset(std::int32_t charset);

}  // namespace trawl::extractors
