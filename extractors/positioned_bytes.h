// PositionedBytes: bytes of a part read anywhere: from the file where there is one, else from memory.
//
// Borrows the source. Const and re-entrant.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"
#include "extractors/source.h"

namespace trawl::extractors {

class PositionedBytes {
 public:
  // A source without a descriptor is held in memory: over_limit where it has more than limit bytes.
  static Result<PositionedBytes> open(Source& source, std::uint64_t limit);

  std::uint64_t size() const { return size_; }

  // How many bytes were read: fewer than asked for only at the end, and where the reading fails.
  std::size_t read(std::uint64_t offset, std::span<char> out) const;
  std::string read(std::uint64_t offset, std::size_t size) const;

 private:
  int descriptor_ = -1;
  std::string_view bytes_;  // where there is no descriptor
  std::uint64_t size_ = 0;
};

}  // namespace trawl::extractors
