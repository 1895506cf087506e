// What a stretch of tokens means as a name: its canonical value, and the parts to leave out of it.
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "detectors/name_tokens.h"

namespace trawl::detectors {

// Tokens [first, last) that are a person's name, titles included.
struct NameSpan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  Confidence confidence = Confidence::possible;
  const char* evidence = "";  // static text, without the value
};

// "Given Middle Family" with single spaces: titles and degrees dropped, "Surname, Given" turned, words in capitals in
// title case. Empty when nothing is left.
std::string canonical_name(const NameTokens& tokens, const NameSpan& span);

// True for words that, capitalised, open a name as a title and nothing else ("Mr", "Dr", "Cllr").
bool plain_title(const NameToken& token);

// True for plain titles that are left out of the span, as annotated judgments have it ("Professor", "Cllr", "Rev").
bool title_of_office(const NameToken& token);

// Degrees and ranks behind a name ("QC", "FRICS", "PhD", "LJ"), which are no part of it. A lone "J" is not among them.
bool behind_names(const NameToken& token);

}  // namespace trawl::detectors
