// The packed form of records: a version byte, then the members in their order (docs/index-format.md).
//
// A packed record holds personal data in plain: callers seal it at once and wipe it.
#include "index/record.h"

#include <algorithm>

#include "index/packing.h"

namespace trawl::index {
namespace {

constexpr unsigned char kRecordVersion = 1;

void append_strings(std::string& out, const std::vector<std::string>& strings) {
  append_number(out, strings.size());
  for (const std::string& text : strings) append_string(out, text);
}

std::vector<std::string> strings(Unpacker& in) {
  std::vector<std::string> out(in.count(1));
  for (std::string& text : out) text = in.string();
  return out;
}

void append_ranges(std::string& out, const std::vector<IdRange>& ranges) {
  append_number(out, ranges.size());
  for (const IdRange& range : ranges) {
    append_number(out, range.first);
    append_number(out, range.last - range.first);
  }
}

std::vector<IdRange> ranges(Unpacker& in) {
  std::vector<IdRange> out(in.count(2));
  for (IdRange& range : out) {
    range.first = in.number();
    const std::uint64_t length = in.number();
    if (range.first + length < range.first) in.refuse();
    range.last = range.first + length;
  }
  return out;
}

void check_version(Unpacker& in) {
  if (in.byte() != kRecordVersion) in.refuse();
}

template <typename Record>
Result<Record> finished(const Unpacker& in, Record record) {
  if (!in.done())
    return fail(ErrorKind::damaged, "a record of the index is not in its format; scan again into a new index");
  return record;
}

void append_finding(std::string& out, const StoredFinding& finding) {
  append_string(out, finding.kind);
  append_string(out, finding.value.reveal());
  out.push_back(static_cast<char>(finding.confidence));
  append_string(out, finding.evidence);
  append_string(out, finding.tags);
  append_string(out, finding.anchor);
  append_string(out, finding.label);
  append_number(out, finding.count);
}

StoredFinding finding(Unpacker& in) {
  StoredFinding out;
  out.kind = in.string();
  out.value = Sensitive(in.string());
  const unsigned char confidence = in.byte();
  if (confidence > static_cast<unsigned char>(Confidence::certain)) in.refuse();
  out.confidence = static_cast<Confidence>(confidence);
  out.evidence = in.string();
  out.tags = in.string();
  out.anchor = in.string();
  out.label = in.string();
  const std::uint64_t count = in.number();
  if (count > UINT32_MAX) in.refuse();
  out.count = static_cast<std::uint32_t>(count);
  return out;
}

Outcome outcome(Unpacker& in) {
  Outcome out;
  const unsigned char kind = in.byte();
  if (kind >= kOutcomeKinds.size()) in.refuse();
  out.kind = static_cast<OutcomeKind>(kind);
  out.reason = in.string();
  return out;
}

void append_entry(std::string& out, const DirectoryEntry& entry) {
  append_string(out, entry.name);
  out.push_back(static_cast<char>(entry.type));
  append_number(out, entry.identity.size);
  append_signed(out, entry.identity.modified_ns);
  append_signed(out, entry.identity.changed_ns);
  append_number(out, entry.identity.inode);
  append_ranges(out, entry.parts);
}

DirectoryEntry entry(Unpacker& in) {
  DirectoryEntry out;
  out.name = in.string();
  const unsigned char type = in.byte();
  if (type > static_cast<unsigned char>(EntryType::other)) in.refuse();
  out.type = static_cast<EntryType>(type);
  out.identity.size = in.number();
  out.identity.modified_ns = in.signed_number();
  out.identity.changed_ns = in.signed_number();
  out.identity.inode = in.number();
  out.parts = ranges(in);
  return out;
}

}  // namespace

std::string pack(const PartRecord& record) {
  std::string out(1, static_cast<char>(kRecordVersion));
  append_strings(out, record.locator.hops);
  append_string(out, record.media_type);
  append_number(out, record.size);
  append_signed(out, record.modified);
  append_number(out, record.depth);
  out.push_back(static_cast<char>(record.outcome.kind));
  append_string(out, record.outcome.reason);
  append_number(out, record.text_bytes);
  const std::size_t kept = std::min(record.findings.size(), PartRecord::kMaxFindings);
  append_number(out, record.findings_left_out + (record.findings.size() - kept));
  append_number(out, kept);
  for (std::size_t i = 0; i < kept; ++i) append_finding(out, record.findings[i]);
  return out;
}

Result<PartRecord> unpack_part(std::string_view packed) {
  constexpr std::size_t kLeastFinding = 8;
  Unpacker in(packed);
  PartRecord record;
  check_version(in);
  record.locator.hops = strings(in);
  record.media_type = in.string();
  record.size = in.number();
  record.modified = in.signed_number();
  const std::uint64_t depth = in.number();
  if (depth > UINT32_MAX) in.refuse();
  record.depth = static_cast<std::uint32_t>(depth);
  record.outcome = outcome(in);
  record.text_bytes = in.number();
  record.findings_left_out = in.number();
  record.findings.resize(in.count(kLeastFinding));
  for (StoredFinding& each : record.findings) each = finding(in);
  return finished(in, std::move(record));
}

std::string pack(const DirectoryState& state) {
  std::string out(1, static_cast<char>(kRecordVersion));
  append_fixed64(out, state.fingerprint);
  append_number(out, state.entries.size());
  for (const DirectoryEntry& each : state.entries) append_entry(out, each);
  return out;
}

Result<DirectoryState> unpack_directory(std::string_view packed) {
  constexpr std::size_t kLeastEntry = 7;
  Unpacker in(packed);
  DirectoryState state;
  check_version(in);
  state.fingerprint = in.fixed64();
  state.entries.resize(in.count(kLeastEntry));
  for (DirectoryEntry& each : state.entries) each = entry(in);
  return finished(in, std::move(state));
}

std::string pack(const ScanRecord& record) {
  std::string out(1, static_cast<char>(kRecordVersion));
  append_number(out, record.id);
  append_signed(out, record.started);
  append_signed(out, record.finished);
  append_string(out, record.version);
  append_strings(out, record.roots);
  append_strings(out, record.excluded);
  append_string(out, record.ocr_languages);
  for (const std::uint64_t number :
       {record.files_seen, record.files_read, record.files_unchanged, record.files_removed, record.bytes_read}) {
    append_number(out, number);
  }
  return out;
}

Result<ScanRecord> unpack_scan(std::string_view packed) {
  Unpacker in(packed);
  ScanRecord record;
  check_version(in);
  record.id = in.number();
  record.started = in.signed_number();
  record.finished = in.signed_number();
  record.version = in.string();
  record.roots = strings(in);
  record.excluded = strings(in);
  record.ocr_languages = in.string();
  for (std::uint64_t* number :
       {&record.files_seen, &record.files_read, &record.files_unchanged, &record.files_removed, &record.bytes_read}) {
    *number = in.number();
  }
  return finished(in, std::move(record));
}

}  // namespace trawl::index
