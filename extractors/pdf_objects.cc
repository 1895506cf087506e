// Objects of a PDF beside its text: see pdf_objects.h.
#include "extractors/pdf_objects.h"

#include <algorithm>
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>

#include "core/utf8.h"
#include "extractors/block_writer.h"
#include "extractors/ooxml_parts.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostNodes = 200'000;  // of one tree
constexpr std::uint64_t kLongestStream = 64u << 20;
constexpr std::size_t kLongestName = 4096;

using Handle = QPDFObjectHandle;

class Objects {
 public:
  Objects(QPDF& pdf, Extraction& out) : pdf_(pdf), out_(out), writer_(out) {}

  // Each tree by itself: what is wrong with one does not hide the others.
  void read() {
    attempt([&] { read_pages(); });
    attempt([&] { read_form(); });
    attempt([&] { read_outlines(); });
    attempt([&] { read_structure(); });
    attempt([&] { read_layers(); });
    attempt([&] { read_names(); });
  }

  bool stopped() const { return writer_.stopped(); }

 private:
  template <typename Step>
  void attempt(Step step) {
    if (writer_.stopped()) return;
    try {
      step();
    } catch (const std::exception&) {
      out_.missed("some objects of the PDF are damaged");
    }
  }

  static std::string text_of(Handle object) { return object.isString() ? object.getUTF8Value() : std::string(); }

  // Strings and names; streams of text (ISO 32000-2 7.9.3).
  static std::string value_of(Handle object) {
    if (object.isString()) return object.getUTF8Value();
    if (object.isName()) return object.getName() == "/Off" ? std::string() : object.getName().substr(1);
    if (object.isInteger() || object.isReal()) return object.unparse();
    if (!object.isStream()) return {};
    const auto data = object.getStreamData(qpdf_dl_generalized);
    const std::string_view bytes(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
    return Handle::newString(std::string(bytes.substr(0, kLongestStream))).getUTF8Value();
  }

  void write(BlockKind kind, std::string_view label, std::string_view text) {
    writer_.write({kind, std::string(label), anchor_, false}, text);
  }

  // True for an object met for the first time; direct objects are always new.
  bool first(const Handle& object) { return !object.isIndirect() || seen_.insert(object.getObjGen()).second; }

  void read_pages() {
    std::uint32_t number = 0;
    for (Handle page : pdf_.getAllPages()) {
      if (++number > out_.limits().pages || writer_.stopped()) break;
      anchor_ = "page=" + std::to_string(number);
      Handle annotations = page.getKey("/Annots");
      if (annotations.isArray()) {
        for (Handle annotation : annotations.aitems()) {
          if (annotation.isDictionary() && first(annotation)) read_annotation(annotation);
        }
      }
      read_action(page.getKey("/AA"));
    }
    anchor_.clear();
  }

  void read_annotation(Handle annotation) {
    const bool widget = annotation.getKey("/Subtype").isNameAndEquals("/Widget");
    if (widget) {
      read_field(annotation, full_name(annotation));
      Handle parent = annotation.getKey("/Parent");
      for (int up = 0; up < 32 && parent.isDictionary() && first(parent); ++up, parent = parent.getKey("/Parent")) {
        read_field(parent, full_name(parent));
      }
    } else {
      const std::string author = text_of(annotation.getKey("/T"));
      write(BlockKind::comment, author, value_of(annotation.getKey("/Contents")));
      write(BlockKind::comment, author, text_of(annotation.getKey("/Subj")));
      write(BlockKind::property, "author", author);
      if (annotation.getKey("/Contents").isNull())
        write(BlockKind::comment, author, value_of(annotation.getKey("/RC")));
      read_file(annotation.getKey("/FS"));
    }
    write(BlockKind::field, "alternative text", text_of(annotation.getKey("/Alt")));
    read_action(annotation.getKey("/A"));
    read_action(annotation.getKey("/AA"));
  }

  // An action, the next ones, and dictionaries of actions (additional actions).
  void read_action(Handle action) {
    std::vector<Handle> open{action};
    for (std::size_t visited = 0; !open.empty() && visited < 1000; ++visited) {
      action = open.back();
      open.pop_back();
      if (action.isArray()) {
        for (Handle next : action.aitems()) open.push_back(next);
      }
      if (!action.isDictionary() || !first(action)) continue;
      if (!action.hasKey("/S")) {
        for (const std::string& key : action.getKeys()) open.push_back(action.getKey(key));
        continue;
      }
      write(BlockKind::link, {}, value_of(action.getKey("/URI")));
      write(BlockKind::field, "script", value_of(action.getKey("/JS")));
      Handle file = action.getKey("/F");
      write(BlockKind::link, {}, file.isDictionary() ? file_name(file) : text_of(file));
      open.push_back(action.getKey("/Next"));
    }
  }

  // The names of a field's ancestors and its own with points between (12.7.4.2).
  static std::string full_name(Handle field) {
    std::string name;
    for (int up = 0; up < 32 && field.isDictionary(); ++up, field = field.getKey("/Parent")) {
      const std::string own = text_of(field.getKey("/T"));
      if (!own.empty()) name = name.empty() ? own : own + "." + name;
    }
    return name;
  }

  void read_field(Handle field, const std::string& name) {
    const std::string tip = text_of(field.getKey("/TU"));
    const std::string label = tip.empty() ? name : name.empty() ? tip : tip + "; " + name;
    Handle value = field.getKey("/V");
    if (value.isDictionary()) read_signature(value);
    std::vector<Handle> values = value.isArray() ? value.getArrayAsVector() : std::vector<Handle>{value};
    for (Handle one : values)
      write(BlockKind::field, label, value.isStream() || !one.isDictionary() ? value_of(one) : "");
    Handle usual = field.getKey("/DV");
    if (value_of(usual) != value_of(value)) write(BlockKind::field, label, value_of(usual));
    write(BlockKind::field, "field label", tip);
    write(BlockKind::field, "field name", name);
    Handle look = field.getKey("/MK");
    if (look.isDictionary()) write(BlockKind::field, "caption", text_of(look.getKey("/CA")));
    Handle options = field.getKey("/Opt");
    if (!options.isArray()) return;
    for (Handle option : options.aitems()) {
      if (!option.isArray())
        write(BlockKind::field, label, text_of(option));
      else
        for (Handle form : option.aitems()) write(BlockKind::field, label, text_of(form));
    }
  }

  void read_signature(Handle signature) {
    for (const char* key : {"/Name", "/Reason", "/Location", "/ContactInfo", "/M"}) {
      write(BlockKind::property, std::string("signature ") + (key + 1), text_of(signature.getKey(key)));
    }
  }

  void read_form() {
    Handle form = pdf_.getRoot().getKey("/AcroForm");
    if (!form.isDictionary()) return;
    read_xfa(form.getKey("/XFA"));
    std::set<QPDFObjGen> walked;
    std::vector<std::pair<Handle, std::string>> open{{form.getKey("/Fields"), {}}};  // with the name above them
    for (std::size_t visited = 0; !open.empty() && visited < kMostNodes && !stopped(); ++visited) {
      auto [field, name] = std::move(open.back());
      open.pop_back();
      if (field.isArray()) {
        for (Handle kid : field.aitems()) open.emplace_back(kid, name);
      } else if (field.isDictionary() && (!field.isIndirect() || walked.insert(field.getObjGen()).second)) {
        const std::string own = text_of(field.getKey("/T"));
        if (!own.empty() && name.size() < kLongestName) name += (name.empty() ? "" : ".") + own;
        open.emplace_back(field.getKey("/Kids"), name);
        if (!first(field)) continue;
        read_field(field, name);
        read_action(field.getKey("/A"));
        read_action(field.getKey("/AA"));
      }
    }
  }

  // One XML document, whole or in pieces with a name before each (12.7.8 of ISO 32000-1).
  void read_xfa(Handle xfa) {
    std::string xml;
    std::vector<Handle> pieces = xfa.isArray() ? xfa.getArrayAsVector() : std::vector<Handle>{xfa};
    for (Handle piece : pieces) {
      if (!piece.isStream() || xml.size() > kLongestStream) continue;
      const auto data = piece.getStreamData(qpdf_dl_generalized);
      xml.append(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
    }
    if (xml.empty()) return;
    TextPull text(xml);
    XmlReader reader(text);
    read_any_xml(reader, {BlockKind::field, {}, {}, false}, writer_);
    if (!reader.status()) out_.missed("the XFA form is damaged");
  }

  void read_outlines() {
    std::vector<Handle> open{pdf_.getRoot().getKey("/Outlines")};
    for (std::size_t visited = 0; !open.empty() && visited < kMostNodes && !stopped(); ++visited) {
      Handle item = open.back();
      open.pop_back();
      if (!item.isDictionary() || !first(item)) continue;
      write(BlockKind::text, "outline", text_of(item.getKey("/Title")));
      read_action(item.getKey("/A"));
      open.push_back(item.getKey("/Next"));
      open.push_back(item.getKey("/First"));
    }
  }

  // Alternative, replacement and expansion texts of the structure tree (14.9).
  void read_structure() {
    Handle root = pdf_.getRoot().getKey("/StructTreeRoot");
    if (!root.isDictionary()) return;
    std::vector<Handle> open{root.getKey("/K")};
    std::size_t visited = 0;
    for (; !open.empty() && visited < kMostNodes && !stopped(); ++visited) {
      Handle element = open.back();
      open.pop_back();
      if (element.isArray()) {
        for (Handle kid : element.aitems()) {
          if (!kid.isInteger()) open.push_back(kid);
        }
      } else if (element.isDictionary() && first(element)) {
        write(BlockKind::field, "alternative text", text_of(element.getKey("/Alt")));
        write(BlockKind::text, {}, text_of(element.getKey("/ActualText")));
        write(BlockKind::text, {}, text_of(element.getKey("/E")));
        write(BlockKind::text, {}, text_of(element.getKey("/T")));
        open.push_back(element.getKey("/K"));
      }
    }
    if (visited >= kMostNodes) out_.missed("the structure tree of the PDF is too large");
  }

  void read_layers() {
    Handle properties = pdf_.getRoot().getKey("/OCProperties");
    if (!properties.isDictionary() || !properties.getKey("/OCGs").isArray()) return;
    for (Handle layer : properties.getKey("/OCGs").aitems()) {
      if (layer.isDictionary()) write(BlockKind::field, "layer", text_of(layer.getKey("/Name")));
    }
  }

  // The name trees of attachments and scripts, files of the catalogue, its actions.
  void read_names() {
    Handle root = pdf_.getRoot();
    Handle names = root.getKey("/Names");
    if (names.isDictionary()) {
      walk_names(names.getKey("/EmbeddedFiles"), [this](Handle file) { read_file(file); });
      walk_names(names.getKey("/JavaScript"), [this](Handle action) { read_action(action); });
    }
    Handle associated = root.getKey("/AF");
    if (associated.isArray()) {
      for (Handle file : associated.aitems()) read_file(file);
    }
    read_action(root.getKey("/OpenAction"));
    read_action(root.getKey("/AA"));
  }

  template <typename Found>
  void walk_names(Handle tree, Found found) {
    std::vector<Handle> open{tree};
    std::set<QPDFObjGen> seen;
    for (std::size_t visited = 0; !open.empty() && visited < kMostNodes && !stopped(); ++visited) {
      Handle node = open.back();
      open.pop_back();
      if (!node.isDictionary() || (node.isIndirect() && !seen.insert(node.getObjGen()).second)) continue;
      Handle names = node.getKey("/Names");
      const int size = names.isArray() ? names.getArrayNItems() : 0;
      for (int i = 1; i < size; i += 2) found(names.getArrayItem(i));
      if (!node.getKey("/Kids").isArray()) continue;
      for (Handle kid : node.getKey("/Kids").aitems()) open.push_back(kid);
    }
  }

  static std::string file_name(Handle file) {
    for (const char* key : {"/UF", "/F", "/Unix", "/DOS", "/Mac"}) {
      const std::string name = text_of(file.getKey(key));
      if (!name.empty()) return name;
    }
    return "attachment";
  }

  // A file specification (7.11.3): each of its variants may hold another stream.
  void read_file(Handle file) {
    if (!file.isDictionary() || !file.getKey("/EF").isDictionary()) return;
    write(BlockKind::field, "attachment", text_of(file.getKey("/Desc")));
    Handle variants = file.getKey("/EF");
    for (const char* key : {"/UF", "/F", "/Unix", "/DOS", "/Mac"}) {
      Handle stream = variants.getKey(key);
      if (stopped() || !stream.isStream() || !files_.insert(stream.getObjGen()).second) continue;
      read_attachment(file_name(file), stream);
    }
  }

  void read_attachment(const std::string& name, Handle stream) {
    PartHeader header;
    header.name = name;
    const std::string type = stream.getDict().getKey("/Subtype").isName()
                                 ? stream.getDict().getKey("/Subtype").getName().substr(1)
                                 : std::string();
    std::shared_ptr<Buffer> data;
    try {
      data = stream.getStreamData(qpdf_dl_generalized);
    } catch (const std::exception&) {
      if (!out_.unread_child(header, {OutcomeKind::damaged, "the attachment cannot be unpacked"})) writer_.stop();
      return;
    }
    header.size = data->getSize();
    const auto source =
        memory_source(std::string_view(reinterpret_cast<const char*>(data->getBuffer()), data->getSize()));
    if (!out_.child(header, *source, type)) writer_.stop();
  }

  QPDF& pdf_;
  Extraction& out_;
  BlockWriter writer_;
  std::string anchor_;
  std::set<QPDFObjGen> seen_;
  std::set<QPDFObjGen> files_;
};

}  // namespace

std::string pdf_text(std::string_view raw) {
  return Handle::newString(std::string(raw)).getUTF8Value();
}

bool may_hold_objects(std::string_view bytes) {
  for (const std::string_view sign : {"/ObjStm", "/Annots", "/AcroForm", "/EmbeddedFile", "/Outlines",
                                      "/StructTreeRoot", "/OCProperties", "/OpenAction", "/AA"}) {
    if (bytes.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

Status read_pdf_objects(std::string_view bytes, const std::string& password, Extraction& out, bool& stopped) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("pdf", bytes.data(), bytes.size(), password.c_str());
    Objects objects(pdf, out);
    objects.read();
    stopped = objects.stopped();
    return {};
  } catch (const std::exception&) {
    return fail(ErrorKind::damaged, "annotations, fields and attachments of the PDF cannot be read");
  }
}

}  // namespace trawl::extractors
