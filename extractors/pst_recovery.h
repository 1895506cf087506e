// What a PST file still holds where its B-trees are damaged: its bytes are searched for leaves of the tree of nodes and
// for blocks, both of which tell by their trailers what they are ([MS-PST] 2.2.2.7.1, 2.2.2.8.1).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "extractors/random_access.h"
#include "extractors/pst_layout.h"

namespace trawl::extractors {

struct PstNodePlace {
  std::uint32_t id = 0;
  std::uint64_t data = 0;      // block
  std::uint64_t subnodes = 0;  // block
  std::uint32_t parent = 0;    // node
};
PstNodePlace pst_node_place(const PstLayout& layout, std::string_view entry);

struct PstBlockPlace {
  std::uint64_t id = 0;
  std::uint64_t offset = 0;
  std::uint32_t size = 0;  // bytes of its data as stored
};

class PstRecovery {
 public:
  // Reads the file once, which takes a while; `progressed` is called now and then.
  PstRecovery(const RandomAccess& file, const PstLayout& layout, const std::function<void()>& progressed);

  // Of several states of a node the latest.
  const PstNodePlace* node(std::uint32_t id) const;
  const std::vector<PstNodePlace>& nodes() const { return nodes_; }
  std::optional<PstBlockPlace> block(std::uint64_t id) const;

 private:
  struct Dated {
    PstNodePlace node;
    std::uint64_t page;
  };
  void search(std::string_view bytes, std::uint64_t offset, std::size_t from);
  void take_page(std::string_view bytes);
  void take_block(std::string_view trailer, std::uint64_t end);
  void sort();

  const PstLayout& layout_;
  std::vector<Dated> dated_;
  std::vector<PstNodePlace> nodes_;
  std::vector<PstBlockPlace> blocks_;
};

}  // namespace trawl::extractors
