// Numbers and texts in the binary formats of Microsoft Office: little endian, UTF-16 or a code page. What lies beyond
// the end of the bytes reads as zero and as empty, so that a broken length costs no check at each field.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace trawl::extractors {

inline std::uint32_t u8_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}
inline std::uint32_t u16_at(std::string_view bytes, std::size_t at) { return u8_at(bytes, at) | u8_at(bytes, at + 1) << 8; }
inline std::uint32_t u32_at(std::string_view bytes, std::size_t at) { return u16_at(bytes, at) | u16_at(bytes, at + 2) << 16; }
inline std::uint64_t u64_at(std::string_view bytes, std::size_t at) {
  return u32_at(bytes, at) | static_cast<std::uint64_t>(u32_at(bytes, at + 4)) << 32;
}
inline double f64_at(std::string_view bytes, std::size_t at) {
  const std::uint64_t bits = u64_at(bytes, at);
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// At most size bytes from a place; fewer at the end, none beyond it.
inline std::string_view bytes_at(std::string_view bytes, std::size_t at, std::size_t size = std::string_view::npos) {
  return bytes.substr(std::min(at, bytes.size()), size);
}

// UTF-16LE as UTF-8; half pairs become U+FFFD.
void append_utf16(std::string& out, std::string_view bytes);
std::string utf16_text(std::string_view bytes);

// Text in a code page of Windows ([MS-UCODEREF] 2.2.1): 1200 is UTF-16LE, 65001 UTF-8; unknown ones are read as 1252.
std::string code_page_text(std::string_view bytes, std::uint32_t code_page);

// Up to the first zero character, which programs leave behind strings.
std::string_view before_zero(std::string_view text);

}  // namespace trawl::extractors
