// Presentations of OOXML (PresentationML): slides in their order, with notes, comments and diagrams.
#pragma once

#include "extractors/ooxml_document.h"

namespace trawl::extractors {

// From the presentation part on. Masters and layouts are left to read_other_parts().
void read_slides(OoxmlDocument& document, std::size_t presentation);

}  // namespace trawl::extractors
