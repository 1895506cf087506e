// Rich Text Format (Microsoft's RTF Specification 1.9.1), also as bodies of messages hold it.
#pragma once

#include <string>
#include <string_view>

#include "extractors/extractor.h"

namespace trawl::extractors {

// What an RTF was made from: itself, or plain text or HTML that it wraps ([MS-OXRTFEX] 2.1.3.1).
enum class RtfOrigin : std::uint8_t { rtf, text, html };
RtfOrigin rtf_origin(std::string_view rtf);

// Reads a document: blocks of its text, notes, properties and links; pictures and embedded objects as children. Blocks
// have the given anchor where no other place is known. False: stop, as Extraction says.
bool rtf_text(std::string_view rtf, Extraction& out, std::string_view anchor = {});

// The HTML that an RTF of origin html wraps ([MS-OXRTFEX] 3.1.3), in UTF-8. Never longer than three times the RTF.
std::string html_of_rtf(std::string_view rtf);

}  // namespace trawl::extractors
