// Segment: a sorted run of postings in sealed blocks, and the sealed list of what is in which block.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "index/key.h"
#include "index/postings.h"
#include "index/storage.h"

namespace trawl::index {

// Ids of blocks that follow each other.
struct BlockRun {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

// What the manifest tells of a segment.
struct SegmentHead {
  std::uint64_t id = 0;
  std::uint64_t blocks = 0;
  std::uint64_t postings = 0;
};

// Where a segment's tokens are. Held in memory while the segment is used: some seven bytes a block when
// packed, eight when unpacked.
struct SegmentMap {
  PartId base = 0;                  // no id is less
  std::vector<BlockRun> runs;       // its blocks in order
  std::vector<Token> first_tokens;  // of each block

  std::uint64_t block_id(std::size_t index) const;
  // The blocks that may hold the token, as indexes [first, last).
  std::pair<std::size_t, std::size_t> blocks_of(Token token) const;

  std::string pack() const;
  static Result<SegmentMap> unpack(std::string_view packed);
};

// Adds a block's id to the end of runs.
void append_block(std::vector<BlockRun>& runs, std::uint64_t block);

// Writes the blocks of a new segment. `next_block` is where the ids of new blocks come from; between two
// calls others may take some.
class SegmentBuilder {
 public:
  SegmentBuilder(const Key& key, PartId base) : key_(key), builder_(base) { map_.base = base; }

  Status add(Storage& storage, std::uint64_t& next_block, const Posting& posting);
  // Writes what is left, and the map under `segment`.
  Result<SegmentHead> finish(Storage& storage, std::uint64_t& next_block, std::uint64_t segment);

  const std::vector<BlockRun>& runs() const { return map_.runs; }
  std::uint64_t blocks() const { return map_.first_tokens.size(); }

 private:
  Status write_block(Storage& storage, std::uint64_t& next_block);

  const Key& key_;
  BlockBuilder builder_;
  SegmentMap map_;
  std::uint64_t postings_ = 0;
};

Result<SegmentMap> read_segment_map(Storage& storage, const Key& key, const SegmentHead& head);
Result<std::string> read_block(Storage& storage, const Key& key, std::uint64_t block);

// Walks over all postings of a segment.
class SegmentCursor {
 public:
  SegmentCursor(const Key& key, SegmentMap map) : key_(key), map_(std::move(map)) {}

  Status start(Storage& storage) { return load(storage); }
  bool valid() const { return cursor_.valid(); }
  const Posting& posting() const { return cursor_.posting(); }
  Status next(Storage& storage);
  std::uint64_t blocks_read() const { return block_; }

 private:
  Status load(Storage& storage);

  const Key& key_;
  SegmentMap map_;
  std::size_t block_ = 0;  // the next one to load
  std::string bytes_;
  BlockCursor cursor_;
};

// Appends the ids of a token in one segment, ascending.
Status append_ids(Storage& storage, const Key& key, const SegmentMap& map, Token token, std::vector<PartId>& ids);

}  // namespace trawl::index
