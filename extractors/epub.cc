// EPUB books (EPUB 3.3 and 2.0.1, in the container of OCF 3.3): what the package says about the book, its documents in
// the order of the spine, then everything else that it holds, each as a part of its own.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/data_uri.h"
#include "extractors/extractor.h"
#include "extractors/office_package.h"
#include "extractors/ooxml_parts.h"
#include "extractors/ooxml_relationships.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

const Outcome kLocked{OutcomeKind::encrypted, "protected with DRM; its key is needed"};
const Outcome kFont{OutcomeKind::skipped, "an embedded font"};

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [name](std::string_view end) { return name.ends_with(end); });
}

// Fonts may be obfuscated with what the book itself tells (EPUB 3.3, 4.3.6; Adobe's way is older): no key is missing.
bool obfuscation(std::string_view algorithm) {
  return algorithm == "http://www.idpf.org/2008/embedding" || algorithm == "http://ns.adobe.com/pdf/enc#RC";
}

class Book {
 public:
  Book(OfficePackage& package, Extraction& out) : package_(package), writer_(out), out_(out) {}

  Outcome read() {
    read_encryption();
    read_container();
    if (!described_) out_.missed("the book's package document is missing");
    for (const std::size_t entry : spine_) pass(entry);
    for (std::size_t i = 0; i < package_.entries().size(); ++i) read_member(i);
    return writer_.stopped() ? out_.stopped() : Outcome{};
  }

 private:
  void with_xml(std::size_t entry, const std::function<void(XmlReader&)>& read) {
    const Status status = package_.read_xml(entry, read);
    if (!status && !writer_.stopped()) out_.missed(status.error().message);
  }

  // A member as a document names it: relative to itself, percent-encoded, perhaps with a fragment.
  std::optional<std::size_t> named_by(std::string_view document, std::string_view reference) const {
    const std::string path = percent_decoded(reference.substr(0, reference.find('#')));
    const auto found = package_.find(resolved_target(document, path));
    return found ? found : package_.find(resolved_target(document, reference));
  }

  void read_encryption() {
    const auto entry = package_.find("META-INF/encryption.xml");
    if (!entry) return;
    with_xml(*entry, [this](XmlReader& xml) {
      bool font = false;
      for (auto event = xml.next(); event != Event::done; event = xml.next()) {
        if (event != Event::start) continue;
        if (xml.local() == "EncryptedData") font = false;
        if (xml.local() == "EncryptionMethod") font = obfuscation(xml.value("Algorithm"));
        if (xml.local() != "CipherReference") continue;
        if (const auto member = named_by({}, xml.value("URI"))) locked_[*member] = font;
      }
    });
  }

  // The package documents that the container names; where it names none, whatever looks like one.
  void read_container() {
    std::vector<std::size_t> documents;
    const auto entry = package_.find("META-INF/container.xml");
    if (entry) {
      with_xml(*entry, [&](XmlReader& xml) {
        for (auto event = xml.next(); event != Event::done; event = xml.next()) {
          if (event != Event::start || xml.local() != "rootfile") continue;
          if (const auto member = named_by({}, xml.value("full-path"))) documents.push_back(*member);
        }
      });
    }
    for (std::size_t i = 0; i < package_.entries().size(); ++i) {
      if (lower_ascii(package_.entries()[i].name).ends_with(".opf")) documents.push_back(i);
    }
    for (const std::size_t document : documents) {
      if (!package_.taken(document) && !writer_.stopped()) read_package(document);
    }
  }

  // The package document (EPUB 3.3, 5.4): metadata, the manifest, the spine.
  void read_package(std::size_t entry) {
    const std::string name = package_.entries()[entry].name;
    std::map<std::string, std::string, std::less<>> manifest;
    with_xml(entry, [&](XmlReader& xml) {
      for (auto event = xml.next(); event != Event::done && !writer_.stopped(); event = xml.next()) {
        if (event != Event::start) continue;
        if (xml.local() == "metadata") read_metadata(xml);
        if (xml.local() == "item") manifest.emplace(xml.value("id"), xml.value("href"));
        if (xml.local() == "reference") writer_.write({BlockKind::field, "guide", {}, false}, xml.value("title"));
        if (xml.local() != "itemref") continue;
        described_ = true;
        const auto item = manifest.find(xml.value("idref"));
        const auto member = item == manifest.end() ? std::nullopt : named_by(name, item->second);
        if (member)
          spine_.push_back(*member);
        else
          out_.missed("a document of the book is missing");
      }
    });
    described_ |= !manifest.empty();
  }

  // dc:creator and its like; <meta name= content=> of EPUB 2, <meta property=>text</meta> of EPUB 3.
  void read_metadata(XmlReader& xml) {
    const std::uint32_t outside = xml.depth() - 1;
    std::string label, text;
    for (auto event = xml.next(); event != Event::done && xml.depth() > outside; event = xml.next()) {
      if (event == Event::text) {
        text += xml.text();
        continue;
      }
      if (event == Event::start) {
        const bool meta = xml.local() == "meta";
        label = meta ? (xml.has("property") ? xml.value("property") : xml.value("name")) : xml.local();
        if (meta) writer_.write({BlockKind::property, label, {}, false}, xml.value("content"));
        writer_.write({BlockKind::property, label, {}, false}, xml.value("file-as"));
      } else {
        writer_.write({BlockKind::property, label, {}, false}, text);
      }
      text.clear();
    }
  }

  // The table of contents of EPUB 2 (NCX): its entries repeat headings, but need not.
  void read_contents(std::size_t entry) {
    with_xml(entry, [this](XmlReader& xml) {
      std::string text;
      for (auto event = xml.next(); event != Event::done && !writer_.stopped(); event = xml.next()) {
        if (event == Event::text) {
          text += xml.text();
          continue;
        }
        writer_.write({BlockKind::field, "contents", {}, false}, text);
        text.clear();
        if (event != Event::start || xml.local() != "meta") continue;
        writer_.write({BlockKind::property, std::string(xml.value("name")), {}, false}, xml.value("content"));
      }
    });
  }

  void read_member(std::size_t entry) {
    const ZipEntry& member = package_.entries()[entry];
    const std::string name = lower_ascii(member.name);
    if (writer_.stopped() || package_.taken(entry) || member.directory() || name == "mimetype") return;
    if (locked_.find(entry) == locked_.end()) {
      if (name.ends_with(".ncx")) return read_contents(entry);
      if (name.starts_with("meta-inf/") && name.ends_with(".xml")) {
        return with_xml(entry, [this](XmlReader& xml) {
          read_any_xml(xml, {BlockKind::field, {}, {}, false}, writer_);
        });
      }
    }
    pass(entry);
  }

  void pass(std::size_t entry) {
    if (writer_.stopped() || package_.taken(entry)) return;
    const std::string name = lower_ascii(package_.entries()[entry].name);
    const auto lock = locked_.find(entry);
    const bool locked = lock != locked_.end() && !lock->second;
    if (locked) out_.missed("documents of the book are protected with DRM");
    const bool font = lock != locked_.end() || ends_with_one_of(name, {".ttf", ".otf", ".woff", ".woff2"});
    const bool go_on = locked ? package_.unread_child(entry, kLocked)
                       : font ? package_.unread_child(entry, kFont)
                              : package_.child(entry);
    if (!go_on) writer_.stop();
  }

  OfficePackage& package_;
  BlockWriter writer_;
  Extraction& out_;
  std::vector<std::size_t> spine_;
  std::map<std::size_t, bool> locked_;  // members that are encrypted; true: only obfuscated
  bool described_ = false;              // a package document lists the book's documents
};

class Epub final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    auto package = OfficePackage::open(source, out);
    if (!package) return outcome_of(package.error());
    return Book(*package, out).read();
  }
};

}  // namespace

const Extractor& epub_extractor() {
  static const Epub extractor;
  return extractor;
}

}  // namespace trawl::extractors
