// XlsbSheet: see xlsb_sheet.h.
#include "extractors/xlsb_sheet.h"

#include <algorithm>

#include "extractors/ooxml_document.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostHiddenRanges = 16'384;

}  // namespace

void XlsbSheet::take(const XlsbRecord& record) {
  // Cells without a column stand behind the one before (kShortBlank to kShortIsst); the others have the same order.
  const std::uint32_t type = record.type;
  if (type >= xlsb::kShortBlank && type <= xlsb::kShortIsst) {
    return take_cell(type - xlsb::kShortBlank + xlsb::kCellBlank, std::string(4, '\0').append(record.data));
  }
  if ((type >= xlsb::kCellBlank && type <= xlsb::kFmlaError) || type == xlsb::kCellRString) {
    column_ = little32(record.data, 0);
    return take_cell(type, record.data);
  }
  switch (type) {
    case xlsb::kRowHdr: return start_row(XlsbCursor(record.data));
    case xlsb::kColInfo: return start_column(XlsbCursor(record.data));
    case xlsb::kHLink: return write_link(XlsbCursor(record.data));
    case xlsb::kBeginHeaderFooter: return write_headers(XlsbCursor(record.data, 2));
    case xlsb::kShrFmla:
    case xlsb::kArrFmla: return write(BlockKind::field, "formula", words_of_tokens(record.data));
    default: break;
  }
  const std::string_view label = type == xlsb::kDVal ? "validation" : "sheet";
  for (const std::string& text : texts_in(record.data)) {
    if (!text.starts_with("rId")) write(BlockKind::field, label, text);
  }
  if (type == xlsb::kDVal) write(BlockKind::field, label, words_of_tokens(record.data));
}

// [MS-XLSB] 2.4.765.
void XlsbSheet::start_row(XlsbCursor cursor) {
  rows_.end_row();
  row_ = cursor.u32();
  column_ = 0;
  cursor.skip(4 + 2 + 1);
  row_hidden_ = (cursor.u8() & 0x10) != 0;
}

// [MS-XLSB] 2.4.323.
void XlsbSheet::start_column(XlsbCursor cursor) {
  const std::uint32_t first = cursor.u32();
  const std::uint32_t last = cursor.u32();
  cursor.skip(4 + 4);
  const bool hidden = (cursor.u16() & 1) != 0;
  if (hidden && hidden_columns_.size() < kMostHiddenRanges) hidden_columns_.push_back({first, last});
}

bool XlsbSheet::column_hidden(std::uint32_t column) const {
  return std::any_of(hidden_columns_.begin(), hidden_columns_.end(),
                     [column](const Range& range) { return column >= range.first && column <= range.last; });
}

// A Cell ([MS-XLSB] 2.5.9), its value, and the formula behind it.
void XlsbSheet::take_cell(std::uint32_t type, std::string_view data) {
  XlsbCursor cursor(data, 4);
  const std::uint32_t style = cursor.u32() & 0xFFFFFF;
  SheetCell cell;
  std::string text = value(type, cursor, style, cell);
  if (type >= xlsb::kFmlaString && type <= xlsb::kFmlaError) {
    cursor.skip(2);
    const std::size_t size = cursor.u32();
    cell.formula = words_of_tokens(cursor.rest().substr(0, size));
  }
  cell.reference = column_name(column_) + std::to_string(std::uint64_t{row_} + 1);
  cell.hidden = hidden_ || row_hidden_ || column_hidden(column_);
  rows_.add(column_++, std::move(text), std::move(cell));
}

std::string XlsbSheet::value(std::uint32_t type, XlsbCursor& cursor, std::uint32_t style, SheetCell& cell) {
  const auto number = [&](double held) {
    return shown_cell(held, workbook_.formats.format(style), workbook_.since_1904, cell.raw);
  };
  std::string phonetic;
  switch (type) {
    case xlsb::kCellIsst: return std::string(workbook_.strings.use(cursor.u32()));
    case xlsb::kCellSt:
    case xlsb::kFmlaString: return cursor.text();
    case xlsb::kCellRString: return cursor.rich_text(phonetic);
    case xlsb::kCellRk: return number(rk_number(cursor.u32()));
    case xlsb::kCellReal:
    case xlsb::kFmlaNum: return number(cursor.real());
    case xlsb::kCellBool:
    case xlsb::kFmlaBool: return cursor.u8() != 0 ? "TRUE" : "FALSE";
    case xlsb::kCellError:
    case xlsb::kFmlaError: return std::string(cell_error(cursor.u8()));
    default: return {};
  }
}

// [MS-XLSB] 2.4.44: headers and footers of odd, even and first pages.
void XlsbSheet::write_headers(XlsbCursor cursor) {
  for (int i = 0; i < 6; ++i) write(BlockKind::text, {}, header_text(cursor.text()));
}

// [MS-XLSB] 2.4.708: cells, relationship (its target is read with the others), location, tooltip, shown text.
void XlsbSheet::write_link(XlsbCursor cursor) {
  const std::uint32_t row = cursor.u32();
  cursor.u32();
  const std::string cell = column_name(cursor.u32()) + std::to_string(std::uint64_t{row} + 1);
  cursor.u32();
  cursor.text();
  write(BlockKind::link, {}, cursor.text(), cell);
  write(BlockKind::field, "tooltip", cursor.text(), cell);
  write(BlockKind::field, "link", cursor.text(), cell);
}

void XlsbSheet::write(BlockKind kind, std::string_view label, std::string_view text, std::string_view cell) {
  writer_.write({kind, std::string(label), sheet_anchor(name_, cell), hidden_}, text);
}

}  // namespace trawl::extractors
