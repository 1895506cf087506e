// RandomAccess: the bytes of a part at any place, for formats that are read by offset: through the source's
// descriptor where it has one, so that a file of any size costs no memory; else as a whole in memory.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "extractors/source.h"

namespace trawl::extractors {

class RandomAccess {
 public:
  // The source must outlive it. over_limit when there is no descriptor and more than limit bytes.
  static Result<RandomAccess> open(Source& source, std::uint64_t limit);

  std::uint64_t size() const { return size_; }

  // The number of bytes read: fewer than out.size() only at the end or where reading fails.
  std::size_t read(std::uint64_t offset, std::span<char> out) const;
  // The same as a string; nothing is allocated for what lies beyond the end.
  std::string bytes(std::uint64_t offset, std::uint64_t size) const;

 private:
  int descriptor_ = -1;
  std::string_view whole_;
  std::uint64_t size_ = 0;
};

}  // namespace trawl::extractors
