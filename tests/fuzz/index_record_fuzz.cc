// Any bytes as a packed record, list of suppressions, segment map, set of ids or block: refused or read, and what was read packs again to
// something that is read the same. The first byte says as what.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "index/id_set.h"
#include "index/postings.h"
#include "index/record.h"
#include "index/segment.h"
#include "index/suppression.h"

namespace {

using namespace trawl::index;

void require(bool truth) {
  if (!truth) std::abort();
}

template <typename Unpack>
void packs_again(std::string_view bytes, Unpack unpack) {
  const auto record = unpack(bytes);
  if (!record) return;
  const std::string packed = pack(*record);
  const auto again = unpack(packed);
  require(again && pack(*again) == packed);
}

void walk_block(std::string_view bytes) {
  std::size_t postings = 0;
  for (BlockCursor cursor(bytes, 1); cursor.valid(); cursor.next()) require(++postings <= bytes.size());
  BlockCursor cursor(bytes, 0);
  cursor.seek(bytes.size() * 0x0101010101010101);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 7) {
    case 0: packs_again(bytes, unpack_part); break;
    case 1: packs_again(bytes, unpack_directory); break;
    case 2: packs_again(bytes, unpack_scan); break;
    case 3:
      if (const auto map = SegmentMap::unpack(bytes)) require(SegmentMap::unpack(map->pack()).has_value());
      break;
    case 4:
      if (const auto set = IdSet::unpack(bytes)) require(IdSet::unpack(set->pack())->size() == set->size());
      break;
    case 5: walk_block(bytes); break;
    default: packs_again(bytes, unpack_suppressions);
  }
  return 0;
}
