// Segments: building, walking, looking up.
#include "index/segment.h"

#include <algorithm>

#include "index/packing.h"

namespace trawl::index {
namespace {

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::damaged,
              "the index's postings are damaged; restore it from a backup or scan again into a new one");
}

std::string block_purpose(std::uint64_t block) {
  return "block/" + std::to_string(block);
}
std::string segment_purpose(std::uint64_t segment) {
  return "segment/" + std::to_string(segment);
}

// A blob that is missing or does not open, under a key that opens the manifest, is damage.
Result<std::string> opened(Storage& storage, const Key& key, Table table, std::uint64_t id,
                           const std::string& purpose) {
  const auto sealed = storage.get(table, id);
  if (!sealed) return tl::unexpected(sealed.error());
  if (!*sealed) return damaged();
  Result<std::string> plain = key.open(**sealed, purpose);
  if (!plain) return damaged();
  return plain;
}

}  // namespace

void append_block(std::vector<BlockRun>& runs, std::uint64_t block) {
  if (!runs.empty() && runs.back().first + runs.back().count == block) {
    ++runs.back().count;
    return;
  }
  runs.push_back({block, 1});
}

std::uint64_t SegmentMap::block_id(std::size_t index) const {
  for (const BlockRun& run : runs) {
    if (index < run.count) return run.first + index;
    index -= run.count;
  }
  return 0;
}

std::pair<std::size_t, std::size_t> SegmentMap::blocks_of(Token token) const {
  const auto begin = first_tokens.begin();
  // The block before the first that begins with the token may end with it.
  auto first = std::lower_bound(begin, first_tokens.end(), token);
  const auto last = std::upper_bound(first, first_tokens.end(), token);
  if (first != begin) --first;
  return {static_cast<std::size_t>(first - begin), static_cast<std::size_t>(last - begin)};
}

std::string SegmentMap::pack() const {
  std::string out;
  append_number(out, base);
  append_number(out, runs.size());
  for (const BlockRun& run : runs) {
    append_number(out, run.first);
    append_number(out, run.count);
  }
  append_number(out, first_tokens.size());
  Token previous = 0;
  for (const Token token : first_tokens) {
    append_number(out, token - previous);
    previous = token;
  }
  return out;
}

Result<SegmentMap> SegmentMap::unpack(std::string_view packed) {
  Unpacker in(packed);
  SegmentMap map;
  map.base = in.number();
  map.runs.resize(in.count(2));
  std::uint64_t blocks = 0;
  for (BlockRun& run : map.runs) {
    run.first = in.number();
    run.count = in.number();
    blocks += run.count;
  }
  map.first_tokens.resize(in.count(1));
  Token previous = 0;
  for (Token& token : map.first_tokens) {
    token = previous += in.number();
  }
  if (!in.done() || blocks != map.first_tokens.size()) return damaged();
  return map;
}

Status SegmentBuilder::write_block(Storage& storage, std::uint64_t& next_block) {
  const std::uint64_t block = next_block++;
  map_.first_tokens.push_back(builder_.first_token());
  append_block(map_.runs, block);
  return storage.put(Table::blocks, block, key_.seal(builder_.take(), block_purpose(block)));
}

Status SegmentBuilder::add(Storage& storage, std::uint64_t& next_block, const Posting& posting) {
  ++postings_;
  if (builder_.add(posting)) return {};
  if (const Status written = write_block(storage, next_block); !written) return written;
  builder_.add(posting);
  return {};
}

Result<SegmentHead> SegmentBuilder::finish(Storage& storage, std::uint64_t& next_block, std::uint64_t segment) {
  Status status;
  if (!builder_.empty()) status = write_block(storage, next_block);
  if (status) status = storage.put(Table::segments, segment, key_.seal(map_.pack(), segment_purpose(segment)));
  if (!status) return tl::unexpected(status.error());
  return SegmentHead{segment, map_.first_tokens.size(), postings_};
}

Result<SegmentMap> read_segment_map(Storage& storage, const Key& key, const SegmentHead& head) {
  const Result<std::string> plain = opened(storage, key, Table::segments, head.id, segment_purpose(head.id));
  if (!plain) return tl::unexpected(plain.error());
  Result<SegmentMap> map = SegmentMap::unpack(*plain);
  if (map && map->first_tokens.size() != head.blocks) return damaged();
  return map;
}

Result<std::string> read_block(Storage& storage, const Key& key, std::uint64_t block) {
  return opened(storage, key, Table::blocks, block, block_purpose(block));
}

Status SegmentCursor::load(Storage& storage) {
  if (block_ == map_.first_tokens.size()) return {};
  Result<std::string> block = read_block(storage, key_, map_.block_id(block_));
  if (!block) return tl::unexpected(block.error());
  ++block_;
  bytes_ = std::move(*block);
  cursor_ = BlockCursor(bytes_, map_.base);
  if (cursor_.broken()) return damaged();
  return {};
}

Status SegmentCursor::next(Storage& storage) {
  cursor_.next();
  if (cursor_.broken()) return damaged();
  if (cursor_.valid()) return {};
  return load(storage);
}

Status append_ids(Storage& storage, const Key& key, const SegmentMap& map, Token token, std::vector<PartId>& ids) {
  const auto [first, last] = map.blocks_of(token);
  for (std::size_t index = first; index < last; ++index) {
    const Result<std::string> block = read_block(storage, key, map.block_id(index));
    if (!block) return tl::unexpected(block.error());
    BlockCursor cursor(*block, map.base);
    for (cursor.seek(token); cursor.valid() && cursor.posting().token == token; cursor.next()) {
      ids.push_back(cursor.posting().id);
    }
    if (cursor.broken()) return damaged();
  }
  return {};
}

}  // namespace trawl::index
