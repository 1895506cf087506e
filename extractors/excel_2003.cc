// Workbooks as one XML file: SpreadsheetML of Excel 2002 and 2003 ("XML Spreadsheet"; Microsoft, "XML Spreadsheet
// Reference"), which many programs export. Cells in row order under their headers, comments, links, properties.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>

#include "extractors/block_writer.h"
#include "extractors/extractor.h"
#include "extractors/office_xml.h"
#include "extractors/ooxml_document.h"
#include "extractors/ooxml_sheet.h"
#include "extractors/sheet_rows.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kMostRows = 1u << 24, kMostColumns = 1u << 16;
constexpr std::size_t kMostFormats = 1u << 16;

// An index or a span of cells; 0 where there is none.
std::uint32_t number(std::string_view digits, std::uint32_t most) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return std::min(value, most);
}

// ss:Type="DateTime" is "1987-06-05T00:00:00.000".
std::string without_midnight(std::string text) {
  constexpr std::string_view kMidnight = "T00:00:00.000";
  if (text.ends_with(kMidnight)) text.resize(text.size() - kMidnight.size());
  return text;
}

class Workbook {
 public:
  explicit Workbook(BlockWriter& writer) : writer_(writer), rows_(std::in_place, writer, sheet_, row_count_) {}

  void read(XmlReader& xml) {
    for (auto event = xml.next(); event != XmlReader::Event::done && !writer_.stopped(); event = xml.next()) {
      if (event == XmlReader::Event::start) start(xml);
      else if (event == XmlReader::Event::text) text_ += xml.text();
      else end(xml);
    }
    rows_->end_row();
  }

 private:
  void start(const XmlReader& xml) {
    const std::string_view local = xml.local();
    if (local == "Worksheet") start_sheet(xml);
    else if (local == "Row") start_row(xml);
    else if (local == "Cell") start_cell(xml);
    else if (local == "Comment") comment(xml);
    else if (local == "DocumentProperties" || local == "CustomDocumentProperties") properties_ = xml.depth();
    else if (local == "Header" || local == "Footer") write(BlockKind::text, {}, header_text(xml.value("Data")));
    else if (local == "NamedRange") write(BlockKind::field, "defined name", xml.value("Name"));
    else if (local == "Style") style_ = xml.value("ID");
    else if (local == "NumberFormat" && formats_.size() < kMostFormats) formats_[style_] = xml.value("Format");
    if (local == "Data") type_ = xml.value("Type");
    // Within data, the tags of HTML stand among the text.
    if (data_ == 0) text_.clear();
    if (local == "Data" && data_ == 0) data_ = xml.depth();
  }

  void start_sheet(const XmlReader& xml) {
    rows_->end_row();
    sheet_ = xml.value("Name");
    rows_.emplace(writer_, sheet_, row_count_);
    row_ = 0;
    writer_.write({BlockKind::name, {}, sheet_anchor(sheet_), false}, sheet_);
  }

  void start_row(const XmlReader& xml) {
    const std::uint32_t index = number(xml.value("Index"), kMostRows);
    row_ = index > 0 ? index : std::min(row_ + 1, kMostRows);
    column_ = 0;
    hidden_ = xml.value("Hidden") == "1";
  }

  void start_cell(const XmlReader& xml) {
    const std::uint32_t index = number(xml.value("Index"), kMostColumns);
    column_ = index > 0 ? index - 1 : column_;
    write(BlockKind::link, {}, xml.value("HRef"));
    const std::string_view formula = xml.value("Formula");
    formula_ = formula.find('"') != formula.npos ? formula : std::string_view();
    style_ = xml.value("StyleID");
    merged_ = number(xml.value("MergeAcross"), kMostColumns);
    in_comment_ = false;
    shown_.clear();
  }

  void comment(const XmlReader& xml) {
    in_comment_ = true;
    author_ = xml.value("Author");
    write(BlockKind::property, "author", author_);
  }

  void end(const XmlReader& xml) {
    const std::string_view local = xml.local();
    if (data_ != 0 && xml.depth() < data_) {
      data_ = 0;
      if (in_comment_) write(BlockKind::comment, author_, text_);
      else set_shown();
      text_.clear();
    } else if (properties_ != 0) {
      write(BlockKind::property, std::string(local), text_);
      text_.clear();
      if (xml.depth() < properties_) properties_ = 0;
    }
    if (local == "Cell") end_cell();
    if (local == "Row") rows_->end_row();
  }

  void set_shown() {
    shown_ = type_ == "DateTime" ? without_midnight(std::move(text_)) : std::move(text_);
    const auto format = formats_.find(style_);
    double value = 0;
    // Names such as "Fixed" and "Short Date" have no digits.
    const bool digits = type_ == "Number" && format != formats_.end() && format->second.find('0') != std::string::npos;
    if (!digits || std::from_chars(shown_.data(), shown_.data() + shown_.size(), value).ec != std::errc()) return;
    shown_ = shown_cell(value, format->second, false, raw_);
  }

  void end_cell() {
    rows_->add(column_, std::move(shown_), {reference(), std::move(raw_), std::move(formula_), hidden_});
    shown_.clear();
    raw_.clear();
    formula_.clear();
    column_ = std::min(column_ + 1 + merged_, kMostColumns);
    in_comment_ = false;
  }

  std::string reference() const { return column_name(column_) + std::to_string(row_); }

  void write(BlockKind kind, std::string label, std::string_view text) {
    const bool cell = (kind == BlockKind::link || kind == BlockKind::comment) && row_ > 0;
    writer_.write({kind, std::move(label), cell ? sheet_anchor(sheet_, reference()) : "", false}, text);
  }

  BlockWriter& writer_;
  std::string sheet_;
  std::uint32_t row_count_ = 0;
  std::optional<SheetRows> rows_;  // of the present sheet
  std::map<std::string, std::string> formats_;  // of numbers, by style
  std::string text_, shown_, raw_, formula_, author_, type_, style_;
  std::uint32_t row_ = 0, column_ = 0, merged_ = 0;  // rows from 1, columns from 0
  std::uint32_t data_ = 0, properties_ = 0;          // depth of the element that is open; 0 outside
  bool hidden_ = false, in_comment_ = false;
};

class Excel2003 final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    SourcePull pull(source);
    XmlReader xml(pull);
    BlockWriter writer(out);
    Workbook(writer).read(xml);
    if (writer.stopped()) return out.stopped();
    if (!xml.status()) out.missed(xml.status().error().message);
    return {};
  }
};

}  // namespace

const Extractor& excel_2003_extractor() {
  static const Excel2003 extractor;
  return extractor;
}

}  // namespace trawl::extractors
