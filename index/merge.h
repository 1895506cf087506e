// Merge: turns several segments into one, in steps of bounded work, dropping removed parts.
//
// Which: segments are of a level by their size (each level eight times the one below), and eight of a level become
// one, so a posting is rewritten once a level and a look-up visits few segments.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "index/id_set.h"
#include "index/manifest.h"
#include "index/segment.h"

namespace trawl::index {

// The ids of the segments to merge next; empty: none.
std::vector<std::uint64_t> due_merge(const std::vector<SegmentHead>& segments);

// The same at the end of a scan: brings them down to one large segment, and rewrites that only when the rest, or the
// share `removed_share` of removed parts, is worth it.
std::vector<std::uint64_t> tidy_merge(const std::vector<SegmentHead>& segments, double removed_share);

class Merge {
 public:
  static Result<std::unique_ptr<Merge>> start(Storage& storage, const Key& key, const Manifest& manifest,
                                              const std::vector<std::uint64_t>& segments);

  // Reads about so many blocks and writes what comes of them; true: finished. In between the manifest's
  // `merging` holds the blocks written so far.
  Result<bool> step(Storage& storage, Manifest& manifest, const IdSet& removed, std::uint64_t blocks);

 private:
  struct Source {
    Source(const Key& key, SegmentHead its_head, SegmentMap map) : head(its_head), cursor(key, std::move(map)) {}
    SegmentHead head;
    std::vector<BlockRun> runs;
    SegmentCursor cursor;
  };

  Merge(const Key& key, PartId base) : builder_(key, base) {}
  Status advance(Storage& storage, Manifest& manifest, const IdSet& removed);
  Status replace_sources(Storage& storage, Manifest& manifest);
  std::uint64_t blocks_read() const;

  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Source*> heap_;  // those with postings left, the least on top
  std::optional<Posting> last_;
  SegmentBuilder builder_;
};

// Erases about so many blocks that no segment uses any more; true: none is left.
Result<bool> erase_garbage(Storage& storage, Manifest& manifest, std::uint64_t blocks);

}  // namespace trawl::index
