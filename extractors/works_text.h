// The text in documents of Works 2 to 4 and of Publisher 98 and later, which is one stretch of bytes each.
#pragma once

#include <string_view>

#include "core/part.h"
#include "extractors/block_writer.h"

namespace trawl::extractors {

// Whether bytes are a document of Works for DOS, which has no compound file around it.
bool begins_works(std::string_view bytes);

// A document of Works: the stream MN0, or the whole file of Works for DOS. damaged where its text lies beyond its end.
Outcome write_works(std::string_view stream, bool dos, BlockWriter& writer);

// Publisher's stream Quill/QuillSub/CONTENTS: all stories, one behind the other.
void write_publication(std::string_view stream, BlockWriter& writer);

}  // namespace trawl::extractors
