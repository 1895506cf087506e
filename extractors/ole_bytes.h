// Bytes, numbers and texts in the binary formats of Microsoft Office. What lies beyond the end of the bytes reads as
// zero and as empty, so that a broken length costs no check at each field.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/little_endian.h"

namespace trawl::extractors {

inline std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}
inline double double_of(std::uint64_t bits) {
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// At most size bytes from a place; fewer at the end, none beyond it.
inline std::string_view bytes_at(std::string_view bytes, std::size_t at, std::size_t size = std::string_view::npos) {
  return bytes.substr(std::min(at, bytes.size()), size);
}

// Whether all of it is characters that people write. Numbers and flags that happen to stand behind a small number
// hardly ever are.
bool looks_written(std::string_view utf16);

// The stretches of at least `shortest` characters of Latin letters, digits and signs in bytes of an unknown layout, in
// UTF-16 or in one byte each.
std::vector<std::string> text_runs(std::string_view bytes, std::size_t shortest);

// Text in a code page of Windows: 1200 is UTF-16LE, 65001 UTF-8; unknown ones are read as 1252.
std::string code_page_text(std::string_view bytes, std::uint32_t code_page);

}  // namespace trawl::extractors
