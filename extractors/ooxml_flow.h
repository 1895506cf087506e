// FlowReader: running text of OOXML (WordprocessingML, DrawingML, charts, diagrams, comments) as
// blocks: runs joined within a paragraph, tables by cells, text boxes and notes apart, tracked
// deletions and hidden runs marked.
//
// One reader serves all these vocabularies by local names: w:p and a:p, w:t, a:t and m:t, w:tbl and
// a:tbl mean the same, and strict and transitional namespaces need no distinction.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/office_xml.h"
#include "extractors/paragraph.h"
#include "extractors/table_labels.h"

namespace trawl::extractors {

// What is remembered across the parts of one document.
struct FlowMemory {
  std::map<std::string, std::string, std::less<>> people;  // by the id that comments name them with
  std::set<std::string, std::less<>> authors;              // of comments and changes, printed once each
  std::set<std::string, std::less<>> fields;               // field codes, printed once each
  std::uint32_t rows = 0;                                  // of tables so far
};

class FlowReader {
 public:
  FlowReader(BlockWriter& writer, FlowMemory& memory) : writer_(writer), memory_(memory) {}

  // Reads to the end of the input, or until the writer is stopped. count_paragraphs: the anchor is
  // "paragraph=N" of where a block begins.
  void read(XmlReader& xml, const BlockPlace& place, bool count_paragraphs = false);

 private:
  enum class Tag : std::uint8_t;
  struct TagName;

  // A stretch of text of its own: the part, a cell, a text box, a note.
  struct Frame {
    Tag tag;
    std::uint32_t depth;  // of its element
    BlockPlace place;
    std::string text;     // whole paragraphs
    Paragraph paragraph;
    bool in_run = false;
    bool hidden_run = false;
  };
  struct Table {
    std::uint32_t depth;
    std::vector<TableCell> row;
    std::uint32_t column = 0;
    std::uint32_t span = 1;
    TableLabels labels;
  };
  struct Alternative {
    std::uint32_t depth;
    std::uint64_t written_before;
  };
  struct Queued {
    BlockKind kind;
    std::string text;
    std::string label;
    std::string anchor;
    bool hidden;
    bool deleted;
  };

  static Tag tag_of(std::string_view local);
  void start(XmlReader& xml);
  void start_annotation(XmlReader& xml);
  void end_annotation(std::uint32_t depth);
  void start_run_content(XmlReader& xml, Tag tag);
  void start_frame(XmlReader& xml, Tag tag);
  void end(const XmlReader& xml);
  void end_frame();
  void end_row();
  void characters(std::string_view text);
  void add(std::string_view text);
  void end_paragraph();
  void flush();
  void queue(BlockKind kind, std::string_view label, std::string_view text, bool hidden = false, bool deleted = false);
  void write_queue();
  void field_character(std::string_view type);
  void field_code(std::string_view code);
  void note_author(std::string_view name);
  BlockPlace note_place(const XmlReader& xml, Tag tag) const;

  Frame& frame() { return frames_.back(); }

  BlockWriter& writer_;
  FlowMemory& memory_;
  std::vector<Frame> frames_;
  std::vector<Table> tables_;
  std::vector<Alternative> alternatives_;
  std::vector<std::pair<std::uint32_t, Tag>> annotations_;  // that are open: depth, deletion or insertion
  std::vector<Queued> queue_;
  std::vector<std::string> field_codes_;  // of the fields that are open; nested ones behind
  std::vector<std::string> comment_authors_;
  std::string captured_author_;
  std::uint64_t written_ = 0;  // characters and attributes so far
  std::uint32_t paragraphs_ = 0;
  std::uint32_t deleted_ = 0;   // open elements of tracked deletions
  std::uint32_t inserted_ = 0;
  enum class Capture : std::uint8_t { none, text, deleted_text, field_code, author } capture_ = Capture::none;
  bool count_paragraphs_ = false;
};

}  // namespace trawl::extractors
