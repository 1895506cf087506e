// Names in lists: behind a label, turned ("Surname, Given") in quotes, and in registers of a person a line.
#pragma once

#include <vector>

#include "detectors/name_value.h"

namespace trawl::detectors {

// The names of a list as it stands behind "To:" or in a cell of attendees: "Smith, John; Ann Lee <a@b.org>".
// Looks at tokens [first, last).
void find_in_list(const NameTokens& tokens, std::uint32_t first, std::uint32_t last, const char* evidence,
                  std::vector<NameSpan>& out);

// Appends "Surname, Given" in quotes, and where at least three lines begin so.
void find_turned_names(const NameTokens& tokens, std::vector<NameSpan>& out);

}  // namespace trawl::detectors
