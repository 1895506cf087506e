// PdfForms: see pdf_forms.h.
#include "extractors/pdf_forms.h"

#include <cctype>
#include <set>
#include <utility>
#include <vector>

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestName = 4096;
constexpr int kHighest = 32;                // parents of a field
constexpr std::size_t kMostActions = 1000;  // one after another

// The names of a field's ancestors and its own with points between (12.7.4.2).
std::string full_name(PdfHandle field) {
  std::string name;
  for (int up = 0; up < kHighest && field.isDictionary(); ++up, field = field.getKey("/Parent")) {
    const std::string own = PdfTexts::text_of(field.getKey("/T"));
    if (!own.empty()) name = name.empty() ? own : own + "." + name;
  }
  return name;
}

// Letters and digits outside tags, to compare by.
std::string bare(std::string_view text) {
  std::string out;
  bool tag = false;
  for (const char c : text) {
    if (c == '<')
      tag = true;
    else if (c == '>')
      tag = false;
    else if (!tag && (std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80)))
      out += c;
  }
  return out;
}

}  // namespace

void PdfForms::annotations(PdfHandle annotations) {
  if (!annotations.isArray()) return;
  for (PdfHandle one : annotations.aitems()) {
    if (one.isDictionary() && texts_.first(one)) annotation(one);
  }
}

void PdfForms::annotation(PdfHandle annotation) {
  if (annotation.getKey("/Subtype").isNameAndEquals("/Widget")) {
    field(annotation, full_name(annotation));
    PdfHandle parent = annotation.getKey("/Parent");
    for (int up = 0; up < kHighest && parent.isDictionary() && texts_.first(parent);
         ++up, parent = parent.getKey("/Parent")) {
      field(parent, full_name(parent));
    }
  } else {
    const std::string author = PdfTexts::text_of(annotation.getKey("/T"));
    const std::string remark = PdfTexts::value_of(annotation.getKey("/Contents"));
    texts_.write(BlockKind::comment, author, remark);
    rich_text(author, remark, annotation.getKey("/RC"));
    texts_.write(BlockKind::comment, author, PdfTexts::text_of(annotation.getKey("/Subj")));
    texts_.write(BlockKind::comment, author, PdfTexts::text_of(annotation.getKey("/OverlayText")));
    texts_.write(BlockKind::property, "author", author);
    media(annotation);
  }
  texts_.write(BlockKind::field, "alternative text", PdfTexts::text_of(annotation.getKey("/Alt")));
  files_.associated(annotation.getKey("/AF"));
  actions(annotation.getKey("/A"));
  actions(annotation.getKey("/PA"));
  actions(annotation.getKey("/AA"));
}

// XHTML (12.7.3.4), where it says more than the plain text beside it.
void PdfForms::rich_text(std::string_view label, std::string_view plain, PdfHandle rich) {
  const std::string text = PdfTexts::value_of(rich);
  if (text.empty() || bare(text) == bare(plain)) return;
  if (!texts_.write_xml(BlockKind::comment, text)) texts_.write(BlockKind::comment, label, text);
}

// Files attached, films, sounds and whatever is played.
void PdfForms::media(PdfHandle annotation) {
  files_.file(annotation.getKey("/FS"));
  PdfHandle film = annotation.getKey("/Movie");
  if (film.isDictionary()) {
    texts_.write(BlockKind::text, "title", PdfTexts::text_of(annotation.getKey("/Title")));
    files_.file(film.getKey("/F"));
  }
  PdfHandle content = annotation.getKey("/RichMediaContent");
  if (content.isDictionary()) {
    texts_.each_leaf(content.getKey("/Assets"), "/Names", [this](PdfHandle, PdfHandle file) { files_.file(file); });
  }
  PartHeader header;
  header.name = "sound";
  if (!annotation.getKey("/Sound").isStream() || texts_.stopped()) return;
  if (!texts_.out().unread_child(header, {OutcomeKind::unsupported, "sound is not read"})) texts_.stop();
}

void PdfForms::actions(PdfHandle first) {
  std::vector<PdfHandle> open{first};
  for (std::size_t visited = 0; !open.empty() && visited < kMostActions; ++visited) {
    PdfHandle next = open.back();
    open.pop_back();
    if (next.isArray()) {
      for (PdfHandle one : next.aitems()) open.push_back(one);
    }
    if (!next.isDictionary() || !texts_.first(next)) continue;
    if (next.hasKey("/S")) {
      action(next);
      open.push_back(next.getKey("/Next"));
      continue;
    }
    for (const std::string& key : next.getKeys()) open.push_back(next.getKey(key));
  }
}

void PdfForms::action(PdfHandle action) {
  texts_.write(BlockKind::link, {}, PdfTexts::value_of(action.getKey("/URI")));
  texts_.write(BlockKind::field, "script", PdfTexts::value_of(action.getKey("/JS")));
  PdfHandle file = action.getKey("/F");
  texts_.write(BlockKind::link, {}, file.isDictionary() ? PdfFiles::name_of(file) : PdfTexts::text_of(file));
  files_.file(file);
  PdfHandle launched = action.getKey("/Win");
  if (launched.isDictionary()) {
    for (const char* key : {"/F", "/P", "/D"})
      texts_.write(BlockKind::link, {}, PdfTexts::text_of(launched.getKey(key)));
  }
  PdfHandle rendition = action.getKey("/R");
  PdfHandle clip = rendition.isDictionary() ? rendition.getKey("/C") : PdfHandle::newNull();
  if (clip.isDictionary()) files_.file(clip.getKey("/D"));
}

void PdfForms::field(PdfHandle field, const std::string& name) {
  const std::string tip = PdfTexts::text_of(field.getKey("/TU"));
  const std::string label = tip.empty() ? name : name.empty() ? tip : tip + "; " + name;
  PdfHandle value = field.getKey("/V");
  if (value.isDictionary()) signature(value);
  std::vector<PdfHandle> values = value.isArray() ? value.getArrayAsVector() : std::vector<PdfHandle>{value};
  for (PdfHandle one : values) texts_.write(BlockKind::field, label, PdfTexts::value_of(one));
  rich_text(label, PdfTexts::value_of(value), field.getKey("/RV"));
  PdfHandle usual = field.getKey("/DV");
  values = usual.isArray() ? usual.getArrayAsVector() : std::vector<PdfHandle>{usual};
  for (PdfHandle one : values) {
    if (PdfTexts::value_of(one) != PdfTexts::value_of(value))
      texts_.write(BlockKind::field, label, PdfTexts::value_of(one));
  }
  texts_.write(BlockKind::field, "field label", tip);
  texts_.write(BlockKind::field, "field name", name);
  texts_.write(BlockKind::field, "field name", PdfTexts::text_of(field.getKey("/TM")));
  PdfHandle look = field.getKey("/MK");
  if (look.isDictionary()) {
    for (const char* key : {"/CA", "/RC", "/AC"})
      texts_.write(BlockKind::field, "caption", PdfTexts::text_of(look.getKey(key)));
  }
  choices(field.getKey("/Opt"), label);
}

// Values, or pairs of the value that is sent and the one that is shown.
void PdfForms::choices(PdfHandle options, const std::string& label) {
  if (!options.isArray()) return;
  for (PdfHandle option : options.aitems()) {
    const std::vector<PdfHandle> forms = option.isArray() ? option.getArrayAsVector() : std::vector<PdfHandle>{option};
    for (const PdfHandle& form : forms) texts_.write(BlockKind::field, label, PdfTexts::text_of(form));
  }
}

void PdfForms::signature(PdfHandle signature) {
  for (const char* key : {"/Name", "/Reason", "/Location", "/ContactInfo", "/M"}) {
    texts_.write(BlockKind::property, std::string("signature ") + (key + 1), PdfTexts::text_of(signature.getKey(key)));
  }
}

void PdfForms::form(PdfHandle form) {
  if (!form.isDictionary()) return;
  xfa(form.getKey("/XFA"));
  std::set<QPDFObjGen> walked;
  std::vector<std::pair<PdfHandle, std::string>> open{{form.getKey("/Fields"), {}}};  // with the name above them
  std::size_t visited = 0;
  for (; !open.empty() && visited < kMostPdfNodes && !texts_.stopped(); ++visited) {
    auto [next, name] = std::move(open.back());
    open.pop_back();
    if (next.isArray()) {
      for (PdfHandle kid : next.aitems()) open.emplace_back(kid, name);
    } else if (next.isDictionary() && (!next.isIndirect() || walked.insert(next.getObjGen()).second)) {
      const std::string own = PdfTexts::text_of(next.getKey("/T"));
      if (!own.empty() && name.size() < kLongestName) name += (name.empty() ? "" : ".") + own;
      open.emplace_back(next.getKey("/Kids"), name);
      if (!texts_.first(next)) continue;
      field(next, name);
      actions(next.getKey("/A"));
      actions(next.getKey("/AA"));
    }
  }
  if (!open.empty() && !texts_.stopped()) texts_.out().missed("the form of the PDF is too large");
}

// One XML document, whole or in pieces with a name before each (12.7.8 of ISO 32000-1).
void PdfForms::xfa(PdfHandle xfa) {
  std::string xml;
  std::vector<PdfHandle> pieces = xfa.isArray() ? xfa.getArrayAsVector() : std::vector<PdfHandle>{xfa};
  for (PdfHandle piece : pieces) {
    if (piece.isStream() && xml.size() < kLongestPdfStream) xml += PdfTexts::bytes_of(piece);
  }
  if (!texts_.write_xml(BlockKind::field, xml)) texts_.out().missed("the XFA form is damaged");
}

}  // namespace trawl::extractors
