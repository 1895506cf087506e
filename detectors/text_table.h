// TextTable: tables that stand in running text, as lines of cells with tabs, bars, semicolons, commas or " / " between
// them, or with cells aligned below each other by two blanks and more. What the first line says of a column is the
// label of the cells below it.
//
// One object serves one text after another; places are asked about in roughly ascending order.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace trawl::detectors {

class TextTable {
 public:
  // `text` must live until the next call.
  void begin(std::string_view text);

  // The first line of the table that text[at] stands in, below it; empty when it stands in none.
  std::string_view header_above(std::uint32_t at);
  // The cell of that line above text[at].
  std::string_view column_above(std::uint32_t at);
  // What stands between the cells of that table; kBlanks: they are aligned.
  std::string_view separator() const { return separator_; }
  static constexpr std::string_view kBlanks = "  ";
  struct Cell {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
  };
  // The cells below the header of the table that text[at] stands in, without the blanks around them.
  std::vector<Cell> cells_below_header(std::uint32_t at);

 private:
  struct Line {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
  };
  Line line_of(std::uint32_t at) const;
  std::string_view text_of(Line line) const { return text_.substr(line.start, line.end - line.start); }
  std::uint32_t cells_between(std::uint32_t from, std::uint32_t to, std::string_view separator) const;
  bool goes_on() const;
  void look_up(std::uint32_t at);
  bool climb(std::string_view separator);
  bool climb_aligned();
  std::string_view aligned_column(std::uint32_t at) const;
  void add_cells(Line line, std::vector<Cell>& cells) const;

  std::string_view text_;
  Line line_;           // the last line asked about
  bool known_ = false;  // line_, header_ and separator_ are of it
  Line header_;         // empty: the line is in no table
  std::string_view separator_;
  std::uint32_t cells_ = 0;
  bool headless_ = false;  // line_ is one of aligned lines without a header
};

}  // namespace trawl::detectors
