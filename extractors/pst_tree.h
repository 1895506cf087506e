// PstTree: one of the two B-trees of a PST file, of nodes or of blocks ([MS-PST] 2.2.2.7.7).
//
// Used by one thread: it keeps the pages that were read last.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "extractors/random_access.h"
#include "extractors/pst_layout.h"

namespace trawl::extractors {

// A page of a B-tree, with what can be made of it where it is damaged.
struct PstPage {
  std::string bytes;
  std::size_t count = 0;  // of entries
  std::size_t entry = 0;  // bytes of one
  unsigned level = 0;     // 0: a leaf
  bool sound = false;     // checksum and structure are right, and its entries are in order
  std::uint64_t id = 0;   // later pages have higher ones
  std::string_view at(std::size_t i) const { return std::string_view(bytes).substr(i * entry, entry); }
};

enum class PstPageType : std::uint8_t { blocks = 0x80, nodes = 0x81 };

// Nothing where the bytes are no such page at all. `expected`: its level, where its parent tells it.
std::optional<PstPage> pst_page(const PstLayout& layout, PstPageType type, std::string bytes,
                                std::optional<unsigned> expected = std::nullopt);

class PstTree {
 public:
  PstTree(const RandomAccess& file, const PstLayout& layout, PstPageType type, std::uint64_t root)
      : file_(file), layout_(layout), type_(type), root_(root) {}

  struct Found {
    std::optional<std::string> entry;  // of a leaf
    bool certain = true;               // no damaged page was met on the way
  };
  // Keys of blocks are compared without their lowest bit, which is reserved (2.2.2.2).
  Found find(std::uint64_t key);

  // Calls `take` with each entry of a leaf until it returns false. False: a page was damaged or missing.
  bool for_each(const std::function<bool(std::string_view)>& take);

  bool has_root() { return root_page() != nullptr; }

 private:
  using Page = std::shared_ptr<const PstPage>;
  Page page(std::uint64_t offset, std::optional<unsigned> expected);
  Page root_page();
  std::uint64_t key_of(std::string_view entry) const;
  std::uint64_t child_of(std::string_view entry) const;
  std::optional<std::size_t> place_of(const PstPage& page, std::uint64_t key, bool& exact) const;

  const RandomAccess& file_;
  const PstLayout& layout_;
  PstPageType type_;
  std::uint64_t root_;
  std::list<std::pair<std::uint64_t, Page>> recent_;  // the one used last is first
  std::unordered_map<std::uint64_t, std::list<std::pair<std::uint64_t, Page>>::iterator> known_;
};

}  // namespace trawl::extractors
