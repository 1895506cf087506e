// What the index keeps of a part, a file and a scan, and their packed form before sealing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/locator.h"
#include "core/outcome.h"
#include "core/result.h"

namespace trawl::index {

using PartId = std::uint64_t;  // from 1, ascending, never used again

struct StoredFinding {
  std::string kind;
  Sensitive value;
  Confidence confidence = Confidence::possible;
  std::string evidence;
  std::string tags;
  std::string anchor;       // of the block, refined by a line number where there is one
  std::string label;        // of the block
  std::uint32_t count = 1;  // how often this value stands in the part; anchor is the first place
};

// One part. Its findings are one for each kind and value, so a part of any size has a record of
// bounded size: beyond kMaxFindings the rest is counted in `findings_left_out` (their tokens are
// in the index all the same, so that find and dsar lose nothing).
struct PartRecord {
  static constexpr std::size_t kMaxFindings = 10'000;
  Locator locator;  // hops from the root's path on; no anchor
  std::string media_type;
  std::uint64_t size = 0;     // bytes; kUnknownSize where nobody knows
  std::int64_t modified = 0;  // seconds since 1970 UTC, kUnknownTime
  std::uint32_t depth = 0;    // 0: a file
  Outcome outcome;
  std::uint64_t text_bytes = 0;
  std::uint64_t findings_left_out = 0;
  std::vector<StoredFinding> findings;
};

std::string pack(const PartRecord& record);
Result<PartRecord> unpack_part(std::string_view packed);

// What a directory looked like when it was last scanned. A file whose identity is unchanged is not
// read again.
struct FileIdentity {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  // mtime, nanoseconds since 1970
  std::int64_t changed_ns = 0;   // ctime
  std::uint64_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

enum class EntryType : std::uint8_t { file, directory, other };

struct IdRange {
  PartId first = 0;
  PartId last = 0;  // inclusive
};

struct DirectoryEntry {
  std::string name;  // raw bytes
  EntryType type = EntryType::file;
  FileIdentity identity;
  std::vector<IdRange> parts;  // of a file, or of the ledger's entry for anything else; a directory: none
};

struct DirectoryState {
  std::uint64_t fingerprint = 0;        // of version, detectors and limits: another one means read again
  std::vector<DirectoryEntry> entries;  // sorted by name
};

std::string pack(const DirectoryState& state);
Result<DirectoryState> unpack_directory(std::string_view packed);

// One run of `trawl scan`.
struct ScanRecord {
  std::uint64_t id = 0;
  std::int64_t started = 0;           // seconds since 1970 UTC
  std::int64_t finished = 0;          // 0: never finished (stopped or killed)
  std::string version;                // of trawl
  std::vector<std::string> roots;     // raw paths
  std::vector<std::string> excluded;  // patterns
  std::string ocr_languages;          // in which pictures were read ("eng"); empty: they were not
  std::uint64_t files_seen = 0, files_read = 0, files_unchanged = 0, files_removed = 0;
  std::uint64_t bytes_read = 0;
};

std::string pack(const ScanRecord& record);
Result<ScanRecord> unpack_scan(std::string_view packed);

}  // namespace trawl::index
