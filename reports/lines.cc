// One JSON object a line; code points are counted once along the text, not from its start for each span.
#include "reports/lines.h"

#include <algorithm>

#include "core/utf8.h"
#include "reports/json_writer.h"
#include "reports/parts.h"
#include "requests/find.h"

namespace trawl::reports {

std::string text_line(const Locator& locator, const TextBlock& block) {
  JsonWriter json(JsonWriter::Layout::line);
  json.begin_object();
  json.field("locator", print({locator.hops, std::string(block.anchor)}));
  json.field("kind", name_of(block.kind));
  json.field("label", block.label);
  json.field("text", block.text);
  json.end_object();
  return json.take();
}

std::string outcome_line(const Locator& locator, const Outcome& outcome) {
  JsonWriter json(JsonWriter::Layout::line);
  json.begin_object();
  json.field("locator", print(locator));
  json.field("outcome", name_of(outcome.kind));
  json.field("reason", outcome.reason);
  json.end_object();
  return json.take();
}

std::string detect_line(std::string_view id, std::string_view text, const std::vector<Finding>& findings, bool plain) {
  std::vector<std::size_t> offsets;  // bytes whose code point number is wanted
  for (const Finding& finding : findings) offsets.insert(offsets.end(), {finding.start, finding.end});
  std::sort(offsets.begin(), offsets.end());
  std::vector<std::uint64_t> counts;
  std::size_t at = 0;
  std::uint64_t count = 0;
  for (const std::size_t offset : offsets) {
    const std::size_t end = std::min(offset, text.size());
    count += count_code_points(text.substr(at, end - at));
    at = end;
    counts.push_back(count);
  }
  const auto code_point = [&](std::size_t offset) {
    return counts[static_cast<std::size_t>(std::lower_bound(offsets.begin(), offsets.end(), offset) - offsets.begin())];
  };
  JsonWriter json(JsonWriter::Layout::line);
  json.begin_object().field("id", id).key("spans").begin_array();
  for (const Finding& finding : findings) {
    json.begin_object();
    json.field("start", code_point(finding.start));
    json.field("end", code_point(finding.end));
    json.field("type", finding.kind);
    json.field("value", requests::shown_value(finding.kind, finding.value.reveal(), plain));
    json.field("confidence", name_of(finding.confidence));
    json.field("evidence", finding.evidence);
    json.field("tags", finding.tags);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string scan_summary(const index::ScanRecord& scan, const requests::Ledger& ledger) {
  JsonWriter json(JsonWriter::Layout::pretty);
  json.begin_object();
  json.field("format", "trawl-scan").field("format_version", std::uint64_t{1});
  write_scan(json, scan);
  write_ledger(json, ledger, true);
  json.end_object();
  return json.take();
}

}  // namespace trawl::reports
