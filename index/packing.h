// Packing: the byte form of numbers and strings inside blobs, and its reader, which may be given any bytes.
//
// Numbers are LEB128 (seven bits a byte, low ones first; DWARF 5 section 7.6), signed ones as zigzag; a
// string is its length and its bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::index {

inline void append_number(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void append_signed(std::string& out, std::int64_t value);
void append_string(std::string& out, std::string_view text);
void append_fixed64(std::string& out, std::uint64_t value);  // eight bytes, low ones first

// Reads in the order of writing. After anything that cannot be so (past the end, too long a number,
// too great a count) ok() is false and stays so, and everything read is 0 or empty.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}

  bool ok() const { return ok_; }
  bool done() const { return ok_ && left_.empty(); }
  std::uint64_t number();
  std::int64_t signed_number();
  std::string_view string();  // borrowed from the bytes given
  std::uint64_t fixed64();
  unsigned char byte();
  // The number of elements that follow, each of at least `least` bytes: no more than there is room for,
  // so that it can be reserved safely.
  std::size_t count(std::size_t least);
  void refuse() {
    ok_ = false;
    left_ = {};
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

}  // namespace trawl::index
