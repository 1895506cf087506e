// FlowReader: see ooxml_flow.h.
#include "extractors/ooxml_flow.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/utf8.h"
#include "extractors/ooxml_attributes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 16 * 1024;        // flush at the next end of a paragraph
constexpr std::size_t kDeepestFrame = 64;
constexpr std::size_t kDeepestField = 32;
constexpr std::size_t kLongestQueue = 4096;
constexpr std::uint32_t kWidestSpan = 1024;

std::uint32_t count(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// An on/off property is on unless its value says no (ECMA-376-1 17.17.4).
bool switched_on(const XmlReader& xml) {
  const std::string_view value = xml.value("val");
  return value != "0" && value != "false" && value != "off" && value != "none";
}

// w:sym: the character of a symbol font lies in the private area; others are characters.
std::string symbol(std::string_view hex) {
  std::uint32_t code = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  std::string out;
  if (code >= 0x20 && (code < 0xE000 || code > 0xF8FF)) append_utf8(out, code);
  return out;
}

}  // namespace

enum class FlowReader::Tag : std::uint8_t {
  other, paragraph, run, text, deleted_text, field_code, field_character, simple_field, tab, line_break, hyphen,
  symbol, vanish, table, row, cell, span, deletion, insertion, text_box, note, comment, ruby, alternative, fallback,
  value, name, authors_entry, annotation,
};

struct FlowReader::TagName {
  std::string_view name;
  Tag tag;
};

FlowReader::Tag FlowReader::tag_of(std::string_view local) {
  constexpr auto by_name = [](const TagName& a, const TagName& b) { return a.name < b.name; };
  static constexpr auto kTags = [] {
    auto tags = std::to_array<TagName>({
        {"p", Tag::paragraph}, {"r", Tag::run}, {"t", Tag::text}, {"text", Tag::text}, {"delText", Tag::deleted_text},
        {"instrText", Tag::field_code}, {"delInstrText", Tag::field_code}, {"fldChar", Tag::field_character},
        {"fldSimple", Tag::simple_field}, {"tab", Tag::tab}, {"ptab", Tag::tab}, {"br", Tag::line_break},
        {"cr", Tag::line_break}, {"noBreakHyphen", Tag::hyphen}, {"sym", Tag::symbol}, {"vanish", Tag::vanish},
        {"tbl", Tag::table}, {"tr", Tag::row}, {"tc", Tag::cell}, {"gridSpan", Tag::span}, {"del", Tag::deletion},
        {"moveFrom", Tag::deletion}, {"ins", Tag::insertion}, {"moveTo", Tag::insertion},
        {"txbxContent", Tag::text_box}, {"footnote", Tag::note}, {"endnote", Tag::note}, {"comment", Tag::comment},
        {"cm", Tag::comment}, {"threadedComment", Tag::comment}, {"reply", Tag::comment}, {"rt", Tag::ruby},
        {"AlternateContent", Tag::alternative}, {"Fallback", Tag::fallback}, {"v", Tag::value}, {"name", Tag::name},
        {"author", Tag::authors_entry}, {"annotation", Tag::annotation},
    });
    std::sort(tags.begin(), tags.end(), by_name);
    return tags;
  }();
  const auto found = std::lower_bound(kTags.begin(), kTags.end(), TagName{local, Tag::other}, by_name);
  return found != kTags.end() && found->name == local ? found->tag : Tag::other;
}

void FlowReader::read(XmlReader& xml, const BlockPlace& place, bool count_paragraphs) {
  count_paragraphs_ = count_paragraphs;
  frames_.push_back({Tag::other, 0, place, {}, {}});
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
  while (!tables_.empty()) end_row(), tables_.pop_back();
  while (!frames_.empty()) end_frame();
  write_queue();
}

void FlowReader::start(XmlReader& xml) {
  const Tag tag = tag_of(xml.local());
  attribute_texts(xml, [this](std::string_view label, std::string_view text) {
    ++written_;
    queue(BlockKind::field, label, text);
  });
  switch (tag) {
    case Tag::paragraph:
      ++paragraphs_;
      if (count_paragraphs_ && frames_.size() == 1 && frame().text.empty()) {
        frame().place.anchor = "paragraph=" + std::to_string(paragraphs_);
      }
      break;
    case Tag::table:
      flush();
      if (count_paragraphs_ && frames_.size() == 1) {
        frame().place.anchor = "paragraph=" + std::to_string(paragraphs_ + 1);
      }
      if (tables_.size() < kDeepestFrame) tables_.push_back({xml.depth(), {}, 0, 1, {}});
      break;
    case Tag::row:
      if (!tables_.empty()) tables_.back().column = 0;
      break;
    case Tag::span:
      if (!tables_.empty()) tables_.back().span = std::clamp(count(xml.value("val")), 1u, kWidestSpan);
      break;
    case Tag::cell:
    case Tag::text_box:
    case Tag::note:
    case Tag::comment:
    case Tag::ruby:
      start_frame(xml, tag);
      break;
    case Tag::deletion:
      note_author(xml.value("author"));
      ++deleted_;
      break;
    case Tag::insertion:
      note_author(xml.value("author"));
      ++inserted_;
      break;
    case Tag::annotation:
      start_annotation(xml);
      break;
    case Tag::alternative:
      if (alternatives_.size() < kDeepestFrame) alternatives_.push_back({xml.depth(), written_});
      break;
    case Tag::fallback:
      // It says the same as the choice before it, for programs that do not know that.
      if (!alternatives_.empty() && alternatives_.back().written_before != written_) xml.skip();
      break;
    case Tag::name:  // of a trend line; those of Word are attributes
      if (!frame().in_run) capture_ = Capture::text;
      break;
    case Tag::authors_entry:
      capture_ = Capture::author;
      captured_author_.clear();
      break;
    default:
      start_run_content(xml, tag);
  }
}

// aml:annotation of Word 2003 is any of a comment, a deletion and an insertion, by its type.
void FlowReader::start_annotation(XmlReader& xml) {
  const std::string_view type = xml.value("type");
  const Tag tag = type == "Word.Comment"     ? Tag::comment
                  : type == "Word.Deletion"  ? Tag::deletion
                  : type == "Word.Insertion" ? Tag::insertion
                                             : Tag::other;
  if (tag == Tag::comment) return start_frame(xml, tag);
  if (tag == Tag::other || annotations_.size() >= kDeepestFrame) return;
  note_author(xml.value("author"));
  ++(tag == Tag::deletion ? deleted_ : inserted_);
  annotations_.emplace_back(xml.depth(), tag);
}

void FlowReader::end_annotation(std::uint32_t depth) {
  if (annotations_.empty() || annotations_.back().first != depth) return;
  std::uint32_t& open = annotations_.back().second == Tag::deletion ? deleted_ : inserted_;
  open -= open > 0;
  annotations_.pop_back();
}

void FlowReader::start_run_content(XmlReader& xml, Tag tag) {
  switch (tag) {
    case Tag::run:
      frame().in_run = true;
      frame().hidden_run = false;
      break;
    case Tag::vanish:
      if (frame().in_run) frame().hidden_run = switched_on(xml);
      break;
    case Tag::text:
    case Tag::value:
      capture_ = Capture::text;
      break;
    case Tag::deleted_text:
      capture_ = Capture::deleted_text;
      break;
    case Tag::field_code:
      capture_ = Capture::field_code;
      break;
    case Tag::field_character:
      field_character(xml.value("fldCharType"));
      break;
    case Tag::simple_field:
      field_code(xml.value("instr"));
      break;
    case Tag::tab:  // outside a run it is a tab stop
      if (frame().in_run) add("\t");
      break;
    case Tag::line_break:
      add("\n");
      break;
    case Tag::hyphen:
      add("-");
      break;
    case Tag::symbol:
      add(symbol(xml.value("char")));
      break;
    default:
      break;
  }
}

BlockPlace FlowReader::note_place(const XmlReader& xml, Tag tag) const {
  BlockPlace place = frames_.back().place;
  if (tag == Tag::note) {
    place.kind = BlockKind::note;
    place.anchor = std::string(xml.local()) + "=" + std::string(xml.value("id"));
    return place;
  }
  place.kind = BlockKind::comment;
  std::string_view author = xml.value("author");
  const std::string_view id = xml.has("personId") ? xml.value("personId") : xml.value("authorId");
  const auto known = memory_.people.find(id);
  if (author.empty() && known != memory_.people.end()) author = known->second;
  if (author.empty() && !id.empty() && count(id) < comment_authors_.size()) author = comment_authors_[count(id)];
  place.label = author;
  const std::string_view cell = xml.value("ref");
  if (!cell.empty() && !place.anchor.empty()) place.anchor += "&cell=" + std::string(cell);
  if (place.anchor.empty()) place.anchor = "comment=" + std::string(xml.value("id"));
  return place;
}

void FlowReader::start_frame(XmlReader& xml, Tag tag) {
  if (tag == Tag::cell && xml.has("gridSpan") && !tables_.empty()) {
    tables_.back().span = std::clamp(count(xml.value("gridSpan")), 1u, kWidestSpan);
  }
  if (frames_.size() >= kDeepestFrame) return;
  if (tag == Tag::note || tag == Tag::comment) {
    Frame note{tag, xml.depth(), note_place(xml, tag), {}, {}};
    if (tag == Tag::comment) note_author(note.place.label);
    frames_.push_back(std::move(note));
    return;
  }
  BlockPlace place = frame().place;
  frames_.push_back({tag, xml.depth(), std::move(place), {}, {}});
}

void FlowReader::end(const XmlReader& xml) {
  const std::uint32_t depth = xml.depth() + 1;  // of the element that ends
  switch (tag_of(xml.local())) {
    case Tag::paragraph:
      end_paragraph();
      break;
    case Tag::run:
      frame().in_run = frame().hidden_run = false;
      break;
    case Tag::name:
      if (frame().in_run) break;
      [[fallthrough]];
    case Tag::value:
      capture_ = Capture::none;
      end_paragraph();
      break;
    case Tag::authors_entry:
      if (capture_ == Capture::author) comment_authors_.push_back(captured_author_);
      capture_ = Capture::none;
      break;
    case Tag::text:
    case Tag::deleted_text:
    case Tag::field_code:
      capture_ = Capture::none;
      break;
    case Tag::row:
      end_row();
      break;
    case Tag::table:
      if (!tables_.empty() && tables_.back().depth == depth) tables_.pop_back();
      break;
    case Tag::deletion:
      deleted_ -= deleted_ > 0;
      break;
    case Tag::insertion:
      inserted_ -= inserted_ > 0;
      break;
    case Tag::annotation:
      end_annotation(depth);
      break;
    case Tag::alternative:
      if (!alternatives_.empty() && alternatives_.back().depth == depth) alternatives_.pop_back();
      break;
    default:
      break;
  }
  if (frames_.size() > 1 && frame().depth == depth) end_frame();
}

void FlowReader::end_frame() {
  end_paragraph();
  if (frame().tag == Tag::cell && !tables_.empty()) {
    Table& table = tables_.back();
    std::string text = std::move(frame().text);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    table.row.push_back({table.column, std::move(text)});
    table.column += table.span;
    table.span = 1;
  } else if (frame().tag == Tag::text_box || frame().tag == Tag::ruby) {
    queue(frame().place.kind, frame().place.label, frame().text, frame().place.hidden);
  } else {
    flush();
  }
  frames_.pop_back();
}

void FlowReader::end_row() {
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
    block.anchor = frames_.front().place.anchor;
    block.hidden = frames_.front().place.hidden;
    block.row = memory_.rows;
    writer_.write(block);
  }
  table.row.clear();
  if (tables_.size() == 1) write_queue();
}

void FlowReader::characters(std::string_view text) {
  switch (capture_) {
    case Capture::none: return;
    case Capture::text:
    case Capture::deleted_text: return add(text);
    case Capture::author: captured_author_ += text; return;
    case Capture::field_code:
      if (!field_codes_.empty()) field_codes_.back() += text;
      else field_code(text);
  }
}

void FlowReader::add(std::string_view text) {
  written_ += text.size();
  auto state = Paragraph::State::normal;
  if (deleted_ > 0 || capture_ == Capture::deleted_text) {
    state = Paragraph::State::deleted;
  } else if (frame().hidden_run) {
    state = Paragraph::State::hidden;
  } else if (inserted_ > 0) {
    state = Paragraph::State::inserted;
  }
  frame().paragraph.add(text, state);
}

void FlowReader::end_paragraph() {
  Frame& here = frame();
  if (here.paragraph.empty()) return;
  here.paragraph.append_shown(here.text);
  here.text += '\n';
  const std::string deleted = here.paragraph.stretches(Paragraph::State::deleted);
  const std::string hidden = here.paragraph.stretches(Paragraph::State::hidden);
  if (!deleted.empty()) queue(here.place.kind, here.place.label, deleted, here.place.hidden, true);
  if (!hidden.empty()) queue(here.place.kind, here.place.label, hidden, true);
  here.paragraph.clear();
  if (here.text.size() >= kBlock && here.tag == Tag::other) flush();
}

void FlowReader::flush() {
  writer_.write(frame().place, frame().text);
  frame().text.clear();
  if (tables_.empty() || queue_.size() >= kLongestQueue) write_queue();
}

void FlowReader::queue(BlockKind kind, std::string_view label, std::string_view text, bool hidden, bool deleted) {
  queue_.push_back({kind, std::string(text), std::string(label), frame().place.anchor,
                    hidden || frame().place.hidden, deleted});
  if (queue_.size() >= kLongestQueue) write_queue();
}

// Blocks wait here so that the cells of a row follow each other.
void FlowReader::write_queue() {
  for (const Queued& queued : queue_) {
    TextBlock block;
    block.kind = queued.kind;
    block.text = queued.text;
    block.label = queued.label;
    block.anchor = queued.anchor;
    block.hidden = queued.hidden;
    block.deleted = queued.deleted;
    writer_.write(block);
  }
  queue_.clear();
}

void FlowReader::field_character(std::string_view type) {
  if (type == "begin") {
    if (field_codes_.size() < kDeepestField) field_codes_.emplace_back();
  } else if (!field_codes_.empty()) {
    field_code(field_codes_.back());
    field_codes_.back().clear();
    if (type == "end") field_codes_.pop_back();
  }
}

// A field's instruction (ECMA-376-1 17.16): a HYPERLINK's address is a link; of the others those with
// words in quotes or an address say something.
void FlowReader::field_code(std::string_view code) {
  const std::size_t first = code.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return;
  code = code.substr(first, code.find_last_not_of(" \t\n") - first + 1);
  if (memory_.fields.size() < kLongestQueue && !memory_.fields.emplace(code).second) return;
  if (code.substr(0, 10) != "HYPERLINK ") return queue(BlockKind::field, "field code", code);
  const std::size_t open = code.find('"');
  const std::size_t close = code.find('"', open + 1);
  const bool quoted = open != std::string_view::npos && close != std::string_view::npos;
  queue(BlockKind::link, {}, quoted ? code.substr(open + 1, close - open - 1) : code.substr(10));
}

void FlowReader::note_author(std::string_view name) {
  if (name.empty() || memory_.authors.find(name) != memory_.authors.end()) return;
  if (memory_.authors.size() < kLongestQueue) memory_.authors.emplace(name);
  queue(BlockKind::property, "author", name);
}

}  // namespace trawl::extractors
