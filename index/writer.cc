// The writer: gathers parts, writes them in batches, and merges segments as it goes.
#include "index/writer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>

#include "index/manifest.h"
#include "index/merge.h"
#include "index/sort_by_token.h"
#include "index/sqlite_storage.h"

namespace trawl::index {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMergedForEachWritten = 4;  // blocks; more than the levels of any index in reach
constexpr std::uint64_t kTidyStep = 8'192;          // blocks between two commits
constexpr auto kLongestBetweenCommits = std::chrono::seconds(10);

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

// Two mutexes, taken in this order: one for the batch being gathered, one for storage and all that belongs to
// it. So parts can be added while a batch is written; when that one is full too, adding waits.
class BatchWriter : public Writer {
 public:
  BatchWriter(std::unique_ptr<Storage> storage, const Key& key, const Options& options,
              std::unique_ptr<WriterLock> lock)
      : lock_(std::move(lock)), storage_(std::move(storage)), key_(key), options_(options) {}
  ~BatchWriter() override {
    if (begun_) storage_->rollback();
  }

  Status load();

  PartId allocate(std::uint64_t count) override { return next_part_.fetch_add(count); }
  std::uint64_t new_scan_id() override { return next_scan_.fetch_add(1); }
  Status add(std::vector<PartEntry> entries) override;
  Status add_tokens(PartId id, std::vector<Token> tokens) override;
  Status remove(std::span<const IdRange> ranges) override;
  Result<std::optional<DirectoryState>> directory(std::string_view path) override;
  Status put_directory(std::string_view path, const DirectoryState& state) override;
  Status remove_directory(std::string_view path) override;
  Status put_scan(const ScanRecord& record) override;
  Result<SuppressionList> suppressions() override;
  Status put_suppressions(const SuppressionList& list) override;
  Status commit(bool force) override;
  Status tidy() override;

 private:
  using Lock = std::unique_lock<std::mutex>;

  Status gather(std::vector<PartEntry> entries);
  // Runs `work` on storage inside the transaction, with the mutex of storage held. An error of storage is final.
  template <typename Work>
  Status in_transaction(Work work);
  Status keep_failure(Status status);
  Status put_sealed(Table table, Storage::Id id, std::string plain, const std::string& purpose);
  Token directory_token(std::string_view path) const { return key_.token("directory", path); }

  Status write(Batch batch);
  Status write_parts(const std::vector<PartEntry>& entries);
  Status note_unfinished(const std::vector<PartEntry>& entries);
  Status write_segment(const Batch& batch);
  Status remove_now(std::span<const IdRange> ranges);
  Status merge_some(std::uint64_t blocks);
  Status merge_wholly(const std::vector<std::uint64_t>& segments);
  Status finish_merge();
  Status commit_now();
  Status commit_and_begin();
  Status shrink();

  const std::unique_ptr<WriterLock> lock_;  // let go last
  const std::unique_ptr<Storage> storage_;
  const Key& key_;
  const Options options_;
  std::atomic<PartId> next_part_{1};
  std::atomic<std::uint64_t> next_scan_{1};

  std::mutex gather_mutex_;
  Batch gathered_;

  std::mutex storage_mutex_;
  Manifest manifest_;
  IdSet removed_;
  std::set<PartId> unfinished_;
  std::unique_ptr<Merge> merge_;
  std::optional<Error> failure_;
  bool begun_ = false;
  bool removed_changed_ = false;
  std::uint64_t uncommitted_bytes_ = 0;
  Clock::time_point committed_at_ = Clock::now();
};

Status BatchWriter::load() {
  if (const Status right = check_key(*storage_, key_); !right) return right;
  Result<Manifest> manifest = load_manifest(*storage_, key_);
  if (!manifest) return tl::unexpected(manifest.error());
  manifest_ = std::move(*manifest);
  Result<IdSet> removed = load_tombstones(*storage_, key_, manifest_);
  if (!removed) return tl::unexpected(removed.error());
  removed_ = std::move(*removed);
  next_part_ = manifest_.next_part;
  next_scan_ = manifest_.next_scan;
  // What the last writer left undone.
  manifest_.garbage.insert(manifest_.garbage.end(), manifest_.merging.begin(), manifest_.merging.end());
  manifest_.merging.clear();
  for (const PartId id : manifest_.unfinished) removed_.add({id, id});
  removed_changed_ = !manifest_.unfinished.empty();
  return {};
}

Status BatchWriter::keep_failure(Status status) {
  if (status) return status;
  failure_ = status.error();
  if (begun_) storage_->rollback();
  begun_ = false;
  return status;
}

template <typename Work>
Status BatchWriter::in_transaction(Work work) {
  if (failure_) return tl::unexpected(*failure_);
  if (!begun_) {
    if (const Status begun = keep_failure(storage_->begin()); !begun) return begun;
    begun_ = true;
  }
  return keep_failure(work());
}

Status BatchWriter::gather(std::vector<PartEntry> entries) {
  Lock gathering(gather_mutex_);
  for (PartEntry& entry : entries) gathered_.add(std::move(entry));
  if (gathered_.bytes < options_.batch_bytes) return {};
  const Lock storing(storage_mutex_);  // before the other is let go: no commit can come between
  Batch batch = std::exchange(gathered_, Batch());
  gathering.unlock();
  return in_transaction([&] { return write(std::move(batch)); });
}

Status BatchWriter::add(std::vector<PartEntry> entries) {
  return gather(std::move(entries));
}

Status BatchWriter::add_tokens(PartId id, std::vector<Token> tokens) {
  std::vector<PartEntry> entries(1);
  entries[0].id = id;
  entries[0].tokens = std::move(tokens);
  return gather(std::move(entries));
}

Status BatchWriter::write(Batch batch) {
  if (batch.entries.empty()) return {};
  // The order of ids makes neighbours in the file of what was neighbours on disk, and sorts each token's ids.
  std::stable_sort(batch.entries.begin(), batch.entries.end(),
                   [](const auto& a, const auto& b) { return a.id < b.id; });
  uncommitted_bytes_ += batch.bytes;
  const std::uint64_t blocks_before = manifest_.next_block;
  Status status = write_parts(batch.entries);
  if (status) status = note_unfinished(batch.entries);
  if (status) status = write_segment(batch);
  if (status) status = merge_some(kMergedForEachWritten * (manifest_.next_block - blocks_before));
  return status;
}

Status BatchWriter::write_parts(const std::vector<PartEntry>& entries) {
  for (const PartEntry& entry : entries) {
    if (entry.sealed.empty()) continue;
    if (const Status put = storage_->put(Table::parts, entry.id, entry.sealed); !put) return put;
    ++manifest_.parts;
    unfinished_.erase(entry.id);
  }
  return {};
}

Status BatchWriter::note_unfinished(const std::vector<PartEntry>& entries) {
  for (const PartEntry& entry : entries) {
    if (!entry.sealed.empty()) continue;
    const Result<bool> there = storage_->contains(Table::parts, entry.id);
    if (!there) return tl::unexpected(there.error());
    if (!*there) unfinished_.insert(entry.id);
  }
  return {};
}

Status BatchWriter::write_segment(const Batch& batch) {
  std::vector<Posting> postings;
  postings.reserve(batch.tokens);
  for (const PartEntry& entry : batch.entries) {
    for (const Token token : entry.tokens) postings.push_back({token, entry.id});
  }
  if (postings.empty()) return {};
  sort_by_token(postings, [](const Posting& posting) { return posting.token; });
  SegmentBuilder builder(key_, batch.least);
  for (const Posting& posting : postings) {
    if (const Status added = builder.add(*storage_, manifest_.next_block, posting); !added) return added;
  }
  const Result<SegmentHead> head = builder.finish(*storage_, manifest_.next_block, manifest_.next_segment++);
  if (!head) return tl::unexpected(head.error());
  manifest_.segments.push_back(*head);
  return {};
}

Status BatchWriter::remove(std::span<const IdRange> ranges) {
  const Lock gathering(gather_mutex_);
  const Lock storing(storage_mutex_);
  return in_transaction([&]() -> Status {
    const bool gathered = std::any_of(ranges.begin(), ranges.end(), [&](const IdRange& range) {
      return range.first <= gathered_.greatest && range.last >= gathered_.least;
    });
    if (gathered) {
      if (const Status written = write(std::exchange(gathered_, Batch())); !written) return written;
    }
    return remove_now(ranges);
  });
}

Status BatchWriter::remove_now(std::span<const IdRange> ranges) {
  constexpr std::uint64_t kBytesOfARange = 64;  // a guess of what it costs to store
  for (const IdRange& range : ranges) {
    if (range.first > range.last) return fail(ErrorKind::internal, "a range of parts that ends before it begins");
    const auto erased = storage_->erase(Table::parts, range.first, range.last);
    if (!erased) return tl::unexpected(erased.error());
    manifest_.parts -= *erased;
    removed_.add(range);
    unfinished_.erase(unfinished_.lower_bound(range.first), unfinished_.upper_bound(range.last));
    uncommitted_bytes_ += kBytesOfARange;
    removed_changed_ = true;
  }
  return {};
}

Result<std::optional<DirectoryState>> BatchWriter::directory(std::string_view path) {
  std::optional<std::string> sealed;
  {
    const Lock storing(storage_mutex_);
    if (failure_) return tl::unexpected(*failure_);
    auto found = storage_->get(Table::directories, directory_token(path));
    if (!found) return tl::unexpected(found.error());
    sealed = std::move(*found);
  }
  if (!sealed) return std::optional<DirectoryState>();
  const Result<std::string> plain = key_.open(*sealed, std::string("directory/").append(path));
  if (!plain)
    return fail(ErrorKind::damaged, "the index is damaged; restore it from a backup or scan again into a new one");
  Result<DirectoryState> state = unpack_directory(*plain);
  if (!state) return tl::unexpected(state.error());
  return std::optional<DirectoryState>(std::move(*state));
}

Status BatchWriter::put_sealed(Table table, Storage::Id id, std::string plain, const std::string& purpose) {
  const std::string sealed = key_.seal(plain, purpose);
  wipe(plain.data(), plain.size());
  const Lock storing(storage_mutex_);
  uncommitted_bytes_ += sealed.size();
  return in_transaction([&] { return storage_->put(table, id, sealed); });
}

Status BatchWriter::put_directory(std::string_view path, const DirectoryState& state) {
  return put_sealed(Table::directories, directory_token(path), pack(state), std::string("directory/").append(path));
}

Status BatchWriter::remove_directory(std::string_view path) {
  const Token token = directory_token(path);
  const Lock storing(storage_mutex_);
  return in_transaction([&]() -> Status {
    const auto erased = storage_->erase(Table::directories, token, token);
    if (!erased) return tl::unexpected(erased.error());
    return {};
  });
}

Status BatchWriter::put_scan(const ScanRecord& record) {
  ScanRecord numbered = record;
  if (numbered.id == 0) numbered.id = new_scan_id();
  return put_sealed(Table::scans, numbered.id, pack(numbered), "scan/" + std::to_string(numbered.id));
}

Result<SuppressionList> BatchWriter::suppressions() {
  const Lock storing(storage_mutex_);
  if (failure_) return tl::unexpected(*failure_);
  return load_suppressions(*storage_, key_, manifest_);
}

Status BatchWriter::put_suppressions(const SuppressionList& list) {
  const Lock storing(storage_mutex_);
  return in_transaction([&] {
    ++manifest_.suppressions;
    return write_suppressions(*storage_, key_, manifest_, list);
  });
}

Status BatchWriter::merge_some(std::uint64_t blocks) {
  if (!merge_) {
    const std::vector<std::uint64_t> due = due_merge(manifest_.segments);
    if (!due.empty()) {
      auto merge = Merge::start(*storage_, key_, manifest_, due);
      if (!merge) return tl::unexpected(merge.error());
      merge_ = std::move(*merge);
    }
  }
  if (merge_) {
    const Result<bool> finished = merge_->step(*storage_, manifest_, removed_, blocks);
    if (!finished) return tl::unexpected(finished.error());
    if (*finished) merge_.reset();
  }
  const Result<bool> clean = erase_garbage(*storage_, manifest_, 2 * blocks);
  if (!clean) return tl::unexpected(clean.error());
  return {};
}

Status BatchWriter::commit(bool force) {
  Lock gathering(gather_mutex_);
  const Lock storing(storage_mutex_);
  if (failure_) return tl::unexpected(*failure_);
  const bool due = gathered_.bytes + uncommitted_bytes_ >= options_.batch_bytes ||
                   Clock::now() - committed_at_ >= kLongestBetweenCommits;
  if (!force && !due) return {};
  if (!begun_ && gathered_.entries.empty()) return {};
  Batch batch = std::exchange(gathered_, Batch());
  gathering.unlock();
  return in_transaction([&]() -> Status {
    if (const Status written = write(std::move(batch)); !written) return written;
    return commit_now();
  });
}

Status BatchWriter::commit_now() {
  if (removed_changed_) {
    ++manifest_.tombstones;
    if (const Status put = write_tombstones(*storage_, key_, manifest_, removed_); !put) return put;
  }
  manifest_.next_part = next_part_;
  manifest_.next_scan = next_scan_;
  manifest_.unfinished.assign(unfinished_.begin(), unfinished_.end());
  if (const Status put = write_manifest(*storage_, key_, manifest_); !put) return put;
  if (const Status done = storage_->commit(); !done) return done;
  begun_ = false;
  removed_changed_ = false;
  uncommitted_bytes_ = 0;
  committed_at_ = Clock::now();
  return {};
}

Status BatchWriter::commit_and_begin() {
  if (const Status done = commit_now(); !done) return done;
  const Status begun = storage_->begin();
  begun_ = begun.has_value();
  return begun;
}

Status BatchWriter::finish_merge() {
  while (merge_) {
    const Result<bool> finished = merge_->step(*storage_, manifest_, removed_, kTidyStep);
    if (!finished) return tl::unexpected(finished.error());
    if (*finished) merge_.reset();
    if (const Status kept = commit_and_begin(); !kept) return kept;
  }
  return {};
}

Status BatchWriter::merge_wholly(const std::vector<std::uint64_t>& segments) {
  const bool all = segments.size() == manifest_.segments.size();
  if (!segments.empty()) {
    auto merge = Merge::start(*storage_, key_, manifest_, segments);
    if (!merge) return tl::unexpected(merge.error());
    merge_ = std::move(*merge);
    if (const Status done = finish_merge(); !done) return done;
  }
  if (all && !removed_.empty()) {  // no posting of theirs is left
    removed_.clear();
    removed_changed_ = true;
  }
  return {};
}

Status BatchWriter::tidy() {
  const Lock gathering(gather_mutex_);
  const Lock storing(storage_mutex_);
  const Status tidied = in_transaction([&]() -> Status {
    if (const Status written = write(std::exchange(gathered_, Batch())); !written) return written;
    if (const Status done = finish_merge(); !done) return done;
    const double ids = static_cast<double>(manifest_.parts + removed_.size());
    const double share = ids > 0 ? static_cast<double>(removed_.size()) / ids : 0;
    if (const Status done = merge_wholly(tidy_merge(manifest_.segments, share)); !done) return done;
    while (true) {
      const Result<bool> clean = erase_garbage(*storage_, manifest_, kTidyStep);
      if (!clean) return tl::unexpected(clean.error());
      if (*clean) break;
      if (const Status kept = commit_and_begin(); !kept) return kept;
    }
    return commit_now();
  });
  if (!tidied) return tidied;
  return keep_failure(shrink());
}

Status BatchWriter::shrink() {
  while (true) {
    const Result<bool> more = storage_->shrink();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

Result<std::unique_ptr<Storage>> open_or_create(const std::filesystem::path& path, const Key& key,
                                                const std::optional<Key::PassphraseCost>& cost) {
  Result<std::unique_ptr<Storage>> storage = open_sqlite(path, Access::write);
  if (storage || storage.error().kind != ErrorKind::not_found) return storage;
  return create_sqlite(path, [&](Storage& fresh) { return fill_new_index(fresh, key, cost); });
}

}  // namespace

std::string part_purpose(PartId id) {
  return "part/" + std::to_string(id);
}

Status fill_new_index(Storage& storage, const Key& key, const std::optional<Key::PassphraseCost>& cost) {
  const Manifest manifest;
  Status status = write_header(storage, key, cost);
  if (status) status = write_tombstones(storage, key, manifest, IdSet());
  if (status) status = write_manifest(storage, key, manifest);
  return status;
}

Result<std::unique_ptr<Writer>> make_writer(std::unique_ptr<Storage> storage, const Key& key,
                                            const Writer::Options& options, std::unique_ptr<WriterLock> lock) {
  auto writer = std::make_unique<BatchWriter>(std::move(storage), key, options, std::move(lock));
  if (const Status loaded = writer->load(); !loaded) return tl::unexpected(loaded.error());
  return std::unique_ptr<Writer>(std::move(writer));
}

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& path, const Key& key,
                                             const std::optional<Key::PassphraseCost>& cost, const Options& options) {
  Result<std::unique_ptr<WriterLock>> lock = WriterLock::take(path);
  if (!lock) return tl::unexpected(lock.error());
  Result<std::unique_ptr<Storage>> storage = open_or_create(path, key, cost);
  if (!storage) return tl::unexpected(storage.error());
  return make_writer(std::move(*storage), key, options, std::move(*lock));
}

}  // namespace trawl::index
