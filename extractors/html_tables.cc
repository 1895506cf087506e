// Tables of HTML: cells under the headers of their columns.
#include <algorithm>

#include "extractors/html_text.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {

void HtmlText::separate_cell(bool header) {
  space_ = false;
  while (!run_.empty() && run_.back() == ' ') run_.pop_back();
  if (!run_.empty() && run_.back() != '\n') run_ += '\t';
  if (!tables_.empty()) {
    if (tables_.back().cells.empty()) tables_.back().line = tokenizer_.line();
    tables_.back().cells.push_back({run_.size(), header});
  }
  if (run_line_ == 0) run_line_ = tokenizer_.line();
}

std::string_view HtmlText::cell_text(const Table& table, std::size_t index) const {
  const std::size_t start = table.cells[index].start;
  const std::size_t end = index + 1 < table.cells.size() ? table.cells[index + 1].start : run_.size();
  return trimmed(std::string_view(run_).substr(start, end - start));
}

bool HtmlText::end_row() {
  if (tables_.empty() || tables_.back().cells.empty()) return true;
  Table& table = tables_.back();
  const bool whole = !table.spoilt;
  const bool all_headers = std::all_of(table.cells.begin(), table.cells.end(), [](const Cell& c) { return c.header; });
  bool wanted = true;
  if (whole) {
    ++table.row;
    if (all_headers && table.cells.size() > 1) {
      table.labels.clear();
      for (std::size_t i = 0; i < table.cells.size(); ++i) table.labels.emplace_back(cell_text(table, i));
    } else if (!table.labels.empty()) {
      wanted = emit_row(table);
    }
  }
  table.cells.clear();
  table.spoilt = false;
  return wanted;
}

// Gives the cells out one by one, after the text before them, and takes them out of the running text.
bool HtmlText::emit_row(Table& table) {
  const std::vector<Cell> cells = table.cells;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < cells.size(); ++i) texts.emplace_back(cell_text(table, i));
  const std::uint64_t line = table.line;
  run_.resize(cells.front().start);
  if (!flush()) return false;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    TextBlock block;
    block.kind = BlockKind::cell;
    block.text = texts[i];
    if (i < table.labels.size()) block.label = table.labels[i];
    block.row = table.row;
    block.hidden = is_hidden();
    const std::string here = "line=" + std::to_string(line);
    block.anchor = anchor_.empty() ? here : anchor_;
    if (!out_.text(block)) return false;
  }
  return true;
}

}  // namespace trawl::extractors
