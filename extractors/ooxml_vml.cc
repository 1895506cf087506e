// Drawings of VML: see ooxml_vml.h.
#include "extractors/ooxml_vml.h"

#include <string>

namespace trawl::extractors {

void read_vml(XmlReader& xml, const BlockPlace& place, BlockWriter& writer) {
  using Event = XmlReader::Event;
  const BlockPlace words{BlockKind::field, "alternative text", place.anchor, place.hidden};
  const BlockPlace link{BlockKind::link, {}, place.anchor, place.hidden};
  std::uint32_t box = 0;  // depth of the open text box
  std::string text;
  for (auto event = xml.next(); event != Event::done && !writer.stopped(); event = xml.next()) {
    if (event == Event::text) {
      if (box != 0) text += xml.text();
      continue;
    }
    const std::string_view element = xml.local();
    const bool breaks = element == "br" || element == "div" || element == "p";
    if (breaks && !text.empty() && text.back() != '\n') text += '\n';
    if (event == Event::start) {
      if (element == "br") xml.close();
      if (box == 0 && element == "textbox") box = xml.depth();
      for (const std::string_view key : {"alt", "string", "title"}) writer.write(words, xml.value(key));
      writer.write(link, xml.value("href"));
    } else if (box != 0 && xml.depth() < box) {
      box = 0;
      writer.write(place, text);
      text.clear();
    }
  }
  writer.write(place, text);
}

}  // namespace trawl::extractors
