// Counting only: one pass over the records of the index fills it.
#include "requests/ledger.h"

#include <algorithm>

namespace trawl::requests {
namespace {

void add_unique(std::vector<std::string>& all, const std::string& text) {
  if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
}

}  // namespace

void Ledger::add(const index::PartRecord& record) {
  ++walked;
  files += record.depth == 0;
  ++counts[static_cast<std::size_t>(record.outcome.kind)];
  if (record.outcome.kind == OutcomeKind::read) return;
  auto& list = record.outcome.kind == OutcomeKind::skipped ? skipped : unread;
  list.push_back({record.locator, record.media_type, record.size, record.outcome});
}

Result<Scanned> scanned(const index::Reader& reader) {
  auto scans = reader.scans();
  if (!scans) return tl::unexpected(scans.error());
  Scanned all;
  all.scans = std::move(*scans);
  for (const index::ScanRecord& scan : all.scans) {
    for (const std::string& root : scan.roots) add_unique(all.roots, escape_hop(root));
    for (const std::string& pattern : scan.excluded) add_unique(all.excluded, escape_hop(pattern));
    if (all.first == 0 || scan.started < all.first) all.first = scan.started;
    all.last = std::max({all.last, scan.started, scan.finished});
  }
  all.unfinished = !all.scans.empty() && all.scans.back().finished == 0;
  return all;
}

}  // namespace trawl::requests
