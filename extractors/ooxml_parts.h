// The parts of an OOXML package beside its main text: properties, custom XML, drawings, whatever
// nothing refers to, and the members that are parts of their own (pictures, embedded files).
#pragma once

#include <functional>

#include "extractors/ooxml_document.h"

namespace trawl::extractors {

// Reads a package: what read_main takes of it, in its order, then every other member.
Outcome read_package(Source& source, Extraction& out, const std::function<void(OoxmlDocument&)>& read_main);

// Reads every member that was not taken yet.
void read_other_parts(OoxmlDocument& document);

// Text and attributes of any XML, each a field with the element's name as its label.
void read_any_xml(XmlReader& xml, const BlockPlace& place, BlockWriter& writer);

// Elements with a value each; a `name` attribute (custom properties) is a better label than the
// element's own name.
void read_properties(XmlReader& xml, BlockWriter& writer);

}  // namespace trawl::extractors
