// IdSet: a set of part ids, kept as the ranges that it is made of: the tombstones of removed parts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "index/record.h"

namespace trawl::index {

class IdSet {
 public:
  void add(IdRange range);
  bool contains(PartId id) const;
  bool empty() const { return ranges_.empty(); }
  std::uint64_t size() const { return size_; }  // ids
  void clear();

  // Takes the ids of this set out of a sorted list.
  void subtract_from(std::vector<PartId>& sorted) const;

  std::string pack() const;
  static Result<IdSet> unpack(std::string_view packed);

 private:
  std::map<PartId, PartId> ranges_;  // first -> last, neither touching nor overlapping
  std::uint64_t size_ = 0;
};

}  // namespace trawl::index
