// What names that rules and model found say together with the words around them: names of firms, streets and diseases
// are dropped, nicknames and "Jr" belong to the name they stand in, and a surname is one wherever it stands.
#pragma once

#include <vector>

#include "detectors/name_value.h"

namespace trawl::detectors {

// Whether the words around tokens [first, last) make them the name of a thing: "Robert Bosch GmbH", "12 Victoria Road",
// "John Radcliffe Hospital", "Parkinson's disease", "the Ombudsman", "Grant reference", "Supreme Court (Sąd
// Najwyższy)". For names that only the model found.
bool names_a_thing(const NameTokens& tokens, std::uint32_t first, std::uint32_t last);

// Spans are in order and do not overlap, before and after.
// Joins `Rubin "Hurricane" Carter` and "Susan (Scott) Lindberg", and takes "Jr" behind a comma.
void join_parts(const NameTokens& tokens, std::vector<NameSpan>& spans);

// Adds the surnames, unless they are ordinary words as well, of whole names wherever else they stand alone.
void repeat_surnames(const NameTokens& tokens, std::vector<NameSpan>& spans);

// Adds "AH" wherever it stands where "Andrea Holroyd (AH)" does.
void find_initials(const NameTokens& tokens, std::vector<NameSpan>& spans);

// Adds the words of the names in spans where they stand in lower case ("sarah" beside "Sarah Hill"). Not words that
// mean something else as well.
void repeat_in_lower_case(const NameTokens& tokens, std::vector<NameSpan>& spans);

}  // namespace trawl::detectors
