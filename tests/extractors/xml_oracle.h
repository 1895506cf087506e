// The events of XML as libxml2 sees them and as XmlReader does, in one notation, to compare the two.
#pragma once

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include <optional>
#include <string>
#include <string_view>

#include "extractors/office_xml.h"
#include "tests/support/read.h"

namespace trawl::test {

struct SaxEvents {
  std::string out;

  static std::string_view view(const xmlChar* text) { return reinterpret_cast<const char*>(text); }
  static void start(void* self, const xmlChar* name, const xmlChar** attributes) {
    std::string& out = static_cast<SaxEvents*>(self)->out;
    out.append("<").append(view(name));
    for (; attributes != nullptr && *attributes != nullptr; attributes += 2) {
      out.append(" ").append(view(attributes[0])).append("=").append(view(attributes[1]));
    }
    out += '>';
  }
  static void end(void* self, const xmlChar* name) {
    static_cast<SaxEvents*>(self)->out.append("</").append(view(name)).append(">");
  }
  static void text(void* self, const xmlChar* bytes, int size) {
    static_cast<SaxEvents*>(self)->out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
};

// "<a x=1>text</a>"; nothing when libxml2 calls the bytes not well-formed.
inline std::optional<std::string> events_by_libxml2(std::string_view bytes) {
  SaxEvents events;
  xmlSAXHandler handler{};
  handler.startElement = SaxEvents::start;
  handler.endElement = SaxEvents::end;
  handler.characters = SaxEvents::text;
  handler.ignorableWhitespace = SaxEvents::text;
  handler.cdataBlock = SaxEvents::text;
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, &events, nullptr, 0, nullptr);
  // Without NOENT it would report "&amp;" in attributes as "&#38;".
  xmlCtxtUseOptions(context, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  context->sax->startElement = SaxEvents::start;
  context->sax->endElement = SaxEvents::end;
  context->sax->startElementNs = nullptr;
  context->sax->endElementNs = nullptr;
  context->sax->initialized = 1;
  const int failed = xmlParseChunk(context, bytes.data(), static_cast<int>(bytes.size()), 1);
  const bool sound = failed == 0 && context->wellFormed == 1;
  xmlFreeParserCtxt(context);
  if (!sound) return std::nullopt;
  return events.out;
}

// The input comes in pieces of this size.
inline std::optional<std::string> events_by_reader(std::string_view bytes, std::size_t piece) {
  using extractors::XmlReader;
  Pieces pieces(bytes, piece);
  XmlReader xml(pieces);
  std::string out;
  for (auto event = xml.next(); event != XmlReader::Event::done; event = xml.next()) {
    if (event == XmlReader::Event::start) {
      out.append("<").append(xml.name());
      for (const auto& attribute : xml.attributes()) {
        out.append(" ").append(attribute.name).append("=").append(attribute.value);
      }
      out += '>';
    } else if (event == XmlReader::Event::end) {
      out.append("</").append(xml.name()).append(">");
    } else if (xml.depth() > 0) {
      out += xml.text();
    }
  }
  if (!xml.status()) return std::nullopt;
  return out;
}

}  // namespace trawl::test
