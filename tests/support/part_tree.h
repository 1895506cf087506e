// PartTree: the events of a reading as a tree that tests can look into.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/part.h"

namespace trawl::test {

struct SeenBlock {
  BlockKind kind = BlockKind::text;
  std::string text, label, anchor;
  std::uint64_t line = 0;
  std::uint32_t row = 0;
  bool hidden = false, deleted = false;
};

struct SeenPart {
  PartHeader header;
  Outcome outcome;
  std::vector<SeenBlock> blocks;
  std::deque<SeenPart> parts;  // its children
  bool left = false;

  // The child at a path of names: "a.zip/b.txt"; names with slashes count as one. Null: not there.
  const SeenPart* find(std::string_view path) const;
  // The first block with this text or this label; null: none.
  const SeenBlock* block(std::string_view text) const;
  const SeenBlock* labelled(std::string_view label) const;
  // The texts of its blocks, one a line; with those of all parts in it if deep.
  std::string text(bool deep = false) const;
  std::size_t count() const;  // of parts, with this one
  bool all_left() const;
};

class PartTree final : public PartSink {
 public:
  bool enter(const PartHeader& header) override;
  bool text(const TextBlock& block) override;
  void leave(const Outcome& outcome) override;

  SeenPart root;
  std::size_t stop_after = SIZE_MAX;  // blocks after which the sink wants no more
  bool balanced() const { return open_.empty() && entered_ > 0 && root.all_left() && !broken_; }

 private:
  std::vector<SeenPart*> open_;
  std::size_t entered_ = 0, blocks_ = 0;
  bool broken_ = false;
};

}  // namespace trawl::test
