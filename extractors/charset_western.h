// Which western charset a text with a few characters beyond ASCII is in: Windows, DOS or Macintosh. Statistical
// detectors need more of such characters than British text has, and know neither DOS nor Macintosh.
#pragma once

#include <string_view>

namespace trawl::extractors {

// "windows-1252", "ibm-850" or "macintosh"; empty when the text is not mainly ASCII or when what it holds makes sense
// in none of them. The sample is no UTF-8.
std::string_view western_charset(std::string_view sample);

}  // namespace trawl::extractors
