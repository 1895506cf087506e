// One pass over the records of the index.
#include "requests/inventory.h"

#include <algorithm>
#include <map>

#include "core/part.h"
#include "requests/term.h"

namespace trawl::requests {
namespace {

// The scanned path that a file is in, and the folder directly in it, if there is one.
std::string folder_of(const std::string& path, const std::vector<std::string>& roots) {
  std::size_t root = 0;
  for (const std::string& candidate : roots) {
    const bool inside = path.compare(0, candidate.size(), candidate) == 0 &&
                        (path.size() == candidate.size() || candidate.back() == '/' || path[candidate.size()] == '/');
    if (inside) root = std::max(root, candidate.size());
  }
  const std::size_t first = path.find_first_not_of('/', root);
  const std::size_t end = first == std::string::npos ? first : path.find('/', first);
  if (end != std::string::npos) return path.substr(0, end);
  if (root > 0) return path.substr(0, root);
  return path.substr(0, path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
}

class Counter {
 public:
  Counter(const std::vector<detectors::Kind>& kinds, std::vector<std::string> roots, const Suppressor* suppressor)
      : known_(kinds), roots_(std::move(roots)), suppressor_(suppressor) {
    result.suppression = SuppressionAccount(suppressor);
  }

  void add(const index::PartRecord& record) {
    result.ledger.add(record);
    const bool unread = record.outcome.kind != OutcomeKind::read && record.outcome.kind != OutcomeKind::skipped;
    FolderCount& folder = folders_[folder_of(record.locator.hops.front(), roots_)];
    FormatCount& format = formats_[record.media_type.empty() ? "unknown" : record.media_type];
    ++folder.parts;
    ++format.parts;
    folder.unread += unread;
    format.unread += unread;
    if (record.size != kUnknownSize) format.bytes += record.size;
    result.text_bytes += record.text_bytes;
    result.findings_left_out += record.findings_left_out;
    RiskyPart part;
    std::map<std::string, bool> met;
    const EntryNumbers here = suppressor_ == nullptr ? EntryNumbers() : suppressor_->at(record.locator);
    SuppressedHere suppressed;
    for (const index::StoredFinding& finding : record.findings) {
      if (!left_out(finding, here, suppressed)) count(finding, folder, format, part, met);
    }
    result.suppression.add(suppressed);
    result.parts_with_findings += !met.empty();
    if (part.score > 0) keep(std::move(part), record, met);
  }

  Inventory take() {
    for (auto& [name, kind] : kinds_) result.kinds.push_back(std::move(kind));
    std::sort(result.kinds.begin(), result.kinds.end(), [](const KindCount& a, const KindCount& b) {
      return a.risk != b.risk ? a.risk > b.risk : a.findings > b.findings;
    });
    for (auto& [name, folder] : folders_) {
      folder.folder = name.empty() ? "." : escape_hop(name);
      result.folders.push_back(std::move(folder));
    }
    const auto weight = [](const FolderCount& folder) {
      return folder.by_risk[0] + 4 * folder.by_risk[1] + 16 * folder.by_risk[2] + 64 * folder.by_risk[3];
    };
    std::stable_sort(result.folders.begin(), result.folders.end(),
                     [&](const FolderCount& a, const FolderCount& b) { return weight(a) > weight(b); });
    for (auto& [name, format] : formats_) {
      format.media_type = name;
      result.formats.push_back(std::move(format));
    }
    std::stable_sort(result.formats.begin(), result.formats.end(),
                     [](const FormatCount& a, const FormatCount& b) { return a.parts > b.parts; });
    shorten();
    return std::move(result);
  }

  Inventory result;

 private:
  KindCount& kind_of(const std::string& name) {
    KindCount& kind = kinds_[name];
    if (!kind.kind.empty()) return kind;
    kind.kind = name;
    kind.title = title_of(name, known_);
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const auto& known) { return known.name == name; });
    if (found != known_.end()) kind.risk = found->risk;
    return kind;
  }

  bool left_out(const index::StoredFinding& finding, const EntryNumbers& here, SuppressedHere& suppressed) {
    if (here.empty() || !suppressor_->leave_out(finding, here, suppressed)) return false;
    ++kind_of(finding.kind).suppressed;
    return true;
  }

  void count(const index::StoredFinding& finding, FolderCount& folder, FormatCount& format, RiskyPart& part,
             std::map<std::string, bool>& met) {
    KindCount& kind = kind_of(finding.kind);
    if (is_example(finding)) {
      ++kind.examples;
      return;
    }
    if (!met[finding.kind]) ++kind.parts;
    met[finding.kind] = true;
    ++kind.findings;
    kind.occurrences += finding.count;
    ++kind.by_confidence[static_cast<std::size_t>(finding.confidence)];
    const auto risk = static_cast<std::size_t>(kind.risk);
    ++result.findings;
    ++result.by_risk[risk];
    ++folder.findings;
    ++folder.by_risk[risk];
    ++format.findings;
    ++part.by_risk[risk];
    part.score += score_of_risk(kind.risk, finding.confidence);
  }

  void keep(RiskyPart part, const index::PartRecord& record, const std::map<std::string, bool>& met) {
    part.locator = record.locator;
    std::vector<const KindCount*> kinds;
    for (const auto& [name, known] : met) kinds.push_back(&kinds_[name]);
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto* a, const auto* b) { return a->risk > b->risk; });
    for (const KindCount* kind : kinds) part.kinds.push_back(kind->title);
    result.riskiest.push_back(std::move(part));
    if (result.riskiest.size() >= 8 * Inventory::kRiskiest) shorten();
  }

  void shorten() {
    std::stable_sort(result.riskiest.begin(), result.riskiest.end(),
                     [](const RiskyPart& a, const RiskyPart& b) { return a.score > b.score; });
    if (result.riskiest.size() > Inventory::kRiskiest) result.riskiest.resize(Inventory::kRiskiest);
  }

  const std::vector<detectors::Kind>& known_;
  std::vector<std::string> roots_;
  const Suppressor* suppressor_;
  std::map<std::string, KindCount> kinds_;
  std::map<std::string, FolderCount> folders_;
  std::map<std::string, FormatCount> formats_;
};

}  // namespace

double score_of_risk(detectors::Risk risk, Confidence confidence) {
  static constexpr double kScores[] = {1, 4, 16, 64};
  const double score = kScores[static_cast<std::size_t>(risk)];
  return confidence == Confidence::possible ? score / 4 : score;
}

bool is_example(const index::StoredFinding& finding) {
  return finding.tags.find("test") != std::string::npos || finding.tags.find("fictional") != std::string::npos ||
         finding.tags.find("example") != std::string::npos;
}

Result<Inventory> inventory(const index::Reader& reader, const std::vector<detectors::Kind>& kinds,
                            const Suppressor* suppressor) {
  auto scans = scanned(reader);
  if (!scans) return tl::unexpected(scans.error());
  std::vector<std::string> roots;
  for (const index::ScanRecord& scan : scans->scans) roots.insert(roots.end(), scan.roots.begin(), scan.roots.end());
  Counter counter(kinds, std::move(roots), suppressor);
  const auto add = [&](index::PartId, const index::PartRecord& record) {
    counter.add(record);
    return true;
  };
  if (auto status = reader.for_each_part(add); !status) return tl::unexpected(status.error());
  Inventory result = counter.take();
  result.scanned = std::move(*scans);
  return result;
}

}  // namespace trawl::requests
