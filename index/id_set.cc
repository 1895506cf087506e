// A set of ids as ranges.
#include "index/id_set.h"

#include <algorithm>

#include "index/packing.h"

namespace trawl::index {

void IdSet::add(IdRange range) {
  if (range.first > range.last) return;
  auto next = ranges_.upper_bound(range.first);
  if (next != ranges_.begin()) {
    const auto before = std::prev(next);
    if (before->second >= range.first || before->second + 1 == range.first) next = before;
  }
  while (next != ranges_.end() && (next->first <= range.last || next->first == range.last + 1)) {
    range.first = std::min(range.first, next->first);
    range.last = std::max(range.last, next->second);
    size_ -= next->second - next->first + 1;
    next = ranges_.erase(next);
  }
  ranges_.emplace(range.first, range.last);
  size_ += range.last - range.first + 1;
}

bool IdSet::contains(PartId id) const {
  const auto next = ranges_.upper_bound(id);
  return next != ranges_.begin() && std::prev(next)->second >= id;
}

void IdSet::clear() {
  ranges_.clear();
  size_ = 0;
}

void IdSet::subtract_from(std::vector<PartId>& sorted) const {
  if (ranges_.empty() || sorted.empty()) return;
  auto range = ranges_.upper_bound(sorted.front());
  if (range != ranges_.begin()) --range;
  const auto removed = [&](PartId id) {
    while (range != ranges_.end() && range->second < id) ++range;
    return range != ranges_.end() && range->first <= id;
  };
  sorted.erase(std::remove_if(sorted.begin(), sorted.end(), removed), sorted.end());
}

std::string IdSet::pack() const {
  std::string out;
  append_number(out, ranges_.size());
  PartId at = 0;
  for (const auto& [first, last] : ranges_) {
    append_number(out, first - at);
    append_number(out, last - first);
    at = last;
  }
  return out;
}

Result<IdSet> IdSet::unpack(std::string_view packed) {
  Unpacker in(packed);
  IdSet set;
  PartId at = 0;
  for (std::size_t left = in.count(2); left > 0 && in.ok(); --left) {
    const PartId first = at + in.number();
    const PartId last = first + in.number();
    if (first < at || last < first) in.refuse();
    if (in.ok()) set.add({first, last});
    at = last;
  }
  if (!in.done())
    return fail(ErrorKind::damaged, "the index's list of removed parts is damaged; scan again into a new index");
  return set;
}

}  // namespace trawl::index
