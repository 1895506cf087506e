// Text in units of two or four bytes that no byte order mark announces: UTF-16 and UTF-32 (Unicode 15, section 3.10), told by
// which characters the units would be. No third-party code: the scanning process itself calls this.
#pragma once

#include <string_view>

namespace trawl::extractors {

// "utf-16le", "utf-16be", "utf-32le" or "utf-32be"; empty when the sample is none, or too short to say.
std::string_view wide_charset(std::string_view sample);

}  // namespace trawl::extractors
