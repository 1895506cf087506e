// The properties of a node of a PST file, and the rows of a table in one ([MS-PST] 2.3.3, 2.3.4).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/mapi_names.h"
#include "extractors/mapi_properties.h"
#include "extractors/pst_heap.h"

namespace trawl::extractors {

// What the properties of one store have in common.
struct PstTerms {
  MapiNames names;
  std::uint64_t most = 0;       // bytes of the properties of one item
  std::uint32_t code_page = 0;  // where an item tells none; 0: nothing is known
};

struct PstProperties {
  MapiProperties all;
  // The data of an attachment (0x3701), which is not read with the others.
  std::uint16_t data_type = 0;  // 0: there is none
  std::uint32_t data = 0;       // allocation or subnode
  bool whole = true;            // nothing was missing or too large
};

// The property context of a node.
PstProperties read_pst_properties(const PstHeap& heap, const PstTerms& terms);

// The table context of a node.
class PstTable {
 public:
  // Borrows both.
  PstTable(const PstNode& node, const PstTerms& terms);

  bool sound() const { return sound_; }
  // The numbers of its rows: nodes, in tables of folders and of messages. Ascending.
  const std::vector<std::uint32_t>& row_ids() const { return row_ids_; }
  // Calls `take` with the number of each row and the row until it returns false. False: a value was missing.
  bool for_each_row(const std::function<bool(std::uint32_t, MapiProperties)>& take) const;

 private:
  struct Column {
    std::uint16_t id, type;
    std::size_t at, size;
    std::size_t bit;  // in the row's map of the cells that it has
  };
  bool read_header(std::string_view header);
  void read_row_ids();
  bool for_each_raw_row(const std::function<bool(std::string_view)>& take) const;
  MapiProperties row_of(std::string_view row, bool& whole) const;

  PstHeap heap_;
  const PstTerms& terms_;
  std::vector<Column> columns_;
  std::vector<std::uint32_t> row_ids_;
  std::size_t row_size_ = 0, map_at_ = 0;
  std::uint32_t index_ = 0, rows_ = 0;
  bool sound_ = false;
};

}  // namespace trawl::extractors
