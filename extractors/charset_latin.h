// Which charset a text in the Latin alphabet is in: of Windows, ISO, DOS or Macintosh. Statistical detectors need more
// characters beyond ASCII than British text and lists of names have, and know neither DOS nor Macintosh.
#pragma once

#include <string_view>

namespace trawl::extractors {

// "windows-1252", "windows-1250", "ibm-850" and the like, as Converter knows them; empty when the text is not in the
// Latin alphabet or when what it holds makes sense in none of them. The sample is no UTF-8.
std::string_view latin_charset(std::string_view sample);

// "windows-1251", "koi8-u", "ibm-737" and the like for a text in Cyrillic, Greek or Hebrew letters; empty when it is none,
// or too short to say. The sample is no UTF-8.
std::string_view script_charset(std::string_view sample);

}  // namespace trawl::extractors
