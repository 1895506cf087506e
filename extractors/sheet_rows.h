// SheetRows: the cells of a worksheet as blocks, row by row: each as shown, under its header; then what is held where
// that is not what is shown, and the words in formulas.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/table_labels.h"

namespace trawl::extractors {

struct SheetCell {
  std::string reference;  // "B7"
  std::string raw;        // as held, where that is not what is shown
  std::string formula;    // where it holds words
  bool hidden = false;
};

class SheetRows {
 public:
  // name: of the sheet; rows: number of rows so far in the document, for TextBlock::row. Both outlive this.
  SheetRows(BlockWriter& writer, std::string_view name, std::uint32_t& rows)
      : writer_(writer), name_(name), rows_(rows) {}

  // The next cell of the present row. Nothing happens when it holds no text at all.
  void add(std::uint32_t column, std::string shown, SheetCell cell);
  void end_row();

 private:
  void write_field(std::string_view label, std::string_view text, const SheetCell& cell);

  BlockWriter& writer_;
  std::string_view name_;
  std::uint32_t& rows_;
  TableLabels labels_;
  std::vector<TableCell> row_;
  std::vector<SheetCell> cells_;  // beside row_
};

// A number in 32 bits, as XLS and XLSB hold it.
double rk_number(std::uint32_t rk);
// What a cell shows for the code of an error ([MS-XLS] 2.5.10).
std::string_view cell_error(std::uint32_t code);

// The text and, where that says something else, the raw value of a number.
std::string shown_cell(double value, std::string_view format, bool since_1904, std::string& raw);

}  // namespace trawl::extractors
