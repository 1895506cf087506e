// Heaps in nodes and trees on them: see pst_heap.h.
#include "extractors/pst_heap.h"

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kFirstHeader = 12;  // 2.3.1.2
constexpr std::uint32_t kSignature = 0xEC;
constexpr std::uint32_t kFirstItem = 0x20;

// The header of the heap, of a page of it, and of one with a bitmap (2.3.1.2 to 2.3.1.4).
std::size_t header_size(std::size_t block) {
  if (block == 0) return kFirstHeader;
  return block % 128 == 8 ? 66 : 2;
}

// 2.3.1.5: a list of places that begins behind the header and ends where the list itself lies.
bool is_map(std::string_view bytes, std::size_t at, std::size_t first) {
  const std::size_t count = little16(bytes, at);
  if (count == 0 || at + 4 + (count + 1) * 2 > bytes.size() || little16(bytes, at + 4) != first) return false;
  const std::size_t end = little16(bytes, at + 4 + count * 2);
  return end <= at && at - end < 2;
}

}  // namespace

PstHeap::PstHeap(const PstNode& node, std::uint64_t most) : node_(node) {
  const PstData data = node.data(most);
  for (std::size_t i = 0; i < data.blocks(); ++i) {
    Block block{data.block(i)};
    block.map = map_of(block.bytes, header_size(i));
    blocks_.push_back(std::move(block));
  }
  if (blocks_.empty()) return;
  const std::string& first = blocks_[0].bytes;
  root_ = byte_at(first, 2) == kSignature ? little32(first, 4) : kFirstItem;
}

// Where the header does not lead to the list, it is looked for.
std::size_t PstHeap::map_of(std::string_view bytes, std::size_t first) {
  const std::size_t told = little16(bytes, 0);
  if (told >= first && told + 4 <= bytes.size() && little16(bytes, told) > 0 && little16(bytes, told + 4) >= first)
    return told;
  for (std::size_t at = first; at + 8 <= bytes.size(); at += 2) {
    if (is_map(bytes, at, first)) return at;
  }
  return 0;
}

std::optional<std::string_view> PstHeap::allocation(const Block& block, std::size_t index) {
  const std::string_view bytes = block.bytes;
  if (block.map == 0 || index >= little16(bytes, block.map)) return std::nullopt;
  const std::size_t begin = little16(bytes, block.map + 4 + index * 2),
                    end = little16(bytes, block.map + 6 + index * 2);
  if (begin > end || end > bytes.size()) return std::nullopt;
  return bytes.substr(begin, end - begin);
}

// 2.3.1.1; large pages have three more bits for the number in the block.
std::optional<std::string_view> PstHeap::find(std::uint32_t id) const {
  const bool large = node_.file().layout().large();
  const std::size_t index = id >> 5 & (large ? 0x3FFF : 0x7FF), block = id >> (large ? 19 : 16);
  if (!is_allocation(id) || index == 0 || block >= blocks_.size()) return std::nullopt;
  return allocation(blocks_[block], index - 1);
}

void PstHeap::for_each_item(const std::function<bool(std::string_view)>& take) const {
  for (const Block& block : blocks_) {
    const std::size_t count = block.map == 0 ? 0 : little16(block.bytes, block.map);
    for (std::size_t i = 0; i < count; ++i) {
      if (!take(allocation(block, i).value_or(std::string_view()))) return;
    }
  }
}

std::string PstHeap::value(std::uint32_t id, std::uint64_t most, bool& missing) const {
  if (id == 0) return {};
  if (is_allocation(id)) {
    const auto found = find(id);
    missing = missing || !found;
    return std::string(found.value_or(std::string_view()));
  }
  const PstData data = stream(id, most);
  missing = missing || data.blocks() == 0 || data.cut();
  return data.all();
}

PstData PstHeap::stream(std::uint32_t subnode, std::uint64_t most) const {
  const auto found = node_.subnode(subnode);
  return PstData::open(node_.file(), found ? found->place().data : 0, most);
}

bool PstHeap::for_each_record(std::uint32_t tree, std::size_t key, std::size_t data,
                              const std::function<bool(std::string_view)>& take) const {
  constexpr std::uint32_t kType = 0xB5;
  constexpr unsigned kLevels = 8;
  const std::string_view header = item(tree);
  const unsigned level = byte_at(header, 3);
  if (byte_at(header, 0) != kType || byte_at(header, 1) != key || byte_at(header, 2) != data || level > kLevels) {
    return false;
  }
  const std::uint32_t top = little32(header, 4);
  if (top == 0) return true;  // no records
  std::size_t left = 0;       // no more records than the heap has room for
  for (const Block& block : blocks_) left += block.bytes.size() / key;
  bool more = true;
  return records(top, key + data, key, level, left, more, take);
}

// 2.3.2.2, 2.3.2.3. Recursive, but no deeper than kLevels.
bool PstHeap::records(std::uint32_t id, std::size_t size, std::size_t key, unsigned level, std::size_t& left,
                      bool& more, const std::function<bool(std::string_view)>& take) const {
  const std::string_view all = item(id);
  const std::size_t step = level == 0 ? size : key + 4;
  bool sound = all.size() >= step;
  for (std::size_t at = 0; at + step <= all.size() && left > 0 && more; at += step) {
    --left;
    if (level == 0)
      more = take(all.substr(at, step));
    else
      sound = records(little32(all, at + key), size, key, level - 1, left, more, take) && sound;
  }
  return sound && left > 0;
}

}  // namespace trawl::extractors
