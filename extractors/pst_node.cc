// Streams and nodes in nodes: see pst_node.h.
#include "extractors/pst_node.h"

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kSubnodes = 1'000'000;  // of one node; none of Outlook's has as many

}  // namespace

PstData PstData::open(PstFile& file, std::uint64_t block, std::uint64_t most) {
  PstData data(file, most);
  if ((block & ~1ull) != 0) data.add(block, 0);
  return data;
}

// Blocks of structure list blocks, in at most two levels.
void PstData::add(std::uint64_t block, unsigned depth) {
  constexpr unsigned kDeepest = 2;
  if (blocks_.size() * file_->full_block() >= most_ || blocks_.size() > file_->most_blocks()) {
    cut_ = true;
    return;
  }
  if ((block & 2) == 0 || depth == kDeepest) return blocks_.push_back(block);
  const auto listed = file_->block(block);
  if (!listed) return blocks_.push_back(block);
  const std::size_t word = file_->layout().word;
  const std::size_t room = listed->size() < 8 ? 0 : (listed->size() - 8) / word;
  const std::size_t count = std::min<std::size_t>(little16(*listed, 2), room);
  for (std::size_t i = 0; i < count && !cut_; ++i) {
    const std::uint64_t next = little_endian(*listed, 8 + i * word, word);
    if ((next & ~1ull) != 0) add(next, depth + 1);
  }
}

std::string PstData::block(std::size_t index) const {
  if (index >= blocks_.size()) return {};
  auto data = file_->block(blocks_[index]);
  if (data) return *std::move(data);
  return std::string(index + 1 < blocks_.size() ? file_->full_block() : 0, '\0');
}

std::string PstData::all() const {
  std::string bytes;
  for (std::size_t i = 0; i < blocks_.size() && bytes.size() < most_; ++i) bytes += block(i);
  return bytes;
}

Result<std::size_t> PstStream::read(std::span<char> out) {
  while (at_ == piece_.size()) {
    if (next_ == data_.blocks()) {
      if (data_.cut()) return fail(ErrorKind::over_limit, "longer than a part may be");
      if (damaged_) return fail(ErrorKind::damaged, "a block of its data is damaged or missing");
      return std::size_t{0};
    }
    file_.took_damage();
    piece_ = data_.block(next_++);
    damaged_ = file_.took_damage() || damaged_;
    at_ = 0;
  }
  const std::size_t count = piece_.copy(out.data(), out.size(), at_);
  at_ += count;
  return count;
}

PstNode::PstNode(PstFile& file, const PstNodePlace& place)
    : file_(&file), place_(place), blocks_left_(file.most_blocks()) {
  if ((place.subnodes & ~1ull) != 0) add_subnodes(place.subnodes, 0);
  std::stable_sort(subnodes_.begin(), subnodes_.end(),
                   [](const PstNodePlace& a, const PstNodePlace& b) { return a.id < b.id; });
}

// 2.2.2.8.3.3: leaves hold nodes, the blocks above them leaves.
void PstNode::add_subnodes(std::uint64_t block, unsigned depth) {
  constexpr unsigned kDeepest = 3;
  if (blocks_left_ == 0 || depth > kDeepest) return file_->note_damage();
  --blocks_left_;
  const auto bytes = file_->block(block);
  if (!bytes) return;
  const std::size_t word = file_->layout().word;
  const bool leaf = byte_at(*bytes, 1) == 0;
  const std::size_t first = file_->layout().wide() ? 8 : 4, size = word * (leaf ? 3 : 2);
  const std::size_t room = bytes->size() < first ? 0 : (bytes->size() - first) / size;
  const std::size_t count = std::min<std::size_t>(little16(*bytes, 2), room);
  for (std::size_t i = 0; i < count; ++i) {
    if (subnodes_.size() == kSubnodes) return file_->note_damage();
    const std::size_t at = first + i * size;
    const std::uint64_t second = little_endian(*bytes, at + word, word);
    if (leaf)
      subnodes_.push_back({little32(*bytes, at), second, little_endian(*bytes, at + word * 2, word), id()});
    else
      add_subnodes(second, depth + 1);
  }
}

std::optional<PstNode> PstNode::subnode(std::uint32_t id) const {
  const auto found = std::lower_bound(subnodes_.begin(), subnodes_.end(), id,
                                      [](const PstNodePlace& node, std::uint32_t wanted) { return node.id < wanted; });
  if (found == subnodes_.end() || found->id != id) return std::nullopt;
  return PstNode(*file_, *found);
}

}  // namespace trawl::extractors
