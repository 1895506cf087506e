// XMP packets (ISO 16684-1), as pictures, films and PDFs hold them.
#pragma once

#include <string_view>

#include "extractors/block_writer.h"

namespace trawl::extractors {

// Every value as a property, labelled with the name of its XMP property ("creator"), whatever RDF stands between.
void write_xmp(std::string_view packet, BlockWriter& writer);

}  // namespace trawl::extractors
