// What a PDF holds beside the text of its pages (ISO 32000-2): annotations, form fields, links,
// outlines, alternative texts, XFA forms, signatures, layers, scripts and attachments. By libqpdf.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "extractors/extractor.h"

namespace trawl::extractors {

// A text string (ISO 32000-2 7.9.2.2: PDFDocEncoding, UTF-16 or UTF-8 with their marks) as UTF-8.
std::string pdf_text(std::string_view raw);

// Whether any of that can be in the bytes: false saves opening them a second time.
bool may_hold_objects(std::string_view bytes);

// Reads them; bytes must stay for the call.
Status read_pdf_objects(std::string_view bytes, const std::string& password, Extraction& out, bool& stopped);

}  // namespace trawl::extractors
