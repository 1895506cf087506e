// Sorting and one sweep.
#include "detectors/overlap.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace trawl::detectors {
namespace {

bool share_text(const Verdict& a, const Verdict& b) {
  return a.start < b.end && b.start < a.end;
}

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
void resolve_cluster(std::vector<Candidate>& cluster, std::vector<Candidate>& out, std::vector<Loser>* losers) {
  std::stable_sort(cluster.begin(), cluster.end(), better);
  const std::size_t first = out.size();
  for (Candidate& candidate : cluster) {
    const auto winner =
        std::find_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [&](const Candidate& kept) {
          return share_text(kept.verdict, candidate.verdict) && !may_nest(kept, candidate);
        });
    if (winner == out.end()) {
      out.push_back(std::move(candidate));
    } else if (losers != nullptr) {
      losers->push_back({std::move(candidate), winner->kind});
    }
  }
}

bool is_resolved(const std::vector<Candidate>& candidates) {
  for (std::size_t i = 1; i < candidates.size(); ++i) {
    if (candidates[i].verdict.start < candidates[i - 1].verdict.end) return false;
  }
  return true;
}

// The candidates in order of their start, moved once.
std::vector<Candidate> sorted(std::vector<Candidate>& candidates) {
  std::vector<std::uint32_t> order(candidates.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(candidates[a].verdict.start, candidates[a].detector, a) <
           std::tuple(candidates[b].verdict.start, candidates[b].detector, b);
  });
  std::vector<Candidate> out;
  out.reserve(candidates.size());
  for (const std::uint32_t i : order) out.push_back(std::move(candidates[i]));
  return out;
}

}  // namespace

void resolve_overlaps(std::vector<Candidate>& candidates, std::vector<Loser>* losers) {
  if (is_resolved(candidates)) return;
  std::vector<Candidate> in_order = sorted(candidates);
  std::vector<Candidate> kept;
  std::vector<Candidate> cluster;
  std::uint32_t end = 0;
  const auto close = [&] {
    if (cluster.size() == 1) kept.push_back(std::move(cluster.front()));
    if (cluster.size() > 1) resolve_cluster(cluster, kept, losers);
    cluster.clear();
  };
  for (Candidate& candidate : in_order) {
    if (!cluster.empty() && candidate.verdict.start >= end) close();
    end = cluster.empty() ? candidate.verdict.end : std::max(end, candidate.verdict.end);
    cluster.push_back(std::move(candidate));
  }
  close();
  candidates = sorted(kept);
}

}  // namespace trawl::detectors
