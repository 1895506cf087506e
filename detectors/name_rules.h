// Rules of high precision for names: titles, greetings, sign-offs, mail headers and form labels. They look at tokens
// only; what a block's label says is in name_labels.h.
#pragma once

#include <vector>

#include "core/text_block.h"
#include "detectors/name_value.h"

namespace trawl::detectors {

// Appends the names that the rules find in running text, in no order; spans may overlap.
void find_by_rules(const NameTokens& tokens, std::vector<NameSpan>& out);

}  // namespace trawl::detectors
