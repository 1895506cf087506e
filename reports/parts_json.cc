// The common parts as JSON.
#include "reports/parts.h"
#include "reports/wording.h"

namespace trawl::reports {

using requests::ExaminedPart;
using requests::Hit;
using requests::Ledger;
using requests::UnreadPart;

namespace {

void write_strings(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_ids(JsonWriter& json, const std::vector<std::uint64_t>& ids) {
  json.key("suppressed").begin_array();
  for (const std::uint64_t id : ids) json.value(id);
  json.end_array();
}

void write_hit(JsonWriter& json, const Locator& part, const Hit& hit) {
  json.begin_object();
  json.field("locator", print({part.hops, hit.anchor}));
  json.field("term", std::uint64_t{hit.term});
  json.field("block", name_of(hit.kind));
  json.field("label", hit.label);
  json.field("before", hit.snippet.before);
  json.field("match", hit.snippet.match);
  json.field("after", hit.snippet.after);
  json.field("confidence", name_of(hit.confidence));
  json.field("evidence", hit.evidence);
  json.field("hidden", hit.hidden);
  json.field("deleted", hit.deleted);
  json.field("somebody_else", hit.somebody_else);
  write_ids(json, hit.suppressed);
  json.end_object();
}

void write_unread(JsonWriter& json, std::string_view name, const std::vector<UnreadPart>& parts) {
  json.key(name).begin_array();
  for (const UnreadPart& part : parts) {
    json.begin_object();
    json.field("locator", print(part.locator));
    json.field("media_type", part.media_type);
    json.size_field("size", part.size);
    json.field("outcome", name_of(part.outcome.kind));
    json.field("reason", part.outcome.reason);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void begin_json(JsonWriter& json, std::string_view format, const Made& made) {
  json.begin_object();
  json.field("format", format);
  json.field("format_version", std::uint64_t{1});
  json.field("trawl", made.version);
  json.time_field("made", made.at);
}

void write_terms(JsonWriter& json, const std::vector<requests::ShownTerm>& terms) {
  json.key("terms").begin_array();
  for (const requests::ShownTerm& term : terms) {
    json.begin_object();
    json.field("kind", term.kind);
    json.field("title", term.title);
    json.field("text", term.text);
    json.field("role", name_of(term.role));
    json.field("parts", term.parts);
    json.field("hits", term.hits);
    write_ids(json, term.suppressed);
    json.end_object();
  }
  json.end_array();
}

void write_part(JsonWriter& json, const ExaminedPart& part) {
  json.field("locator", print(part.locator));
  json.field("media_type", part.media_type);
  json.size_field("size", part.size);
  json.time_field("modified", part.modified);
  json.field("outcome", name_of(part.outcome.kind));
  json.field("reason", part.outcome.reason);
  json.field("other_people", part.other_people);
  json.field("other_identifiers", part.other_identifiers);
  json.field("suppressed_findings", part.suppressed.all.findings);
  json.field("hits_total", part.hits_total);
  json.key("hits").begin_array();
  for (const Hit& hit : part.hits) write_hit(json, part.locator, hit);
  json.end_array();
}

void write_unconfirmed(JsonWriter& json, const std::vector<requests::Unconfirmed>& parts) {
  json.key("unconfirmed").begin_array();
  for (const requests::Unconfirmed& part : parts) {
    json.begin_object();
    json.field("locator", print(part.locator));
    json.field("reason", part.reason);
    json.end_object();
  }
  json.end_array();
}

void write_scan(JsonWriter& json, const index::ScanRecord& scan) {
  json.time_field("started", scan.started);
  json.time_field("finished", scan.finished);
  json.field("trawl", scan.version);
  std::vector<std::string> roots, excluded;
  for (const std::string& root : scan.roots) roots.push_back(escape_hop(root));
  for (const std::string& pattern : scan.excluded) excluded.push_back(escape_hop(pattern));
  write_strings(json, "roots", roots);
  write_strings(json, "excluded", excluded);
  json.field("files_seen", scan.files_seen);
  json.field("files_read", scan.files_read);
  json.field("files_unchanged", scan.files_unchanged);
  json.field("files_removed", scan.files_removed);
  json.field("bytes_read", scan.bytes_read);
}

void write_scanned(JsonWriter& json, const requests::Scanned& scanned) {
  json.key("scanned").begin_object();
  write_strings(json, "roots", scanned.roots);
  write_strings(json, "excluded", scanned.excluded);
  json.time_field("first", scanned.first);
  json.time_field("last", scanned.last);
  json.field("unfinished", scanned.unfinished);
  json.key("scans").begin_array();
  for (const index::ScanRecord& scan : scanned.scans) {
    json.begin_object();
    write_scan(json, scan);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_ledger(JsonWriter& json, const Ledger& ledger, bool with_lists) {
  json.key("ledger").begin_object();
  json.field("walked", ledger.walked);
  json.field("files", ledger.files);
  json.key("outcomes").begin_object();
  for (const OutcomeKind kind : kOutcomeKinds) json.field(name_of(kind), ledger.count(kind));
  json.end_object();
  if (with_lists) {
    write_unread(json, "unread", ledger.unread);
    write_unread(json, "skipped", ledger.skipped);
  }
  json.end_object();
}

}  // namespace trawl::reports
