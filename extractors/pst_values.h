// The values of properties as a heap holds them: in their record, in an allocation, or in a node of their own
// ([MS-PST] 2.3.3.3 to 2.3.3.4, 2.3.4.4).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/mapi_properties.h"
#include "extractors/pst_heap.h"
#include "extractors/pst_properties.h"

namespace trawl::extractors {

// The values of one item, which together have at most PstTerms::most bytes.
class PstValues {
 public:
  PstValues(const PstHeap& heap, const PstTerms& terms) : heap_(heap), terms_(terms), left_(terms.most) {}

  // `raw`: the value, or where it is.
  void add(std::uint16_t id, std::uint16_t type, std::string_view raw, MapiProperties& out);
  bool whole() const { return !missing_; }

 private:
  std::string bytes_of(std::uint16_t type, std::string_view raw, std::size_t fixed);
  std::vector<std::string> several(std::string_view bytes, std::size_t fixed);

  const PstHeap& heap_;
  const PstTerms& terms_;
  std::uint64_t left_;
  bool missing_ = false;
};

}  // namespace trawl::extractors
