// The events of a reading as a tree.
#include "tests/support/part_tree.h"

namespace trawl::test {

const SeenPart* SeenPart::find(std::string_view path) const {
  for (const SeenPart& part : parts) {
    if (part.header.name == path) return &part;
    const std::string& name = part.header.name;
    if (path.size() > name.size() && path.starts_with(name) && path[name.size()] == '/') {
      if (const SeenPart* found = part.find(path.substr(name.size() + 1))) return found;
    }
  }
  return nullptr;
}

const SeenBlock* SeenPart::block(std::string_view text) const {
  for (const SeenBlock& block : blocks) {
    if (block.text == text) return &block;
  }
  return nullptr;
}

const SeenBlock* SeenPart::labelled(std::string_view label) const {
  for (const SeenBlock& block : blocks) {
    if (block.label == label) return &block;
  }
  return nullptr;
}

std::string SeenPart::text(bool deep) const {
  std::string all;
  for (const SeenBlock& block : blocks) all += block.text + "\n";
  if (deep) {
    for (const SeenPart& part : parts) all += part.text(true);
  }
  return all;
}

std::size_t SeenPart::count() const {
  std::size_t total = 1;
  for (const SeenPart& part : parts) total += part.count();
  return total;
}

bool SeenPart::all_left() const {
  for (const SeenPart& part : parts) {
    if (!part.all_left()) return false;
  }
  return left;
}

bool PartTree::enter(const PartHeader& header) {
  SeenPart* part = &root;
  if (!open_.empty()) part = &open_.back()->parts.emplace_back();
  broken_ = broken_ || (open_.empty() && entered_ > 0);
  part->header = header;
  open_.push_back(part);
  ++entered_;
  return blocks_ < stop_after;
}

bool PartTree::text(const TextBlock& block) {
  if (open_.empty()) {
    broken_ = true;
    return false;
  }
  open_.back()->blocks.push_back({block.kind, std::string(block.text), std::string(block.label),
                                  std::string(block.anchor), block.line, block.row, block.hidden, block.deleted});
  return ++blocks_ < stop_after;
}

void PartTree::leave(const Outcome& outcome) {
  if (open_.empty()) {
    broken_ = true;
    return;
  }
  open_.back()->outcome = outcome;
  open_.back()->left = true;
  open_.pop_back();
}

}  // namespace trawl::test
