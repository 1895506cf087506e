// The search for what damaged trees do not tell: see pst_recovery.h.
#include "extractors/pst_recovery.h"

#include <algorithm>

#include "extractors/little_endian.h"
#include "extractors/pst_tree.h"

namespace trawl::extractors {

PstNodePlace pst_node_place(const PstLayout& layout, std::string_view entry) {
  const std::size_t word = layout.word;
  return {little32(entry, 0), little_endian(entry, word, word), little_endian(entry, word * 2, word),
          little32(entry, word * 3)};
}

PstRecovery::PstRecovery(const RandomAccess& file, const PstLayout& layout, const std::function<void()>& progressed)
    : layout_(layout) {
  constexpr std::size_t kPiece = 1u << 20;
  for (std::uint64_t offset = 0; offset < file.size(); offset += kPiece) {
    // A page or a trailer may lie over the border: each piece begins one page early.
    const std::uint64_t early = offset == 0 ? 0 : layout.page;
    search(file.bytes(offset - early, kPiece + early), offset - early, early);
    progressed();
  }
  sort();
}

void PstRecovery::search(std::string_view bytes, std::uint64_t offset, std::size_t from) {
  for (std::size_t end = from + layout_.block_unit; end <= bytes.size(); end += layout_.block_unit) {
    take_block(bytes.substr(end - layout_.block_trailer, layout_.block_trailer), offset + end);
    if ((offset + end) % 512 == 0 && end >= layout_.page) {
      take_page(bytes.substr(end - layout_.page, layout_.page));
    }
  }
}

void PstRecovery::take_page(std::string_view bytes) {
  const PstTrailer trailer = pst_trailer(layout_, bytes.substr(layout_.page_trailer));
  if (trailer.head != 0x8181) return;
  const auto page = pst_page(layout_, PstPageType::nodes, std::string(bytes));
  if (!page || page->level != 0) return;
  for (std::size_t i = 0; i < page->count; ++i) dated_.push_back({pst_node_place(layout_, page->at(i)), page->id});
}

// The signature mixes the place of the block with its number, so little else passes for one.
void PstRecovery::take_block(std::string_view trailer, std::uint64_t end) {
  const PstTrailer found = pst_trailer(layout_, trailer);
  const std::uint64_t size = layout_.block_size(found.head);
  if (found.head == 0 || found.id == 0 || size > layout_.block_most || size > end) return;
  if (found.signature != pst_signature(end - size, found.id)) return;
  blocks_.push_back({found.id & ~1ull, end - size, found.head});
}

void PstRecovery::sort() {
  std::sort(dated_.begin(), dated_.end(), [](const Dated& a, const Dated& b) {
    return a.node.id != b.node.id ? a.node.id < b.node.id : a.page > b.page;
  });
  for (const Dated& dated : dated_) {
    if (nodes_.empty() || nodes_.back().id != dated.node.id) nodes_.push_back(dated.node);
  }
  std::vector<Dated>().swap(dated_);
  std::sort(blocks_.begin(), blocks_.end(), [](const PstBlockPlace& a, const PstBlockPlace& b) {
    return a.id != b.id ? a.id < b.id : a.offset < b.offset;
  });
}

const PstNodePlace* PstRecovery::node(std::uint32_t id) const {
  const auto found = std::lower_bound(nodes_.begin(), nodes_.end(), id,
                                      [](const PstNodePlace& node, std::uint32_t wanted) { return node.id < wanted; });
  return found != nodes_.end() && found->id == id ? &*found : nullptr;
}

std::optional<PstBlockPlace> PstRecovery::block(std::uint64_t id) const {
  id &= ~1ull;
  const auto found =
      std::lower_bound(blocks_.begin(), blocks_.end(), id,
                       [](const PstBlockPlace& block, std::uint64_t wanted) { return block.id < wanted; });
  return found != blocks_.end() && found->id == id ? std::optional(*found) : std::nullopt;
}

}  // namespace trawl::extractors
