// Windows code page numbers, as RTF, MAPI and OLE properties name charsets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::extractors {

// The charset as Converter and to_utf8 know it; empty for a number that means none.
std::string charset_of_code_page(std::uint32_t code_page);

// Characters of 16 bits (little-endian) that hold a code of one or two bytes in an East Asian code page, the first byte above the
// second, as these bytes: the text of Word 6 and 95 in East Asia. 0x10 above a byte marks a quote of the Western code page.
std::string bytes_of_double_width(std::string_view characters);

// The code page of a charset that a font has in LOGFONT ([MS-WMF] 2.1.1.5) and in RTF (\fcharset); 0 for those that
// mean the document's own.
std::uint32_t code_page_of_font_charset(std::int32_t charset);

}  // namespace trawl::extractors
