// Big-endian numbers, as SQLite, PNG, JPEG and ISO media files store them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trawl::extractors {

// The number of `size` bytes (at most 8) at `at`; bytes beyond the end count as 0.
constexpr std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
  }
  return value;
}
constexpr std::uint32_t big32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(big_endian(bytes, at, 4));
}

}  // namespace trawl::extractors
