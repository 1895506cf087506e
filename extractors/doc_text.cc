// DocText: see doc_text.h.
#include "extractors/doc_text.h"

#include <algorithm>

#include "extractors/code_page.h"
#include "extractors/ole_drawing.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kBlock = 16 * 1024;  // flush at the next end of a paragraph
constexpr std::size_t kDeepestField = 32;
constexpr std::size_t kMostCodes = 4096;
constexpr std::size_t kLongestCode = 64 * 1024;

// The run that covers a byte, or one without flags up to the next run.
DocRun run_at(const std::vector<DocRun>& runs, std::uint32_t at) {
  const auto next = std::upper_bound(runs.begin(), runs.end(), at,
                                     [](std::uint32_t place, const DocRun& run) { return place < run.first; });
  if (next != runs.begin() && at < std::prev(next)->last) {
    DocRun run = *std::prev(next);
    if (next != runs.end()) run.last = std::min(run.last, next->first);
    return run;
  }
  return {at, next == runs.end() ? ~0u : next->first, 0};
}

Paragraph::State state_of(std::uint8_t flags) {
  if ((flags & DocRun::kDeleted) != 0) return Paragraph::State::deleted;
  if ((flags & DocRun::kHidden) != 0) return Paragraph::State::hidden;
  return (flags & DocRun::kInserted) != 0 ? Paragraph::State::inserted : Paragraph::State::normal;
}

std::vector<std::uint32_t> places(std::string_view table) {
  std::vector<std::uint32_t> all;
  for (std::size_t at = 0; at + 4 <= table.size(); at += 4) all.push_back(little32(table, at));
  return all;
}

}  // namespace

void DocText::read() {
  read_range(0, file_.story_size(DocFile::kMain), {}, true);
  read_headers();
  read_notes(DocFile::kFootnotes, DocFile::kFootnoteTexts, "footnote");
  read_notes(DocFile::kEndnotes, DocFile::kEndnoteTexts, "endnote");
  read_comments();
  for (const DocFile::Story story : {DocFile::kMacros, DocFile::kTextBoxes, DocFile::kHeaderTextBoxes}) {
    const std::uint32_t start = file_.story_start(story);
    read_range(start, start + file_.story_size(story), {BlockKind::text, "text box", {}, false});
  }
  read_left();
  for (const DrawingText& text : drawing_texts(file_.table(DocFile::kDrawings))) {
    writer_.write({text.kind, std::string(text.label), {}, false}, text.text);
  }
  read_names();
}

void DocText::read_left() {
  place_ = {BlockKind::text, "earlier version", {}, true};
  count_ = false;
  for (const DocPiece& piece : file_.left_pieces()) {
    if (writer_.stopped()) return;
    read_piece(piece, piece.first, piece.last);
    end_range();
  }
}

void DocText::read_notes(DocFile::Story story, DocFile::Table texts, std::string_view name) {
  const std::uint32_t start = file_.story_start(story);
  const std::uint32_t size = file_.story_size(story);
  std::uint32_t done = 0;
  int number = 0;
  for (const std::uint32_t end : places(file_.table(texts))) {
    if (end <= done || end > size) continue;
    const BlockPlace place{BlockKind::note, std::string(name), std::string(name) + "=" + std::to_string(++number),
                           false};
    read_range(start + done, start + end, place);
    done = end;
  }
  read_range(start + done, start + size, {BlockKind::note, std::string(name), {}, false});
}

// [MS-DOC] 2.8.9: six stories of separators, then six for each section: headers of even and odd pages, their footers,
// header and footer of the first page.
void DocText::read_headers() {
  const std::uint32_t start = file_.story_start(DocFile::kHeaders);
  const std::uint32_t size = file_.story_size(DocFile::kHeaders);
  std::uint32_t done = 0;
  const std::vector<std::uint32_t> ends = places(file_.table(DocFile::kHeaderTexts));
  for (std::size_t i = 1; i < ends.size(); ++i) {
    if (ends[i] <= done || ends[i] > size) continue;
    const bool footer = i > 6 && ((i - 1) % 6 == 2 || (i - 1) % 6 == 3 || (i - 1) % 6 == 5);
    read_range(start + done, start + ends[i], {BlockKind::text, footer ? "footer" : "header", {}, false});
    done = ends[i];
  }
  read_range(start + done, start + size, {BlockKind::text, "header", {}, false});
}

// PlcfandRef ([MS-DOC] 2.8.7) holds 30 bytes a comment; the number of its author is at 20.
void DocText::read_comments() {
  constexpr std::size_t kReference = 30;
  std::vector<std::string> authors;
  const std::string_view names = file_.table(DocFile::kCommentAuthors);
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t size = file_.old() ? byte_at(names, at) : 2 * little16(names, at);
    at += file_.old() ? 1 : 2;
    const std::string_view name = bytes_at(names, at, size);
    authors.push_back(file_.old() ? code_page_text(name, file_.code_page()) : utf16_text(name));
    at += size;
    writer_.write({BlockKind::property, "author", {}, false}, authors.back());
  }
  const std::string_view references = file_.table(DocFile::kCommentReferences);
  const std::size_t count = references.size() < 4 ? 0 : (references.size() - 4) / (4 + kReference);
  const std::uint32_t start = file_.story_start(DocFile::kComments);
  const std::uint32_t size = file_.story_size(DocFile::kComments);
  const std::vector<std::uint32_t> ends = places(file_.table(DocFile::kCommentTexts));
  std::uint32_t done = 0;
  for (std::size_t i = 1; i < ends.size(); ++i) {
    if (ends[i] <= done || ends[i] > size) continue;
    const std::uint32_t author = little16(references, 4 * (count + 1) + kReference * (i - 1) + 20);
    const bool known = i <= count && author < authors.size();
    read_range(start + done, start + ends[i],
               {BlockKind::comment, known ? authors[author] : std::string(), "comment=" + std::to_string(i), false});
    done = ends[i];
  }
  read_range(start + done, start + size, {BlockKind::comment, {}, {}, false});
}

void DocText::read_names() {
  // [MS-DOC] 2.9.277; the names are written once more, but need not be the same.
  constexpr std::string_view kAssociated[] = {"",         "template", "title",  "subject",
                                              "keywords", "",         "author", "last modified by"};
  const std::vector<std::string> associated = doc_strings(file_.table(DocFile::kAssociated), file_.code_page());
  for (std::size_t i = 0; i < std::min(associated.size(), std::size(kAssociated)); ++i) {
    if (!kAssociated[i].empty())
      writer_.write({BlockKind::property, std::string(kAssociated[i]), {}, false}, associated[i]);
  }
  for (const std::string& bookmark : doc_strings(file_.table(DocFile::kBookmarks), file_.code_page())) {
    if (bookmark.empty() || bookmark[0] != '_') writer_.write({BlockKind::field, "bookmark", {}, false}, bookmark);
  }
  if (file_.old()) return;
  for (const std::string& author : doc_strings(file_.table(DocFile::kRevisionAuthors), file_.code_page())) {
    writer_.write({BlockKind::property, "author", {}, false}, author);
  }
  for (const std::string& saver : doc_strings(file_.table(DocFile::kSavedBy), file_.code_page())) {
    writer_.write({BlockKind::property, "saved by", {}, true}, saver);
  }
}

void DocText::read_range(std::uint32_t first, std::uint32_t last, const BlockPlace& place, bool count) {
  if (first >= last || writer_.stopped()) return;
  place_ = place;
  count_ = count;
  labels_ = {};
  const std::vector<DocPiece>& pieces = file_.pieces();
  const auto begin = std::partition_point(pieces.begin(), pieces.end(),
                                          [first](const DocPiece& piece) { return piece.last <= first; });
  for (auto piece = begin; piece != pieces.end() && piece->first < last && !writer_.stopped(); ++piece) {
    read_piece(*piece, std::max(first, piece->first), std::min(last, piece->last));
  }
  end_range();
}

void DocText::end_range() {
  while (!fields_.empty()) end_field_code(), fields_.pop_back();
  end_paragraph(false);
  end_row();
  flush();
}

void DocText::read_piece(const DocPiece& piece, std::uint32_t first, std::uint32_t last) {
  const std::uint32_t width = piece.wide ? 2 : 1;
  std::uint32_t at = piece.offset + (first - piece.first) * width;
  const std::uint32_t end = piece.offset + (last - piece.first) * width;
  while (at < end && !writer_.stopped()) {
    const DocRun characters = run_at(file_.character_runs(), at);
    const DocRun paragraph = run_at(file_.paragraph_runs(), at);
    std::uint32_t next = std::min({characters.last, paragraph.last, end});
    next = std::min(end, at + std::max(width, (next - at) / width * width));
    const auto flags = static_cast<std::uint8_t>(piece.flags | characters.flags | paragraph.flags);
    read_run(bytes_at(file_.main(), at, next - at), piece.wide, flags);
    at = next;
  }
}

void DocText::read_run(std::string_view bytes, bool wide, std::uint8_t flags) {
  decoded_.clear();
  const std::string one_width = wide && file_.double_byte() ? bytes_of_double_width(bytes) : std::string();
  if (!one_width.empty()) bytes = one_width;
  if (wide && one_width.empty()) {
    decoded_ = utf16_text(bytes);
  } else {
    if (converter_ == nullptr) converter_ = Converter::open(file_.charset());
    if (converter_ == nullptr) decoded_ = code_page_text(bytes, file_.code_page());
    else converter_->append(bytes, true, decoded_);
  }
  std::size_t done = 0;
  const std::string_view text = decoded_;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x20) continue;
    add(text.substr(done, at - done), flags);
    control(text[at], flags);
    done = at + 1;
  }
  add(text.substr(done), flags);
}

// Characters with a meaning of their own, [MS-DOC] 2.4.1 and 2.4.3.
void DocText::control(char c, std::uint8_t flags) {
  const bool table = (flags & DocRun::kTable) != 0;
  if (c != 0x07) was_cell_end_ = false;
  switch (c) {
    case 0x07:
      if ((flags & DocRun::kRowEnd) != 0 || (file_.old() && was_cell_end_ && paragraph_.empty() && cell_.empty())) {
        end_row();
        was_cell_end_ = false;
      } else {
        end_cell();
        was_cell_end_ = true;
      }
      return;
    case 0x0D:
    case 0x0C: return end_paragraph(table);
    case 0x09: return add("\t", flags);
    case 0x0A:
    case 0x0B:
    case 0x0E: return add("\n", flags);
    case 0x1E: return add("-", flags);
    case 0x1F: return add("\xC2\xAD", flags);
    case 0x13:
      if (fields_.size() < kDeepestField) fields_.emplace_back();
      return;
    case 0x14: return end_field_code();
    case 0x15:
      end_field_code();
      if (!fields_.empty()) fields_.pop_back();
      return;
    default: return;
  }
}

void DocText::add(std::string_view text, std::uint8_t flags) {
  if (text.empty()) return;
  was_cell_end_ = false;
  if (!fields_.empty() && fields_.back().in_code) {
    if (fields_.back().code.size() < kLongestCode) fields_.back().code += text;
    else fields_.back().in_code = false;
    return;
  }
  paragraph_.add(text, state_of(flags));
}

// A field's instruction: a HYPERLINK's address is a link; others are what they are ([MS-DOC] 2.8.25, ECMA-376-1 17.16).
void DocText::end_field_code() {
  if (fields_.empty() || !fields_.back().in_code) return;
  fields_.back().in_code = false;
  std::string_view code = fields_.back().code;
  const std::size_t first = code.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return;
  code = code.substr(first, code.find_last_not_of(" \t\n") - first + 1);
  if (seen_codes_.size() < kMostCodes && !seen_codes_.emplace(code).second) return;
  BlockPlace place = place_;
  place.kind = BlockKind::field;
  place.label = "field code";
  const std::size_t open = code.find('"');
  const std::size_t close = code.find('"', open + 1);
  if (code.substr(0, 9) == "HYPERLINK") {
    place.kind = BlockKind::link;
    place.label.clear();
    const bool quoted = open != std::string_view::npos && close != std::string_view::npos;
    code = quoted ? code.substr(open + 1, code.rfind('"') - open - 1) : code.substr(9);
  }
  extras_.push_back({place, std::string(code), false});
}

void DocText::end_paragraph(bool table) {
  if (!table && !row_.empty()) end_row();
  if (count_ && ++paragraphs_ > 0 && text_.empty() && !table)
    place_.anchor = "paragraph=" + std::to_string(paragraphs_);
  if (paragraph_.empty()) return;
  std::string& out = table ? cell_ : text_;
  paragraph_.append_shown(out);
  out += '\n';
  BlockPlace place = place_;
  const std::string deleted = paragraph_.stretches(Paragraph::State::deleted);
  const std::string hidden = paragraph_.stretches(Paragraph::State::hidden);
  if (!deleted.empty()) extras_.push_back({place, deleted, true});
  place.hidden = true;
  if (!hidden.empty()) extras_.push_back({place, hidden, false});
  paragraph_.clear();
  if (!table && text_.size() >= kBlock) flush();
}

void DocText::end_cell() {
  if (row_.empty()) flush();
  end_paragraph(true);
  while (!cell_.empty() && cell_.back() == '\n') cell_.pop_back();
  row_.push_back({static_cast<std::uint32_t>(row_.size()), std::move(cell_)});
  cell_.clear();
}

void DocText::end_row() {
  if (!cell_.empty()) end_cell();
  if (!row_.empty()) {
    labels_.see(row_);
    ++rows_;
  }
  for (std::size_t i = 0; i < row_.size(); ++i) {
    const std::string label = labels_.label(row_, i);
    TextBlock block;
    block.kind = BlockKind::cell;
    block.text = row_[i].text;
    block.label = label;
    block.anchor = place_.anchor;
    block.row = rows_;
    block.hidden = place_.hidden;
    writer_.write(block);
  }
  row_.clear();
  write_extras();
}

void DocText::flush() {
  writer_.write(place_, text_);
  text_.clear();
  if (row_.empty()) write_extras();
}

void DocText::write_extras() {
  for (const Extra& extra : extras_) {
    TextBlock block;
    block.kind = extra.place.kind;
    block.text = extra.text;
    block.label = extra.place.label;
    block.anchor = extra.place.anchor;
    block.hidden = extra.place.hidden;
    block.deleted = extra.deleted;
    writer_.write(block);
  }
  extras_.clear();
}

}  // namespace trawl::extractors
