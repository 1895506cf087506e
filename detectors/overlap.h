// Overlaps: ten digits are one thing. Of candidates that share text the best explained one stays.
#pragma once

#include <cstdint>
#include <vector>

#include "detectors/detector.h"

namespace trawl::detectors {

struct Candidate {
  std::size_t detector = 0;  // its place in the list decides when all else is equal
  std::string_view kind;
  Verdict verdict;
};

struct Loser {
  Candidate candidate;
  std::string_view to;  // the kind of the one that stayed
};

// Leaves candidates in order of their start, none overlapping another, except that a postcode stays
// inside its address. Those that give way are appended to `losers` where it is not null.
void resolve_overlaps(std::vector<Candidate>& candidates, std::vector<Loser>* losers = nullptr);

}  // namespace trawl::detectors
