// Store: puts what was read into the index so that a kill at any moment loses no more than the documents in flight.
//
// The parts of a file and the state of its directory that names them become durable in one commit: a part that no
// directory state names cannot exist. A file still being read is named without an identity, so that the next scan reads it
// again and replaces what was stored of it. Every member function may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "index/index.h"
#include "scanner/recorder.h"
#include "scanner/unchanged.h"
#include "scanner/walk/walker.h"

namespace trawl::scanner {

// One directory under way. `walked` and `to_read` do not change while it is read; the rest belongs to the Store.
struct DirectoryJob {
  WalkedDirectory walked;
  std::vector<std::size_t> to_read;  // indexes in walked.entries: new, changed, or never read to the end

  std::vector<index::DirectoryEntry> entries;          // beside walked.entries
  std::vector<std::vector<index::IdRange>> old_parts;  // beside walked.entries: to be removed when it was read
  std::vector<index::DirectoryEntry> not_looked_at;    // of a folder of which only one file is scanned
  std::size_t open = 0;                                // of to_read, not yet put
  bool changed = false;
};

class Store {
 public:
  struct Totals {
    std::uint64_t files_seen = 0;       // entries of directories, of any type but directory
    std::uint64_t files_unchanged = 0;  // not read, because nothing changed
    std::uint64_t files_removed = 0;    // gone since the last scan
    std::uint64_t bytes_unchanged = 0;
  };

  // The writer and `tried` are borrowed.
  Store(index::Writer& writer, std::uint64_t fingerprint, const TriedPasswords& tried)
      : writer_(writer), fingerprint_(fingerprint), tried_(tried) {}

  // Compares a directory with what the index knows of it, and removes what is gone.
  Result<std::shared_ptr<DirectoryJob>> open(WalkedDirectory walked);

  // Stores a part of what a file yields, while it is still being read; empties yield.entries.
  Status put_some(DirectoryJob& job, std::size_t entry, Yield& yield);
  // More tokens of a file whose record comes later.
  Status put_tokens(DirectoryJob& job, std::size_t entry, index::PartId id, std::vector<index::Token> tokens);
  // Stores the rest; the file is done. A zero identity makes the next scan read it again.
  Status put(const std::shared_ptr<DirectoryJob>& job, std::size_t entry, Yield yield, const index::FileIdentity& identity);

  Status commit();
  Totals totals() const;

 private:
  Status remove_tree(const std::string& path);
  Status remove_gone(DirectoryJob& job, std::vector<index::DirectoryEntry>& old);
  Status add(DirectoryJob& job, std::size_t entry, Yield& yield);
  Status put_state(const DirectoryJob& job);
  Status commit_when_due();
  Status commit_all();

  index::Writer& writer_;
  const std::uint64_t fingerprint_;
  const TriedPasswords& tried_;
  mutable std::mutex mutex_;
  Totals totals_;
  std::set<std::shared_ptr<DirectoryJob>> active_;
  std::size_t gathered_ = 0;  // bytes since the last commit
  std::chrono::steady_clock::time_point committed_ = std::chrono::steady_clock::now();
};

}  // namespace trawl::scanner
