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
  if (block.hidden) json.field("hidden", true);
  if (block.deleted) json.field("deleted", true);
  json.end_object();
  return json.take();
}

std::string outcome_line(const Locator& locator, const Outcome& outcome, std::string_view media_type) {
  JsonWriter json(JsonWriter::Layout::line);
  json.begin_object();
  json.field("locator", print(locator));
  json.field("outcome", name_of(outcome.kind));
  json.field("reason", outcome.reason);
  json.field("media_type", media_type);
  json.end_object();
  return json.take();
}

std::string detect_line(std::string_view id_json, std::string_view text, const std::vector<Finding>& findings, bool plain) {
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
  json.begin_object().key("id").raw(id_json).key("spans").begin_array();
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

std::string finding_line(const index::PartRecord& record, const index::StoredFinding& finding, bool plain) {
  JsonWriter json(JsonWriter::Layout::line);
  json.begin_object();
  json.field("part", print(record.locator));
  json.field("locator", print({record.locator.hops, finding.anchor}));
  json.field("kind", finding.kind);
  json.field("value", requests::shown_value(finding.kind, finding.value.reveal(), plain));
  json.field("confidence", name_of(finding.confidence));
  json.field("evidence", finding.evidence);
  json.field("tags", finding.tags);
  json.field("label", plain ? std::string_view(finding.label) : std::string_view());
  json.field("count", std::uint64_t{finding.count});
  json.end_object();
  return json.take();
}

std::string scan_summary(const ScanRun& run, const requests::Ledger& ledger) {
  JsonWriter json(JsonWriter::Layout::pretty);
  json.begin_object();
  json.field("format", "trawl-scan").field("format_version", std::uint64_t{1});
  write_scan(json, run.record);
  json.field("stopped", run.stopped);
  json.field("milliseconds", run.milliseconds);
  json.field("text_bytes", run.text_bytes);
  json.field("findings", run.findings);
  json.key("outcomes").begin_object();
  for (const OutcomeKind kind : kOutcomeKinds) json.field(name_of(kind), run.outcomes[static_cast<std::size_t>(kind)]);
  json.end_object();
  write_ledger(json, ledger, true);
  json.end_object();
  return json.take();
}

}  // namespace trawl::reports
