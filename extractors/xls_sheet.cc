// XlsSheet: see xls_sheet.h.
#include "extractors/xls_sheet.h"

#include <algorithm>

#include "extractors/number_format.h"
#include "extractors/ole_drawing.h"
#include "extractors/ole_hyperlink.h"
#include "extractors/ooxml_document.h"
#include "extractors/ooxml_sheet.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostHeld = 1u << 16;  // cells that wait to be put in order
constexpr std::size_t kColumns = 256;

}  // namespace

XlsSheet::XlsSheet(XlsGlobals& globals, BlockWriter& writer, const XlsGlobals::Sheet& sheet)
    : globals_(globals), writer_(writer), sheet_(sheet), rows_(writer, sheet.name, globals.rows) {
  write(BlockKind::name, {}, sheet.name);
}

bool XlsSheet::take(const BiffRecord& record) {
  const bool string = awaits_string_ && record.type == biff::kString;
  if (string) {
    BiffCursor text = cursor(record);
    cells_.back().type = Type::text;
    cells_.back().text = keep(text.long_text());
  }
  // A shared formula stands between a cell and its text.
  if (record.type != biff::kSharedFormula && record.type != biff::kArray) awaits_string_ = false;
  return string || take_cell(record) || take_extra(record);
}

bool XlsSheet::take_cell(const BiffRecord& record) {
  const std::string_view data = record.data();
  switch (record.type) {
    case biff::kLabel:
    case biff::kRString: add_text(record); return true;
    case biff::kLabelSst: add(data, Type::shared).text = little32(data, 6); return true;
    case biff::kNumber: add(data, Type::number).number = double_of(little64(data, 6)); return true;
    case biff::kRk: add(data, Type::number).number = rk_number(little32(data, 6)); return true;
    case biff::kBoolErr:
      add(data, byte_at(data, 7) != 0 ? Type::error : Type::truth).number = byte_at(data, 6);
      return true;
    case biff::kMulRk: add_many(data); return true;
    case biff::kFormula:
    case biff::kFormula3:
    case biff::kFormula4: add_formula(record); return true;
    case biff::kSharedFormula: add_words(bytes_at(data, 10, little16(data, 8))); return true;
    case biff::kArray: add_words(bytes_at(data, 14, little16(data, 12))); return true;
    case biff::kRow:
      if ((byte_at(data, 12) & 0x20) != 0) {
        hidden_rows_.resize(std::max<std::size_t>(hidden_rows_.size(), little16(data, 0) + 1));
        hidden_rows_[little16(data, 0)] = true;
      }
      return true;
    case biff::kColInfo:
      if ((little16(data, 8) & 1) != 0) {
        hidden_columns_.resize(kColumns);
        for (std::size_t i = little16(data, 0); i <= little16(data, 2) && i < kColumns; ++i) hidden_columns_[i] = true;
      }
      return true;
    default: return false;
  }
}

bool XlsSheet::take_extra(const BiffRecord& record) {
  switch (record.type) {
    case biff::kNote: add_note(record); return true;
    case biff::kObj:
      if (little16(record.data(), 0) == 0x15) object_ = little16(record.data(), 6);
      return true;
    case biff::kTxo: add_text_box(record); return true;
    case biff::kDrawing:
      for (const std::string_view segment : record.segments) drawing_ += segment;
      return true;
    case biff::kHlink: add_links(record.data()); return true;
    case biff::kHlinkTooltip:
      write(BlockKind::field, "tooltip", until_zero(utf16_text(bytes_at(record.data(), 10))));
      return true;
    case biff::kHeader:
    case biff::kFooter: write_header(record); return true;
    case biff::kHeaderFooter: write_headers(record); return true;
    case biff::kDv: write_prompts(record); return true;
    case biff::kScenario: write_scenario(record); return true;
    case biff::kSeriesText: take_chart(record); return true;
    case biff::kSxString: {
      BiffCursor text = cursor(record);
      write(BlockKind::field, "query", text.long_text());
      return true;
    }
    default: return false;
  }
}

std::uint32_t XlsSheet::keep(std::string text) {
  if (text.empty()) return 0;
  texts_.push_back(std::move(text));
  return static_cast<std::uint32_t>(texts_.size() - 1);
}

XlsSheet::Cell& XlsSheet::add(std::string_view data, Type type) {
  const std::uint32_t row = little16(data, 0);
  if (cells_.size() >= kMostHeld && row > cells_.back().row) write_cells();
  cells_.push_back({row, static_cast<std::uint16_t>(little16(data, 2)), static_cast<std::uint16_t>(little16(data, 4)),
                    0, 0, type, 0});
  return cells_.back();
}

void XlsSheet::add_text(const BiffRecord& record) {
  BiffCursor text = cursor(record, 6);
  Cell& cell = add(record.data(), Type::text);  // first: it may write and drop all texts so far
  cell.text = keep(text.long_text());
}

void XlsSheet::add_many(std::string_view data) {
  std::string one(data.substr(0, 4));
  for (std::size_t at = 4; at + 8 <= data.size(); at += 6) {
    one.resize(4);
    one.append(data.substr(at, 2));
    add(one, Type::number).number = rk_number(little32(data, at + 2));
    const std::uint32_t next = little16(one, 2) + 1;
    one[2] = static_cast<char>(next & 0xFF);
    one[3] = static_cast<char>(next >> 8);
  }
}

// [MS-XLS] 2.5.133: the value of a formula is a number unless its last two bytes are ones.
void XlsSheet::add_formula(const BiffRecord& record) {
  const std::string_view data = record.data();
  Cell& cell = add(data, Type::formula);
  if (little16(data, 12) != 0xFFFF) {
    cell.type = Type::number;
    cell.number = double_of(little64(data, 6));
  } else {
    const std::uint32_t kind = byte_at(data, 6);
    if (kind == 1) cell.type = Type::truth;
    if (kind == 2) cell.type = Type::error;
    cell.number = byte_at(data, 8);
    awaits_string_ = kind == 0;
  }
  add_words(bytes_at(data, 22, little16(data, 20)));
}

// Of the formula of the last cell.
void XlsSheet::add_words(std::string_view tokens) {
  if (!cells_.empty())
    cells_.back().words =
        std::max(cells_.back().words, keep(words_of_formula(tokens, globals_.wide, globals_.code_page)));
}

// [MS-XLS] 2.4.179; in BIFF5 the text itself, cut into several records of which all but the first have no row.
void XlsSheet::add_note(const BiffRecord& record) {
  const std::string_view data = record.data();
  if (globals_.wide) {
    BiffCursor author = cursor(record, 8);
    notes_.push_back({little16(data, 0), little16(data, 2), little16(data, 6), author.long_text(), {}});
    return;
  }
  const std::string text = code_page_text(bytes_at(data, 6, 2048), globals_.code_page);
  if (little16(data, 0) == 0xFFFF && !notes_.empty()) notes_.back().text += text;
  else notes_.push_back({little16(data, 0), little16(data, 2), 0, {}, text});
}

// [MS-XLS] 2.4.329: the text is in the continuations.
void XlsSheet::add_text_box(const BiffRecord& record) {
  const std::size_t characters = little16(record.data(), 10);
  if (record.segments.size() < 2 || characters == 0) return;
  const std::vector<std::string_view> text(record.segments.begin() + 1, record.segments.end());
  BiffCursor texts(text, true, globals_.code_page);
  std::string& box = boxes_[object_];
  if (!box.empty()) box += '\n';
  box += texts.wide_text(characters);
}

void XlsSheet::add_links(std::string_view data) {
  const std::string cell = reference(little16(data, 0), little16(data, 4));
  for (const std::string& text : hyperlink_texts(bytes_at(data, 24))) write(BlockKind::link, {}, text, cell);
}

void XlsSheet::write_header(const BiffRecord& record) {
  if (record.data().empty()) return;
  BiffCursor text = cursor(record);
  const std::string coded = globals_.wide ? text.long_text() : text.short_text();
  write(BlockKind::text, record.type == biff::kHeader ? "header" : "footer", header_text(coded));
}

// [MS-XLS] 2.4.137: of even and first pages.
void XlsSheet::write_headers(const BiffRecord& record) {
  BiffCursor text = cursor(record, 30);
  std::size_t sizes[4];
  for (std::size_t& size : sizes) size = text.u16();
  for (int i = 0; i < 4; ++i) {
    if (sizes[i] > 0)
      write(BlockKind::text, i % 2 == 0 ? "header" : "footer", header_text((text.u16(), text.text(sizes[i]))));
  }
}

// [MS-XLS] 2.4.113: what is said to who types into a cell, and the values to choose from.
// [MS-XLS] 2.4.244: name, who made it, remark.
void XlsSheet::write_scenario(const BiffRecord& record) {
  const std::string_view data = record.data();
  BiffCursor text = cursor(record, 7);
  write(BlockKind::field, "scenario", text.text(byte_at(data, 4)));
  if (byte_at(data, 6) != 0) write(BlockKind::property, "author", text.long_text());
  if (byte_at(data, 5) != 0) write(BlockKind::field, "scenario", text.long_text());
}

void XlsSheet::write_prompts(const BiffRecord& record) {
  BiffCursor texts = cursor(record, 4);
  for (int i = 0; i < 4; ++i) write(BlockKind::field, "prompt", until_zero(texts.long_text()));
  std::string tokens;
  const std::size_t size = texts.u16();
  texts.u16();
  while (tokens.size() < size && !texts.done()) tokens += static_cast<char>(texts.u8());
  std::string choices = words_of_formula(tokens, globals_.wide, globals_.code_page);
  std::replace(choices.begin(), choices.end(), '\0', '\n');
  write(BlockKind::field, "formula", choices);
}

void XlsSheet::take_chart(const BiffRecord& record) {
  if (record.type == biff::kSeriesText) {
    BiffCursor text = cursor(record, 2);
    write(BlockKind::text, "chart", text.short_text());
  } else if (record.type == biff::kLabel) {
    BiffCursor text = cursor(record, 6);
    write(BlockKind::field, "chart", text.long_text());
  } else if (record.type == biff::kTxo || record.type == biff::kObj || record.type == biff::kHeader ||
             record.type == biff::kFooter) {
    take_extra(record);
  }
}

void XlsSheet::finish() {
  write_cells();
  write_notes();
  for (const auto& [object, text] : boxes_) write(BlockKind::text, "text box", text);
  for (const DrawingText& text : drawing_texts(drawing_)) write(text.kind, text.label, text.text);
}

void XlsSheet::write_cells() {
  const auto by_place = [](const Cell& a, const Cell& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  };
  std::stable_sort(cells_.begin(), cells_.end(), by_place);
  for (std::size_t i = 0; i < cells_.size() && !writer_.stopped(); ++i) {
    if (i > 0 && cells_[i].row != cells_[i - 1].row) rows_.end_row();
    SheetCell cell;
    std::string text = shown(cells_[i], cell.raw);
    cell.reference = reference(cells_[i].row, cells_[i].column);
    cell.formula = texts_[cells_[i].words];
    cell.hidden = hidden(cells_[i]);
    rows_.add(cells_[i].column, std::move(text), std::move(cell));
  }
  rows_.end_row();
  cells_.clear();
  texts_.resize(1);
  awaits_string_ = false;
}

std::string XlsSheet::shown(const Cell& cell, std::string& raw) {
  switch (cell.type) {
    case Type::text: return texts_[cell.text];
    case Type::shared:
      if (cell.text >= globals_.strings.size()) return {};
      globals_.used[cell.text] = true;
      return globals_.strings[cell.text];
    case Type::number: return shown_cell(cell.number, globals_.format(cell.format), globals_.since_1904, raw);
    case Type::truth: return cell.number != 0 ? "TRUE" : "FALSE";
    case Type::error: return std::string(cell_error(static_cast<std::uint32_t>(cell.number)));
    case Type::formula: return {};
  }
  return {};
}

void XlsSheet::write_notes() {
  for (Note& note : notes_) {
    const auto box = boxes_.find(note.object);
    if (note.object != 0 && box != boxes_.end()) {
      note.text = std::move(box->second);
      boxes_.erase(box);
    }
    if (!note.author.empty()) write(BlockKind::property, "author", note.author);
    write(BlockKind::comment, note.author, note.text, reference(note.row, note.column));
  }
  notes_.clear();
}

bool XlsSheet::hidden(const Cell& cell) const {
  return sheet_.hidden || (cell.row < hidden_rows_.size() && hidden_rows_[cell.row]) ||
         (cell.column < hidden_columns_.size() && hidden_columns_[cell.column]);
}

std::string XlsSheet::reference(std::uint32_t row, std::uint32_t column) const {
  return column_name(column) + std::to_string(row + 1);
}

void XlsSheet::write(BlockKind kind, std::string_view label, std::string_view text, std::string_view cell) {
  writer_.write({kind, std::string(label), sheet_anchor(sheet_.name, cell), sheet_.hidden}, text);
}

}  // namespace trawl::extractors
