// AccessFile: see access_pages.h.
#include "extractors/access_pages.h"

#include <algorithm>

#include "extractors/ciphers.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

std::uint32_t page_of(std::uint32_t pointer) {
  return pointer >> 8;
}
std::uint32_t row_of(std::uint32_t pointer) {
  return pointer & 0xFF;
}

// "Text Data Type" of HACKING: one byte a character where the high byte is zero; a zero byte turns to two bytes a
// character and back.
std::string compressed_text(std::string_view bytes) {
  std::string wide;
  bool one_byte = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') {
      one_byte = !one_byte;
      continue;
    }
    wide += bytes[i];
    if (one_byte)
      wide += '\0';
    else if (++i < bytes.size())
      wide += bytes[i];
  }
  return utf16_text(wide);
}

}  // namespace

Result<AccessFile> AccessFile::open(const RandomAccess& bytes) {
  constexpr std::uint32_t kHeaderKey = 0x6B39DAC7;
  constexpr std::size_t kVersion = 0x14, kMasked = 0x18, kCodePage = 0x3C, kKey = 0x3E;
  std::string header = bytes.bytes(0, 256);
  if (header.size() < 256) return fail(ErrorKind::damaged, "the database ends inside its header");
  const std::uint32_t version = byte_at(header, kVersion);
  Rc4(key_bytes(kHeaderKey)).apply({header.data() + kMasked, version == 0 ? 126u : 128u});
  AccessFile file;
  file.bytes_ = &bytes;
  file.page_size_ = version == 0 ? 2048 : 4096;
  file.key_ = little32(header, kKey);
  if (const std::uint32_t code_page = little16(header, kCodePage); code_page != 0) file.code_page_ = code_page;
  if (version >= 2 && file.key_ != 0) return fail(ErrorKind::encrypted, "password needed");
  return file;
}

std::uint32_t AccessFile::pages() const {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>((bytes_->size() + page_size_ - 1) / page_size_, 1u << 24));
}

std::string AccessFile::page(std::uint32_t number) const {
  std::string page = bytes_->bytes(std::uint64_t{number} * page_size_, page_size_);
  if (page.empty()) return page;
  if (number != 0 && key_ != 0) Rc4(key_bytes(key_ ^ number)).apply(page);
  page.resize(page_size_);
  return page;
}

std::string AccessFile::text(std::string_view bytes) const {
  if (jet3()) return code_page_text(bytes, code_page_);
  if (bytes.starts_with("\xFF\xFE")) return compressed_text(bytes.substr(2));
  return utf16_text(bytes);
}

bool is_page(std::string_view page, AccessPage type) {
  return !page.empty() && static_cast<unsigned char>(page[0]) == static_cast<unsigned char>(type);
}

std::size_t access_row_count(const AccessFile& file, std::string_view page) {
  const std::size_t most = (page.size() - std::min<std::size_t>(page.size(), 14)) / 2;
  return std::min<std::size_t>(little16(page, file.jet3() ? 8 : 12), most);
}

AccessRow access_row(const AccessFile& file, std::string_view page, std::size_t row) {
  constexpr std::uint32_t kPlace = 0x1FFF, kPointer = 0x4000, kDeleted = 0x8000;
  const std::size_t rows = file.jet3() ? 10 : 14;
  if (row >= access_row_count(file, page)) return {};
  const std::uint32_t entry = little16(page, rows + 2 * row);
  const std::size_t start = entry & kPlace;
  const std::size_t end = row == 0 ? page.size() : little16(page, rows + 2 * row - 2) & kPlace;
  AccessRow found;
  found.deleted = (entry & kDeleted) != 0;
  found.pointer = (entry & kPointer) != 0;
  if (start < end && end <= page.size()) found.bytes = page.substr(start, end - start);
  return found;
}

bool access_usage(const AccessFile& file, std::uint32_t pointer, std::vector<std::uint32_t>& pages) {
  const std::string holder = file.page(page_of(pointer));
  const std::string_view map = access_row(file, holder, row_of(pointer)).bytes;
  bool all_there = true;
  const auto add = [&](std::string_view bits, std::uint64_t first) {
    for (std::size_t i = 0; i < bits.size() * 8; ++i) {
      if ((byte_at(bits, i / 8) >> (i % 8) & 1) == 0) continue;
      if (first + i < file.pages())
        pages.push_back(static_cast<std::uint32_t>(first + i));
      else
        all_there = false;
    }
  };
  if (map.size() < 5 || byte_at(map, 0) > 1) return false;
  if (byte_at(map, 0) == 0) {
    add(map.substr(5), little32(map, 1));
    return all_there;
  }
  const std::size_t covered = (file.page_size() - 4) * 8;
  for (std::size_t i = 0; 1 + 4 * i + 4 <= map.size(); ++i) {
    const std::uint32_t number = little32(map, 1 + 4 * i);
    if (number == 0) continue;
    const std::string page = file.page(number);
    if (!is_page(page, AccessPage::usage)) return false;
    add(std::string_view(page).substr(4), i * covered);
  }
  return all_there;
}

std::string access_long_value(const AccessFile& file, std::string_view field, std::uint64_t limit, bool& cut) {
  constexpr std::size_t kHeader = 12;
  constexpr std::uint32_t kHere = 0x80000000, kOnePage = 0x40000000;
  const std::uint32_t stated = little32(field, 0);
  const std::uint64_t most = std::min<std::uint64_t>(limit, std::uint64_t{file.pages()} * file.page_size());
  const std::uint64_t length = stated & 0x3FFFFFFF;
  std::string value;
  if (stated & kHere) {
    value = bytes_at(field, kHeader, length);
  } else if (stated & kOnePage) {
    const std::string page = file.page(page_of(little32(field, 4)));
    value = access_row(file, page, row_of(little32(field, 4))).bytes.substr(0, length);
  } else {
    std::uint32_t next = little32(field, 4);
    while (next != 0 && value.size() < std::min(length, most)) {
      const std::string page = file.page(page_of(next));
      const std::string_view piece = access_row(file, page, row_of(next)).bytes;
      if (piece.size() <= 4) break;
      value += piece.substr(4, length - value.size());
      next = little32(piece, 0);
    }
  }
  cut = cut || value.size() < length;
  return value;
}

}  // namespace trawl::extractors
