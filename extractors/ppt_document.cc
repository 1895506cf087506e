// PptDocument: see ppt_document.h.
#include "extractors/ppt_document.h"

#include <algorithm>

#include "extractors/ole_drawing.h"
#include "extractors/ole_rc4.h"

namespace trawl::extractors {
namespace {

// Types of records, [MS-PPT] 2.13.24.
enum Type : std::uint32_t {
  kDocument = 0x03E8,
  kNotes = 0x03F0,
  kNotesAtom = 0x03F1,
  kSlidePersist = 0x03F3,
  kSlideShow = 0x03F9,
  kTextChars = 0x0FA0,
  kTextBytes = 0x0FA8,
  kCString = 0x0FBA,
  kEmbedding = 0x0FCC,
  kLinkedObject = 0x0FCE,
  kHyperlink = 0x0FD7,
  kControl = 0x0FEE,
  kSlideList = 0x0FF0,
  kUserEdit = 0x0FF5,
  kObjectStorage = 0x1011,
  kTag = 0x1389,
  kBinaryTag = 0x138A,
  kBinaryTagData = 0x138B,
  kDirectory = 0x1772,
  kComment = 0x2EE0,
  kShapeProperties = 0xF00B,
};

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostObjects = 65'536;
constexpr std::uint32_t kEncryptedToken = 0xF3D1C4DF;

}  // namespace

bool PptDocument::record_at(std::size_t at, std::size_t end, Record& record) const {
  if (at + 8 > end) return false;
  const std::uint32_t head = little16(stream_, at);
  record.version = head & 0xF;
  record.instance = head >> 4;
  record.type = little16(stream_, at + 2);
  record.at = at + 8;
  record.end = std::min<std::size_t>(record.at + little32(stream_, at + 4), end);
  return true;
}

Outcome PptDocument::read(std::string_view current_user, const std::vector<std::string>& passwords) {
  read_user(current_user);
  if (encrypted_ && !unlock(passwords)) return {OutcomeKind::encrypted, "password needed"};
  Record document;
  const auto place = persists_.find(document_);
  if (place != persists_.end() && record_at(place->second, stream_.size(), document) && document.type == kDocument) {
    visited_[place->second] = true;
    read_lists(document);
    read_slides();
    walk(document.at, document.end, {});
  } else {
    writer_.out().missed("the order of slides is lost");
  }
  read_rest();
  return {};
}

// [MS-PPT] 2.3.2.
void PptDocument::read_user(std::string_view user) {
  if (user.size() < 28) return;
  encrypted_ = little32(user, 12) == kEncryptedToken;
  const std::size_t size = little16(user, 20);
  const std::string_view wide = bytes_at(user, 28 + size + 4, 2 * size);
  const std::string name = wide.size() == 2 * size ? utf16_text(wide) : code_page_text(bytes_at(user, 28, size), 1252);
  if (!encrypted_) writer_.write({BlockKind::property, "last modified by", {}, false}, until_zero(name));
  std::size_t at = little32(user, 16);
  while (read_edits(at)) {
    const std::size_t before = little32(stream_, at + 16);
    if (before == 0 || before >= at) break;
    at = before;
  }
}

// [MS-PPT] 2.3.3: one saving; the last one comes first.
bool PptDocument::read_edits(std::size_t at) {
  Record edit;
  if (!record_at(at, stream_.size(), edit) || edit.type != kUserEdit) return false;
  if (edit.end - edit.at >= 32 && little32(stream_, at + 36) != 0) {
    encrypted_ = true;
    if (session_ == 0) session_ = little32(stream_, at + 36);
  }
  if (document_ == 0) document_ = little32(stream_, at + 24);
  visited_[at] = true;
  read_directory(little32(stream_, at + 20));
  return true;
}

void PptDocument::read_directory(std::size_t at) {
  Record directory;
  if (!record_at(at, stream_.size(), directory) || directory.type != kDirectory || visited_.count(at) != 0) return;
  visited_[at] = true;
  for (std::size_t entry = directory.at; entry + 4 <= directory.end;) {
    const std::uint32_t first = little32(stream_, entry) & 0xFFFFF;
    const std::uint32_t count = little32(stream_, entry) >> 20;
    entry += 4;
    for (std::uint32_t i = 0; i < count && entry + 4 <= directory.end; ++i, entry += 4) {
      persists_.emplace(first + i, little32(stream_, entry));
    }
  }
}

// [MS-PPT] 2.3.7 and [MS-OFFCRYPTO] 2.3.5: each object has the key of its number; savings and directories are plain.
bool PptDocument::unlock(const std::vector<std::string>& passwords) {
  constexpr std::size_t kHeader = 8;
  const auto session = persists_.find(session_);
  Record info;
  if (session == persists_.end() || !record_at(session->second, stream_.size(), info)) return false;
  auto lock = Rc4Lock::open_any(stream_.substr(info.at, info.end - info.at), passwords);
  if (!lock) return false;
  unlocked_ = stream_;
  std::size_t decrypted = 0;  // bytes, to notice objects that overlap
  for (const auto& [number, at] : persists_) {
    if (number == session_ || at >= unlocked_.size()) continue;
    std::string header = unlocked_.substr(at, kHeader);
    lock->apply_object(header, 0, kHeader, number);
    const std::size_t size = std::min<std::size_t>(kHeader + little32(header, 4), unlocked_.size() - at);
    decrypted += size;
    if (decrypted > 2 * unlocked_.size()) break;
    lock->apply_object(unlocked_, at, size, number);
  }
  stream_ = unlocked_;
  return true;
}

// The lists of slides, masters and notes, [MS-PPT] 2.4.14.
void PptDocument::read_lists(const Record& document) {
  Record list;
  for (std::size_t at = document.at; record_at(at, document.end, list); at = list.end) {
    if (list.type != kSlideList || list.instance > 2) continue;
    std::vector<Entry>& entries = lists_[list.instance];
    Record record;
    for (std::size_t inner = list.at; record_at(inner, list.end, record); inner = record.end) {
      if (record.type == kSlidePersist) {
        entries.push_back({little32(stream_, record.at), little32(stream_, record.at + 12), record.end, record.end});
      } else if (!entries.empty()) {
        entries.back().last = record.end;
      }
    }
  }
}

void PptDocument::read_slides() {
  find_notes();
  int number = 0;
  for (const Entry& slide : lists_[0]) {
    BlockPlace place{BlockKind::text, {}, "slide=" + std::to_string(++number), false};
    const auto at = persists_.find(slide.persist);
    if (at == persists_.end()) writer_.out().missed("a slide is missing");
    else place.hidden = hidden_slide(at->second);
    walk(slide.first, slide.last, place);
    read_persist(slide.persist, place);
    place.kind = BlockKind::note;
    read_notes(place, slide.slide);
    if (writer_.stopped()) return;
  }
  writer_.once(true);
  for (const Entry& master : lists_[1]) {
    walk(master.first, master.last, {BlockKind::text, "master", {}, false});
    read_persist(master.persist, {BlockKind::text, "master", {}, false});
  }
  writer_.once(false);
}

// A page of notes says which slide it belongs to, [MS-PPT] 2.5.12.
void PptDocument::find_notes() {
  for (const Entry& notes : lists_[2]) {
    const auto at = persists_.find(notes.persist);
    Record page, atom;
    if (at == persists_.end() || !record_at(at->second, stream_.size(), page)) continue;
    if (!record_at(page.at, page.end, atom) || atom.type != kNotesAtom) continue;
    notes_.emplace(little32(stream_, atom.at), notes);
  }
}

void PptDocument::read_notes(const BlockPlace& place, std::uint32_t slide) {
  const auto [first, last] = notes_.equal_range(slide);
  for (auto notes = first; notes != last; notes = notes_.erase(notes)) {
    walk(notes->second.first, notes->second.last, place);
    read_persist(notes->second.persist, place);
  }
}

bool PptDocument::hidden_slide(std::size_t at) const {
  Record slide, record;
  if (!record_at(at, stream_.size(), slide)) return false;
  for (std::size_t inner = slide.at; record_at(inner, slide.end, record); inner = record.end) {
    if (record.type == kSlideShow) return (little16(stream_, record.at + 10) & 4) != 0;
  }
  return false;
}

bool PptDocument::read_persist(std::uint32_t persist, const BlockPlace& place) {
  const auto at = persists_.find(persist);
  Record record;
  if (at == persists_.end() || !record_at(at->second, stream_.size(), record)) return false;
  if (!visited_.emplace(at->second, true).second) return false;
  walk(at->second, record.end, place);
  return true;
}

// Objects in no list, then what is no longer part of the presentation but still in the file.
void PptDocument::read_rest() {
  for (const auto& [persist, at] : persists_) {
    Record record;
    if (writer_.stopped() || !record_at(at, stream_.size(), record)) continue;
    BlockPlace place;
    if (record.type == kNotes) place.kind = BlockKind::note;
    read_persist(persist, place);
  }
  writer_.once(true);
  Record record;
  for (std::size_t at = 0; record_at(at, stream_.size(), record) && !writer_.stopped(); at = record.end) {
    if (visited_.count(at) == 0) walk(at, record.end, {BlockKind::text, "earlier version", {}, true});
  }
  writer_.once(false);
}

// Records within records, without recursion.
void PptDocument::walk(std::size_t at, std::size_t end, const BlockPlace& place) {
  constexpr std::size_t kMostReadings = 4;  // of one byte: outline, slide, and what a broken directory repeats
  walked_ += end > at ? end - at : 0;
  if (walked_ > kMostReadings * stream_.size()) return writer_.out().missed("objects of the presentation overlap");
  std::vector<Record> open;
  Record record;
  while (!writer_.stopped() && record_at(at, end, record)) {
    while (!open.empty() && at >= open.back().end) open.pop_back();
    if (!open.empty()) record.end = std::min(record.end, open.back().end);
    if (record.at > record.end) break;
    const bool listed = record.type == kSlideList && place.anchor.empty() && !place.hidden && !lists_[0].empty();
    if ((record.version == 0xF || record.type == kBinaryTagData) && open.size() < kDeepest && !listed) {
      if (record.type == kComment) author_.clear();
      open.push_back(record);
      at = record.at;
      continue;
    }
    if (!listed) atom(record, open.empty() ? Record{} : open.back(), place);
    at = record.end;
  }
  flush(place);
}

void PptDocument::atom(const Record& record, const Record& parent, const BlockPlace& place) {
  const std::string_view data = bytes_at(stream_, record.at, record.end - record.at);
  switch (record.type) {
    case kTextChars: return add_text(utf16_text(data));
    case kTextBytes: {
      // Each byte is a character of the first page of Unicode, [MS-PPT] 2.9.46.
      std::string wide;
      for (const char c : data) wide.append({c, '\0'});
      return add_text(utf16_text(wide));
    }
    case kCString: return string(record, parent, place);
    case kShapeProperties:
      for (const DrawingText& text : drawing_properties(data, record.instance)) {
        writer_.write({text.kind, std::string(text.label), place.anchor, place.hidden}, text.text);
      }
      return;
    case kObjectStorage:
      if (objects_.size() < kMostObjects)
        objects_.push_back({record.instance == 1 ? bytes_at(data, 4) : data, record.instance == 1});
      return;
    default: return;
  }
}

// Texts outside of shapes; the record around them says what they are.
void PptDocument::string(const Record& record, const Record& parent, const BlockPlace& place) {
  const std::string text = utf16_text(bytes_at(stream_, record.at, record.end - record.at));
  BlockPlace where{BlockKind::field, {}, place.anchor, place.hidden};
  switch (parent.type) {
    case kComment:
      if (record.instance == 0) author_ = text;
      where.kind = record.instance == 1 ? BlockKind::comment : BlockKind::property;  // name, text, initials
      where.label = record.instance == 1 ? author_ : "author";
      break;
    case kHyperlink:
      if (record.instance != 0) where.kind = BlockKind::link;
      break;
    case kEmbedding:
    case kControl: return;  // the name of the program
    case kTag:
    case kBinaryTag:
      if (text.compare(0, 6, "___PPT") == 0) return;
      break;
    default: break;
  }
  writer_.write(where, text);
}

void PptDocument::add_text(std::string text) {
  std::replace(text.begin(), text.end(), '\r', '\n');
  std::replace(text.begin(), text.end(), '\v', '\n');
  text_.append(text).append("\n");
}

void PptDocument::flush(const BlockPlace& place) {
  writer_.write(place, text_);
  text_.clear();
}

}  // namespace trawl::extractors
