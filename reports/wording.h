// Wording: numbers, times and the words of outcomes as reports print them, for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/finding.h"
#include "core/outcome.h"
#include "core/text_block.h"
#include "requests/suppressor.h"

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

// An entry of the list of suppressions: its place, and its last day ("no end" where it has none).
std::string where_in_words(const index::Suppression& entry);
std::string until_in_words(const index::Suppression& entry);
// "12 values at 30 places in 4 documents": what the list left out.
std::string suppression_in_words(const requests::SuppressionAccount& account);
// "on the list of suppressions, entry 3", by the ids of entries; empty where there are none.
std::string marked_suppressed(const std::vector<std::uint64_t>& ids);

// "page 3", "sheet Staff, cell B7", "line 12" out of an anchor.
std::string place_in_words(std::string_view anchor);

}  // namespace trawl::reports
