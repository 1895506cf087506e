// What names found in a text say of its other words: a surname is one wherever it stands, "AH" is Andrea Holroyd.
// Spans are in order and do not overlap, before and after.
#pragma once

#include <vector>

#include "detectors/name_value.h"

namespace trawl::detectors {

// Adds surnames of whole names and given names wherever else they stand alone, unless they are ordinary words as well.
void repeat_words(const NameTokens& tokens, std::vector<NameSpan>& spans);

// Adds "AH" wherever it stands where "Andrea Holroyd (AH)" does.
void find_initials(const NameTokens& tokens, std::vector<NameSpan>& spans);

// Adds the words of the names in spans where they stand in lower case ("sarah" beside "Sarah Hill"). Not words that
// mean something else as well.
void repeat_in_lower_case(const NameTokens& tokens, std::vector<NameSpan>& spans);

}  // namespace trawl::detectors
