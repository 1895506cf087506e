// SheetReader: the cells of one worksheet, as shown and, where that differs, as held.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/office_xml.h"
#include "extractors/sheet_rows.h"

namespace trawl::extractors {

// Texts that cells refer to by number; remembers which were.
class SharedStrings {
 public:
  void read(XmlReader& xml);
  void add(std::string_view text, std::string_view phonetic);
  // Empty beyond the last.
  std::string_view use(std::size_t index);
  // What no cell uses: left behind by cells that were deleted.
  std::vector<std::string_view> unused() const;
  // Readings of East Asian texts (rPh), each once.
  const std::string& phonetic() const { return phonetic_; }

 private:
  std::string all_;
  std::string phonetic_;
  std::vector<std::size_t> ends_;
  std::vector<bool> used_;
};

// Number formats by a cell's style.
class CellFormats {
 public:
  void read(XmlReader& xml);
  void add_format(unsigned id, std::string_view code) { own_.try_emplace(id, code); }
  void add_style(unsigned format) { by_style_.push_back(format); }  // the next one
  std::string_view format(std::size_t style) const;

 private:
  std::map<unsigned, std::string> own_;
  std::vector<unsigned> by_style_;
};

struct Workbook {
  SharedStrings strings;
  CellFormats formats;
  bool since_1904 = false;
};

class SheetReader {
 public:
  // name: of the sheet; rows: number of rows so far in the document, for TextBlock::row.
  SheetReader(Workbook& workbook, BlockWriter& writer, std::string_view name, bool hidden, std::uint32_t& rows)
      : workbook_(workbook), writer_(writer), name_(name), hidden_(hidden), rows_(writer, name_, rows) {}

  void read(XmlReader& xml);

 private:
  void start(const XmlReader& xml);
  void start_cell(const XmlReader& xml);
  void end(const XmlReader& xml);
  void end_cell();
  void columns(const XmlReader& xml);
  void write_extra(BlockKind kind, std::string_view label, std::string_view text, bool hidden, std::string_view cell = {});
  std::string shown(SheetCell& cell);
  bool column_hidden(std::uint32_t column) const;

  Workbook& workbook_;
  BlockWriter& writer_;
  std::string name_;
  bool hidden_;
  SheetRows rows_;

  struct Range {
    std::uint32_t first;
    std::uint32_t last;
  };
  std::vector<Range> hidden_columns_;
  std::uint32_t row_number_ = 0;
  std::uint32_t column_ = 0;  // of the next cell that tells no reference, from 0
  bool row_hidden_ = false;

  std::string reference_;
  std::string type_;
  std::string style_;
  std::string value_;
  std::string formula_;
  std::string text_;
  enum class Capture : std::uint8_t { none, value, formula, inline_text, header_footer, other } capture_ = Capture::none;
  bool in_cell_ = false;
  bool in_phonetic_ = false;
};

// "&L&"Arial,Bold"&12Staff list&RPage &P" without its codes (ECMA-376-1 18.3.1.46).
std::string header_text(std::string_view coded);

// "B7" -> 1; nullopt without letters. Column numbers from 0.
std::uint32_t column_of(std::string_view reference, std::uint32_t otherwise);
std::string column_name(std::uint32_t column);

}  // namespace trawl::extractors
