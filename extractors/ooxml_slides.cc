// Presentations of OOXML: see ooxml_slides.h.
#include "extractors/ooxml_slides.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

bool slide_hidden(OfficePackage& package, std::size_t entry) {
  bool hidden = false;
  package.root_of(entry, [&hidden](const XmlReader& xml) {
    hidden = xml.value("show") == "0" || xml.value("show") == "false";
  });
  return hidden;
}

}  // namespace

void read_slides(OoxmlDocument& document, std::size_t presentation) {
  OfficePackage& package = document.package();
  const std::string name = package.entries()[presentation].name;
  std::vector<std::string> slides;
  // Not taken: read_other_parts() looks for words in it.
  if (const auto stream = package.stream(presentation)) {
    XmlReader xml(**stream);
    for (auto event = xml.next(); event != Event::done; event = xml.next()) {
      // Lists of sections name slides too (p14:sldId), by a number and not by a relationship.
      const bool slide = event == Event::start && xml.local() == "sldId" && !xml.prefixed("id").empty();
      if (slide) slides.emplace_back(xml.prefixed("id"));
    }
  }
  const auto relationships = relationships_of(package, name);
  for (std::size_t i = 0; i < slides.size() && !document.writer().stopped(); ++i) {
    const Relationship* relationship = find_relationship(relationships, slides[i]);
    const auto entry = relationship == nullptr ? std::nullopt : package.find(relationship->target);
    if (!entry) {
      document.missed("a slide of the presentation is missing");
      continue;
    }
    const BlockPlace place{BlockKind::text, {}, "slide=" + std::to_string(i + 1), slide_hidden(package, *entry)};
    document.flow(*entry, place);
    document.related(package.entries()[*entry].name, place);
  }
}

}  // namespace trawl::extractors
