// Little-endian numbers and UTF-16 text, as the binary formats of Microsoft store them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::extractors {

// The number of `size` bytes (at most 8) at `at`; bytes beyond the end count as 0.
constexpr std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size && at < bytes.size() && i < bytes.size() - at; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}
constexpr std::uint16_t little16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(little_endian(bytes, at, 2));
}
constexpr std::uint32_t little32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(little_endian(bytes, at, 4));
}
constexpr std::uint64_t little64(std::string_view bytes, std::size_t at) { return little_endian(bytes, at, 8); }

// Appends the number in `size` bytes.
inline void append_little_endian(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
}

// UTF-16LE as UTF-8; a lone surrogate becomes U+FFFD, an odd last byte is left out. Zero characters stay.
std::string utf16_text(std::string_view bytes);

// The text before its first zero character.
inline std::string_view until_zero(std::string_view text) { return text.substr(0, text.find('\0')); }

}  // namespace trawl::extractors
