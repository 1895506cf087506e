// What may stand between a label and its value.
#pragma once

#include <string_view>

namespace trawl::detectors {

// Whether what stands between a label and a value leaves them label and value: some words, signs and leaders, no digit,
// no end of a sentence; at the end of a line signs only.
bool joins(std::string_view gap);

}  // namespace trawl::detectors
