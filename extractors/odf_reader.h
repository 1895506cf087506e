// OdfReader: the text of one XML stream of an OpenDocument (ODF 1.3 part 3: content.xml, styles.xml,
// or a whole flat document) as blocks, in one pass.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/odf_styles.h"
#include "extractors/office_xml.h"
#include "extractors/paragraph.h"
#include "extractors/table_labels.h"

namespace trawl::extractors {

// What is remembered across the streams of one document.
struct OdfMemory {
  OdfStyles styles;
  std::set<std::string, std::less<>> printed;  // authors, links, names: once each
  std::uint32_t rows = 0;
  std::uint32_t slides = 0;
  std::uint32_t binaries = 0;
};

class OdfReader {
 public:
  OdfReader(BlockWriter& writer, OdfMemory& memory) : writer_(writer), memory_(memory) {}

  void read(XmlReader& xml, const BlockPlace& place);

 private:
  enum class Tag : std::uint8_t;
  struct TagName;

  struct Frame {
    Tag tag;
    std::uint32_t depth;
    BlockPlace place;
    bool deleted = false;
    std::string text;
    Paragraph paragraph;
    std::uint32_t paragraph_depth = 0;  // of the open paragraph; 0: none
    bool space = true;                  // white space was the last thing in the paragraph
  };
  struct Cell {
    std::string anchor;
    std::string raw;
    std::string formula;
    bool hidden = false;
  };
  struct Table {
    std::uint32_t depth;
    std::string name;
    bool hidden = false;
    bool sheet = false;
    std::uint64_t row_number = 0;  // from 1
    std::uint64_t rows_repeated = 1;
    std::uint64_t column = 0;
    std::uint64_t columns_repeated = 1;
    std::uint64_t columns_declared = 0;
    bool row_hidden = false;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> hidden_columns;
    std::vector<TableCell> row;
    std::vector<Cell> cells;
    Cell cell;
    TableLabels labels;
  };
  struct Queued {
    BlockPlace place;
    std::string text;
    bool deleted;
  };

  static Tag tag_of(std::string_view local);
  void start(XmlReader& xml);
  void start_inline(XmlReader& xml, Tag tag);
  void start_frame(const XmlReader& xml, Tag tag);
  void start_table(const XmlReader& xml);
  void start_row(const XmlReader& xml);
  void start_column(const XmlReader& xml);
  void start_cell(const XmlReader& xml);
  void attributes(const XmlReader& xml);
  void end(const XmlReader& xml);
  void end_leaf(std::string_view name);
  void end_frame();
  void end_cell();
  void end_row();
  void characters(std::string_view text);
  void add(std::string_view text);
  void end_paragraph();
  void flush();
  void queue(BlockPlace place, std::string_view text, bool deleted = false);
  void queue_once(BlockKind kind, std::string_view label, std::string_view text);
  void write_queue();
  void binary();
  Frame& frame() { return frames_.back(); }

  BlockWriter& writer_;
  OdfMemory& memory_;
  std::vector<Frame> frames_;
  std::vector<Table> tables_;
  std::vector<Queued> queue_;
  std::vector<std::uint32_t> hidden_spans_;  // depths
  std::string leaf_;                         // text of the open leaf element
  std::string leaf_label_;
  std::uint32_t leaf_depth_ = 0;
  bool in_spreadsheet_ = false;
};

}  // namespace trawl::extractors
