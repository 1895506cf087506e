// Stretch: what is searched as a whole: a block, or the cells of one row or the fields of one object joined, so that a name
// that is divided over two of them is found and a hit shows its row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/text_block.h"
#include "requests/examine.h"

namespace trawl::requests {

inline constexpr std::string_view kBetweenCells = " | ";

// A block of it; start and end are bytes of the stretch's text.
struct Piece {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  BlockKind kind = BlockKind::text;
  std::string label;
  std::string anchor;
  std::uint64_t line = 0;
  std::uint32_t row = 0;
  bool hidden = false;
  bool deleted = false;

  Piece(const TextBlock& block, std::size_t at)
      : start(static_cast<std::uint32_t>(at)),
        end(static_cast<std::uint32_t>(at + block.text.size())),
        kind(block.kind),
        label(block.label),
        anchor(block.anchor),
        line(block.line),
        row(block.row),
        hidden(block.hidden),
        deleted(block.deleted) {}
};

struct Stretch {
  std::string joined;         // of a row
  std::string_view text;      // the block's, or joined
  std::vector<Piece> pieces;  // in order; never empty
  std::vector<Finding> findings;
  Place place;
  bool detected = false;
  bool own_name = false;  // the text is the part's name

  // The name of a part stands before all of its text.
  Place at(std::uint32_t offset) const { return {own_name ? 0 : place.position + offset, place.row, place.in_table}; }
};

}  // namespace trawl::requests
