// RTF as text: destinations, paragraphs, fields, pictures and objects.
#include "extractors/rtf_text.h"

#include <algorithm>
#include <utility>

#include "extractors/charset.h"
#include "extractors/mime_text.h"
#include "extractors/ole1_object.h"
#include "extractors/ole_bytes.h"
#include "extractors/ole_objects.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kFlows = 256;         // inside each other
constexpr std::size_t kPiece = 32 * 1024;   // bytes of text after which a block ends

struct PictureWord {
  std::string_view word, suffix;
};
constexpr PictureWord kPictures[] = {{"pngblip", ".png"},   {"jpegblip", ".jpg"}, {"emfblip", ".emf"}, {"wmetafile", ".wmf"},
                                     {"dibitmap", ".dib"}, {"wbitmap", ".bmp"},  {"macpict", ".pict"}, {"pmmetafile", ".met"}};

// The properties of shapes that are words for people.
std::string_view label_of_shape_property(std::string_view name) {
  if (name == "wzDescription") return "description";
  if (name == "gtextUNICODE") return "word art";
  if (name == "wzTooltip") return "tooltip";
  return {};
}

}  // namespace

RtfText::RtfText(Extraction& out, std::string_view anchor) : writer_(out), anchor_(anchor), flows_(1) {
  flows_[0].place.anchor = anchor_;
}

bool RtfText::text(std::string_view utf8) {
  Flow& flow = flows_.back();
  if (utf8 == "\n") {
    end_paragraph(flow);
    return !writer_.stopped();
  }
  const auto state = group().deleted  ? Paragraph::State::deleted
                     : group().hidden ? Paragraph::State::hidden
                                      : Paragraph::State::normal;
  flow.paragraph.add(utf8, state);
  return true;
}

void RtfText::end_paragraph(Flow& flow) {
  flow.paragraph.append_shown(flow.shown);
  flow.shown += '\n';
  for (const bool deleted : {false, true}) {
    const std::string text =
        flow.paragraph.stretches(deleted ? Paragraph::State::deleted : Paragraph::State::hidden);
    TextBlock block{.kind = flow.place.kind, .text = text, .label = flow.place.label, .anchor = flow.place.anchor};
    block.hidden = !deleted;
    block.deleted = deleted;
    writer_.write(block);
  }
  flow.paragraph.clear();
  if (flow.use != RtfUse::flow || flow.shown.size() < kPiece) return;
  writer_.write(flow.place, flow.shown);
  flow.shown.clear();
}

bool RtfText::word(const RtfToken& token, bool starred) {
  constexpr std::size_t kDocument = 2;  // level of the document's own group, which a stray word must not silence
  if (const RtfDestination destination = rtf_destination(token.bytes); destination.use != RtfUse::none) {
    if (level() > kDocument) open_destination(destination);
  } else if (token.is("ud")) {
    group().take = Take::text;
  } else if (token.is("upr") || (starred && !token.is("cs"))) {  // \upr: the same follows in Unicode, in \ud
    group().take = Take::nothing;
  } else {
    formatting(token);
  }
  return !writer_.stopped();
}

void RtfText::formatting(const RtfToken& token) {
  if (token.is("v")) group().hidden = token.on();
  if (token.is("deleted")) group().deleted = token.on();
  if (token.is("plain")) group().hidden = group().deleted = false;
  if (data_level_ == 0) return;
  for (const PictureWord& picture : kPictures) {
    if (token.is(picture.word)) picture_suffix_ = picture.suffix;
  }
}

void RtfText::open_destination(const RtfDestination& destination) {
  switch (destination.use) {
    case RtfUse::silence: group().take = Take::silence; return;
    case RtfUse::nothing: group().take = Take::nothing; return;
    case RtfUse::through: return;
    case RtfUse::picture:
    case RtfUse::object:
      group().take = Take::raw;
      if (data_level_ != 0) return;
      data_level_ = level();
      data_use_ = destination.use;
      return;
    case RtfUse::value: return open_value(destination);
    default: break;
  }
  const bool annotation = destination.word == "annotation";
  open_flow(destination.use, destination.kind, annotation ? std::string_view(author_) : destination.label,
            destination.anchor);
  if (annotation) author_.clear();
}

void RtfText::open_flow(RtfUse use, BlockKind kind, std::string_view label, std::string_view anchor) {
  group().take = Take::text;
  group().hidden = group().deleted = false;
  const BlockPlace place{kind, std::string(label), anchor.empty() ? anchor_ : std::string(anchor), false};
  if (flows_.back().level == level() && flows_.size() > 1) {
    flows_.back().use = use;
    flows_.back().place = place;
    return;
  }
  if (flows_.size() < kFlows) flows_.push_back({level(), use, place});
}

void RtfText::open_value(const RtfDestination& destination) {
  std::string_view label = key_;
  if (destination.word == "sv") label = label_of_shape_property(key_);
  if (label.empty()) group().take = Take::nothing;
  else open_flow(RtfUse::value, destination.kind, std::string(label), {});
}

bool RtfText::raw(std::string_view bytes, bool binary) {
  if (binary) {
    data_ += bytes;
    return true;
  }
  for (const char c : bytes) {
    const int value = hex_value(c);
    if (value < 0) continue;
    if (digit_ >= 0) data_ += static_cast<char>(digit_ * 16 + value);
    digit_ = digit_ >= 0 ? -1 : value;
  }
  return true;
}

bool RtfText::closing() {
  if (data_level_ == level() && !close_data()) return false;
  Flow& flow = flows_.back();
  if (flow.level == level()) {
    close_flow();
  } else if (flow.level + 1 == level() && flow.place.label == "document variable") {
    flow.paragraph.add(" ", Paragraph::State::normal);  // its name and its value are groups
  }
  return !writer_.stopped();
}

void RtfText::close_flow() {
  Flow flow = std::exchange(flows_.back(), Flow{});
  if (flows_.size() > 1) flows_.pop_back();
  end_paragraph(flow);
  const std::string_view shown = trimmed(flow.shown);
  if (flow.use == RtfUse::instruction) return write_instruction(shown);
  if (flow.use == RtfUse::key) {
    key_ = shown;
    return;
  }
  if (flow.use == RtfUse::author) author_ = shown;
  if (flow.use == RtfUse::value) key_.clear();
  if (flow.place.label == "bookmark" && shown.starts_with('_')) return;  // made by the program
  writer_.write(flow.place, shown);
}

// Section "Fields": the address of a hyperlink is a link; of other fields the instruction may hold words in quotes.
void RtfText::write_instruction(std::string_view code) {
  BlockPlace place{BlockKind::field, "field code", flows_.back().place.anchor, false};
  if (!starts_ignoring_case(code, "HYPERLINK")) {
    if (code.find('"') != code.npos || code.find('@') != code.npos) writer_.write(place, code);
    return;
  }
  place = {BlockKind::link, {}, place.anchor, false};
  code = trimmed(code.substr(9));
  if (code.find('"') == code.npos) return writer_.write(place, code);
  while (!code.empty()) {  // the address, then perhaps a place in it and a tip
    const std::size_t open = std::min(code.find('"'), code.size() - 1);
    const std::size_t close = std::min(code.find('"', open + 1), code.size());
    writer_.write(place, code.substr(open + 1, close - open - 1));
    code.remove_prefix(std::min(close + 1, code.size()));
    if (code.find('"') == code.npos) return;
  }
}

bool RtfText::close_data() {
  std::string bytes;
  bytes.swap(data_);
  data_level_ = 0;
  digit_ = -1;
  const std::string suffix = std::exchange(picture_suffix_, {});
  if (bytes.empty()) return true;
  if (data_use_ == RtfUse::object) return write_object(bytes);
  return write_child("image" + std::to_string(++pictures_) + suffix, bytes);
}

bool RtfText::write_object(std::string_view bytes) {
  const std::string name = "object" + std::to_string(++objects_);
  const auto object = ole1_object(bytes);
  if (!object) return write_child(name, bytes);
  if (!object->topic.empty()) {
    writer_.write(BlockPlace{BlockKind::link, {}, flows_.back().place.anchor, false}, to_utf8(object->topic));
  }
  const std::string_view data = bytes_at(object->native, 4);
  if (data.empty()) return !writer_.stopped();
  const auto package = ole_package(object->native);
  if (!package) return write_child(name, data);
  writer_.write(BlockPlace{BlockKind::field, "path", flows_.back().place.anchor, false}, package->path);
  return write_child(package->name.empty() ? name : package->name, package->bytes);
}

bool RtfText::write_child(std::string name, std::string_view bytes) {
  if (writer_.stopped()) return false;
  PartHeader header;
  header.name = std::move(name);
  header.size = bytes.size();
  const auto source = memory_source(bytes);
  if (!writer_.out().child(header, *source)) writer_.stop();
  return !writer_.stopped();
}

}  // namespace trawl::extractors
