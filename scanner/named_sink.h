// NamedSink: passes a tree of parts on, with each part's name as its first text block, as the scan searches it; of the
// file itself that is its whole path, because the name of a folder may be that of a person.
#pragma once

#include <string>
#include <string_view>

#include "core/part.h"
#include "core/utf8.h"

namespace trawl::scanner {

class NamedSink final : public PartSink {
 public:
  NamedSink(PartSink& sink, std::string_view path) : sink_(sink), path_(path) {}

  bool enter(const PartHeader& header) override {
    if (!sink_.enter(header)) return false;
    const std::string name = repaired_utf8(path_.empty() ? header.name : path_);
    path_.clear();
    TextBlock block;
    block.kind = BlockKind::name;
    block.text = name;
    return sink_.text(block);
  }
  bool text(const TextBlock& block) override { return sink_.text(block); }
  void leave(const Outcome& outcome) override { sink_.leave(outcome); }

 private:
  PartSink& sink_;
  std::string path_;  // of the file, until it was entered
};

}  // namespace trawl::scanner
