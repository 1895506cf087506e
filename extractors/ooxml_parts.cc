// The parts of an OOXML package beside its main text: see ooxml_parts.h.
#include "extractors/ooxml_parts.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "extractors/mime_transfer.h"
#include "extractors/ole_bytes.h"
#include "extractors/ooxml_vml.h"
#include "extractors/ooxml_workbook.h"
#include "extractors/xlsb_workbook.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

bool ends_with(std::string_view name, std::string_view end) {
  return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

// Roots of parts that hold the look of a document and no words of its user.
constexpr auto kLook = std::to_array<std::string_view>(
    {"Types", "calcChain", "chartStyle", "colorStyle", "colorsDef", "datastoreItem", "fonts", "layoutDef",
     "presentationPr", "styleDef", "styleSheet", "styles", "tblStyleLst", "theme", "themeOverride", "viewPr",
     "webSettings"});

// Roots of parts that are read as running text.
constexpr auto kFlow = std::to_array<std::string_view>(
    {"ThreadedComments", "chartSpace", "cmLst", "comments", "dataModel", "document", "drawing", "endnotes",
     "footnotes", "ftr", "glossaryDocument", "handoutMaster", "hdr", "notes", "notesMaster", "numbering",
     "presentation", "settings", "sld", "sldLayout", "sldMaster", "tagLst", "userShapes", "wsDr"});

// Long runs without a space in the alphabet of base64: certificates, hashes, pictures.
bool encoded_blob(std::string_view text) {
  return text.size() > 64 && text.find(' ') == std::string_view::npos && text.find('@') == std::string_view::npos &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n") ==
             std::string_view::npos;
}

// The names in a certificate (X.509, RFC 5280): of who signed the document and of who vouches for that. They stand as
// they are between its numbers.
void write_certificate(std::string_view base64, BlockWriter& writer) {
  const std::string certificate = decoded_base64(base64);
  for (const std::string& run : text_runs(certificate, 4)) {
    writer.write({BlockKind::property, "certificate", {}, false}, run);
  }
}

bool says_something(const XmlReader::Attribute& attribute) {
  if (attribute.name.substr(0, 5) == "xmlns" || attribute.name.substr(0, 4) == "xml:") return false;
  if (attribute.value.size() < 2 || encoded_blob(attribute.value)) return false;
  if (attribute.value.find("://schemas.") != std::string_view::npos) return false;
  if (attribute.value.front() == '{' && attribute.value.size() == 38) return false;  // an identifier of a component
  return true;
}

BlockPlace flow_place(std::string_view root) {
  BlockPlace place;
  if (root == "hdr") place.anchor = "header";
  if (root == "ftr") place.anchor = "footer";
  if (root == "glossaryDocument") place.anchor = "glossary";
  if (root == "sldMaster" || root == "sldLayout" || root == "notesMaster" || root == "handoutMaster") {
    place.anchor = "master";
  }
  if (root == "notes" || root == "footnotes" || root == "endnotes") place.kind = BlockKind::note;
  return place;
}

void read_links(OoxmlDocument& document, std::size_t entry) {
  document.with_xml(entry, [&](XmlReader& xml) {
    for (auto event = xml.next(); event != Event::done; event = xml.next()) {
      if (event != Event::start || xml.value("TargetMode") != "External") continue;
      document.writer().write({BlockKind::link, {}, {}, false}, xml.value("Target"));
    }
  });
}

// DEVMODEW begins with the printer's name: up to 32 UTF-16 units.
void read_printer(OoxmlDocument& document, std::size_t entry) {
  document.package().take(entry);
  const auto stream = document.package().stream(entry);
  if (!stream) return document.missed(stream.error().message);
  std::array<char, 64> units{};
  std::size_t size = 0;
  while (size < units.size()) {
    const auto got = (*stream)->read(std::span<char>(units).subspan(size));
    if (!got || *got == 0) break;
    size += *got;
  }
  std::string name;
  for (std::size_t i = 0; i + 1 < size; i += 2) {
    const char32_t unit = static_cast<unsigned char>(units[i]) | static_cast<unsigned char>(units[i + 1]) << 8;
    if (unit < 0x20 || (unit >= 0xD800 && unit < 0xE000)) break;
    append_utf8(name, unit);
  }
  document.writer().write({BlockKind::property, "printer", {}, false}, name);
}

// The state of a form control outside of a compound file ([MS-OFORMS]): its texts stand between numbers.
bool read_control(OoxmlDocument& document, std::size_t entry) {
  const auto bytes = document.package().bytes(entry);
  if (!bytes || bytes->starts_with("\xD0\xCF\x11\xE0")) return false;
  document.package().take(entry);
  for (const std::string& run : text_runs(*bytes, 4)) {
    document.writer().write({BlockKind::field, "form control", {}, false}, run);
  }
  return true;
}

bool diagram_shown_elsewhere(OfficePackage& package, std::string_view name) {
  const std::size_t at = name.find("diagrams/drawing");
  if (at == std::string_view::npos) return false;
  std::string data(name);
  data.replace(at, 16, "diagrams/data");
  return package.find(data).has_value();
}

void read_xml_part(OoxmlDocument& document, std::size_t entry, const std::string& root) {
  BlockWriter& writer = document.writer();
  OfficePackage& package = document.package();
  const std::string name = lower_ascii(package.entries()[entry].name);
  if (among(kLook, root) || diagram_shown_elsewhere(package, name)) return package.take(entry);
  if (among(kFlow, root)) {
    const BlockPlace place = flow_place(root);
    writer.once(place.anchor == "master");
    document.flow(entry, place);
    document.related(package.entries()[entry].name, place);
    return writer.once(false);
  }
  if (root == "Relationships") return read_links(document, entry);
  if (read_workbook_part(document, entry, root)) return;
  document.with_xml(entry, [&](XmlReader& xml) {
    if (root == "Properties" || root == "coreProperties") return read_properties(xml, writer);
    if (root == "xml" && ends_with(name, ".vml")) return read_vml(xml, {}, writer);
    read_any_xml(xml, {BlockKind::field, {}, {}, false}, writer);
  });
}

void read_member(OoxmlDocument& document, std::size_t entry) {
  OfficePackage& package = document.package();
  BlockWriter& writer = document.writer();
  const ZipEntry& member = package.entries()[entry];
  const std::string name = lower_ascii(member.name);
  if (member.directory()) return package.take(entry);
  if (name.find("printersettings") != std::string::npos && ends_with(name, ".bin")) return read_printer(document, entry);
  const bool xml_name = ends_with(name, ".xml") || ends_with(name, ".rels") || ends_with(name, ".vml");
  const bool own = name.find("embeddings/") != std::string::npos || name.find("media/") != std::string::npos;
  if (xml_name && !own) {
    const std::string root = document.package().root_of(entry);
    if (!root.empty()) return read_xml_part(document, entry, root);
  }
  if (is_binary_part(name)) return read_binary_part(document, entry);
  if (ends_with(name, ".odttf") || ends_with(name, ".fntdata") || ends_with(name, ".ttf")) {
    if (!package.unread_child(entry, {OutcomeKind::skipped, "an embedded font"})) writer.stop();
    return;
  }
  if (name.find("activex/") != std::string::npos && ends_with(name, ".bin") && read_control(document, entry)) return;
  if (!package.child(entry)) writer.stop();
}

}  // namespace

void read_any_xml(XmlReader& xml, const BlockPlace& place, BlockWriter& writer) {
  BlockPlace field = place;
  std::string text;
  std::string element;
  const auto flush = [&] {
    field.label = element;
    if (element == "X509Certificate") write_certificate(text, writer);
    else if (!encoded_blob(text)) writer.write(field, text);
    text.clear();
  };
  for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
    if (event == Event::text) {
      text += xml.text();
      continue;
    }
    flush();
    element = xml.local();
    if (event == Event::end) continue;
    for (const XmlReader::Attribute& attribute : xml.attributes()) {
      if (!says_something(attribute)) continue;
      field.label = element + "/" + std::string(attribute.local());
      writer.write(field, attribute.value);
    }
  }
}

void read_properties(XmlReader& xml, BlockWriter& writer) {
  BlockPlace property{BlockKind::property, {}, {}, false};
  std::string text;
  std::string name;
  std::string title;  // of elements that hold lists
  for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
    if (event == Event::text) {
      text += xml.text();
    } else if (event == Event::start) {
      text.clear();
      if (xml.depth() <= 2) title = xml.local();
      if (xml.local() == "property") name = xml.value("name");
      if (xml.has("linkTarget")) writer.write({BlockKind::property, name, {}, false}, xml.value("linkTarget"));
    } else {
      property.label = name.empty() ? title : name;
      writer.write(property, text);
      text.clear();
      if (xml.local() == "property") name.clear();
    }
  }
}

Outcome read_package(Source& source, Extraction& out, const std::function<void(OoxmlDocument&)>& read_main) {
  auto package = OfficePackage::open(source, out);
  if (!package) return outcome_of(package.error());
  BlockWriter writer(out);
  OoxmlDocument document(*package, writer);
  read_main(document);
  read_other_parts(document);
  return writer.stopped() ? out.stopped() : Outcome{};
}

void read_other_parts(OoxmlDocument& document) {
  OfficePackage& package = document.package();
  for (std::size_t i = 0; i < package.entries().size() && !document.writer().stopped(); ++i) {
    if (!package.taken(i)) read_member(document, i);
  }
}

}  // namespace trawl::extractors
