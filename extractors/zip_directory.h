// The headers of a ZIP file: what ZipReader is made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extractors/zip_reader.h"

namespace trawl::extractors {

struct ZipDirectory {
  std::vector<ZipEntry> entries;
  std::vector<std::string> comments;
  bool truncated = false;  // more than max_entries
};

// The central directory; damaged where its end record or one of its headers is not there.
Result<ZipDirectory> read_central_directory(std::string_view bytes, std::size_t max_entries);

// Every local header with data behind it, for files whose central directory is lost.
ZipDirectory scan_local_headers(std::string_view bytes, std::size_t max_entries);

// Members that the directory does not list though their headers are there, in what lies between those that it lists: an
// archive that was changed keeps what was taken out of it.
void add_unlisted_entries(std::string_view bytes, std::size_t max_entries, ZipDirectory& directory);

// The packed bytes of a member; cut short where the file ends. Damaged: no local header is there.
Result<std::string_view> packed_bytes(std::string_view bytes, const ZipEntry& entry);

// How many of the bytes a raw deflate stream takes that starts at the first; 0 where none does.
std::uint64_t deflated_size(std::string_view bytes);

}  // namespace trawl::extractors
