// JSON Lines of `trawl text` and `trawl detect`, and the summary of a scan. Schemas: docs/schemas.
#pragma once

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

namespace trawl::reports {

// {"locator","kind","label","text"}; the locator with the block's anchor. Values are plain: the command shows text.
std::string text_line(const Locator& locator, const TextBlock& block);
// {"locator","outcome","reason"}
std::string outcome_line(const Locator& locator, const Outcome& outcome);

// {"id","spans":[{"start","end","type","value","confidence","evidence","tags"}]}; start and end in Unicode code points
// of the text, end exclusive. plain: values as they are, else masked.
std::string detect_line(std::string_view id, std::string_view text, const std::vector<Finding>& findings, bool plain);

// The summary of one scan, pretty-printed.
std::string scan_summary(const index::ScanRecord& scan, const requests::Ledger& ledger);

}  // namespace trawl::reports
