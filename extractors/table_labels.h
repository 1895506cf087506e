// TableLabels: which words of a table say what a cell is: its column's header, or in tables of two
// columns also the cell to its left ("Date of birth | 1 May 1970").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct TableCell {
  std::uint32_t column = 0;  // from 0
  std::string text;
};

class TableLabels {
 public:
  // Looks at the next row, cells in order of columns. The first row near the top whose cells are all
  // like labels, two or more, is the header.
  void see(const std::vector<TableCell>& row);

  // Of a cell of the row seen last; empty where there is none.
  std::string label(const std::vector<TableCell>& row, std::size_t cell) const;

 private:
  std::vector<std::string> headers_;  // by column
  std::uint32_t rows_ = 0;
  bool is_header_ = false;  // the row seen last
};

// A few words without the look of data: no '@', hardly a digit.
bool like_label(std::string_view text);

}  // namespace trawl::extractors
