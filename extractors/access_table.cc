// AccessTable: see access_table.h. "TDEF (Table Definition) Pages" and "Data Pages" of HACKING.
#include "extractors/access_table.h"

#include <algorithm>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

// Where things are in a definition; Jet 3 and Jet 4.
struct Layout {
  std::size_t column_count, index_count, used_pages, indexes, index_size, column_size;
  std::size_t number, variable, flags, offset, size;  // in the entry of a column
};
constexpr Layout kJet3 = {25, 31, 35, 43, 8, 18, 1, 3, 13, 14, 16};
constexpr Layout kJet4 = {45, 51, 55, 63, 12, 25, 5, 7, 15, 21, 23};
constexpr std::size_t kScale = 12, kMoreFlags = 16;  // Jet 4 only

// The pages of a definition, without the headers of those behind the first.
std::string definition_of(const AccessFile& file, std::uint32_t page) {
  constexpr std::size_t kMostPages = 256;  // 255 columns and their names fill a few
  std::string all;
  for (std::size_t i = 0; i < kMostPages && page != 0; ++i) {
    const std::string bytes = file.page(page);
    if (!is_page(bytes, AccessPage::table)) break;
    all += std::string_view(bytes).substr(all.empty() ? 0 : 8);
    page = little32(bytes, 4);
  }
  return all;
}

AccessColumn column_of(const AccessFile& file, const Layout& at, std::string_view entry) {
  AccessColumn column{static_cast<AccessType>(byte_at(entry, 0)), {}};
  column.number = little16(entry, at.number);
  column.variable = little16(entry, at.variable);
  column.offset = little16(entry, at.offset);
  column.size = little16(entry, at.size);
  column.fixed = (byte_at(entry, at.flags) & 1) != 0;
  if (!file.jet3()) {
    column.scale = static_cast<std::uint8_t>(byte_at(entry, kScale));
    column.calculated = (byte_at(entry, kMoreFlags) & 0xC0) != 0;
  }
  return column;
}

// Where the columns of variable length begin in a row, and behind them its end.
struct Offsets {
  std::vector<std::size_t> starts;
  bool good = false;
};

Offsets offsets4(std::string_view row, std::size_t mask) {
  Offsets offsets;
  if (row.size() < mask + 6) return offsets;
  const std::size_t count_at = row.size() - mask - 2;
  const std::size_t count = little16(row, count_at);
  if ((count + 1) * 2 + 2 > count_at) return offsets;
  for (std::size_t i = 0; i <= count; ++i) offsets.starts.push_back(little16(row, count_at - 2 - 2 * i));
  offsets.good = true;
  return offsets;
}

// One byte an offset, with a table of the columns at which 256 more are to be added.
Offsets offsets3(std::string_view row, std::size_t mask) {
  Offsets offsets;
  if (row.size() < mask + 3) return offsets;
  const std::size_t count_at = row.size() - 1 - mask;
  const std::size_t count = byte_at(row, count_at);
  std::size_t jumps = (row.size() - 1) / 256;
  if (jumps + count + 2 > count_at) return offsets;
  const std::size_t first = count_at - jumps - 1;
  if (jumps > 0 && (first - count) / 256 < jumps) --jumps;  // the last one is a dummy
  std::size_t used = 0;
  for (std::size_t i = 0; i <= count; ++i) {
    while (used < jumps && byte_at(row, count_at - 1 - used) == i) ++used;
    offsets.starts.push_back(byte_at(row, first - i) + 256 * used);
  }
  offsets.good = true;
  return offsets;
}

// The pages that are the table's, by its map or, where that is broken, by what they say themselves.
bool pages_of(const AccessFile& file, const AccessTable& table, std::vector<std::uint32_t>& pages) {
  if (access_usage(file, table.used_pages, pages)) return true;
  pages.clear();
  for (std::uint32_t page = 0; page < file.pages(); ++page) pages.push_back(page);
  return false;
}

// Of any of the types that HACKING lists. Zeros, above all, are none: a page that was lost.
bool is_known_page(std::string_view page) {
  return byte_at(page, 0) >= 1 && byte_at(page, 0) <= 5;
}

// The bytes of a row that was moved, perhaps more than once; none where the pointers lead nowhere.
std::string moved_row(const AccessFile& file, std::string_view pointer) {
  constexpr int kMostMoves = 16;
  std::string bytes(pointer);
  for (int i = 0; i < kMostMoves && bytes.size() >= 4; ++i) {
    const std::uint32_t to = little32(bytes, 0);
    const std::string page = file.page(to >> 8);
    const AccessRow row = access_row(file, page, to & 0xFF);
    if (!is_page(page, AccessPage::data)) break;
    bytes = row.bytes;
    if (!row.pointer) return bytes;
  }
  return {};
}

}  // namespace

const AccessColumn* AccessTable::column(std::string_view name) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [name](const auto& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::optional<AccessTable> access_table(const AccessFile& file, std::uint32_t page) {
  const Layout& at = file.jet3() ? kJet3 : kJet4;
  const std::string bytes = definition_of(file, page);
  if (bytes.size() < at.indexes) return std::nullopt;
  AccessTable table{page, little32(bytes, at.used_pages), {}};
  const std::size_t count = little16(bytes, at.column_count);
  std::uint64_t place = at.indexes + std::uint64_t{little32(bytes, at.index_count)} * at.index_size;
  if (place + count * at.column_size > bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i, place += at.column_size) {
    table.columns.push_back(column_of(file, at, bytes_at(bytes, static_cast<std::size_t>(place), at.column_size)));
  }
  for (AccessColumn& column : table.columns) {
    const std::size_t size = file.jet3() ? byte_at(bytes, place) : little16(bytes, place);
    place += file.jet3() ? 1 : 2;
    const std::string_view name = bytes_at(bytes, static_cast<std::size_t>(place), size);
    column.name = file.text(name);
    table.cut |= name.size() < size;
    place += size;
  }
  std::stable_sort(table.columns.begin(), table.columns.end(),
                   [](const auto& a, const auto& b) { return a.number < b.number; });
  return table;
}

bool access_fields(const AccessFile& file, const AccessTable& table, std::string_view row,
                   std::vector<AccessField>& fields) {
  fields.assign(table.columns.size(), {});
  const std::size_t head = file.jet3() ? 1 : 2;
  const std::size_t columns = file.jet3() ? byte_at(row, 0) : little16(row, 0);
  const std::size_t mask = (columns + 7) / 8;
  if (row.size() < head + mask) return false;
  const bool varies = std::any_of(table.columns.begin(), table.columns.end(), [](const auto& c) { return !c.fixed; });
  const Offsets offsets = !varies ? Offsets{{}, true} : file.jet3() ? offsets3(row, mask) : offsets4(row, mask);
  bool good = offsets.good;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const AccessColumn& column = table.columns[i];
    if (column.number >= columns) continue;  // added to the table after the row
    fields[i].present = (byte_at(row, row.size() - mask + column.number / 8) >> (column.number % 8) & 1) != 0;
    if (!fields[i].present) continue;
    if (column.fixed) {
      const std::size_t size = column.type == AccessType::boolean ? 0 : column.size;  // its value is in the mask
      fields[i].bytes = bytes_at(row, head + column.offset, size);
      good = good && fields[i].bytes.size() == size;
    } else if (column.variable + std::size_t{1} < offsets.starts.size()) {
      const std::size_t start = offsets.starts[column.variable], end = offsets.starts[column.variable + 1u];
      if (start <= end) fields[i].bytes = bytes_at(row, start, end - start);
      good = good && start <= end && end <= row.size();
    }
  }
  return good;
}

bool read_access_rows(const AccessFile& file, const AccessTable& table,
                      const std::function<bool(const std::vector<AccessField>&)>& receive) {
  std::vector<std::uint32_t> pages;
  bool whole = pages_of(file, table, pages) && !table.cut;
  std::vector<AccessField> fields;
  for (const std::uint32_t number : pages) {
    const std::string page = file.page(number);
    whole = whole && is_known_page(page);
    if (!is_page(page, AccessPage::data) || little32(page, 4) != table.page) continue;
    for (std::size_t i = 0; i < access_row_count(file, page); ++i) {
      const AccessRow row = access_row(file, page, i);
      if (row.deleted) continue;
      const std::string moved = row.pointer ? moved_row(file, row.bytes) : std::string();
      const bool good = access_fields(file, table, row.pointer ? std::string_view(moved) : row.bytes, fields);
      whole = whole && good;
      if (!receive(fields)) return true;
    }
  }
  return whole;
}

}  // namespace trawl::extractors
