// Manifest: the one blob that says what an index is made of, rewritten by every commit; and the header,
// the only thing in the file that is not sealed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "index/id_set.h"
#include "index/index.h"
#include "index/segment.h"
#include "index/storage.h"

namespace trawl::index {

// Ids in Table::meta.
inline constexpr Storage::Id kHeaderId = 0;
inline constexpr Storage::Id kHeaderSealId = 1;
inline constexpr Storage::Id kManifestId = 2;
inline constexpr Storage::Id kTombstonesId = 3;
inline constexpr Storage::Id kSuppressionsId = 4;

struct Manifest {
  PartId next_part = 1;
  std::uint64_t next_scan = 1;
  std::uint64_t next_block = 1;
  std::uint64_t next_segment = 1;
  std::uint64_t parts = 0;            // live ones
  std::uint64_t tombstones = 0;       // which tombstone blob belongs to this manifest: counts their changes
  std::uint64_t suppressions = 0;     // likewise which list of suppressions; 0: there was never one
  std::vector<SegmentHead> segments;  // by age
  std::vector<BlockRun> merging;      // blocks that an unfinished merge has written
  std::vector<BlockRun> garbage;      // blocks of merged segments, to be erased in steps
  std::vector<PartId> unfinished;     // parts with tokens and no record yet: not live
};

Status write_header(Storage& storage, const Key& key, const std::optional<Key::PassphraseCost>& cost);
Result<Header> load_header(Storage& storage);
// wrong_key where the key is not the one the header was made with, damaged where the header was altered.
Status check_key(Storage& storage, const Key& key);

Status write_manifest(Storage& storage, const Key& key, const Manifest& manifest);
Result<Manifest> load_manifest(Storage& storage, const Key& key);
Status write_tombstones(Storage& storage, const Key& key, const Manifest& manifest, const IdSet& removed);
// What whoever opens an index reads first.
struct Contents {
  Manifest manifest;
  IdSet removed;
};
// Checks the key, too.
Result<Contents> load_contents(Storage& storage, const Key& key);
Result<IdSet> load_tombstones(Storage& storage, const Key& key, const Manifest& manifest);
Status write_suppressions(Storage& storage, const Key& key, const Manifest& manifest, const SuppressionList& list);
Result<SuppressionList> load_suppressions(Storage& storage, const Key& key, const Manifest& manifest);

}  // namespace trawl::index
