// What differs between the three layouts of PST and OST files ([MS-PST] 2.2), and the checks that all of them have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trawl::extractors {

// ANSI (wVer 14 and 15), Unicode (23), and Unicode with pages of 4 KiB (36: OST files since Outlook 2013, whose layout
// [MS-PST] leaves out; it is the Unicode one with larger pages and blocks, which may be compressed).
struct PstLayout {
  std::size_t word = 8;            // bytes of a block identifier and of an offset
  std::size_t page = 512;          // bytes of a page of a B-tree
  std::size_t page_entries = 488;  // of them for entries
  std::size_t page_trailer = 496;  // where in a page its trailer begins
  std::size_t block_unit = 64;     // blocks with their trailers are multiples of that
  std::size_t block_trailer = 16;
  std::size_t block_most = 8192;  // bytes of a block with its trailer

  bool wide() const { return word == 8; }
  bool large() const { return page > 512; }
  // Bytes that a block of data takes in the file.
  std::uint64_t block_size(std::uint64_t data) const {
    return (data + block_trailer + block_unit - 1) / block_unit * block_unit;
  }
};

inline constexpr PstLayout kPstAnsi{4, 512, 496, 500, 64, 12, 8192};
inline constexpr PstLayout kPstUnicode{};
inline constexpr PstLayout kPstLarge{8, 4096, 4056, 4072, 512, 24, 65536};

// bCryptMethod (2.2.2.6).
enum class PstEncoding : std::uint8_t { none = 0, permute = 1, cyclic = 2 };

// Turns the data of a block into what it means (5.1, 5.2), and back: cyclic is its own inverse.
void decode_pst(PstEncoding encoding, std::uint64_t block, std::string& data);
void encode_pst(PstEncoding encoding, std::uint64_t block, std::string& data);

std::uint32_t pst_checksum(std::string_view bytes);                      // 5.3
std::uint16_t pst_signature(std::uint64_t offset, std::uint64_t block);  // 5.5

// The trailer of a page or of a block (2.2.2.7.1, 2.2.2.8.1).
struct PstTrailer {
  std::uint16_t head = 0;  // of a page: its type, twice; of a block: the bytes of its data
  std::uint16_t signature = 0;
  std::uint32_t checksum = 0;
  std::uint64_t id = 0;
  std::uint16_t unpacked = 0;  // of a block with a trailer of 24 bytes: the size of its data before compression
};
PstTrailer pst_trailer(const PstLayout& layout, std::string_view bytes);

}  // namespace trawl::extractors
