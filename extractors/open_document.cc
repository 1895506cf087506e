// OpenDocument files (ODF 1.3, ISO/IEC 26300): ODT, ODS, ODP, their templates, and flat XML variants.
#include <map>

#include "extractors/extractor.h"
#include "extractors/odf_lock.h"
#include "extractors/odf_reader.h"
#include "extractors/office_package.h"
#include "extractors/ooxml_parts.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

bool ends_with(std::string_view name, std::string_view end) {
  return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

class Document {
 public:
  Document(OfficePackage& package, Extraction& out) : package_(package), writer_(out), out_(out) {}

  Outcome read() {
    read_manifest();
    if (!locks_.empty()) unlock();
    if (package_.find("encrypted-package") || locks_.count("content.xml") != 0) return locked();
    // Styles first: they say what of the content is hidden.
    for (const std::string_view name : {"styles.xml", "content.xml", "meta.xml", "settings.xml"}) {
      const auto entry = package_.find(name);
      if (entry) read_text(*entry);
      else if (name == "content.xml") out_.missed("the document has no content");
    }
    for (std::size_t i = 0; i < package_.entries().size() && !writer_.stopped(); ++i) {
      if (!package_.taken(i)) read_member(i);
    }
    return writer_.stopped() ? out_.stopped() : Outcome{};
  }

 private:
  // Which members are encrypted; their ZIP headers do not tell.
  void read_manifest() {
    const auto entry = package_.find("META-INF/manifest.xml");
    if (!entry) return;
    with_xml(*entry, [this](XmlReader& xml) {
      std::string path;
      for (auto event = xml.next(); event != Event::done; event = xml.next()) {
        if (event != Event::start) continue;
        if (xml.local() == "file-entry") path = xml.value("full-path");
        if (xml.local() == "encryption-data") locks_[path] = OdfLock();
        if (const auto lock = locks_.find(path); lock != locks_.end()) lock->second.see(xml);
      }
    });
  }

  // Opens what one of the passwords opens; the rest stays in locks_.
  void unlock() {
    for (const std::string& password : out_.passwords()) {
      const auto content = locks_.find("content.xml");
      if (content != locks_.end()) {
        if (!unlock(*content, password)) continue;
        locks_.erase(content);
      }
      std::erase_if(locks_, [&](const auto& lock) { return unlock(lock, password); });
      if (locks_.empty()) return;
    }
  }

  bool unlock(const std::pair<const std::string, OdfLock>& lock, const std::string& password) {
    const auto entry = package_.find(lock.first);
    if (!entry || !lock.second.known()) return false;
    auto stored = package_.bytes(*entry);
    auto opened = stored ? lock.second.opened(std::move(*stored), password) : std::nullopt;
    if (opened) package_.unlock(*entry, std::move(*opened));
    return opened.has_value();
  }

  Outcome locked() const {
    const auto content = locks_.find("content.xml");
    const bool known = content != locks_.end() && content->second.known();
    return {OutcomeKind::encrypted, known ? "password needed" : "encrypted in a way that is not read"};
  }

  void with_xml(std::size_t entry, const std::function<void(XmlReader&)>& read) {
    const Status status = package_.read_xml(entry, read);
    if (!status && !writer_.stopped()) out_.missed(status.error().message);
  }

  void read_text(std::size_t entry) {
    if (locks_.count(package_.entries()[entry].name) != 0) return unread(entry);
    with_xml(entry, [&](XmlReader& xml) { OdfReader(writer_, memory_).read(xml, {}); });
  }

  void unread(std::size_t entry) {
    if (!package_.unread_child(entry, {OutcomeKind::encrypted, "password needed"})) writer_.stop();
  }

  void read_member(std::size_t entry) {
    const ZipEntry& member = package_.entries()[entry];
    const std::string& name = member.name;
    if (member.directory() || name == "mimetype" || name == "manifest.rdf" || name == "layout-cache" ||
        name.compare(0, 15, "Configurations2") == 0) {
      return package_.take(entry);
    }
    if (locks_.count(name) != 0) return unread(entry);
    if (drawn_again(name)) {
      if (!package_.unread_child(entry, {OutcomeKind::skipped, "a drawing of what is read itself"})) writer_.stop();
      return;
    }
    if (ends_with(name, "content.xml") || ends_with(name, "styles.xml") || ends_with(name, "meta.xml")) {
      return read_object(entry);
    }
    if (ends_with(name, "settings.xml")) return package_.take(entry);
    if (ends_with(name, ".xml") || ends_with(name, ".rdf")) {
      return with_xml(entry, [&](XmlReader& xml) {
        read_any_xml(xml, {BlockKind::field, {}, {}, false}, writer_);
      });
    }
    if (!package_.child(entry)) writer_.stop();
  }

  // Metafiles of LibreOffice that show an object or a table of the same document to programs that cannot draw it.
  bool drawn_again(std::string_view name) const {
    constexpr std::string_view kObjects = "ObjectReplacements/";
    if (name.starts_with("Pictures/TablePreview")) return true;
    return name.starts_with(kObjects) && package_.find(std::string(name.substr(kObjects.size())) + "/content.xml");
  }

  // An object within the document: another document, or a formula.
  void read_object(std::size_t entry) {
    if (package_.root_of(entry) != "math") return read_text(entry);
    with_xml(entry, [&](XmlReader& xml) { read_any_xml(xml, {BlockKind::text, {}, {}, false}, writer_); });
  }

  OfficePackage& package_;
  BlockWriter writer_;
  Extraction& out_;
  OdfMemory memory_;
  std::map<std::string, OdfLock> locks_;  // of members that are encrypted
};

Outcome read_flat(Source& source, Extraction& out) {
  SourcePull pull(source);
  XmlReader xml(pull);
  BlockWriter writer(out);
  OdfMemory memory;
  OdfReader(writer, memory).read(xml, {});
  if (writer.stopped()) return out.stopped();
  if (!xml.status()) out.missed(xml.status().error().message);
  return {};
}

class OpenDocument final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    if (out.format() == Format::flat_odf) return read_flat(source, out);
    auto package = OfficePackage::open(source, out);
    if (!package) return outcome_of(package.error());
    return Document(*package, out).read();
  }
};

}  // namespace

const Extractor& open_document_extractor() {
  static const OpenDocument extractor;
  return extractor;
}

}  // namespace trawl::extractors
