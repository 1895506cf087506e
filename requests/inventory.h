// inventory: what personal data the index knows of, by kind, folder, format and risk, and everything that was not
// read. Numbers and places only; it holds no value.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/finding.h"
#include "core/result.h"
#include "detectors/detector_set.h"
#include "requests/ledger.h"
#include "requests/suppressor.h"

namespace trawl::requests {

inline constexpr std::array<std::string_view, 4> kRiskNames = {"low", "medium", "high", "critical"};

// Findings are counted once for each value in each part, test and example values apart.
struct KindCount {
  std::string kind;
  std::string title;
  detectors::Risk risk = detectors::Risk::low;
  std::uint64_t parts = 0;
  std::uint64_t findings = 0;
  std::uint64_t occurrences = 0;                 // every place
  std::array<std::uint64_t, 3> by_confidence{};  // possible, likely, certain
  std::uint64_t examples = 0;                    // test, fictional and example values; not among the findings
  std::uint64_t suppressed = 0;                  // left out by the list of suppressions; in no other count
};

struct FolderCount {
  std::string folder;  // printed: a scanned path, or a folder directly in it
  std::uint64_t parts = 0;
  std::uint64_t unread = 0;
  std::uint64_t findings = 0;
  std::array<std::uint64_t, 4> by_risk{};
};

struct FormatCount {
  std::string media_type;  // "unknown" where nobody told
  std::uint64_t parts = 0;
  std::uint64_t unread = 0;
  std::uint64_t bytes = 0;
  std::uint64_t findings = 0;
};

struct RiskyPart {
  Locator locator;
  std::array<std::uint64_t, 4> by_risk{};
  std::vector<std::string> kinds;  // titles, the riskiest first
  double score = 0;                // see score_of_risk
};

struct Inventory {
  Ledger ledger;
  Scanned scanned;
  std::vector<KindCount> kinds;      // riskiest first, then most
  std::vector<FolderCount> folders;  // most at risk first
  std::vector<FormatCount> formats;  // most first
  std::vector<RiskyPart> riskiest;   // at most kRiskiest
  std::uint64_t findings = 0;
  std::uint64_t parts_with_findings = 0;
  std::array<std::uint64_t, 4> by_risk{};
  std::uint64_t findings_left_out = 0;  // of parts with more values than a record holds; find and dsar know them
  std::uint64_t text_bytes = 0;
  SuppressionAccount suppression;
  static constexpr std::size_t kRiskiest = 25;
};

// By which documents and folders are ranked: 1, 4, 16 and 64 for each value of low to critical risk, a quarter of it
// for one that is only possible.
double score_of_risk(detectors::Risk risk, Confidence confidence);

// suppressor: null to count everything.
Result<Inventory> inventory(const index::Reader& reader, const std::vector<detectors::Kind>& kinds,
                            const Suppressor* suppressor = nullptr);

// Test, fictional and example values, by the finding's tags.
bool is_example(const index::StoredFinding& finding);

}  // namespace trawl::requests
