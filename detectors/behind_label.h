// For values that nothing but the label directly before them tells: their patterns begin with the last byte of a
// label and what separates it from the value, so that other places cost nothing.
#pragma once

#include <span>
#include <string_view>

#include "detectors/detector.h"

namespace trawl::detectors {

// In front of such a pattern: the beginning of the text, or one of the bytes that labels end with, and separators.
#define TRAWL_BEHIND_LABEL(ends) "(?:\\A|[" ends R"(]["' \t:=#-]{1,5}))"

// The start of a match of `(?i)(?:<ends>)["'\]]{0,2} {0,2}[:=]...` whose sign is at `sign`. ends: in small letters,
// none at the end of another.
Starts at_label_end(std::string_view text, std::int64_t sign, std::span<const std::string_view> ends);

// Where the sign of such a match is.
std::uint32_t sign_of(const Match& match);

// The start of a match whose value begins at `value`; ends: the same bytes.
Starts behind_label(std::string_view text, std::int64_t value, std::string_view ends);

// Where the value begins in such a match.
std::uint32_t value_start(const Match& match);

}  // namespace trawl::detectors
