// DocText: the text of a Word document story by story: paragraphs, tables, fields, and apart what is hidden or deleted.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/charset.h"
#include "extractors/doc_file.h"
#include "extractors/paragraph.h"
#include "extractors/table_labels.h"

namespace trawl::extractors {

class DocText {
 public:
  DocText(const DocFile& file, BlockWriter& writer) : file_(file), writer_(writer) {}

  // All stories, and the names that the document keeps beside them.
  void read();

 private:
  // A block that waits until the row it is in is complete.
  struct Extra {
    BlockPlace place;
    std::string text;
    bool deleted;
  };

  void read_notes(DocFile::Story story, DocFile::Table texts, std::string_view name);
  void read_comments();
  void read_headers();
  void read_left();
  void read_names();
  void read_range(std::uint32_t first, std::uint32_t last, const BlockPlace& place, bool count = false);
  void end_range();
  void read_piece(const DocPiece& piece, std::uint32_t first, std::uint32_t last);
  void read_run(std::string_view bytes, bool wide, std::uint8_t flags);
  void control(char c, std::uint8_t flags);
  void add(std::string_view text, std::uint8_t flags);
  void end_paragraph(bool table);
  void end_cell();
  void end_row();
  void end_field_code();
  void flush();
  void write_extras();

  const DocFile& file_;
  BlockWriter& writer_;
  std::unique_ptr<Converter> converter_;
  BlockPlace place_;
  bool count_ = false;
  std::uint32_t paragraphs_ = 0;
  std::uint32_t rows_ = 0;
  Paragraph paragraph_;
  std::string text_, cell_, decoded_;
  bool was_cell_end_ = false;
  TableLabels labels_;
  std::vector<TableCell> row_;
  std::vector<Extra> extras_;
  struct Field {
    std::string code;
    bool in_code = true;
  };
  std::vector<Field> fields_;
  std::set<std::string, std::less<>> seen_codes_;
};

}  // namespace trawl::extractors
