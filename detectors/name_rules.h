// Rules of high precision for names: titles, greetings, sign-offs, mail headers and form labels. They look at tokens
// only; what a block's label says is in name_labels.h.
#pragma once

#include <vector>

#include "core/text_block.h"
#include "detectors/name_value.h"

namespace trawl::detectors {

// Appends the names that the rules find in running text, in no order; spans may overlap.
void find_by_rules(const NameTokens& tokens, std::vector<NameSpan>& out);

// The names of a list as it stands behind "To:" or in a cell of attendees: "Smith, John; Ann Lee <a@b.org>".
// Looks at tokens [first, last).
void find_in_list(const NameTokens& tokens, std::uint32_t first, std::uint32_t last, const char* evidence,
                  std::vector<NameSpan>& out);

// The end of the run of words from `first` on that could be one name ("Anne-Marie van der Berg"), at most `last`.
std::uint32_t name_run(const NameTokens& tokens, std::uint32_t first, std::uint32_t last);

}  // namespace trawl::detectors
