// What other projects call the kinds of findings in annotated text.
#pragma once

#include <string>

namespace trawl::benchmarks {

// The kind for a label in any case ("UK_NINO" -> "nino"); the label in small letters when it is none that is known.
std::string kind_of_label(std::string label);

}  // namespace trawl::benchmarks
