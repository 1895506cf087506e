// Directory states and commits.
#include "scanner/store.h"

#include <algorithm>
#include <functional>

namespace trawl::scanner {
namespace {

constexpr std::size_t kCommitBytes = 24u << 20;
constexpr std::chrono::seconds kCommitInterval{5};

bool by_name(const index::DirectoryEntry& a, const index::DirectoryEntry& b) { return a.name < b.name; }

// The entry of that name in a sorted list, or nullptr.
index::DirectoryEntry* find_entry(std::vector<index::DirectoryEntry>& sorted, std::string_view name) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name,
                                   [](const index::DirectoryEntry& e, std::string_view n) { return e.name < n; });
  return at != sorted.end() && at->name == name ? &*at : nullptr;
}

}  // namespace

Result<std::shared_ptr<DirectoryJob>> Store::open(WalkedDirectory walked) {
  const std::lock_guard lock(mutex_);
  auto known = writer_.directory(walked.path);
  if (!known) return tl::unexpected(known.error());
  index::DirectoryState old = std::move(*known).value_or(index::DirectoryState{});
  const bool same_rules = old.fingerprint == fingerprint_;
  auto job = std::make_shared<DirectoryJob>();
  job->walked = std::move(walked);
  job->changed = !same_rules;
  const std::size_t count = job->walked.entries.size();
  job->entries.resize(count);
  job->old_parts.resize(count);
  totals_.files_seen += count;
  for (std::size_t i = 0; i < count; ++i) {
    const WalkedEntry& entry = job->walked.entries[i];
    index::DirectoryEntry& now = job->entries[i];
    now.name = entry.listed.name;
    now.type = entry.outcome ? index::EntryType::other : index::EntryType::file;
    index::DirectoryEntry* before = find_entry(old.entries, now.name);
    const index::FileIdentity identity = identity_of(entry);
    if (before != nullptr && before->type != index::EntryType::directory) now.parts = before->parts;
    if (before != nullptr && same_rules && before->type == now.type && identity.inode != 0 &&
        tried_.same(before->identity, identity)) {
      now.identity = before->identity;
      ++totals_.files_unchanged;
      totals_.bytes_unchanged += entry.outcome ? 0 : entry.listed.size;
      continue;
    }
    job->old_parts[i] = now.parts;
    job->to_read.push_back(i);
  }
  const Status removed = remove_gone(*job, old.entries);
  if (!removed) return tl::unexpected(removed.error());
  job->open = job->to_read.size();
  job->changed |= job->open > 0 || old.entries.size() != count + job->walked.directories.size() + job->not_looked_at.size();
  if (!job->changed) return job;
  if (job->open > 0) {
    active_.insert(job);
    return job;
  }
  const Status stored = put_state(*job);
  if (!stored) return tl::unexpected(stored.error());
  return job;
}

// What the index knows of the folder and is not there any more.
Status Store::remove_gone(DirectoryJob& job, std::vector<index::DirectoryEntry>& old) {
  const WalkedDirectory& walked = job.walked;
  for (index::DirectoryEntry& entry : old) {
    const bool still_file = find_entry(job.entries, entry.name) != nullptr;
    const bool still_folder = std::binary_search(walked.directories.begin(), walked.directories.end(), entry.name);
    if (entry.type == index::EntryType::directory && still_folder) continue;
    if (entry.type != index::EntryType::directory && still_file) continue;
    if (walked.only_these) {
      job.not_looked_at.push_back(std::move(entry));
      continue;
    }
    Status done;
    if (entry.type == index::EntryType::directory) {
      done = remove_tree(path_in(walked.path, entry.name));
    } else {
      done = writer_.remove(entry.parts);
      ++totals_.files_removed;
    }
    if (!done) return done;
  }
  return {};
}

Status Store::remove_tree(const std::string& path) {
  std::vector<std::string> pending{path};
  while (!pending.empty()) {
    const std::string here = std::move(pending.back());
    pending.pop_back();
    auto state = writer_.directory(here);
    if (!state) return tl::unexpected(state.error());
    if (!*state) continue;
    for (const index::DirectoryEntry& entry : (*state)->entries) {
      if (entry.type == index::EntryType::directory) {
        pending.push_back(path_in(here, entry.name));
        continue;
      }
      ++totals_.files_removed;
      if (const Status done = writer_.remove(entry.parts); !done) return done;
    }
    if (const Status done = writer_.remove_directory(here); !done) return done;
  }
  return {};
}

Status Store::add(DirectoryJob& job, std::size_t entry, Yield& yield) {
  gathered_ += yield.bytes;
  yield.bytes = 0;
  std::vector<index::IdRange>& parts = job.entries[entry].parts;
  parts = job.old_parts[entry];
  parts.insert(parts.end(), yield.ids.begin(), yield.ids.end());
  return writer_.add(std::exchange(yield.entries, {}));
}

Status Store::put_some(DirectoryJob& job, std::size_t entry, Yield& yield) {
  const std::lock_guard lock(mutex_);
  const Status added = add(job, entry, yield);
  return added ? commit_when_due() : added;
}

Status Store::put_tokens(DirectoryJob& job, std::size_t entry, index::PartId id, std::vector<index::Token> tokens) {
  const std::lock_guard lock(mutex_);
  gathered_ += tokens.size() * sizeof(index::Token);
  std::vector<index::IdRange>& parts = job.entries[entry].parts;
  if (parts.empty() || parts.back().last != id) parts.push_back({id, id});
  const Status added = writer_.add_tokens(id, std::move(tokens));
  return added ? commit_when_due() : added;
}

Status Store::put(const std::shared_ptr<DirectoryJob>& job, std::size_t entry, Yield yield,
                  const index::FileIdentity& identity) {
  const std::lock_guard lock(mutex_);
  if (const Status added = add(*job, entry, yield); !added) return added;
  if (const Status removed = writer_.remove(job->old_parts[entry]); !removed) return removed;
  job->old_parts[entry].clear();
  job->entries[entry].parts = std::move(yield.ids);
  job->entries[entry].identity = identity;
  if (--job->open == 0) {
    active_.erase(job);
    if (const Status stored = put_state(*job); !stored) return stored;
  }
  return commit_when_due();
}

Status Store::put_state(const DirectoryJob& job) {
  index::DirectoryState state;
  state.fingerprint = fingerprint_;
  state.entries = job.entries;
  state.entries.insert(state.entries.end(), job.not_looked_at.begin(), job.not_looked_at.end());
  for (const std::string& name : job.walked.directories) {
    index::DirectoryEntry entry;
    entry.name = name;
    entry.type = index::EntryType::directory;
    state.entries.push_back(std::move(entry));
  }
  std::sort(state.entries.begin(), state.entries.end(), by_name);
  gathered_ += 64 * state.entries.size();
  return writer_.put_directory(job.walked.path, state);
}

Status Store::commit_when_due() {
  const auto now = std::chrono::steady_clock::now();
  if (gathered_ < kCommitBytes && now - committed_ < kCommitInterval) return {};
  return commit_all();
}

Status Store::commit_all() {
  for (const std::shared_ptr<DirectoryJob>& job : active_) {
    if (const Status stored = put_state(*job); !stored) return stored;
  }
  const Status committed = writer_.commit(true);
  gathered_ = 0;
  committed_ = std::chrono::steady_clock::now();
  return committed;
}

Status Store::commit() {
  const std::lock_guard lock(mutex_);
  return commit_all();
}

Store::Totals Store::totals() const {
  const std::lock_guard lock(mutex_);
  return totals_;
}

}  // namespace trawl::scanner
