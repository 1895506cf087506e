// NamedSink: passes a tree of parts on, with each part's name as its first text block, as the scan searches it.
#pragma once

#include <string>

#include "core/part.h"
#include "core/utf8.h"

namespace trawl::scanner {

class NamedSink final : public PartSink {
 public:
  explicit NamedSink(PartSink& sink) : sink_(sink) {}

  bool enter(const PartHeader& header) override {
    if (!sink_.enter(header)) return false;
    const std::string name = repaired_utf8(header.name);
    TextBlock block;
    block.kind = BlockKind::name;
    block.text = name;
    return sink_.text(block);
  }
  bool text(const TextBlock& block) override { return sink_.text(block); }
  void leave(const Outcome& outcome) override { sink_.leave(outcome); }

 private:
  PartSink& sink_;
};

}  // namespace trawl::scanner
