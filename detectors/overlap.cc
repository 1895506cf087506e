// Sorting and one sweep.
#include "detectors/overlap.h"

#include <algorithm>
#include <tuple>

namespace trawl::detectors {
namespace {

bool share_text(const Verdict& a, const Verdict& b) { return a.start < b.end && b.start < a.end; }

bool may_nest(const Candidate& a, const Candidate& b) {
  return (a.kind == "address" && b.kind == "postcode") || (a.kind == "postcode" && b.kind == "address");
}

bool better(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& c) {
    const auto length = static_cast<std::int64_t>(c.verdict.end) - c.verdict.start;
    return std::tuple(-static_cast<int>(c.verdict.confidence), c.verdict.distance, -length, c.detector);
  };
  return rank(a) < rank(b);
}

// Candidates that overlap one another, directly or through others: the best first.
void resolve_cluster(std::vector<Candidate>& cluster, std::vector<Candidate>& out) {
  std::stable_sort(cluster.begin(), cluster.end(), better);
  const std::size_t first = out.size();
  for (Candidate& candidate : cluster) {
    const bool taken = std::any_of(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [&](const Candidate& kept) {
      return share_text(kept.verdict, candidate.verdict) && !may_nest(kept, candidate);
    });
    if (!taken) out.push_back(std::move(candidate));
  }
}

}  // namespace

void resolve_overlaps(std::vector<Candidate>& candidates) {
  if (candidates.size() < 2) return;
  const auto by_start = [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.verdict.start, a.detector) < std::tuple(b.verdict.start, b.detector);
  };
  std::stable_sort(candidates.begin(), candidates.end(), by_start);
  std::vector<Candidate> kept;
  std::vector<Candidate> cluster;
  std::uint32_t end = 0;
  for (Candidate& candidate : candidates) {
    if (!cluster.empty() && candidate.verdict.start >= end) {
      resolve_cluster(cluster, kept);
      cluster.clear();
    }
    end = cluster.empty() ? candidate.verdict.end : std::max(end, candidate.verdict.end);
    cluster.push_back(std::move(candidate));
  }
  resolve_cluster(cluster, kept);
  std::stable_sort(kept.begin(), kept.end(), by_start);
  candidates.swap(kept);
}

}  // namespace trawl::detectors
