// TableWriter: see table_writer.h.
#include "extractors/table_writer.h"

#include "extractors/charset.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {

std::string anchor_value(std::string_view name) {
  std::string value;
  for (const char c : name) {
    if (c == '%')
      value += "%25";
    else if (c == '&')
      value += "%26";
    else
      value += c;
  }
  return value;
}

void TableWriter::continue_as(std::string_view table, const std::vector<std::string>& columns) {
  table_ = table;
  place_ = table.empty() ? std::string() : "table=" + anchor_value(table) + "&";
  labels_.clear();
  table_row_ = 0;
  for (const std::string& column : columns) {
    labels_.push_back(table_.empty() || column.empty() ? table_ + column : table_ + "." + column);
  }
}

void TableWriter::begin(std::string_view table, const std::vector<std::string>& columns) {
  continue_as(table, columns);
  if (rows_ < UINT32_MAX) ++rows_;
  emit(BlockKind::text, 0, table, {});
  for (std::size_t i = 0; i < columns.size(); ++i) emit(BlockKind::cell, i + 1, columns[i], {});
}

void TableWriter::next_row() {
  ++table_row_;
  if (rows_ < UINT32_MAX) ++rows_;
}

void TableWriter::cell(std::size_t column, std::string_view text) {
  emit(BlockKind::cell, column + 1, text, column < labels_.size() ? std::string_view(labels_[column]) : table_);
}

void TableWriter::bytes(std::size_t column, std::string_view bytes, std::string_view name) {
  constexpr std::size_t kShortestText = 3;  // fewer bytes look like text by chance
  if (stopped_ || bytes.empty()) return;
  const std::string_view head = bytes.substr(0, Source::kPeek);
  const Format format = sniff({head, {}, {}, head.size() == bytes.size()});
  if (format == Format::unknown && name.empty()) return;
  if (format == Format::plain && name.empty()) {
    if (bytes.size() >= kShortestText) cell(column, to_utf8(bytes));
    return;
  }
  PartHeader header;
  header.name = name.empty() ? (column < labels_.size() ? labels_[column] : table_) + " " + std::to_string(table_row_)
                             : std::string(name);
  header.size = bytes.size();
  stopped_ = !out_.child(header, *memory_source(bytes));
}

void TableWriter::emit(BlockKind kind, std::size_t column, std::string_view text, std::string_view label) {
  text = trimmed(text);
  if (stopped_ || text.empty()) return;
  std::string anchor = place_;
  if (table_row_ > 0) anchor += "row=" + std::to_string(table_row_) + "&";
  if (column > 0) anchor += "column=" + std::to_string(column) + "&";
  if (!anchor.empty()) anchor.pop_back();
  TextBlock block;
  block.kind = kind;
  block.text = text;
  block.label = label;
  block.anchor = anchor;
  block.row = kind == BlockKind::cell ? rows_ : 0;
  block.hidden = hidden_;
  block.deleted = deleted_;
  stopped_ = !out_.text(block);
}

}  // namespace trawl::extractors
