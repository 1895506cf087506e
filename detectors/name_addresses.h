// Whose the e-mail addresses of a block are: whether one of them is made of a given name ("j.smith", "smithj",
// "john.smith"). Takes time in proportion to the addresses once, and then a few look-ups a name.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "core/finding.h"

namespace trawl::detectors {

class NameAddresses {
 public:
  // Borrows the findings until the next call; reads them when first asked. Those that are no e-mail do not count.
  void assign(std::span<const Finding> findings);

  // Whether an address' local part consists of the words of a canonical name.
  bool agree(std::string_view canonical_name);

 private:
  void read();
  bool holds(std::string_view front, std::string_view back) const;

  std::span<const Finding> findings_;
  bool read_ = true;
  std::vector<std::size_t> locals_;  // hashes of the letters of local parts, in order
};

}  // namespace trawl::detectors
