// Table contexts: see pst_properties.h.
#include <algorithm>

#include "extractors/ole_bytes.h"
#include "extractors/pst_properties.h"
#include "extractors/pst_values.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kTable = 0x7C;
constexpr std::size_t kHeader = 22, kColumn = 8;  // 2.3.4.1, 2.3.4.2

bool is_header(std::string_view item) {
  return byte_at(item, 0) == kTable && byte_at(item, 1) > 0 && item.size() >= kHeader + byte_at(item, 1) * kColumn;
}

}  // namespace

PstTable::PstTable(const PstNode& node, const PstTerms& terms) : heap_(node, terms.most), terms_(terms) {
  std::string_view header = heap_.item(heap_.root());
  if (!is_header(header)) {
    heap_.for_each_item([&](std::string_view item) {
      if (is_header(item)) header = item;
      return !is_header(item);
    });
  }
  sound_ = read_header(header);
  if (sound_) read_row_ids();
}

bool PstTable::read_header(std::string_view header) {
  if (!is_header(header)) return false;
  map_at_ = little16(header, 6);    // behind the cells of one byte
  row_size_ = little16(header, 8);  // behind the map
  index_ = little32(header, 10);
  rows_ = little32(header, 14);
  for (std::size_t i = 0; i < byte_at(header, 1); ++i) {
    const std::size_t at = kHeader + i * kColumn;
    const Column column{little16(header, at + 2), little16(header, at), little16(header, at + 4),
                        byte_at(header, at + 6), byte_at(header, at + 7)};
    if (column.at + column.size <= map_at_) columns_.push_back(column);
  }
  return row_size_ >= 4 && map_at_ <= row_size_;
}

void PstTable::read_row_ids() {
  const std::size_t number = heap_.node().file().layout().wide() ? 4 : 2;  // 2.3.4.3.1
  sound_ = heap_.for_each_record(index_, 4, number, [&](std::string_view record) {
    row_ids_.push_back(little32(record, 0));
    return true;
  });
  if (!sound_) {  // the rows tell their numbers themselves
    for_each_raw_row([&](std::string_view row) {
      row_ids_.push_back(little32(row, 0));
      return true;
    });
  }
  std::sort(row_ids_.begin(), row_ids_.end());
  row_ids_.erase(std::unique(row_ids_.begin(), row_ids_.end()), row_ids_.end());
}

// 2.3.4.4: in an allocation, or in blocks of a subnode, over whose ends no row reaches.
bool PstTable::for_each_raw_row(const std::function<bool(std::string_view)>& take) const {
  if (rows_ == 0) return true;
  const auto rows_in = [&](std::string_view bytes) {
    for (std::size_t at = 0; at + row_size_ <= bytes.size(); at += row_size_) {
      const std::string_view row = bytes.substr(at, row_size_);
      if (little32(row, 0) != 0 && !take(row)) return false;
    }
    return true;
  };
  if (PstHeap::is_allocation(rows_)) {
    const std::string_view all = heap_.item(rows_);
    rows_in(all);
    return !all.empty();
  }
  const PstData data = heap_.stream(rows_, terms_.most);
  for (std::size_t i = 0; i < data.blocks(); ++i) {
    if (!rows_in(data.block(i))) break;
  }
  return data.blocks() > 0 && !data.cut();
}

MapiProperties PstTable::row_of(std::string_view row, bool& whole) const {
  MapiProperties properties;
  PstValues values(heap_, terms_);
  for (const Column& column : columns_) {
    const bool present = (byte_at(row, map_at_ + column.bit / 8) & 0x80u >> column.bit % 8) != 0;
    if (present) values.add(column.id, column.type, row.substr(column.at, column.size), properties);
  }
  whole = whole && values.whole();
  properties.code_page = mapi_code_page(properties, terms_.code_page);
  return properties;
}

bool PstTable::for_each_row(const std::function<bool(std::uint32_t, MapiProperties)>& take) const {
  bool whole = sound_;
  std::size_t left = sound_ ? row_ids_.size() : SIZE_MAX;  // behind the last row there may be old ones
  const bool all = for_each_raw_row(
      [&](std::string_view row) { return left-- > 0 && take(little32(row, 0), row_of(row, whole)); });
  return whole && all;
}

}  // namespace trawl::extractors
