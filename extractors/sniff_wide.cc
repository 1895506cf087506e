// UTF-16 and UTF-32 without a mark: see sniff_wide.h.
#include "extractors/sniff_wide.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace trawl::extractors {
namespace {

constexpr std::size_t kEnough = 4096;  // bytes

// Blocks of Unicode that living people write in.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 19> kWritten = {{
    {0xA0, 0x17F},      {0x2C6, 0x2DD},     {0x370, 0x3FF},     {0x400, 0x4FF},     {0x531, 0x58A},
    {0x5B0, 0x5F4},     {0x600, 0x6FF},     {0x900, 0xDFF},     {0xE01, 0xE5B},     {0x10A0, 0x10FF},
    {0x1E00, 0x1FFF},   {0x2010, 0x203A},   {0x20A0, 0x2122},   {0x3000, 0x30FF},   {0x3105, 0x318E},
    {0x4E00, 0x9FFF},   {0xAC00, 0xD7A3},   {0xFB50, 0xFEFC},   {0xFF01, 0xFFE6},
}};

bool is_separator(std::uint32_t c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0x3000 || c == 0x3001 || c == 0x3002;
}

bool is_written(std::uint32_t c) {
  if (is_separator(c) || (c > ' ' && c < 0x7F)) return true;
  return std::any_of(kWritten.begin(), kWritten.end(), [c](auto block) { return c >= block.first && c <= block.second; });
}

struct Reading {
  std::size_t units = 0, written = 0, separators = 0;
};

Reading read_as(std::string_view sample, std::size_t unit, bool big) {
  Reading reading;
  for (std::size_t at = 0; at + unit <= std::min(sample.size(), kEnough); at += unit) {
    std::uint32_t c = 0;
    for (std::size_t i = 0; i < unit; ++i) {
      c = c << 8 | static_cast<unsigned char>(sample[at + (big ? i : unit - 1 - i)]);
    }
    ++reading.units;
    reading.written += is_written(c);
    reading.separators += is_separator(c);
  }
  return reading;
}

// Nearly all units are characters, and so few are when their bytes are taken in the other order.
bool is_text(const Reading& reading, const Reading& swapped) {
  const bool parted = reading.separators * 100 >= reading.units;
  const bool sound = reading.written * 50 >= reading.units * 49;
  return reading.units >= 8 && parted && sound && swapped.written * 20 <= reading.written * 19;
}

}  // namespace

std::string_view wide_charset(std::string_view sample) {
  if (sample.find('\0') == sample.npos) return {};  // of words alone, ASCII could be Chinese
  for (const std::size_t unit : {std::size_t{4}, std::size_t{2}}) {
    const Reading little = read_as(sample, unit, false), big = read_as(sample, unit, true);
    if (is_text(little, big)) return unit == 4 ? "utf-32le" : "utf-16le";
    if (is_text(big, little)) return unit == 4 ? "utf-32be" : "utf-16be";
  }
  return {};
}

}  // namespace trawl::extractors
