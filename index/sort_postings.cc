// A radix sort by the upper bits, low digits first, and a comparison sort of the few runs that share them.
#include "index/sort_postings.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace trawl::index {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr unsigned kPasses = 3;
constexpr unsigned kLowBits = 64 - kDigitBits * kPasses;  // left to the comparison

using Counts = std::array<std::array<std::size_t, 1u << kDigitBits>, kPasses>;

std::size_t digit(const Posting& posting, unsigned pass) {
  return posting.token >> (kLowBits + pass * kDigitBits) & ((1u << kDigitBits) - 1);
}

void spread(const std::vector<Posting>& from, std::vector<Posting>& to, unsigned pass, Counts& counts) {
  std::size_t at = 0;
  for (std::size_t& count : counts[pass]) {
    const std::size_t here = count;
    count = at;
    at += here;
  }
  for (const Posting& posting : from) to[counts[pass][digit(posting, pass)]++] = posting;
}

void sort_runs_of_equal_upper_bits(std::vector<Posting>& postings) {
  for (auto run = postings.begin(); run != postings.end();) {
    const Token upper = run->token >> kLowBits;
    auto end = run + 1;
    bool sorted = true;
    for (; end != postings.end() && end->token >> kLowBits == upper; ++end) sorted = sorted && !(*end < *(end - 1));
    if (!sorted) std::sort(run, end);
    run = end;
  }
}

}  // namespace

void sort_postings(std::vector<Posting>& postings) {
  constexpr std::size_t kTooFewToSpread = 4'096;
  if (postings.size() < kTooFewToSpread) {
    std::sort(postings.begin(), postings.end());
  } else {
    std::vector<Posting> scratch(postings.size());
    Counts counts{};
    for (const Posting& posting : postings) {
      for (unsigned pass = 0; pass < kPasses; ++pass) ++counts[pass][digit(posting, pass)];
    }
    for (unsigned pass = 0; pass < kPasses; ++pass) {
      spread(postings, scratch, pass, counts);
      postings.swap(scratch);
    }
    sort_runs_of_equal_upper_bits(postings);
  }
  postings.erase(std::unique(postings.begin(), postings.end()), postings.end());
}

}  // namespace trawl::index
