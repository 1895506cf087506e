// SheetReader: see ooxml_sheet.h.
#include "extractors/ooxml_sheet.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "extractors/number_format.h"
#include "extractors/ooxml_attributes.h"
#include "extractors/ooxml_document.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

constexpr std::uint32_t kLastColumn = 16'383;
constexpr std::size_t kMostHiddenRanges = 16'384;
constexpr std::size_t kLongestCell = 4 * 32'767;  // bytes: of what Excel lets a cell hold

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

bool yes(std::string_view value) { return value == "1" || value == "true"; }

// ECMA-376-1 22.9.2.19: "_x000D_" stands for a character that XML cannot hold.
std::string unescaped(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find("_x"); at != std::string_view::npos; at = text.find("_x", at + 1)) {
    unsigned code = 0;
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    const auto parsed = std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
    if (parsed.ptr != text.data() + at + 6 || code >= 0x80) continue;
    out.append(text, done, at - done);
    out += code == '\r' || code < 0x09 ? ' ' : static_cast<char>(code);
    done = at + 7;
    at = done - 1;
  }
  return out.append(text, done);
}

}  // namespace

std::uint32_t column_of(std::string_view reference, std::uint32_t otherwise) {
  std::uint32_t column = 0;
  std::size_t letters = 0;
  for (; letters < reference.size() && letters < 4; ++letters) {
    const char c = reference[letters];
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
  }
  return letters == 0 || column > kLastColumn + 1 ? otherwise : column - 1;
}

std::string column_name(std::uint32_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26) name += static_cast<char>('A' + (column - 1) % 26);
  std::reverse(name.begin(), name.end());
  return name;
}

std::string header_text(std::string_view coded) {
  std::string out;
  for (std::size_t at = 0; at < coded.size(); ++at) {
    if (coded[at] != '&') {
      out += coded[at];
      continue;
    }
    if (++at >= coded.size()) break;
    const char code = coded[at];
    if (code == '&') out += '&';
    if (code == 'L' || code == 'C' || code == 'R') out += '\n';
    if (code == '"') at = std::min(coded.find('"', at + 1), coded.size());
    if (code == 'K') at += 6;  // a colour
    while (code >= '0' && code <= '9' && at + 1 < coded.size() && coded[at + 1] >= '0' && coded[at + 1] <= '9') ++at;
  }
  return out;
}

void SharedStrings::read(XmlReader& xml) {
  bool in_text = false;
  int phonetic = 0;
  for (auto event = xml.next(); event != Event::done; event = xml.next()) {
    if (event == Event::text) {
      if (in_text) (phonetic > 0 ? phonetic_ : all_) += xml.text();
      continue;
    }
    const std::string_view element = xml.local();
    const bool start = event == Event::start;
    if (element == "t") in_text = start;
    if (element == "rPh") phonetic += start ? 1 : -1;
    if (element == "rPh" && !start) phonetic_ += '\n';
    const bool item = element == "si" || element == "sstItem";  // the latter in betas of Office 2007
    if (item && !start) ends_.push_back(all_.size());
  }
  used_.resize(ends_.size());
}

void SharedStrings::add(std::string_view text, std::string_view phonetic) {
  all_ += text;
  phonetic_ += phonetic;
  ends_.push_back(all_.size());
  used_.push_back(false);
}

std::string_view SharedStrings::use(std::size_t index) {
  if (index >= ends_.size()) return {};
  const std::size_t start = index == 0 ? 0 : ends_[index - 1];
  // Longer than a cell can be, and for many cells: made to swell. Once is enough.
  if (used_[index] && ends_[index] - start > kLongestCell) return {};
  used_[index] = true;
  return std::string_view(all_).substr(start, ends_[index] - start);
}

std::vector<std::string_view> SharedStrings::unused() const {
  std::vector<std::string_view> texts;
  std::size_t start = 0;
  for (std::size_t i = 0; i < ends_.size(); start = ends_[i++]) {
    if (!used_[i]) texts.push_back(std::string_view(all_).substr(start, ends_[i] - start));
  }
  return texts;
}

void CellFormats::read(XmlReader& xml) {
  bool in_cells = false;
  for (auto event = xml.next(); event != Event::done; event = xml.next()) {
    if (event == Event::text) continue;
    const std::string_view element = xml.local();
    if (element == "cellXfs") in_cells = event == Event::start;
    if (event != Event::start) continue;
    const auto id = number<unsigned>(xml.value("numFmtId"));
    if (element == "numFmt" && id) add_format(*id, xml.value("formatCode"));
    if (element == "xf" && in_cells) add_style(id.value_or(0));
  }
}

std::string_view CellFormats::format(std::size_t style) const {
  if (style >= by_style_.size()) return {};
  const auto own = own_.find(by_style_[style]);
  return own != own_.end() ? std::string_view(own->second) : built_in_format(by_style_[style]);
}

void SheetReader::read(XmlReader& xml) {
  for (auto event = xml.next(); event != Event::done && !writer_.stopped(); event = xml.next()) {
    if (event == Event::start) {
      start(xml);
    } else if (event == Event::end) {
      end(xml);
    } else if (!in_phonetic_) {
      if (capture_ == Capture::value) value_ += xml.text();
      if (capture_ == Capture::formula) formula_ += xml.text();
      if (capture_ == Capture::inline_text) text_ += xml.text();
      if (capture_ == Capture::header_footer || capture_ == Capture::other) text_ += xml.text();
    }
  }
  rows_.end_row();
}

void SheetReader::start(const XmlReader& xml) {
  const std::string_view element = xml.local();
  if (element == "c") return start_cell(xml);
  if (element == "v" && in_cell_) capture_ = Capture::value;
  else if (element == "f" && in_cell_) capture_ = Capture::formula;
  else if (element == "t" && in_cell_) capture_ = Capture::inline_text;
  else if (element == "rPh") in_phonetic_ = true;
  else if (element == "row") {
    row_number_ = number<std::uint32_t>(xml.value("r")).value_or(row_number_ + 1);
    row_hidden_ = yes(xml.value("hidden"));
    column_ = 0;
  } else if (element == "col") {
    columns(xml);
  } else if (element.size() > 6 && (element.substr(element.size() - 6) == "Header" || element.substr(element.size() - 6) == "Footer")) {
    capture_ = Capture::header_footer;
    text_.clear();
  } else if (element == "formula1" || element == "formula2" || (element == "f" && !in_cell_)) {
    capture_ = Capture::other;
    text_.clear();
  } else if (!in_cell_) {
    attribute_texts(xml, [&](std::string_view label, std::string_view text) {
      write_extra(BlockKind::field, label, text, hidden_, xml.value("ref"));
    });
  }
}

void SheetReader::columns(const XmlReader& xml) {
  const auto first = number<std::uint32_t>(xml.value("min"));
  const auto last = number<std::uint32_t>(xml.value("max"));
  if (!first || !last || *first == 0 || hidden_columns_.size() >= kMostHiddenRanges) return;
  if (yes(xml.value("hidden"))) hidden_columns_.push_back({*first - 1, *last - 1});
}

bool SheetReader::column_hidden(std::uint32_t column) const {
  return std::any_of(hidden_columns_.begin(), hidden_columns_.end(),
                     [column](const Range& range) { return column >= range.first && column <= range.last; });
}

void SheetReader::start_cell(const XmlReader& xml) {
  in_cell_ = true;
  reference_ = xml.value("r");
  type_ = xml.value("t");
  style_ = xml.value("s");
  value_.clear();
  formula_.clear();
  text_.clear();
}

void SheetReader::end(const XmlReader& xml) {
  const std::string_view element = xml.local();
  if (element == "c") return end_cell();
  if (element == "row") return rows_.end_row();
  if (element == "rPh") in_phonetic_ = false;
  if (capture_ == Capture::header_footer) {
    write_extra(BlockKind::text, {}, header_text(text_), hidden_);
  } else if (capture_ == Capture::other && text_.find('"') != std::string::npos) {
    write_extra(BlockKind::field, "formula", text_, hidden_);
  }
  if (!in_cell_ || element == "v" || element == "f" || element == "t") capture_ = Capture::none;
}

std::string SheetReader::shown(SheetCell& cell) {
  if (type_ == "s") return unescaped(workbook_.strings.use(number<std::size_t>(value_).value_or(SIZE_MAX)));
  if (type_ == "inlineStr") return unescaped(text_);
  if (type_ == "str") return unescaped(value_);
  if (type_ == "b") return value_ == "1" ? "TRUE" : value_ == "0" ? "FALSE" : value_;
  if (type_ == "e" || type_ == "d" || value_.empty()) return value_.empty() ? text_ : value_;
  const auto held = number<double>(value_);
  if (!held) return value_;
  const std::string_view format = workbook_.formats.format(number<std::size_t>(style_).value_or(0));
  return shown_cell(*held, format, workbook_.since_1904, cell.raw);
}

void SheetReader::end_cell() {
  in_cell_ = false;
  capture_ = Capture::none;
  SheetCell cell;
  const std::uint32_t column = column_of(reference_, column_);
  column_ = column + 1;
  std::string text = shown(cell);
  if (formula_.find('"') != std::string::npos) cell.formula = formula_;
  cell.reference = reference_.empty() ? column_name(column) + std::to_string(row_number_) : reference_;
  cell.hidden = hidden_ || row_hidden_ || column_hidden(column);
  rows_.add(column, std::move(text), std::move(cell));
}

void SheetReader::write_extra(BlockKind kind, std::string_view label, std::string_view text, bool hidden,
                              std::string_view cell) {
  writer_.write({kind, std::string(label), sheet_anchor(name_, cell), hidden}, text);
}

}  // namespace trawl::extractors
