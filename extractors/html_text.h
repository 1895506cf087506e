// HtmlText: the tokens of HTML -> text blocks. Block elements end lines, inline tags do not; what stands in attributes,
// comments and scripts comes as blocks of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/extractor.h"
#include "extractors/markup.h"

namespace trawl::extractors {

class HtmlText final : public MarkupSink {
 public:
  // anchor: see html_text(). nesting: how many documents this one stands in (srcdoc, comments).
  HtmlText(Extraction& out, std::string_view anchor, int nesting = 0, bool hidden = false);

  bool feed(std::string_view utf8, bool last);  // false: stop

  bool text(std::string_view text) override;
  bool start_tag(std::string_view name, std::span<const Attribute> attributes, bool self_closing) override;
  bool end_tag(std::string_view name) override;
  bool comment(std::string_view text, bool last) override;
  bool cdata(std::string_view text) override { return literal(text); }
  bool raw_text(std::string_view text, bool last) override;
  bool doctype(std::string_view) override { return true; }

 private:
  struct Cell {
    std::size_t start;  // in run_
    bool header;
  };
  // A table whose first row of header cells names its columns; its rows come as cells.
  struct Table {
    std::vector<std::string> labels;
    std::vector<Cell> cells;  // of the present row; empty between rows
    std::uint32_t row = 0;
    std::uint64_t line = 0;   // of the present row
    bool spoilt = false;      // the present row holds what is no mere cell
  };

  bool literal(std::string_view text);
  void append_text(std::string_view text);
  bool break_line();
  void separate_cell(bool header);
  bool end_row();
  bool emit_row(Table& table);
  std::string_view cell_text(const Table& table, std::size_t index) const;
  bool flush();
  bool emit(BlockKind kind, std::string_view text, std::string_view label, bool hidden);
  bool attributes(std::string_view tag, std::span<const Attribute> all);
  bool attribute(std::string_view tag, const Attribute& attribute, std::span<const Attribute> all);
  bool target(std::string_view value);
  bool data_child(std::string_view uri);
  bool nested(std::string_view html, bool hidden);
  bool section(std::string_view text, bool last);
  void note_hidden(std::string_view tag, std::span<const Attribute> all);
  bool leave_hidden(std::string_view tag);
  bool is_hidden() const { return hidden_all_ || hidden_depth_ > 0; }

  Extraction& out_;
  MarkupTokenizer tokenizer_;
  std::string anchor_;
  int nesting_;
  bool hidden_all_;
  std::string run_;              // text not yet given out
  std::uint64_t run_line_ = 0;   // where it begins in the source
  bool space_ = false;           // a space is due before the next word
  int preformatted_ = 0;
  std::string hidden_tag_;       // the element that is not shown, and how many of its name are open in it
  int hidden_depth_ = 0;
  std::string raw_tag_;          // script, style, title or textarea, and its label
  std::string raw_label_;
  std::string section_;          // raw text or a comment, so far
  std::string last_link_;
  std::vector<Table> tables_;
  std::uint32_t data_children_ = 0;
};

}  // namespace trawl::extractors
