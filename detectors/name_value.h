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

}  // namespace trawl::detectors
