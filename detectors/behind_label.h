// For values that nothing but the label directly before them tells: their patterns begin with the last byte of a
// label and what separates it from the value, so that other places cost nothing.
#pragma once

#include "detectors/detector.h"

namespace trawl::detectors {

// In front of such a pattern: the beginning of the text, or one of the bytes that labels end with, and separators.
#define TRAWL_BEHIND_LABEL(ends) "(?:\\A|[" ends R"(][ \t:=#-]{1,4}))"

// The start of a match whose value begins at `value`; ends: the same bytes.
Starts behind_label(std::string_view text, std::int64_t value, std::string_view ends);

// Where the value begins in such a match.
std::uint32_t value_start(const Match& match);

}  // namespace trawl::detectors
