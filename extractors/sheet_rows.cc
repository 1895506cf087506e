// SheetRows: see sheet_rows.h.
#include "extractors/sheet_rows.h"

#include <cstring>

#include "extractors/number_format.h"
#include "extractors/ooxml_document.h"

namespace trawl::extractors {

void SheetRows::add(std::uint32_t column, std::string shown, SheetCell cell) {
  if (shown.empty() && cell.raw.empty() && cell.formula.empty()) return;
  row_.push_back({column, std::move(shown)});
  cells_.push_back(std::move(cell));
}

void SheetRows::end_row() {
  if (row_.empty()) return;
  labels_.see(row_);
  ++rows_;
  for (std::size_t i = 0; i < row_.size(); ++i) {
    const std::string label = labels_.label(row_, i);
    const std::string anchor = sheet_anchor(name_, cells_[i].reference);
    TextBlock block;
    block.kind = BlockKind::cell;
    block.text = row_[i].text;
    block.label = label;
    block.anchor = anchor;
    block.row = rows_;
    block.hidden = cells_[i].hidden;
    writer_.write(block);
  }
  for (std::size_t i = 0; i < row_.size(); ++i) {
    if (!cells_[i].raw.empty()) write_field(labels_.label(row_, i), cells_[i].raw, cells_[i]);
    if (!cells_[i].formula.empty()) write_field("formula", cells_[i].formula, cells_[i]);
  }
  row_.clear();
  cells_.clear();
}

void SheetRows::write_field(std::string_view label, std::string_view text, const SheetCell& cell) {
  writer_.write({BlockKind::field, std::string(label), sheet_anchor(name_, cell.reference), cell.hidden}, text);
}

// [MS-XLS] 2.5.218: 30 bits of a double or of a whole number, perhaps times 100.
double rk_number(std::uint32_t rk) {
  double value = static_cast<double>(static_cast<std::int32_t>(rk) >> 2);
  if ((rk & 2) == 0) {
    const std::uint64_t bits = static_cast<std::uint64_t>(rk & ~3u) << 32;
    std::memcpy(&value, &bits, sizeof value);
  }
  return (rk & 1) != 0 ? value / 100 : value;
}

std::string_view cell_error(std::uint32_t code) {
  switch (code) {
    case 0x00: return "#NULL!";
    case 0x07: return "#DIV/0!";
    case 0x0F: return "#VALUE!";
    case 0x17: return "#REF!";
    case 0x1D: return "#NAME?";
    case 0x24: return "#NUM!";
    default: return "#N/A";
  }
}

std::string shown_cell(double value, std::string_view format, bool since_1904, std::string& raw) {
  std::string text = shown_number(value, format, since_1904);
  // A serial number says nothing to anyone; the date without a country's order does.
  const auto date = is_date_format(format) ? iso_date(value, since_1904) : std::nullopt;
  raw = date ? *date : plain_number(value);
  if (raw == text) raw.clear();
  return text;
}

}  // namespace trawl::extractors
