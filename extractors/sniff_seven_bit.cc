// Charsets of seven bits: see sniff_seven_bit.h.
#include "extractors/sniff_seven_bit.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/utf8.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

// The first designation tells the variant.
std::string_view iso_2022(std::string_view sample) {
  for (std::size_t at = sample.find('\x1B'); at != sample.npos; at = sample.find('\x1B', at + 1)) {
    const std::string_view rest = sample.substr(at + 1, 3);
    if (rest.starts_with("$)C")) return "iso-2022-kr";
    if (rest.starts_with("$)A") || rest.starts_with("$)G") || rest.starts_with("$*H")) return "iso-2022-cn";
    if (rest.starts_with("$B") || rest.starts_with("$@") || rest.starts_with("$(") || rest.starts_with("(J") ||
        rest.starts_with("(I")) {
      return "iso-2022-jp-2";
    }
  }
  return {};
}

// "~{", pairs of bytes from 0x21 to 0x7E of which the first is at most 0x77, "~}"; the last may be cut off.
bool is_hz(std::string_view sample) {
  std::size_t pairs = 0;
  for (std::size_t at = sample.find("~{"); at != sample.npos; at = sample.find("~{", at)) {
    at += 2;
    const std::size_t end = sample.find("~}", at);
    if (end == sample.npos) break;
    for (; at < end; at += 2) {
      if (at + 1 == end || sample[at] <= 0x20 || sample[at] > 0x77 || sample[at + 1] <= 0x20) return false;
      ++pairs;
    }
  }
  return pairs >= 2;
}

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// How many characters beyond ASCII the digits from text[at] on are in UTF-16; 0 when they are none, or when what is left of
// the last digit is not zero. Moves behind them.
std::size_t shifted_characters(std::string_view text, std::size_t& at) {
  std::uint32_t bits = 0, held = 0, count = 0;
  bool sound = true;
  for (int digit = 0; at < text.size() && (digit = base64_digit(text[at])) >= 0; ++at) {
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held < 16) continue;
    held -= 16;
    const std::uint32_t unit = bits >> held & 0xFFFF;
    sound = sound && (unit >= 0xA0 || unit < 0x30) && unit != 0 && unit != 0xFFFF;  // letters of ASCII stand for themselves
    ++count;
  }
  const bool padded = held < 6 && (bits & ((1u << held) - 1)) == 0;
  return sound && padded ? count : 0;
}

// All that a plus sign shifts are characters, several times: "+44 7700" and "a+b" are none.
bool is_utf7(std::string_view sample) {
  std::size_t shifts = 0;
  for (std::size_t at = sample.find('+'); at != sample.npos; at = sample.find('+', at)) {
    ++at;
    if (at < sample.size() && sample[at] == '-') continue;  // a plus sign itself
    const std::size_t characters = shifted_characters(sample, at);
    if (characters == 0) return at == sample.size() && shifts >= 2;
    ++shifts;
  }
  return shifts >= 2;
}

}  // namespace

std::string_view seven_bit_charset(std::string_view sample) {
  const std::string_view by_escape = iso_2022(sample);
  if (by_escape.empty() && sample.find('+') == sample.npos && sample.find("~{") == sample.npos) return {};
  if (std::any_of(sample.begin(), sample.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return {};
  if (!by_escape.empty()) return by_escape;
  if (is_hz(sample)) return "hz-gb-2312";
  return is_utf7(sample) ? "utf-7" : std::string_view();
}

}  // namespace trawl::extractors
