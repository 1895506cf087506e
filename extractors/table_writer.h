// TableWriter: the tables of a database as blocks, row by row: each value a cell under "table.column", the names
// themselves once as cells of a first row; values that are files of their own as child parts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/extractor.h"

namespace trawl::extractors {

class TableWriter {
 public:
  explicit TableWriter(Extraction& out) : out_(out) {}

  // The next table. Its name and those of the columns are given out; names that are empty stand for none.
  void begin(std::string_view table, const std::vector<std::string>& columns);
  // The same without giving names out: they are in a text already.
  void continue_as(std::string_view table, const std::vector<std::string>& columns);
  void next_row();

  // A value of the present row; columns from 0, those beyond the named ones have no label of their own.
  void cell(std::size_t column, std::string_view text);
  // Bytes without a type: a child part where their format is known, a cell where they are text, else nothing. A part
  // with a name of its own is passed on whatever it is.
  void bytes(std::size_t column, std::string_view bytes, std::string_view name = {});

  void hidden(bool on) { hidden_ = on; }    // of all that follows
  void deleted(bool on) { deleted_ = on; }  // the same
  bool stopped() const { return stopped_; }
  Extraction& out() { return out_; }

 private:
  void emit(BlockKind kind, std::size_t column, std::string_view text, std::string_view label);

  Extraction& out_;
  std::string table_, place_;
  std::vector<std::string> labels_;
  std::uint32_t rows_ = 0;  // in all tables
  std::uint64_t table_row_ = 0;
  bool hidden_ = false, deleted_ = false, stopped_ = false;
};

// The parts of an anchor are set apart by '&'.
std::string anchor_value(std::string_view name);

}  // namespace trawl::extractors
