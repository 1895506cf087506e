// The index: an encrypted, searchable store of what was found. docs/index-format.md describes the file.
//
// One writer at a time (others get `busy`), any number of readers, in any process. Everything readable
// is sealed; words and values are there only as keyed tokens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "index/key.h"
#include "index/record.h"
#include "index/suppression.h"

namespace trawl::index {

// Version 1, which has no list of suppressions, is read too, and becomes version 2 with the first commit.
inline constexpr std::uint32_t kFormatVersion = 2;

// What can be told of an index file without its key.
struct Header {
  bool passphrase = false;
  Key::PassphraseCost cost;
};
Result<Header> read_header(const std::filesystem::path& path);  // not_found, wrong_version, damaged

// One part on its way into the index. Sealed and hashed by the caller, in parallel. An entry whose `sealed` is
// empty brings more tokens for a part.
struct PartEntry {
  PartId id = 0;
  std::string sealed;         // key.seal(pack(record), part_purpose(id))
  std::vector<Token> tokens;  // in any order; twice is as once
};
std::string part_purpose(PartId id);

// The writer. Every member function may be called from any thread; they exclude each other, but parts can
// be added while a batch is being written.
// Nothing is visible to readers, or survives a crash, before the commit that follows it; a kill at any
// moment leaves the state of the last commit. Two entries that must stand or fall together go into one add(),
// or no commit() is called between them. After an error of storage (io: disk full, ...) the writer is of no more
// use and says the same error again; the file holds the last commit.
class Writer {
 public:
  struct Options {
    // Tokens and blobs held in memory before they are written (not committed); while they are, as much
    // again may be added.
    std::uint64_t batch_bytes = 16ull << 20;
  };
  // Creates the file where there is none (with `cost` where the key came from a passphrase). The key must outlive
  // the writer. busy (with the process that holds it), wrong_key, wrong_version, damaged, denied, io.
  static Result<std::unique_ptr<Writer>> open(const std::filesystem::path& path, const Key& key,
                                              const std::optional<Key::PassphraseCost>& cost, const Options& options);
  virtual ~Writer() = default;

  virtual PartId allocate(std::uint64_t count) = 0;  // the first of `count` consecutive ids
  virtual Status add(std::vector<PartEntry> entries) = 0;
  // More tokens for a part that was or will be added (slices of a huge file). The part is not found by them
  // before its record was added; when that never happens the next writer drops them.
  virtual Status add_tokens(PartId id, std::vector<Token> tokens) = 0;
  virtual Status remove(std::span<const IdRange> ranges) = 0;

  // Directory states, by path (raw bytes; kept under its keyed token and sealed).
  virtual Result<std::optional<DirectoryState>> directory(std::string_view path) = 0;
  virtual Status put_directory(std::string_view path, const DirectoryState& state) = 0;
  virtual Status remove_directory(std::string_view path) = 0;

  virtual Status put_scan(const ScanRecord& record) = 0;  // by its id; id 0 is replaced by a new one
  virtual std::uint64_t new_scan_id() = 0;

  // The list as it was last put, empty where none was; putting replaces the whole of it.
  virtual Result<SuppressionList> suppressions() = 0;
  virtual Status put_suppressions(const SuppressionList& list) = 0;

  // What was added, removed and put since the last commit becomes visible and durable together. Small
  // amounts are gathered, up to batch_bytes or ten seconds: `force` commits now.
  virtual Status commit(bool force) = 0;
  // Commits, merges segments and gives back freed pages; call at the end of a scan. Takes longer than the rest.
  virtual Status tidy() = 0;
};

struct Statistics {
  std::uint64_t parts = 0;    // live ones
  std::uint64_t removed = 0;  // tombstones not yet merged away
  std::uint64_t segments = 0;
  std::uint64_t postings = 0;
  std::uint64_t file_bytes = 0;
};

// A consistent view of the last commit at the time of open(). One thread at a time. The key must outlive it.
class Reader {
 public:
  // not_found, wrong_key, wrong_version, damaged, denied, busy, io.
  static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& path, const Key& key);
  virtual ~Reader() = default;

  virtual const Key& key() const = 0;
  virtual Result<std::vector<PartId>> lookup(Token token) const = 0;  // ascending, live parts only
  virtual Result<PartRecord> part(PartId id) const = 0;
  // Every live part in the order of ids; the callback says whether to go on.
  virtual Status for_each_part(const std::function<bool(PartId, const PartRecord&)>& callback) const = 0;
  virtual Result<std::vector<ScanRecord>> scans() const = 0;  // oldest first
  virtual Result<SuppressionList> suppressions() const = 0;
  virtual Statistics statistics() const = 0;
};

}  // namespace trawl::index
