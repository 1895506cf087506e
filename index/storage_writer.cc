#include "index/storage_writer.h"

#include "index/sort_by_token.h"

namespace trawl::index {
namespace {

constexpr std::uint64_t kMergedForEachWritten = 4;  // blocks; more than the levels of any index in reach
constexpr std::uint64_t kTidyStep = 8'192;          // blocks between two commits

}  // namespace

Status StorageWriter::load() {
  Result<Contents> contents = load_contents(*storage_, key_);
  if (!contents) return tl::unexpected(contents.error());
  manifest_ = std::move(contents->manifest);
  removed_ = std::move(contents->removed);
  next_part_ = manifest_.next_part;
  next_scan_ = manifest_.next_scan;
  // What the last writer left undone.
  manifest_.garbage.insert(manifest_.garbage.end(), manifest_.merging.begin(), manifest_.merging.end());
  manifest_.merging.clear();
  for (const PartId id : manifest_.unfinished) removed_.add({id, id});
  removed_changed_ = !manifest_.unfinished.empty();
  return {};
}

Status StorageWriter::keep_failure(Status status) {
  if (status) return status;
  failure_ = status.error();
  if (begun_) storage_->rollback();
  begun_ = false;
  return status;
}

template <typename Work>
Status StorageWriter::in_transaction(Work work) {
  if (const Status usable = state(); !usable) return usable;
  if (!begun_) {
    if (const Status begun = keep_failure(storage_->begin()); !begun) return begun;
    begun_ = true;
  }
  return keep_failure(work());
}

Status StorageWriter::state() const {
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

Status StorageWriter::write(Batch batch) {
  if (batch.entries.empty()) return {};
  // The order of ids makes neighbours in the file of what was neighbours on disk, and sorts each token's ids.
  std::stable_sort(batch.entries.begin(), batch.entries.end(),
                   [](const auto& a, const auto& b) { return a.id < b.id; });
  uncommitted_bytes_ += batch.bytes;
  return in_transaction([&] {
    const std::uint64_t blocks_before = manifest_.next_block;
    Status status = write_parts(batch.entries);
    if (status) status = note_unfinished(batch.entries);
    if (status) status = write_segment(batch);
    if (status) status = merge_some(kMergedForEachWritten * (manifest_.next_block - blocks_before));
    return status;
  });
}

Status StorageWriter::write_parts(const std::vector<PartEntry>& entries) {
  for (const PartEntry& entry : entries) {
    if (entry.sealed.empty()) continue;
    if (const Status put = storage_->put(Table::parts, entry.id, entry.sealed); !put) return put;
    ++manifest_.parts;
    unfinished_.erase(entry.id);
  }
  return {};
}

Status StorageWriter::note_unfinished(const std::vector<PartEntry>& entries) {
  for (const PartEntry& entry : entries) {
    if (!entry.sealed.empty()) continue;
    const Result<bool> there = storage_->contains(Table::parts, entry.id);
    if (!there) return tl::unexpected(there.error());
    if (!*there) unfinished_.insert(entry.id);
  }
  return {};
}

Status StorageWriter::write_segment(const Batch& batch) {
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

Status StorageWriter::remove(std::span<const IdRange> ranges) {
  return in_transaction([&]() -> Status {
    for (const IdRange& range : ranges) {
      if (const Status removed = remove_range(range); !removed) return removed;
    }
    return {};
  });
}

Status StorageWriter::remove_range(const IdRange& range) {
  constexpr std::uint64_t kBytesOfARange = 64;  // a guess of what it costs to store
  if (range.first > range.last) return fail(ErrorKind::internal, "a range of parts that ends before it begins");
  const auto erased = storage_->erase(Table::parts, range.first, range.last);
  if (!erased) return tl::unexpected(erased.error());
  manifest_.parts -= *erased;
  removed_.add(range);
  unfinished_.erase(unfinished_.lower_bound(range.first), unfinished_.upper_bound(range.last));
  uncommitted_bytes_ += kBytesOfARange;
  removed_changed_ = true;
  return {};
}

Status StorageWriter::put(Table table, Storage::Id id, std::string_view sealed) {
  uncommitted_bytes_ += sealed.size();
  return in_transaction([&] { return storage_->put(table, id, sealed); });
}

Status StorageWriter::erase(Table table, Storage::Id id) {
  return in_transaction([&]() -> Status {
    const auto erased = storage_->erase(table, id, id);
    if (!erased) return tl::unexpected(erased.error());
    return {};
  });
}

Result<std::optional<std::string>> StorageWriter::get(Table table, Storage::Id id) {
  if (const Status usable = state(); !usable) return tl::unexpected(usable.error());
  return storage_->get(table, id);
}

Result<SuppressionList> StorageWriter::suppressions() {
  if (const Status usable = state(); !usable) return tl::unexpected(usable.error());
  return load_suppressions(*storage_, key_, manifest_);
}

Status StorageWriter::put_suppressions(const SuppressionList& list) {
  return in_transaction([&] {
    ++manifest_.suppressions;
    return write_suppressions(*storage_, key_, manifest_, list);
  });
}

Status StorageWriter::merge_some(std::uint64_t blocks) {
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

Status StorageWriter::commit() {
  return in_transaction([&] { return commit_now(); });
}

Status StorageWriter::commit_now() {
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
  committed_at_ = std::chrono::steady_clock::now();
  return {};
}

Status StorageWriter::commit_and_begin() {
  if (const Status done = commit_now(); !done) return done;
  const Status begun = storage_->begin();
  begun_ = begun.has_value();
  return begun;
}

Status StorageWriter::finish_merge() {
  while (merge_) {
    const Result<bool> finished = merge_->step(*storage_, manifest_, removed_, kTidyStep);
    if (!finished) return tl::unexpected(finished.error());
    if (*finished) merge_.reset();
    if (const Status kept = commit_and_begin(); !kept) return kept;
  }
  return {};
}

Status StorageWriter::merge_wholly(const std::vector<std::uint64_t>& segments) {
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

Status StorageWriter::tidy() {
  const Status tidied = in_transaction([&]() -> Status {
    if (const Status done = finish_merge(); !done) return done;
    const double ids = static_cast<double>(manifest_.parts + removed_.size());
    const double share = ids > 0 ? static_cast<double>(removed_.size()) / ids : 0;
    if (const Status done = merge_wholly(tidy_merge(manifest_.segments, share)); !done) return done;
    if (const Status done = collect_garbage(); !done) return done;
    return commit_now();
  });
  if (!tidied) return tidied;
  return keep_failure(shrink());
}

Status StorageWriter::collect_garbage() {
  while (true) {
    const Result<bool> clean = erase_garbage(*storage_, manifest_, kTidyStep);
    if (!clean) return tl::unexpected(clean.error());
    if (*clean) return {};
    if (const Status kept = commit_and_begin(); !kept) return kept;
  }
}

Status StorageWriter::shrink() {
  while (true) {
    const Result<bool> more = storage_->shrink();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

}  // namespace trawl::index
