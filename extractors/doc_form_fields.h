// Form fields of Word documents: what they hold beside the text that is shown.
#pragma once

#include <string_view>

#include "extractors/block_writer.h"

namespace trawl::extractors {

// Names, defaults, help texts and lists of all form fields, which lie in the document's Data stream.
void write_form_fields(std::string_view data, BlockWriter& writer);

// The alternative texts and links of pictures in the same stream.
void write_picture_texts(std::string_view data, BlockWriter& writer);

}  // namespace trawl::extractors
