// XlsbSheet: the records of one worksheet of an XLSB file: its cells as shown and as held, and what else holds words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/ooxml_sheet.h"
#include "extractors/xlsb_records.h"

namespace trawl::extractors {

class XlsbSheet {
 public:
  // name: of the sheet; rows: number of rows so far in the document, for TextBlock::row. All outlive this.
  XlsbSheet(Workbook& workbook, BlockWriter& writer, std::string_view name, bool hidden, std::uint32_t& rows)
      : workbook_(workbook), writer_(writer), name_(name), hidden_(hidden), rows_(writer, name, rows) {}

  void take(const XlsbRecord& record);
  // Writes what is held back.
  void finish() { rows_.end_row(); }

 private:
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };

  void start_row(XlsbCursor cursor);
  void start_column(XlsbCursor cursor);
  void take_cell(std::uint32_t type, std::string_view data);
  std::string value(std::uint32_t type, XlsbCursor& cursor, std::uint32_t style, SheetCell& cell);
  void write_headers(XlsbCursor cursor);
  void write_link(XlsbCursor cursor);
  void write(BlockKind kind, std::string_view label, std::string_view text, std::string_view cell = {});
  bool column_hidden(std::uint32_t column) const;

  Workbook& workbook_;
  BlockWriter& writer_;
  std::string_view name_;
  bool hidden_;
  SheetRows rows_;
  std::vector<Range> hidden_columns_;
  std::uint32_t row_ = 0;     // of the present row, from 0
  std::uint32_t column_ = 0;  // of the next cell that tells none
  bool row_hidden_ = false;
};

}  // namespace trawl::extractors
