// LEB128 numbers and strings, read with bounds.
#include "index/packing.h"

namespace trawl::index {

void append_signed(std::string& out, std::int64_t value) {
  append_number(out, static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
}

void append_string(std::string& out, std::string_view text) {
  append_number(out, text.size());
  out.append(text);
}

void append_fixed64(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

std::uint64_t Unpacker::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (left_.empty()) break;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    if (shift == 63 && byte > 1) break;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  refuse();
  return 0;
}

std::int64_t Unpacker::signed_number() {
  const std::uint64_t value = number();
  return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
}

std::string_view Unpacker::string() {
  const std::uint64_t size = number();
  if (size > left_.size()) {
    refuse();
    return {};
  }
  const std::string_view text = left_.substr(0, size);
  left_.remove_prefix(size);
  return text;
}

std::uint64_t Unpacker::fixed64() {
  if (left_.size() < 8) {
    refuse();
    return 0;
  }
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(left_[static_cast<std::size_t>(i)]);
  left_.remove_prefix(8);
  return value;
}

unsigned char Unpacker::byte() {
  if (left_.empty()) {
    refuse();
    return 0;
  }
  const auto value = static_cast<unsigned char>(left_.front());
  left_.remove_prefix(1);
  return value;
}

std::size_t Unpacker::count(std::size_t least) {
  const std::uint64_t elements = number();
  if (elements > left_.size() / least) refuse();
  return ok_ ? elements : 0;
}

}  // namespace trawl::index
