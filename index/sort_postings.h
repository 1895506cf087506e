// Sorting of a batch's postings.
#pragma once

#include <vector>

#include "index/postings.h"

namespace trawl::index {

// Sorts by token, then id, and drops repetitions. Linear in the number of postings where tokens are spread over all
// 64 bits, as keyed hashes are, and the ids of a token come in ascending order.
void sort_postings(std::vector<Posting>& postings);

}  // namespace trawl::index
