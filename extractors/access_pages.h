// AccessFile: the pages of an Access database: Jet 3 (Access 97), Jet 4 (2000 to 2003) and ACE (.accdb), which has the
// layout of Jet 4. The format is that which the documentation of mdbtools (HACKING) and Jackcess describe.
//
// Const and re-entrant; the bytes must outlive it. No number in the file is trusted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractors/random_access.h"

namespace trawl::extractors {

class AccessFile {
 public:
  // encrypted: an .accdb whose pages need a password. The encoding of .mdb files needs none: its key is in the header.
  static Result<AccessFile> open(const RandomAccess& bytes);

  bool jet3() const { return page_size_ == 2048; }
  std::size_t page_size() const { return page_size_; }
  std::uint32_t pages() const;
  std::uint32_t code_page() const { return code_page_; }  // of text in Jet 3

  // Decoded; what the end of the file cuts off is zero. Empty beyond the end.
  std::string page(std::uint32_t number) const;

  // A text as columns hold it: in the code page, or UTF-16 that may be compressed.
  std::string text(std::string_view bytes) const;

 private:
  const RandomAccess* bytes_ = nullptr;
  std::size_t page_size_ = 4096;
  std::uint32_t code_page_ = 1252;
  std::uint32_t key_ = 0;
};

// A row's place in its page; pointers to rows are a byte for the row and three for the page.
struct AccessRow {
  std::string_view bytes;
  bool deleted = false;  // or reached only through a pointer
  bool pointer = false;  // its bytes are those of a pointer to where it is
};
std::size_t access_row_count(const AccessFile& file, std::string_view page);
AccessRow access_row(const AccessFile& file, std::string_view page, std::size_t row);

enum class AccessPage : unsigned char { data = 1, table = 2, usage = 5 };
bool is_page(std::string_view page, AccessPage type);

// The pages that a usage map names, in order and at most as many as there are. False: the map cannot be read, or names
// pages behind the end of the file.
bool access_usage(const AccessFile& file, std::uint32_t pointer, std::vector<std::uint32_t>& pages);

// The bytes of a memo or OLE value from its 12 bytes in the row. cut: not all of them were there.
std::string access_long_value(const AccessFile& file, std::string_view field, std::uint64_t limit, bool& cut);

}  // namespace trawl::extractors
