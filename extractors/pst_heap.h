// PstHeap: the heap in a node and the B-trees on it, the middle layer of a PST file ([MS-PST] 2.3.1, 2.3.2).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/pst_node.h"

namespace trawl::extractors {

class PstHeap {
 public:
  // Borrows the node. At most `most` bytes of it are held.
  PstHeap(const PstNode& node, std::uint64_t most);

  bool empty() const { return blocks_.empty(); }
  const PstNode& node() const { return node_; }
  std::uint32_t root() const { return root_; }  // the identifier of its main structure

  // An allocation; empty where there is none. The view lives as long as the heap.
  std::string_view item(std::uint32_t id) const { return find(id).value_or(std::string_view()); }
  // Every allocation in turn, for heaps whose structures are damaged.
  void for_each_item(const std::function<bool(std::string_view)>& take) const;

  // What an identifier of either kind leads to: an allocation, or the data of a subnode of at most `most` bytes.
  // `missing` is set where there is no such thing.
  std::string value(std::uint32_t id, std::uint64_t most, bool& missing) const;
  // The data of a subnode, in blocks.
  PstData stream(std::uint32_t subnode, std::uint64_t most) const;

  // Calls `take` with each record of the B-tree, key first, until it returns false. False: no sound tree is there.
  bool for_each_record(std::uint32_t tree, std::size_t key, std::size_t data,
                       const std::function<bool(std::string_view)>& take) const;

  static bool is_allocation(std::uint32_t id) { return (id & 0x1F) == 0; }

 private:
  struct Block {
    std::string bytes;
    std::size_t map = 0;  // where its list of allocations begins; 0: there is none
  };
  static std::size_t map_of(std::string_view bytes, std::size_t first);
  static std::optional<std::string_view> allocation(const Block& block, std::size_t index);
  std::optional<std::string_view> find(std::uint32_t id) const;
  bool records(std::uint32_t id, std::size_t size, std::size_t key, unsigned level, std::size_t& left, bool& more,
               const std::function<bool(std::string_view)>& take) const;

  const PstNode& node_;
  std::vector<Block> blocks_;
  std::uint32_t root_ = 0;
};

}  // namespace trawl::extractors
