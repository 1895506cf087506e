// XlsSheet: one sheet of an XLS file: its cells in the order of rows, notes, text boxes, links and what else holds
// words.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/sheet_rows.h"
#include "extractors/xls_workbook.h"

namespace trawl::extractors {

class XlsSheet {
 public:
  // All outlive this. The name of the sheet is written at once.
  XlsSheet(XlsGlobals& globals, BlockWriter& writer, const XlsGlobals::Sheet& sheet);

  // Takes the next record; false: it is none of a sheet.
  bool take(const BiffRecord& record);
  // A record of a chart in the sheet: titles and the texts that it keeps of its cells.
  void take_chart(const BiffRecord& record);
  // Writes what is held back.
  void finish();

 private:
  enum class Type : std::uint8_t { text, shared, number, truth, error, formula };
  struct Cell {
    std::uint32_t row;
    std::uint16_t column;
    std::uint16_t format;     // XF
    std::uint32_t text = 0;   // in texts_, or of the shared strings
    std::uint32_t words = 0;  // of the formula, in texts_; 0: none
    Type type = Type::text;
    double number = 0;
  };
  struct Note {
    std::uint32_t row;
    std::uint32_t column;
    std::uint32_t object;
    std::string author;
    std::string text;
  };

  bool take_cell(const BiffRecord& record);
  bool take_extra(const BiffRecord& record);
  Cell& add(std::string_view data, Type type);
  void add_text(const BiffRecord& record);
  void add_formula(const BiffRecord& record);
  void add_many(std::string_view data);
  void add_words(std::string_view tokens);
  void add_note(const BiffRecord& record);
  void add_text_box(const BiffRecord& record);
  void add_links(std::string_view data);
  void write_header(const BiffRecord& record);
  void write_headers(const BiffRecord& record);
  void write_scenario(const BiffRecord& record);
  void write_prompts(const BiffRecord& record);
  void write_cells();
  void write_notes();
  void write(BlockKind kind, std::string_view label, std::string_view text, std::string_view cell = {});
  std::string shown(const Cell& cell, std::string& raw);
  std::string reference(std::uint32_t row, std::uint32_t column) const;
  bool hidden(const Cell& cell) const;
  std::uint32_t keep(std::string text);
  BiffCursor cursor(const BiffRecord& record, std::size_t at = 0) const {
    return {record.segments, globals_.wide, globals_.code_page, at};
  }

  XlsGlobals& globals_;
  BlockWriter& writer_;
  const XlsGlobals::Sheet& sheet_;
  SheetRows rows_;
  std::vector<Cell> cells_;
  std::vector<std::string> texts_{std::string()};
  std::vector<bool> hidden_rows_, hidden_columns_;
  std::vector<Note> notes_;
  std::map<std::uint32_t, std::string> boxes_;  // texts of objects, by their number
  std::string drawing_;                         // its records, which are spread over several
  std::uint32_t object_ = 0;
  bool awaits_string_ = false;  // the last cell is a formula whose text comes in a record of its own
};

}  // namespace trawl::extractors
