// The values of Access columns as text.
#pragma once

#include <string>
#include <string_view>

#include "extractors/access_table.h"

namespace trawl::extractors {

// Empty for types that are not text in themselves: memo, OLE, binary, and what is not known.
std::string access_value(const AccessFile& file, const AccessColumn& column, std::string_view bytes);

// What a calculated column holds: the value without what stands before it.
std::string_view uncalculated(std::string_view bytes);

// A file in an attachment, which may be compressed; nothing where it is none or larger than limit. whole is set to
// false where some of it is missing.
std::optional<std::string> access_attachment(std::string_view bytes, std::uint64_t limit, bool& whole);

// The texts among the properties of an object: descriptions, default values, lists of choices.
std::vector<std::string> access_properties(const AccessFile& file, std::string_view bytes);

}  // namespace trawl::extractors
