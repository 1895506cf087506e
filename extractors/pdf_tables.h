// PdfTables: tables printed without a label beside their values, from where words stand: a row of labels, and
// below it rows whose pieces stand under them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/pdf_layout.h"

namespace trawl::extractors {

class PdfTables {
 public:
  explicit PdfTables(BlockWriter& out) : out_(out) {}

  // Writes the cells of the tables of the next page; a table may go on from the page before. True for each row
  // that was written as cells.
  std::vector<bool> page(const std::vector<PdfWord>& words, const std::vector<PdfRow>& rows, const std::string& anchor);

 private:
  struct Piece {  // of a row
    double left = 0, right = 0;
    PdfRow words;
  };
  struct Column {
    double left = 0, right = 0;
    std::string label;
  };

  static std::vector<Piece> pieces_of(const std::vector<PdfWord>& words, const PdfRow& row, bool strict);
  std::vector<Column> header(const std::vector<PdfWord>& words, const PdfRow& row) const;
  bool fits(const std::vector<Piece>& pieces) const;
  std::size_t column_of(const Piece& piece, double size) const;
  bool write_row(const std::vector<PdfWord>& words, const PdfRow& row, const std::string& anchor);

  BlockWriter& out_;
  std::vector<Column> columns_;  // of the table being read; empty: none
  bool begun_ = false;           // it has a row
  double base_ = 0;              // of its last row
  double pitch_ = 0;             // from row to row
  std::uint32_t row_ = 0;
};

}  // namespace trawl::extractors
