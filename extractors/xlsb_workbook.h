// Binary workbooks (XLSB, [MS-XLSB]): the package of an XLSX whose workbook, sheets, texts, comments, caches and links
// are records instead of XML.
#pragma once

#include "extractors/ooxml_document.h"

namespace trawl::extractors {

// From the workbook part on.
void read_binary_workbook(OoxmlDocument& document, std::size_t workbook);

// Any other part of records: the texts in it, under the label.
void read_binary_part(OoxmlDocument& document, std::size_t entry);

// Whether a member is such a part, by its name in lower case.
bool is_binary_part(std::string_view name);

}  // namespace trawl::extractors
