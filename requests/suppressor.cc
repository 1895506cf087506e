// Values by their tokens, places by their patterns.
#include "requests/suppressor.h"

#include <algorithm>
#include <iterator>

#include "index/tokens.h"

namespace trawl::requests {

void SuppressedHere::leave_out(const EntryNumbers& entries, bool new_value, std::uint64_t places) {
  const auto count = [&](Count& one) {
    one.findings += new_value;
    one.places += places;
  };
  for (const std::uint32_t entry : entries) count(by_entry[entry]);
  count(all);
}

void SuppressedHere::ask_for(const EntryNumbers& entries) {
  for (const std::uint32_t entry : entries) ++by_entry[entry].asked_for;
  ++all.asked_for;
}

Suppressor::Suppressor(const index::SuppressionList& list, const index::Key& key, std::vector<std::string> roots,
                       std::int64_t now)
    : key_(key) {
  for (const std::string& root : roots) roots_.push_back(escape_hop(root));
  for (const index::Suppression& entry : list.entries) {
    const bool over = entry.until != 0 && entry.until <= now;
    auto pattern = Glob::parse(entry.place);
    expired_ += over;
    if (over || !pattern) continue;  // a pattern was parsed before it was stored
    const auto number = static_cast<std::uint32_t>(entries_.size());
    for (const index::SuppressedValue& value : entry.values) {
      EntryNumbers& known = by_value_[value.token];
      if (known.empty() || known.back() != number) known.push_back(number);
    }
    if (entry.values.empty()) without_value_.push_back(number);
    places_.push_back({std::move(*pattern), entry.place.empty()});
    entries_.push_back(entry);
  }
}

Result<Suppressor> Suppressor::of(const index::Reader& reader, std::int64_t now) {
  auto list = reader.suppressions();
  if (!list) return tl::unexpected(list.error());
  return of(reader, *list, now);
}

Result<Suppressor> Suppressor::of(const index::Reader& reader, const index::SuppressionList& list, std::int64_t now) {
  auto scans = reader.scans();
  if (!scans) return tl::unexpected(scans.error());
  std::vector<std::string> roots;
  for (const index::ScanRecord& scan : *scans) roots.insert(roots.end(), scan.roots.begin(), scan.roots.end());
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return Suppressor(list, reader.key(), std::move(roots), now);
}

// The path below the scanned folder; of a scanned file its name.
std::string_view Suppressor::below_root(const std::string& printed) const {
  std::size_t length = 0;
  for (const std::string& root : roots_) {
    if (root.size() <= length || printed.compare(0, root.size(), root) != 0) continue;
    const bool whole_name = root.ends_with('/') || printed[root.size()] == '/';
    if (whole_name) length = root.size();
    if (printed.size() == root.size() || printed[root.size()] == '!') length = root.rfind('/') + 1;
  }
  std::string_view below = std::string_view(printed).substr(length);
  while (below.starts_with('/')) below.remove_prefix(1);
  return below;
}

EntryNumbers Suppressor::at(const Locator& part) const {
  EntryNumbers numbers;
  std::string printed;
  for (std::uint32_t number = 0; number < entries_.size(); ++number) {
    bool holds = places_[number].anywhere;
    if (!holds) {
      if (printed.empty()) printed = print({part.hops, ""});
      const Glob& pattern = places_[number].pattern;
      const std::string_view whole = std::string_view(printed).substr(printed.starts_with('/') ? 1 : 0);
      holds = pattern.covers(below_root(printed)) || (pattern.whole_path() && pattern.covers(whole));
    }
    if (holds) numbers.push_back(number);
  }
  return numbers;
}

const EntryNumbers& Suppressor::with_value(std::string_view kind, std::string_view canonical) const {
  static const EntryNumbers kNone;
  if (by_value_.empty()) return kNone;
  const auto found = by_value_.find(index::value_token(key_, kind, canonical));
  return found == by_value_.end() ? kNone : found->second;
}

EntryNumbers Suppressor::leaving_out(std::string_view kind, std::string_view canonical,
                                     const EntryNumbers& here) const {
  EntryNumbers numbers;
  if (here.empty()) return numbers;
  const EntryNumbers& by_value = with_value(kind, canonical);
  std::set_union(by_value.begin(), by_value.end(), without_value_.begin(), without_value_.end(),
                 std::back_inserter(numbers));
  std::erase_if(numbers, [&](std::uint32_t number) { return !std::binary_search(here.begin(), here.end(), number); });
  return numbers;
}

bool Suppressor::leave_out(const index::StoredFinding& finding, const EntryNumbers& here, SuppressedHere& count) const {
  const EntryNumbers entries = leaving_out(finding.kind, finding.value.reveal(), here);
  if (!entries.empty()) count.leave_out(entries, true, finding.count);
  return !entries.empty();
}

EntryNumbers Suppressor::leaving_out(const std::vector<Finding>& findings, std::uint32_t start, std::uint32_t end,
                                     const EntryNumbers& here) const {
  EntryNumbers numbers;
  auto finding = std::lower_bound(findings.begin(), findings.end(), start,
                                  [](const Finding& each, std::uint32_t from) { return each.end <= from; });
  for (; finding != findings.end() && finding->start < end; ++finding) {
    const EntryNumbers more = leaving_out(finding->kind, finding->value.reveal(), here);
    EntryNumbers all;
    std::set_union(numbers.begin(), numbers.end(), more.begin(), more.end(), std::back_inserter(all));
    numbers = std::move(all);
  }
  return numbers;
}

std::vector<std::uint64_t> Suppressor::ids(const EntryNumbers& entries) const {
  std::vector<std::uint64_t> ids;
  for (const std::uint32_t entry : entries) ids.push_back(entries_[entry].id);
  return ids;
}

SuppressionAccount::SuppressionAccount(const Suppressor* suppressor) : applied(suppressor != nullptr) {
  if (suppressor == nullptr) return;
  expired = suppressor->expired();
  for (const index::Suppression& entry : suppressor->entries()) entries.push_back({entry, {}, 0});
}

void SuppressionAccount::add(const SuppressedHere& part) {
  const auto add_up = [](SuppressedHere::Count& sum, const SuppressedHere::Count& one) {
    sum.findings += one.findings;
    sum.places += one.places;
    sum.asked_for += one.asked_for;
  };
  for (const auto& [number, count] : part.by_entry) {
    add_up(entries[number].count, count);
    ++entries[number].parts;
  }
  add_up(all, part.all);
  parts += !part.by_entry.empty();
}

}  // namespace trawl::requests
