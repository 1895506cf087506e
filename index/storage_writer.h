// What a writer does to storage: writes batches of parts, removes parts, merges segments, commits. All of it in
// one transaction, which the first change after a commit begins; an error of storage rolls it back and is final.
// Threads: one at a time, but for allocate() and new_scan_id(). The storage
// is owned; the key is the caller's and outlives the object.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "index/index.h"
#include "index/manifest.h"
#include "index/merge.h"
#include "index/storage.h"

namespace trawl::index {

// What was added and is not in storage yet.
struct Batch {
  std::vector<PartEntry> entries;  // `sealed` empty: more tokens for a part
  std::uint64_t bytes = 0;
  std::uint64_t tokens = 0;
  PartId least = UINT64_MAX, greatest = 0;

  void add(PartEntry entry) {
    bytes += sizeof(PartEntry) + entry.sealed.size() + entry.tokens.size() * sizeof(Token);
    tokens += entry.tokens.size();
    least = std::min(least, entry.id);
    greatest = std::max(greatest, entry.id);
    entries.push_back(std::move(entry));
  }
};

class StorageWriter {
 public:
  StorageWriter(std::unique_ptr<Storage> storage, const Key& key) : storage_(std::move(storage)), key_(key) {}
  ~StorageWriter() {
    if (begun_) storage_->rollback();
  }
  StorageWriter(const StorageWriter&) = delete;
  StorageWriter& operator=(const StorageWriter&) = delete;

  // Checks the key, reads the manifest and the tombstones. Before anything else.
  Status load();

  PartId allocate(std::uint64_t count) { return next_part_.fetch_add(count); }
  std::uint64_t new_scan_id() { return next_scan_.fetch_add(1); }

  Status write(Batch batch);
  Status remove(std::span<const IdRange> ranges);
  Status put(Table table, Storage::Id id, std::string_view sealed);
  Status erase(Table table, Storage::Id id);
  Result<std::optional<std::string>> get(Table table, Storage::Id id);
  Result<SuppressionList> suppressions();
  Status put_suppressions(const SuppressionList& list);
  Status commit();
  // Merges what is worth it, drops the tombstones whose postings are gone and gives free pages back; commits.
  Status tidy();

  // The error that ended writing, if one did.
  Status state() const;
  bool changed() const { return begun_; }                                 // since the last commit
  std::uint64_t uncommitted_bytes() const { return uncommitted_bytes_; }  // about
  std::chrono::steady_clock::time_point committed_at() const { return committed_at_; }

 private:
  template <typename Work>
  Status in_transaction(Work work);
  Status keep_failure(Status status);

  Status write_parts(const std::vector<PartEntry>& entries);
  Status note_unfinished(const std::vector<PartEntry>& entries);
  Status write_segment(const Batch& batch);
  Status remove_range(const IdRange& range);
  Status merge_some(std::uint64_t blocks);
  Status merge_wholly(const std::vector<std::uint64_t>& segments);
  Status finish_merge();
  Status collect_garbage();
  Status commit_now();
  Status commit_and_begin();
  Status shrink();

  const std::unique_ptr<Storage> storage_;
  const Key& key_;
  std::atomic<PartId> next_part_{1};
  std::atomic<std::uint64_t> next_scan_{1};
  Manifest manifest_;
  IdSet removed_;
  std::set<PartId> unfinished_;
  std::unique_ptr<Merge> merge_;
  std::optional<Error> failure_;
  bool begun_ = false;
  bool removed_changed_ = false;
  std::uint64_t uncommitted_bytes_ = 0;
  std::chrono::steady_clock::time_point committed_at_ = std::chrono::steady_clock::now();
};

}  // namespace trawl::index
