// A radix sort for what is ordered by a token: linear where tokens are spread over all 64 bits, as keyed hashes are.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "index/key.h"

namespace trawl::index {

// Sorts by token and drops repetitions. `token_of` gives an item's token; items compare by token first. Items of
// one token should come in ascending order, or it is as slow as any sort.
template <typename Item, typename TokenOf>
void sort_by_token(std::vector<Item>& items, TokenOf token_of) {
  constexpr std::size_t kTooFewToSpread = 2'048;
  constexpr unsigned kDigitBits = 11;
  constexpr unsigned kPasses = 3;
  constexpr unsigned kLowBits = 64 - kDigitBits * kPasses;  // left to comparison
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  const auto finish = [&] { items.erase(std::unique(items.begin(), items.end()), items.end()); };
  if (items.size() < kTooFewToSpread) {
    std::sort(items.begin(), items.end());
    return finish();
  }
  const auto digit = [&](const Item& item, unsigned pass) {
    return token_of(item) >> (kLowBits + pass * kDigitBits) & (kDigits - 1);
  };
  std::vector<std::array<std::size_t, kPasses>> ends(kDigits);  // of each digit's items, first their number
  for (const Item& item : items) {
    for (unsigned pass = 0; pass < kPasses; ++pass) ++ends[digit(item, pass)][pass];
  }
  std::vector<Item> spread(items.size());
  for (unsigned pass = 0; pass < kPasses; ++pass) {
    std::size_t at = 0;
    for (auto& each : ends) at += std::exchange(each[pass], at);
    for (const Item& item : items) spread[ends[digit(item, pass)][pass]++] = item;
    items.swap(spread);
  }
  for (auto run = items.begin(); run != items.end();) {
    const Token upper = token_of(*run) >> kLowBits;
    const auto end =
        std::find_if(run, items.end(), [&](const Item& item) { return token_of(item) >> kLowBits != upper; });
    if (!std::is_sorted(run, end)) std::sort(run, end);
    run = end;
  }
  finish();
}

}  // namespace trawl::index
