// XMP packets: see xmp.h.
#include "extractors/xmp.h"

#include <string>
#include <vector>

#include "extractors/office_xml.h"

namespace trawl::extractors {
namespace {

using Event = XmlReader::Event;

// Of RDF and the wrapper around it, not of what is told.
bool is_frame(std::string_view name) {
  return name.starts_with("rdf:") || name == "x:xmpmeta" || name == "x:xapmeta";
}

bool is_plumbing(const XmlReader::Attribute& attribute) {
  return attribute.name.starts_with("xml") || attribute.name == "x:xmptk" || attribute.name == "rdf:about" ||
         attribute.name == "rdf:parseType";
}

}  // namespace

void write_xmp(std::string_view packet, BlockWriter& writer) {
  TextPull input(packet);
  XmlReader xml(input);
  std::vector<std::string> labels;  // of the open elements
  std::string text;
  const auto write = [&](const std::string& label, std::string_view value) {
    writer.write({BlockKind::property, label, {}, false}, value);
  };
  for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
    if (event == Event::text) {
      text += xml.text();
      continue;
    }
    if (!labels.empty()) write(labels.back(), text);
    text.clear();
    if (event == Event::end) {
      if (!labels.empty()) labels.pop_back();
      continue;
    }
    const std::string outer = labels.empty() ? std::string() : labels.back();
    labels.push_back(is_frame(xml.name()) ? outer : std::string(xml.local()));
    for (const XmlReader::Attribute& attribute : xml.attributes()) {
      if (!is_plumbing(attribute))
        write(is_frame(attribute.name) ? outer : std::string(attribute.local()), attribute.value);
    }
  }
}

}  // namespace trawl::extractors
