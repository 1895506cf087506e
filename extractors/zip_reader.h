// ZipReader: the members of a ZIP file by its central directory (PKWARE APPNOTE 6.3.10, with ZIP64),
// or, where that is damaged, by its local headers.
//
// Works over bytes in memory, which must outlive it and every stream opened from it. Const and
// re-entrant. Nothing is allocated on the word of a length field: a name is at most 64 KiB, and there
// are no more members than headers in the bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/part.h"
#include "core/result.h"
#include "extractors/source.h"

namespace trawl::extractors {

struct ZipEntry {
  std::string name;  // UTF-8: by flag, Info-ZIP's Unicode extra, or CP437 (APPNOTE appendix D)
  std::uint64_t header = 0;    // offset of the local header
  std::uint64_t packed = 0;    // bytes
  std::uint64_t unpacked = 0;  // bytes, as declared
  std::int64_t modified = kUnknownTime;  // the DOS time is taken as UTC: the file does not tell its zone
  std::uint32_t crc = 0;
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  bool checked = true;  // unpacked and crc are known, and are compared

  bool directory() const { return !name.empty() && name.back() == '/'; }
  bool encrypted() const { return (flags & 1) != 0 || method == 99; }
};

class ZipReader {
 public:
  // damaged: neither a central directory nor a local header is there. At most max_entries are kept.
  static Result<ZipReader> open(std::string_view bytes, std::size_t max_entries);

  // In the order of the directory; names may repeat.
  const std::vector<ZipEntry>& entries() const { return entries_; }

  // What was remarked on the archive and its members, in UTF-8.
  const std::vector<std::string>& comments() const { return comments_; }

  bool repaired() const { return repaired_; }    // the central directory was damaged or absent
  bool truncated() const { return truncated_; }  // there are more than max_entries

  // The unpacked bytes of a member. Errors: encrypted, unsupported (method), damaged. Reading ends in
  // `damaged` behind the last byte where size or checksum are not those declared.
  Result<std::unique_ptr<Pull>> stream(const ZipEntry& entry) const;

 private:
  std::string_view bytes_;
  std::vector<ZipEntry> entries_;
  std::vector<std::string> comments_;
  bool repaired_ = false;
  bool truncated_ = false;
};

}  // namespace trawl::extractors
