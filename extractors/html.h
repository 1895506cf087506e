// The text of HTML as the mail extractor and others need it too.
#pragma once

#include <string>
#include <string_view>

#include "extractors/extractor.h"

namespace trawl::extractors {

// Reads a document or a piece of one. Its blocks have the given anchor, or "line=N" where that is empty. data: URIs are
// read as children. False: stop, as Extraction says.
bool html_text(std::string_view utf8, Extraction& out, std::string_view anchor = {});

// The charset that the beginning of a document declares for itself in a <meta> (WHATWG HTML, 13.2.3.2) or an XML
// declaration; empty where there is none. For to_utf8().
std::string html_charset(std::string_view bytes);

}  // namespace trawl::extractors
