// Names of block kinds, as printed by `trawl text`, and anchors of places inside a block.
#include "core/text_block.h"

#include <algorithm>

namespace trawl {

std::string_view name_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::text: return "text";
    case BlockKind::cell: return "cell";
    case BlockKind::header: return "header";
    case BlockKind::property: return "property";
    case BlockKind::comment: return "comment";
    case BlockKind::note: return "note";
    case BlockKind::link: return "link";
    case BlockKind::field: return "field";
    case BlockKind::name: return "name";
  }
  return "unknown";
}

std::string anchor_on_line(const TextBlock& block, std::uint64_t line) {
  std::string anchor(block.anchor);
  if (block.line == 0 || (block.kind != BlockKind::text && block.kind != BlockKind::field)) return anchor;
  if (!anchor.empty()) anchor += '&';
  return anchor + "line=" + std::to_string(line);
}

std::string anchor_at(const TextBlock& block, std::size_t offset) {
  if (block.kind != BlockKind::text) return anchor_on_line(block, block.line);
  const std::string_view before = block.text.substr(0, offset);
  return anchor_on_line(block, block.line + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')));
}

}  // namespace trawl
