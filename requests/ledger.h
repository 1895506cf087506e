// Ledger: how every part of the index ended. What was walked is always the sum of the outcomes, and what was
// not read whole is listed, every entry of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/locator.h"
#include "core/outcome.h"
#include "core/result.h"
#include "index/index.h"

namespace trawl::requests {

struct UnreadPart {
  Locator locator;
  std::string media_type;
  std::uint64_t size = 0;  // kUnknownSize where nobody knows
  Outcome outcome;
};

struct Ledger {
  std::uint64_t walked = 0;
  std::uint64_t files = 0;                                   // of them not inside another
  std::array<std::uint64_t, kOutcomeKinds.size()> counts{};  // by OutcomeKind
  std::vector<UnreadPart> unread;                            // neither read nor skipped; in the order of the index
  std::vector<UnreadPart> skipped;                           // left out on purpose

  void add(const index::PartRecord& record);
  std::uint64_t count(OutcomeKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
};

// What was scanned, for the statement that an answer makes about its search.
struct Scanned {
  std::vector<index::ScanRecord> scans;  // oldest first
  std::vector<std::string> roots;        // of all scans, each once, as printed
  std::vector<std::string> excluded;     // patterns, likewise
  std::int64_t first = 0, last = 0;      // when scans began and ended; seconds since 1970 UTC, 0: never
  bool unfinished = false;               // the last scan was stopped before its end
};
Result<Scanned> scanned(const index::Reader& reader);

}  // namespace trawl::requests
