// What names that rules and model found say together with the words around them: names of firms, streets and diseases
// are dropped, nicknames, titles and "Jr" belong to the name they stand in.
#pragma once

#include <vector>

#include "detectors/name_value.h"

namespace trawl::detectors {

// Whether the words around tokens [first, last) make them the name of a thing: "Robert Bosch GmbH", "12 Victoria Road",
// "John Radcliffe Hospital", "Parkinson's disease", "the Ombudsman", "Grant reference", "Supreme Court (Sąd
// Najwyższy)". For names that only the model found.
bool names_a_thing(const NameTokens& tokens, std::uint32_t first, std::uint32_t last);

// Spans are in order and do not overlap, before and after.
// Parts "Bronagh, Declan" in a list of given names, which reads like "Surname, Given".
void part_lists(const NameTokens& tokens, std::vector<NameSpan>& spans);

// Joins `Rubin "Hurricane" Carter` and "Susan (Scott) Lindberg", and takes "Jr" behind a comma.
void join_parts(const NameTokens& tokens, std::vector<NameSpan>& spans);

}  // namespace trawl::detectors
