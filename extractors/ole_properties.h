// Property sets of compound files ([MS-OLEPS], [MS-OSHARED] 2.3.3): title, author, company and what users add.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/block_writer.h"
#include "extractors/compound_file.h"

namespace trawl::extractors {

struct OleProperty {
  std::string label;  // "author"; of properties that the user named, that name
  std::string text;   // dates as "2020-01-31 13:45:00" in UTC
};

// The texts, numbers and dates of a property set stream. Broken ones end where they break.
std::vector<OleProperty> ole_properties(std::string_view stream);

// Writes those of a storage's "\5SummaryInformation" and "\5DocumentSummaryInformation" as property blocks.
void write_ole_properties(const CompoundFile& file, std::size_t storage, BlockWriter& writer);

}  // namespace trawl::extractors
