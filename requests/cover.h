// Cover: stretches of a text, asked whether one of them overlaps another stretch. Logarithmic, so that a block full
// of findings and matches costs no more than its size.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace trawl::requests {

class Cover {
 public:
  // In the order of their start; ends are exclusive.
  void add(std::uint32_t start, std::uint32_t end) {
    starts_.push_back(start);
    ends_.push_back(ends_.empty() ? end : std::max(end, ends_.back()));
  }

  bool overlaps(std::uint32_t start, std::uint32_t end) const {
    const auto behind = std::lower_bound(starts_.begin(), starts_.end(), end);
    return behind != starts_.begin() && ends_[static_cast<std::size_t>(behind - starts_.begin()) - 1] > start;
  }

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<std::uint32_t> ends_;  // the furthest so far
};

}  // namespace trawl::requests
