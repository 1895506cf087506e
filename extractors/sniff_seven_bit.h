// Text in seven bits that is no ASCII: ISO 2022 by its escapes (RFC 1468, 1557, 1922), HZ (RFC 1843), UTF-7 (RFC 2152).
// No third-party code: the scanning process itself calls this.
#pragma once

#include <string_view>

namespace trawl::extractors {

// "iso-2022-jp-2", "hz-gb-2312", "utf-7" and the like; empty for a sample that is ASCII, or has other bytes.
std::string_view seven_bit_charset(std::string_view sample);

}  // namespace trawl::extractors
