// OdfReader: see odf_reader.h.
#include "extractors/odf_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "extractors/data_uri.h"
#include "extractors/number_format.h"
#include "extractors/ooxml_attributes.h"
#include "extractors/ooxml_document.h"
#include "extractors/ooxml_sheet.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 16 * 1024;
constexpr std::size_t kDeepestFrame = 64;
constexpr std::size_t kLongestQueue = 4096;
constexpr std::size_t kMostPrinted = 100'000;
constexpr std::size_t kMostHiddenRanges = 16'384;
constexpr std::uint64_t kMostSpaces = 1024;

std::uint64_t count(std::string_view digits, std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Attributes that hold words, wherever they stand.
constexpr auto kWords = std::to_array<std::string_view>({
    "string-value", "title", "help-text", "tooltip", "label", "current-value", "default-value", "description",
    "user-name", "database-name", "annotation", "alt", "num-prefix", "num-suffix", "string-value-if-true",
    "string-value-if-false",
});

// Elements whose draw:name is that of a look, not of an object.
constexpr auto kLooks =
    std::to_array<std::string_view>({"gradient", "hatch", "fill-image", "marker", "stroke-dash", "opacity"});

// Elements whose value is what a filter looks for, or an entry of a form field.
constexpr auto kChoices = std::to_array<std::string_view>({"filter-condition", "filter-set-item", "param"});

// The address of something outside of the document: a URL, or a file by its path.
bool leads_out(std::string_view href) {
  return href.find(':') != std::string_view::npos || href.starts_with("../") || href.starts_with("/");
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

enum class OdfReader::Tag : std::uint8_t {
  other, paragraph, span, spaces, tab, line_break, note, citation, annotation, deletion, text_box, ruby, table, row,
  column, cell, header, footer, page, page_notes, spreadsheet, leaf, skipped, binary, message,
};

struct OdfReader::TagName {
  std::string_view name;
  Tag tag;
};

OdfReader::Tag OdfReader::tag_of(std::string_view local) {
  constexpr auto by_name = [](const TagName& a, const TagName& b) { return a.name < b.name; };
  static constexpr auto kTags = [] {
    auto tags = std::to_array<TagName>({
        {"p", Tag::paragraph}, {"h", Tag::paragraph}, {"span", Tag::span}, {"hidden-paragraph", Tag::span},
        {"s", Tag::spaces}, {"tab", Tag::tab}, {"line-break", Tag::line_break}, {"note", Tag::note},
        {"note-citation", Tag::citation}, {"annotation", Tag::annotation}, {"deletion", Tag::deletion},
        {"cell-content-change", Tag::deletion}, {"cell-content-deletion", Tag::deletion}, {"text-box", Tag::text_box},
        {"custom-shape", Tag::text_box}, {"ruby-text", Tag::ruby}, {"table", Tag::table}, {"table-row", Tag::row},
        {"table-column", Tag::column}, {"table-cell", Tag::cell}, {"covered-table-cell", Tag::cell},
        {"header", Tag::header}, {"header-left", Tag::header}, {"header-first", Tag::header},
        {"footer", Tag::footer}, {"footer-left", Tag::footer}, {"footer-first", Tag::footer}, {"page", Tag::page},
        {"notes", Tag::page_notes}, {"spreadsheet", Tag::spreadsheet}, {"creator", Tag::leaf}, {"title", Tag::leaf},
        {"desc", Tag::leaf}, {"header-decl", Tag::leaf}, {"footer-decl", Tag::leaf}, {"date-time-decl", Tag::leaf},
        {"creator-initials", Tag::leaf}, {"sender-initials", Tag::leaf}, {"subject", Tag::leaf},
        {"description", Tag::leaf}, {"keyword", Tag::leaf}, {"initial-creator", Tag::leaf}, {"printed-by", Tag::leaf},
        {"user-defined", Tag::leaf}, {"generator", Tag::leaf}, {"creation-date", Tag::leaf}, {"date", Tag::leaf},
        {"print-date", Tag::leaf}, {"language", Tag::leaf}, {"config-item", Tag::leaf},
        {"binary-data", Tag::binary}, {"help-message", Tag::message}, {"error-message", Tag::message},
        {"source-code", Tag::leaf},
    });
    std::sort(tags.begin(), tags.end(), by_name);
    return tags;
  }();
  const auto found = std::lower_bound(kTags.begin(), kTags.end(), TagName{local, Tag::other}, by_name);
  return found != kTags.end() && found->name == local ? found->tag : Tag::other;
}

void OdfReader::read(XmlReader& xml, const BlockPlace& place) {
  frames_.push_back({Tag::other, 0, place, false, {}, {}});
  auto event = xml.next();
  for (; event != XmlReader::Event::done && !writer_.stopped(); event = xml.next()) {
    if (event == XmlReader::Event::start) {
      start(xml);
    } else if (event == XmlReader::Event::end) {
      end(xml);
    } else {
      characters(xml.text());
    }
  }
  while (!frames_.empty()) end_frame();
  while (!tables_.empty()) {
    end_row();
    tables_.pop_back();
  }
  write_queue();
}

void OdfReader::start(XmlReader& xml) {
  const Tag tag = tag_of(xml.local());
  memory_.styles.see(xml);
  attributes(xml);
  switch (tag) {
    case Tag::paragraph:
      if (frame().paragraph_depth != 0) end_paragraph();
      frame().paragraph_depth = xml.depth();
      frame().space = true;
      if (memory_.styles.hidden(xml.value("style-name"))) hidden_spans_.push_back(xml.depth());
      return;
    case Tag::table: return start_table(xml);
    case Tag::row: return start_row(xml);
    case Tag::column: return start_column(xml);
    case Tag::cell: return start_cell(xml);
    case Tag::note:
    case Tag::annotation:
    case Tag::deletion:
    case Tag::text_box:
    case Tag::ruby:
    case Tag::header:
    case Tag::footer:
    case Tag::page:
    case Tag::page_notes:
    case Tag::message: return start_frame(xml, tag);
    case Tag::spreadsheet: in_spreadsheet_ = true; return;
    case Tag::citation: return xml.skip();
    case Tag::leaf:
    case Tag::binary:
      // Within a paragraph it is a text field, but for the alternative text of a drawing.
      if (tag == Tag::leaf && frame().paragraph_depth != 0 && xml.name().substr(0, 4) != "svg:") return;
      leaf_depth_ = xml.depth();
      leaf_.clear();
      leaf_label_ = xml.has("name") ? xml.value("name") : xml.local();
      return;
    default: start_inline(xml, tag);
  }
}

void OdfReader::start_inline(XmlReader& xml, Tag tag) {
  switch (tag) {
    case Tag::span:
      if (xml.local() != "span" || memory_.styles.hidden(xml.value("style-name"))) hidden_spans_.push_back(xml.depth());
      break;
    case Tag::spaces:
      add(std::string(std::min(count(xml.value("c"), 1), kMostSpaces), ' '));
      break;
    case Tag::tab:
      add("\t");
      break;
    case Tag::line_break:
      add("\n");
      break;
    default:
      break;
  }
}

void OdfReader::attributes(const XmlReader& xml) {
  for (const XmlReader::Attribute& attribute : xml.attributes()) {
    const std::string_view name = attribute.local();
    if (name == "href") {
      if (leads_out(attribute.value)) queue_once(BlockKind::link, {}, attribute.value);
    } else if (among(kWords, name)) {
      // What a field or a cell shows stands in its text as well.
      if (name == "string-value" && tag_of(xml.local()) == Tag::cell) continue;
      if (name.starts_with("num-") && attribute.value.size() < 3) continue;  // "(", ")."
      queue_once(BlockKind::field, name, attribute.value);
    } else if (attribute.name == "draw:name" && !among(kLooks, xml.local()) && !given_by_program(attribute.value)) {
      queue_once(BlockKind::field, "object name", attribute.value);
    }
  }
  const std::string_view element = xml.local();
  const bool named = element == "named-range" || element == "named-expression" || element == "database-range" ||
                     element == "scenario" || element == "user-field-decl" || element == "bookmark" ||
                     element == "bookmark-start" || element == "section" || element == "control" || element == "show" ||
                     element == "text" || element == "textarea";
  if (named) queue_once(BlockKind::field, element, xml.value("name"));
  if (element == "scenario") queue_once(BlockKind::field, element, xml.value("comment"));
  const std::string_view expression = element == "named-expression" ? xml.value("expression") : std::string_view();
  if (expression.find('"') != expression.npos) queue_once(BlockKind::field, element, expression);
  if (element == "content-validation") queue_once(BlockKind::field, "validation", xml.value("condition"));
  if (among(kChoices, element)) queue_once(BlockKind::field, element, xml.value("value"));
  if (element == "bibliography-mark") {
    for (const XmlReader::Attribute& attribute : xml.attributes()) {
      queue_once(BlockKind::field, "bibliography", attribute.value);
    }
  }
  const std::string_view condition = xml.value(element == "condition" ? "value" : "condition");
  if (condition.find('"') != condition.npos) queue_once(BlockKind::field, "condition", condition);
}

void OdfReader::start_frame(const XmlReader& xml, Tag tag) {
  if (tag == Tag::header || tag == Tag::footer || tag == Tag::page) flush();
  if (frames_.size() >= kDeepestFrame) return;
  Frame inner{tag, xml.depth(), frame().place, frame().deleted, {}, {}};
  BlockPlace& place = inner.place;
  switch (tag) {
    case Tag::note:
      place.kind = BlockKind::note;
      place.label = xml.value("note-class");
      break;
    case Tag::annotation:
      place.kind = BlockKind::comment;
      place.label.clear();
      break;
    case Tag::deletion:
      inner.deleted = true;
      break;
    case Tag::header:
    case Tag::footer:
      place.anchor = tag == Tag::header ? "header" : "footer";
      break;
    case Tag::page:
      place.anchor = "slide=" + std::to_string(++memory_.slides);
      place.hidden = memory_.styles.hidden(xml.value("style-name"));
      break;
    case Tag::page_notes:
      place.kind = BlockKind::note;
      break;
    case Tag::ruby:  // its text stands in no paragraph
      inner.paragraph_depth = xml.depth();
      break;
    default:
      break;
  }
  frames_.push_back(std::move(inner));
}

void OdfReader::start_table(const XmlReader& xml) {
  flush();
  if (tables_.size() >= kDeepestFrame) return;
  Table table;
  table.depth = xml.depth();
  table.name = xml.value("name");
  table.sheet = in_spreadsheet_ && tables_.empty();
  table.hidden = memory_.styles.hidden(xml.value("style-name"));
  if (table.sheet) {
    queue({BlockKind::name, {}, sheet_anchor(table.name), table.hidden}, table.name);
    write_queue();
  } else if (!given_by_program(table.name)) {
    queue_once(BlockKind::field, "object name", table.name);
  }
  tables_.push_back(std::move(table));
}

void OdfReader::start_column(const XmlReader& xml) {
  if (tables_.empty()) return;
  Table& table = tables_.back();
  const std::uint64_t first = table.columns_declared;
  table.columns_declared += std::min<std::uint64_t>(count(xml.value("number-columns-repeated"), 1), 1u << 20);
  const std::string_view visibility = xml.value("visibility");
  const bool hidden = visibility == "collapse" || visibility == "filter";
  if (hidden && table.hidden_columns.size() < kMostHiddenRanges) {
    table.hidden_columns.emplace_back(first, table.columns_declared - 1);
  }
}

void OdfReader::start_row(const XmlReader& xml) {
  if (tables_.empty()) return;
  Table& table = tables_.back();
  table.row_number += table.row_number == 0 ? 1 : table.rows_repeated;
  table.rows_repeated = std::min<std::uint64_t>(count(xml.value("number-rows-repeated"), 1), 1u << 24);
  const std::string_view visibility = xml.value("visibility");
  table.row_hidden = visibility == "collapse" || visibility == "filter";
  table.column = 0;
}

void OdfReader::start_cell(const XmlReader& xml) {
  if (tables_.empty() || frames_.size() >= kDeepestFrame) return;
  Table& table = tables_.back();
  table.columns_repeated = std::min<std::uint64_t>(count(xml.value("number-columns-repeated"), 1), 1u << 20);
  Cell& cell = table.cell;
  cell = Cell();
  const std::string_view type = xml.value("value-type");
  if (type == "float" || type == "percentage" || type == "currency") {
    double value = 0;
    const std::string_view held = xml.value("value");
    const auto parsed = std::from_chars(held.data(), held.data() + held.size(), value);
    const bool scientific = held.find_first_of("eE") != std::string_view::npos;
    cell.raw = scientific && parsed.ec == std::errc() ? plain_number(value) : std::string(held);
  } else if (type == "date") {
    cell.raw = xml.value("date-value");
  } else if (type == "time") {
    cell.raw = xml.value("time-value");
  } else if (type == "string") {
    cell.raw = xml.value("string-value");
  }
  if (xml.value("formula").find('"') != std::string_view::npos) cell.formula = xml.value("formula");
  const std::uint64_t column = table.column;
  cell.hidden = table.hidden || table.row_hidden ||
                std::any_of(table.hidden_columns.begin(), table.hidden_columns.end(),
                            [column](const auto& range) { return column >= range.first && column <= range.second; });
  if (table.sheet) {
    cell.anchor = sheet_anchor(table.name, column_name(static_cast<std::uint32_t>(std::min<std::uint64_t>(column, 1u << 20))) +
                                               std::to_string(table.row_number));
  } else {
    cell.anchor = frame().place.anchor;
  }
  BlockPlace place = frame().place;
  place.anchor = cell.anchor;
  place.hidden |= cell.hidden;
  frames_.push_back({Tag::cell, xml.depth(), std::move(place), frame().deleted, {}, {}});
}

void OdfReader::end(const XmlReader& xml) {
  const std::uint32_t depth = xml.depth() + 1;
  if (!hidden_spans_.empty() && hidden_spans_.back() == depth) hidden_spans_.pop_back();
  if (leaf_depth_ == depth) end_leaf(xml.name());
  if (frame().paragraph_depth == depth) end_paragraph();
  const Tag tag = tag_of(xml.local());
  if (frames_.size() > 1 && frame().depth == depth) end_frame();
  if (tag == Tag::row) end_row();
  if (tag == Tag::table && !tables_.empty() && tables_.back().depth == depth) tables_.pop_back();
}

void OdfReader::end_leaf(std::string_view name) {
  const std::string_view element = name.substr(name.rfind(':') + 1);
  leaf_depth_ = 0;
  if (tag_of(element) == Tag::binary) return binary();
  if (element == "creator" && frame().tag == Tag::annotation) frame().place.label = leaf_;
  const bool setting = element == "config-item";
  if (setting && leaf_label_ != "PrinterName" && leaf_label_ != "CurrentDatabaseDataSource") return;
  if (element == "source-code") return queue({BlockKind::text, "macro", {}, false}, leaf_);
  if (name.substr(0, 4) == "svg:") return queue_once(BlockKind::field, "alternative text", leaf_);
  queue_once(BlockKind::property, leaf_label_, leaf_);
}

void OdfReader::end_frame() {
  end_paragraph();
  if (frame().tag == Tag::cell) {
    end_cell();
  } else {
    const Frame& here = frame();
    queue(here.place, here.text, here.deleted);
    if (tables_.empty()) write_queue();
  }
  frames_.pop_back();
}

void OdfReader::end_cell() {
  if (tables_.empty()) return;
  Table& table = tables_.back();
  std::string text = std::move(frame().text);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  if (text.empty()) std::swap(text, table.cell.raw);
  if (text == table.cell.raw) table.cell.raw.clear();
  if (!text.empty() || !table.cell.formula.empty()) {
    const std::uint64_t column = std::min<std::uint64_t>(table.column, 1u << 20);
    table.row.push_back({static_cast<std::uint32_t>(column), std::move(text)});
    table.cells.push_back(std::move(table.cell));
  }
  table.column += table.columns_repeated;
}

void OdfReader::end_row() {
  if (tables_.empty() || tables_.back().row.empty()) return;
  Table& table = tables_.back();
  table.labels.see(table.row);
  ++memory_.rows;
  for (std::size_t i = 0; i < table.row.size(); ++i) {
    const std::string label = table.labels.label(table.row, i);
    TextBlock block;
    block.kind = BlockKind::cell;
    block.text = table.row[i].text;
    block.label = label;
    block.anchor = table.cells[i].anchor;
    block.hidden = table.cells[i].hidden;
    block.row = memory_.rows;
    block.deleted = !frames_.empty() && frame().deleted;
    writer_.write(block);
  }
  for (std::size_t i = 0; i < table.row.size(); ++i) {
    const Cell& cell = table.cells[i];
    queue({BlockKind::field, table.labels.label(table.row, i), cell.anchor, cell.hidden}, cell.raw);
    queue({BlockKind::field, "formula", cell.anchor, cell.hidden}, cell.formula);
  }
  table.row.clear();
  table.cells.clear();
  if (tables_.size() == 1) write_queue();
}

void OdfReader::characters(std::string_view text) {
  if (leaf_depth_ != 0) {
    leaf_ += text;
    return;
  }
  if (frame().paragraph_depth == 0) return;
  // White space collapses (ODF 1.3 part 3, 6.1.2).
  std::string collapsed;
  for (const char c : text) {
    const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!white) collapsed += c;
    else if (!frame().space) collapsed += ' ';
    frame().space = white;
  }
  add(collapsed);
}

void OdfReader::add(std::string_view text) {
  frame().paragraph.add(text, hidden_spans_.empty() ? Paragraph::State::normal : Paragraph::State::hidden);
}

void OdfReader::end_paragraph() {
  Frame& here = frame();
  here.paragraph_depth = 0;
  if (here.paragraph.empty()) return;
  here.paragraph.append_shown(here.text);
  here.text += '\n';
  BlockPlace hidden = here.place;
  hidden.hidden = true;
  queue(std::move(hidden), here.paragraph.stretches(Paragraph::State::hidden), here.deleted);
  here.paragraph.clear();
  if (here.text.size() >= kBlock && frames_.size() == 1) flush();
}

void OdfReader::flush() {
  if (frame().tag == Tag::cell) return;
  queue(frame().place, frame().text, frame().deleted);
  frame().text.clear();
  if (tables_.empty()) write_queue();
}

void OdfReader::queue(BlockPlace place, std::string_view text, bool deleted) {
  if (text.empty()) return;
  queue_.push_back({std::move(place), std::string(text), deleted});
  if (queue_.size() >= kLongestQueue) write_queue();
}

void OdfReader::queue_once(BlockKind kind, std::string_view label, std::string_view text) {
  if (text.empty() || memory_.printed.find(text) != memory_.printed.end()) return;
  if (memory_.printed.size() < kMostPrinted) memory_.printed.emplace(text);
  queue({kind, std::string(label), frame().place.anchor, frame().place.hidden}, text);
}

void OdfReader::write_queue() {
  for (const Queued& queued : queue_) {
    TextBlock block;
    block.kind = queued.place.kind;
    block.text = queued.text;
    block.label = queued.place.label;
    block.anchor = queued.place.anchor;
    block.hidden = queued.place.hidden;
    block.deleted = queued.deleted;
    writer_.write(block);
  }
  queue_.clear();
}

// Pictures and objects of flat documents.
void OdfReader::binary() {
  const std::string bytes = parse_data_uri("data:;base64," + leaf_).bytes;
  leaf_.clear();
  if (bytes.empty() || writer_.stopped()) return;
  const auto source = memory_source(bytes);
  PartHeader header;
  header.name = "binary-data-" + std::to_string(++memory_.binaries);
  header.size = bytes.size();
  if (!writer_.out().child(header, *source)) writer_.stop();
}

}  // namespace trawl::extractors
