// JSON Lines of `trawl text`, `trawl detect` and `trawl report --findings`, and the summary of a scan. Schemas: docs/schemas.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.h"
#include "core/locator.h"
#include "core/outcome.h"
#include "core/text_block.h"
#include "index/record.h"
#include "requests/ledger.h"
#include "requests/suppressor.h"

namespace trawl::reports {

// {"locator","kind","label","text"}, and "hidden" or "deleted" where they are true; the locator with the block's anchor.
// Values are plain: the command shows text.
std::string text_line(const Locator& locator, const TextBlock& block);
// {"locator","outcome","reason","media_type"}
std::string outcome_line(const Locator& locator, const Outcome& outcome, std::string_view media_type);

// {"id","spans":[{"start","end","type","value","confidence","evidence","tags"}]}; start and end in Unicode code points
// of the text, end exclusive. id_json: any JSON value. plain: values as they are, else masked.
std::string detect_line(std::string_view id_json, std::string_view text, const std::vector<Finding>& findings, bool plain);

// {"part","locator","kind","value","confidence","evidence","tags","label","count"}: a finding as the index holds it.
std::string finding_line(const index::PartRecord& record, const index::StoredFinding& finding, bool plain);
// {"suppression":{...}}: the last of those lines, where something was left out.
std::string suppression_line(const requests::SuppressionAccount& account);

// One run of `trawl scan`: its record, and what of the index it made. The ledger is the whole index's.
struct ScanRun {
  const index::ScanRecord& record;
  std::array<std::uint64_t, kOutcomeKinds.size()> outcomes{};  // parts that this scan read, by OutcomeKind
  std::uint64_t findings = 0;
  std::uint64_t text_bytes = 0;
  std::uint64_t milliseconds = 0;
  bool stopped = false;
};
std::string scan_summary(const ScanRun& run, const requests::Ledger& ledger);

}  // namespace trawl::reports
