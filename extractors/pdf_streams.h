// Streams and dictionaries of Poppler's objects. Included only where its classes are used.
#pragma once

#include <Object.h>
#include <Page.h>

#include <string>

#include "extractors/pdf_content.h"

namespace trawl::extractors {

// The stream decoded, up to `most` bytes, and what can be decoded of a damaged one. Deflate by zlib, which takes a
// small part of the time of Poppler's own.
std::string decoded(const Object& stream, std::size_t most, PdfReading& reading);

// The streams of an array, or one, with a line end behind each.
std::string decoded_contents(const Object& contents, std::size_t most, PdfReading& reading);

}  // namespace trawl::extractors
