// Wording: numbers, times and the words of outcomes as reports print them, for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/finding.h"
#include "core/outcome.h"
#include "core/text_block.h"

namespace trawl::reports {

std::string grouped(std::uint64_t number);                         // 1,234,567
std::string counted(std::uint64_t number, std::string_view noun);  // "1 file", "2 files"; adds an s
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
std::string size_in_words(std::uint64_t bytes);   // 1.4 MB (powers of 1000); "?" where unknown
std::string iso_time(std::int64_t seconds);       // 2026-11-22T08:00:00Z
std::string time_in_words(std::int64_t seconds);  // 22 November 2026, 08:00 UTC; "not known"

std::string_view title_of(OutcomeKind kind);   // "Needs a password"
std::string_view advice_on(OutcomeKind kind);  // what to do about it; empty for read
std::string_view title_of(Confidence confidence);
std::string_view title_of(BlockKind kind);

// "page 3", "sheet Staff, cell B7", "line 12" out of an anchor.
std::string place_in_words(std::string_view anchor);

}  // namespace trawl::reports
