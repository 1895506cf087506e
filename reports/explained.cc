// Joins findings with what they took the place of.
#include "reports/explained.h"

#include <algorithm>

#include "reports/json_writer.h"
#include "requests/find.h"

namespace trawl::reports {
namespace {

void write_reason(JsonWriter& json, const Finding& finding, bool plain) {
  json.field("kind", finding.kind);
  json.field("value", requests::shown_value(finding.kind, finding.value.reveal(), plain));
  json.field("confidence", name_of(finding.confidence));
  json.field("evidence", finding.evidence);
  json.field("tags", finding.tags);
}

std::string_view title_of(std::string_view kind, const std::vector<detectors::Kind>& kinds) {
  const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const detectors::Kind& k) { return k.name == kind; });
  return known == kinds.end() ? kind : known->title;
}

}  // namespace

std::vector<Explained> explain(std::string_view text, const std::vector<Finding>& found,
                               const std::vector<detectors::Lost>& lost) {
  std::vector<Explained> all;
  std::size_t at = 0;
  std::uint64_t line = 1;
  for (const Finding& finding : found) {
    for (; at < finding.start; ++at) line += text[at] == '\n';
    Explained one{&finding, line, {}};
    for (const detectors::Lost& other : lost) {
      const bool overlaps = other.finding.start < finding.end && finding.start < other.finding.end;
      if (other.to == finding.kind && overlaps) one.lost.push_back(&other.finding);
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string explained_lines(std::string_view input, const std::vector<Explained>& explained,
                            const std::vector<detectors::Kind>& kinds, bool plain) {
  std::string lines;
  for (const Explained& one : explained) {
    JsonWriter json(JsonWriter::Layout::line);
    json.begin_object();
    json.field("input", input).field("line", one.line);
    json.field("title", title_of(one.finding->kind, kinds));
    write_reason(json, *one.finding, plain);
    json.key("lost").begin_array();
    for (const Finding* lost : one.lost) {
      json.begin_object();
      write_reason(json, *lost, plain);
      json.end_object();
    }
    json.end_array().end_object();
    lines += json.take();
  }
  return lines;
}

}  // namespace trawl::reports
