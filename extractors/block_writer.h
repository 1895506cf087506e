// BlockWriter: passes blocks to an Extraction and remembers when it said stop.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "extractors/extractor.h"

namespace trawl::extractors {

// What blocks of one place have in common.
struct BlockPlace {
  BlockKind kind = BlockKind::text;
  std::string label;
  std::string anchor;
  bool hidden = false;
};

// Takes a piece for a block off a long text: at least 16 KiB, to the end of a line.
inline std::string_view take_lines(std::string_view& text) {
  constexpr std::size_t kBlock = 16 * 1024;
  const std::size_t line = text.find('\n', std::min(kBlock, text.size()));
  const std::string_view piece = text.substr(0, line == text.npos ? line : line + 1);
  text.remove_prefix(piece.size());
  return piece;
}

class BlockWriter {
 public:
  explicit BlockWriter(Extraction& out) : out_(out) {}

  // Nothing happens for blank text, or once stopped.
  void write(const TextBlock& block) {
    if (stopped_ || block.text.find_first_not_of(" \t\r\n") == std::string_view::npos) return;
    if (once_ && !written_.emplace(block.text).second) return;
    stopped_ = !out_.text(block);
  }
  void write(const BlockPlace& place, std::string_view text) {
    TextBlock block;
    block.kind = place.kind;
    block.text = text;
    block.label = place.label;
    block.anchor = place.anchor;
    block.hidden = place.hidden;
    write(block);
  }

  // While on, a text that was written before while on is left out: the layouts of a presentation all
  // repeat the words of their master.
  void once(bool on) { once_ = on; }

  bool stopped() const { return stopped_; }
  void stop() { stopped_ = true; }
  Extraction& out() { return out_; }

 private:
  Extraction& out_;
  std::set<std::string, std::less<>> written_;
  bool once_ = false;
  bool stopped_ = false;
};

}  // namespace trawl::extractors
