// Merging of segments.
#include "index/merge.h"

#include <algorithm>
#include <map>

namespace trawl::index {
namespace {

constexpr std::size_t kFanOut = 8;

unsigned level_of(const SegmentHead& segment) {
  unsigned level = 0;
  for (std::uint64_t blocks = segment.blocks; blocks >= kFanOut; blocks /= kFanOut) ++level;
  return level;
}

// std heaps keep the greatest on top.
constexpr auto kLater = [](const auto* a, const auto* b) { return b->cursor.posting() < a->cursor.posting(); };

}  // namespace

std::vector<std::uint64_t> due_merge(const std::vector<SegmentHead>& segments) {
  std::map<unsigned, std::vector<std::uint64_t>> levels;
  for (const SegmentHead& segment : segments) levels[level_of(segment)].push_back(segment.id);
  for (const auto& [level, ids] : levels) {
    if (ids.size() >= kFanOut) return ids;
  }
  return {};
}

std::vector<std::uint64_t> tidy_merge(const std::vector<SegmentHead>& segments, double removed_share) {
  constexpr double kWorthRewriting = 0.25;
  std::vector<std::uint64_t> ids;
  if (segments.empty()) return ids;
  const auto largest = std::max_element(segments.begin(), segments.end(),
                                        [](const auto& a, const auto& b) { return a.blocks < b.blocks; });
  std::uint64_t rest = 0;
  for (const SegmentHead& segment : segments) rest += segment.blocks;
  rest -= largest->blocks;
  const bool all =
      removed_share > kWorthRewriting ||
      (segments.size() > 1 && static_cast<double>(rest) >= kWorthRewriting * static_cast<double>(largest->blocks));
  for (const SegmentHead& segment : segments) {
    if (all || segment.id != largest->id) ids.push_back(segment.id);
  }
  if (!all && ids.size() < 2) ids.clear();
  return ids;
}

Result<std::unique_ptr<Merge>> Merge::start(Storage& storage, const Key& key, const Manifest& manifest,
                                            const std::vector<std::uint64_t>& segments) {
  std::vector<std::unique_ptr<Source>> sources;
  PartId base = UINT64_MAX;
  for (const SegmentHead& head : manifest.segments) {
    if (std::find(segments.begin(), segments.end(), head.id) == segments.end()) continue;
    Result<SegmentMap> map = read_segment_map(storage, key, head);
    if (!map) return tl::unexpected(map.error());
    base = std::min(base, map->base);
    std::vector<BlockRun> runs = map->runs;
    sources.push_back(std::make_unique<Source>(key, head, std::move(*map)));
    sources.back()->runs = std::move(runs);
  }
  std::unique_ptr<Merge> merge(new Merge(key, base));
  merge->sources_ = std::move(sources);
  for (const auto& source : merge->sources_) {
    if (const Status started = source->cursor.start(storage); !started) return tl::unexpected(started.error());
    if (source->cursor.valid()) merge->heap_.push_back(source.get());
  }
  std::make_heap(merge->heap_.begin(), merge->heap_.end(), kLater);
  return merge;
}

std::uint64_t Merge::blocks_read() const {
  std::uint64_t blocks = 0;
  for (const auto& source : sources_) blocks += source->cursor.blocks_read();
  return blocks;
}

// Moves the least posting from its source to the new segment.
Status Merge::advance(Storage& storage, Manifest& manifest, const IdSet& removed) {
  std::pop_heap(heap_.begin(), heap_.end(), kLater);
  Source& source = *heap_.back();
  const Posting posting = source.cursor.posting();
  if (posting != last_ && !removed.contains(posting.id)) {
    last_ = posting;
    if (const Status added = builder_.add(storage, manifest.next_block, posting); !added) return added;
  }
  if (const Status moved = source.cursor.next(storage); !moved) return moved;
  if (source.cursor.valid()) {
    std::push_heap(heap_.begin(), heap_.end(), kLater);
  } else {
    heap_.pop_back();
  }
  return {};
}

Result<bool> Merge::step(Storage& storage, Manifest& manifest, const IdSet& removed, std::uint64_t blocks) {
  const std::uint64_t enough = blocks_read() + blocks;
  while (!heap_.empty()) {
    for (int i = 0; i < 1'000 && !heap_.empty(); ++i) {
      if (const Status moved = advance(storage, manifest, removed); !moved) return tl::unexpected(moved.error());
    }
    if (blocks_read() >= enough && !heap_.empty()) {
      manifest.merging = builder_.runs();
      return false;
    }
  }
  if (const Status replaced = replace_sources(storage, manifest); !replaced) return tl::unexpected(replaced.error());
  return true;
}

Status Merge::replace_sources(Storage& storage, Manifest& manifest) {
  const std::uint64_t id = manifest.next_segment++;
  const Result<SegmentHead> head = builder_.finish(storage, manifest.next_block, id);
  if (!head) return tl::unexpected(head.error());
  auto& segments = manifest.segments;
  for (const auto& source : sources_) {
    manifest.garbage.insert(manifest.garbage.end(), source->runs.begin(), source->runs.end());
    const std::uint64_t old = source->head.id;
    if (const auto erased = storage.erase(Table::segments, old, old); !erased) return tl::unexpected(erased.error());
    segments.erase(std::find_if(segments.begin(), segments.end(), [&](const auto& each) { return each.id == old; }));
  }
  if (head->blocks > 0) {
    segments.push_back(*head);
  } else if (const auto erased = storage.erase(Table::segments, id, id); !erased) {
    return tl::unexpected(erased.error());
  }
  manifest.merging.clear();
  return {};
}

Result<bool> erase_garbage(Storage& storage, Manifest& manifest, std::uint64_t blocks) {
  auto& garbage = manifest.garbage;
  while (!garbage.empty() && blocks > 0) {
    BlockRun& run = garbage.back();
    const std::uint64_t now = std::min(run.count, blocks);
    if (now > 0) {
      const auto erased = storage.erase(Table::blocks, run.first, run.first + now - 1);
      if (!erased) return tl::unexpected(erased.error());
    }
    run.first += now;
    run.count -= now;
    blocks -= now;
    if (run.count == 0) garbage.pop_back();
  }
  return garbage.empty();
}

}  // namespace trawl::index
