// Objects of a PDF beside its text: see pdf_objects.h.
#include "extractors/pdf_objects.h"

#include <vector>

#include "extractors/pdf_files.h"
#include "extractors/pdf_forms.h"
#include "extractors/pdf_texts.h"

namespace trawl::extractors {
namespace {

using Handle = PdfHandle;

class Objects {
 public:
  Objects(QPDF& pdf, Extraction& out) : pdf_(pdf), texts_(out) {}

  // Each tree by itself: what is wrong with one does not hide the others.
  void read() {
    Handle root = pdf_.getRoot();
    attempt([&] { files_.collection(root.getKey("/Collection")); });
    attempt([&] { read_pages(); });
    attempt([&] { forms_.form(root.getKey("/AcroForm")); });
    attempt([&] { read_outlines(root.getKey("/Outlines")); });
    attempt([&] { read_structure(root.getKey("/StructTreeRoot")); });
    attempt([&] { read_layers(root.getKey("/OCProperties")); });
    attempt([&] { read_names(root); });
    attempt([&] { read_catalogue(root); });
  }

  bool stopped() const { return texts_.stopped(); }

 private:
  template <typename Step>
  void attempt(Step step) {
    if (stopped()) return;
    try {
      step();
    } catch (const std::exception&) {
      texts_.out().missed("some objects of the PDF are damaged");
    }
  }

  void read_pages() {
    std::uint32_t number = 0;
    for (Handle page : pdf_.getAllPages()) {
      if (++number > texts_.out().limits().pages || stopped()) break;
      texts_.at("page=" + std::to_string(number));
      attempt([&] {
        forms_.annotations(page.getKey("/Annots"));
        forms_.actions(page.getKey("/AA"));
        files_.associated(page.getKey("/AF"));
        read_metadata(page);
        read_pictures(page.getKey("/Resources"));
      });
    }
    texts_.at({});
  }

  // XMP of a page or of a picture in it (14.3.2): a photographer's name, a caption.
  void read_metadata(Handle object) {
    Handle packet = object.isStream() ? object.getDict().getKey("/Metadata") : object.getKey("/Metadata");
    if (packet.isStream() && texts_.first(packet)) texts_.write_xml(BlockKind::property, PdfTexts::bytes_of(packet));
  }

  // Pictures and forms, also those inside forms.
  void read_pictures(Handle resources) {
    std::vector<Handle> open{resources};
    while (!open.empty() && !stopped()) {
      Handle objects = open.back().isDictionary() ? open.back().getKey("/XObject") : Handle::newNull();
      open.pop_back();
      if (!objects.isDictionary() || !texts_.first(objects)) continue;
      for (const std::string& key : objects.getKeys()) {
        Handle picture = objects.getKey(key);
        if (!picture.isStream() || !texts_.first(picture)) continue;
        read_metadata(picture);
        read_included(picture.getDict());
        files_.associated(picture.getDict().getKey("/AF"));
        open.push_back(picture.getDict().getKey("/Resources"));
      }
    }
  }

  // What pdfTeX keeps of a PDF that a document includes: the name of its file, its author and title.
  void read_included(Handle form) {
    texts_.write(BlockKind::property, "included file", PdfTexts::text_of(form.getKey("/PTEX.FileName")));
    Handle about = form.getKey("/PTEX.InfoDict");
    for (const std::string& key : about.isDictionary() ? about.getKeys() : std::set<std::string>()) {
      texts_.write(BlockKind::property, key.substr(1), PdfTexts::text_of(about.getKey(key)));
    }
  }

  void read_outlines(Handle outlines) {
    std::vector<Handle> open{outlines};
    std::size_t visited = 0;
    for (; !open.empty() && visited < kMostPdfNodes && !stopped(); ++visited) {
      Handle item = open.back();
      open.pop_back();
      if (!item.isDictionary() || !texts_.first(item)) continue;
      texts_.write(BlockKind::text, "outline", PdfTexts::text_of(item.getKey("/Title")));
      forms_.actions(item.getKey("/A"));
      open.push_back(item.getKey("/Next"));
      open.push_back(item.getKey("/First"));
    }
    if (visited >= kMostPdfNodes) texts_.out().missed("the outline of the PDF is too large");
  }

  // Titles, alternative, replacement and expansion texts of the structure tree (14.9).
  void read_structure(Handle root) {
    if (!root.isDictionary()) return;
    std::vector<Handle> open{root.getKey("/K")};
    std::size_t visited = 0;
    for (; !open.empty() && visited < kMostPdfNodes && !stopped(); ++visited) {
      Handle element = open.back();
      open.pop_back();
      if (element.isArray()) {
        for (Handle kid : element.aitems()) {
          if (!kid.isInteger()) open.push_back(kid);
        }
      } else if (element.isDictionary() && texts_.first(element)) {
        texts_.write(BlockKind::field, "alternative text", PdfTexts::text_of(element.getKey("/Alt")));
        for (const char* key : {"/ActualText", "/E", "/T"})
          texts_.write(BlockKind::text, {}, PdfTexts::text_of(element.getKey(key)));
        read_attributes(element.getKey("/A"));
        files_.associated(element.getKey("/AF"));
        open.push_back(element.getKey("/K"));
      }
    }
    if (visited >= kMostPdfNodes) texts_.out().missed("the structure tree of the PDF is too large");
  }

  // Summaries of tables and descriptions of printed fields (14.8.5.6, 14.8.5.7).
  void read_attributes(Handle attributes) {
    const std::vector<Handle> all =
        attributes.isArray() ? attributes.getArrayAsVector() : std::vector<Handle>{attributes};
    for (Handle one : all) {
      if (!one.isDictionary()) continue;
      for (const char* key : {"/Summary", "/Desc", "/Contents"})
        texts_.write(BlockKind::field, key + 1, PdfTexts::text_of(one.getKey(key)));
    }
  }

  // Names of layers, and of the people they are meant for and made by (8.11).
  void read_layers(Handle properties) {
    if (!properties.isDictionary()) return;
    Handle layers = properties.getKey("/OCGs");
    for (Handle layer : layers.isArray() ? layers.getArrayAsVector() : std::vector<Handle>()) {
      if (!layer.isDictionary()) continue;
      texts_.write(BlockKind::field, "layer", PdfTexts::text_of(layer.getKey("/Name")));
      Handle usage = layer.getKey("/Usage");
      if (!usage.isDictionary()) continue;
      Handle maker = usage.getKey("/CreatorInfo");
      if (maker.isDictionary())
        texts_.write(BlockKind::property, "creator", PdfTexts::text_of(maker.getKey("/Creator")));
      Handle user = usage.getKey("/User");
      Handle names = user.isDictionary() ? user.getKey("/Name") : Handle::newNull();
      for (Handle name : names.isArray() ? names.getArrayAsVector() : std::vector<Handle>{names}) {
        texts_.write(BlockKind::field, "layer for", PdfTexts::text_of(name));
      }
    }
    Handle others = properties.getKey("/Configs");
    std::vector<Handle> settings = others.isArray() ? others.getArrayAsVector() : std::vector<Handle>();
    settings.push_back(properties.getKey("/D"));
    for (Handle setting : settings) {
      if (!setting.isDictionary()) continue;
      for (const char* key : {"/Name", "/Creator"})
        texts_.write(BlockKind::field, "layers", PdfTexts::text_of(setting.getKey(key)));
    }
  }

  // The name trees (7.7.4): attachments, scripts, destinations, and pages that are kept out of sight.
  void read_names(Handle root) {
    Handle names = root.getKey("/Names");
    std::string destinations;
    const auto add = [&](const std::string& name) { destinations.append(name).append("\n"); };
    if (names.isDictionary()) {
      texts_.each_leaf(names.getKey("/EmbeddedFiles"), "/Names", [this](Handle, Handle file) { files_.file(file); });
      texts_.each_leaf(names.getKey("/JavaScript"), "/Names", [this](Handle key, Handle action) {
        texts_.write(BlockKind::field, "script name", PdfTexts::text_of(key));
        forms_.actions(action);
      });
      texts_.each_leaf(names.getKey("/Dests"), "/Names", [&](Handle key, Handle) { add(PdfTexts::text_of(key)); });
      bool hidden = false;
      texts_.each_leaf(names.getKey("/Templates"), "/Names", [&](Handle, Handle) { hidden = true; });
      if (hidden) texts_.out().missed("page templates, which are not shown");
    }
    Handle old = root.getKey("/Dests");
    for (const std::string& key : old.isDictionary() ? old.getKeys() : std::set<std::string>()) add(key.substr(1));
    texts_.write(BlockKind::field, "destinations", destinations);
  }

  void read_catalogue(Handle root) {
    files_.associated(root.getKey("/AF"));
    forms_.actions(root.getKey("/OpenAction"));
    forms_.actions(root.getKey("/AA"));
    texts_.each_leaf(root.getKey("/PageLabels"), "/Nums", [this](Handle, Handle label) {
      if (label.isDictionary()) texts_.write(BlockKind::field, "page label", PdfTexts::text_of(label.getKey("/P")));
    });
    Handle base = root.getKey("/URI");
    if (base.isDictionary()) texts_.write(BlockKind::link, {}, PdfTexts::text_of(base.getKey("/Base")));
    Handle legal = root.getKey("/Legal");
    if (legal.isDictionary())
      texts_.write(BlockKind::field, "attestation", PdfTexts::text_of(legal.getKey("/Attestation")));
    Handle threads = root.getKey("/Threads");
    for (Handle thread : threads.isArray() ? threads.getArrayAsVector() : std::vector<Handle>()) {
      Handle about = thread.isDictionary() ? thread.getKey("/I") : Handle::newNull();
      for (const std::string& key : about.isDictionary() ? about.getKeys() : std::set<std::string>()) {
        texts_.write(BlockKind::property, key.substr(1), PdfTexts::text_of(about.getKey(key)));
      }
    }
  }

  QPDF& pdf_;
  PdfTexts texts_;
  PdfFiles files_{texts_};
  PdfForms forms_{texts_, files_};
};

}  // namespace

std::string pdf_text(std::string_view raw) {
  return Handle::newString(std::string(raw)).getUTF8Value();
}

bool may_hold_objects(std::string_view bytes) {
  for (const std::string_view sign : {"/ObjStm", "/Annots", "/AcroForm", "/EmbeddedFile", "/Outlines",
                                      "/StructTreeRoot", "/OCProperties", "/OpenAction", "/AA", "/Names", "/Dests",
                                      "/PageLabels", "/Threads", "/AF", "/URI", "/Legal", "/Metadata", "/Collection", "/PTEX."}) {
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
