// Spreadsheets of OOXML (SpreadsheetML, ECMA-376-1 clause 18): sheets in the workbook's order with
// their comments and drawings, names, and the copies of data in pivot caches and external links.
#pragma once

#include <string_view>

#include "extractors/ooxml_document.h"
#include "extractors/ooxml_sheet.h"

namespace trawl::extractors {

// From the workbook part on.
void read_workbook(OoxmlDocument& document, std::size_t workbook);

// Shared texts that no cell uses, and the readings of East Asian ones.
void write_left_strings(OoxmlDocument& document, const SharedStrings& strings);

// Parts that no sheet leads to, by the name of their root element. False: it is none of them.
bool read_workbook_part(OoxmlDocument& document, std::size_t entry, std::string_view root);

}  // namespace trawl::extractors
