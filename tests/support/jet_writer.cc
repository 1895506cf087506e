// JetWriter: see jet_writer.h.
#include "tests/support/jet_writer.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace trawl::test {
namespace {

std::string number(std::uint64_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8;
}

void rc4(std::string_view key, char* bytes, std::size_t size) {
  std::array<unsigned char, 256> s;
  std::iota(s.begin(), s.end(), static_cast<unsigned char>(0));
  for (std::size_t i = 0, j = 0; i < 256; ++i) {
    j = (j + s[i] + static_cast<unsigned char>(key[i % key.size()])) % 256;
    std::swap(s[i], s[j]);
  }
  for (std::size_t n = 0, i = 0, j = 0; n < size; ++n) {
    i = (i + 1) % 256;
    j = (j + s[i]) % 256;
    std::swap(s[i], s[j]);
    bytes[n] = static_cast<char>(bytes[n] ^ s[(s[i] + s[j]) % 256]);
  }
}

constexpr std::uint32_t kCatalog = 2;

}  // namespace

JetWriter::JetWriter(JetKind kind) : kind_(kind) {
  std::string header(page_size(), '\0');
  header.replace(0, 4, std::string("\0\1\0\0", 4))
      .replace(4, 16, std::string(kind.ace ? "Standard ACE DB" : "Standard Jet DB") + '\0');
  header[0x14] = static_cast<char>(kind.version);
  header.replace(0x3C, 2, number(1252, 2)).replace(0x3E, 4, number(kind.key, 4));
  rc4("\xC7\xDA\x39\x6B", header.data() + 0x18, kind.version == 0 ? 126 : 128);
  new_page(header);
  new_page(new_data(std::string_view("\0\0\0\0", 4)));  // the map of all pages, which nobody here asks
  new_page({});                                         // the catalog's definition
  maps_ = new_page(new_data(std::string_view("\0\0\0\0", 4)));
  long_values_ = new_page(new_data("LVAL"));
}

std::uint32_t JetWriter::new_page(std::string start) {
  start.resize(page_size());
  pages_.push_back(std::move(start));
  return static_cast<std::uint32_t>(pages_.size() - 1);
}

std::string JetWriter::new_data(std::string_view owner) const {
  return std::string("\1\1\0\0", 4) + std::string(owner) + std::string(kind_.version == 0 ? 2 : 6, '\0');
}

std::optional<std::size_t> JetWriter::add_row(std::uint32_t page, std::string_view row, std::uint32_t flags) {
  std::string& bytes = pages_[page];
  const std::size_t count_at = kind_.version == 0 ? 8 : 12;
  const std::size_t count = number_at(bytes, count_at);
  const std::size_t end = count == 0 ? page_size() : number_at(bytes, count_at + 2 * count) & 0x1FFF;
  if (count == 255 || end < count_at + 4 + 2 * count + row.size()) return std::nullopt;
  const std::size_t start = end - row.size();
  bytes.replace(start, row.size(), row);
  bytes.replace(count_at + 2 + 2 * count, 2, number(start | flags, 2));
  bytes.replace(count_at, 2, number(count + 1, 2));
  return count;
}

std::string JetWriter::text(std::string_view ascii, bool compressed) const {
  if (kind_.version == 0) return std::string(ascii);
  if (compressed) return "\xFF\xFE" + std::string(ascii);
  std::string wide;
  for (const char c : ascii) wide.append({c, '\0'});
  return wide;
}

std::string JetWriter::long_value(std::string_view bytes, Place place) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  if (place == Place::here) return number(size | 0x80000000, 4) + number(0, 8) + std::string(bytes);
  if (place == Place::one_page) {
    auto row = add_row(long_values_, bytes, 0);
    if (!row) row = add_row(long_values_ = new_page(new_data("LVAL")), bytes, 0);
    return number(size | 0x40000000, 4) + number(long_values_ << 8 | *row, 4) + number(0, 4);
  }
  constexpr std::size_t kPiece = 1500;
  std::uint32_t next = 0;
  for (std::size_t at = (bytes.size() - 1) / kPiece * kPiece + kPiece; at > 0;) {  // the last piece first
    at -= kPiece;
    const std::uint32_t page = new_page(new_data("LVAL"));
    next = page << 8 |
           static_cast<std::uint32_t>(*add_row(page, number(next, 4) + std::string(bytes.substr(at, kPiece)), 0));
  }
  return number(size, 4) + number(next, 4) + number(0, 4);
}

void JetWriter::add(JetTable table) {
  tables_.push_back(std::move(table));
}

std::uint32_t JetWriter::usage_map(const std::vector<std::uint32_t>& pages) {
  std::string map(1, kind_.big_maps ? '\1' : '\0');
  std::string bits(kind_.big_maps ? page_size() - 4 : kind_.version == 0 ? 128 : 64, '\0');
  for (const std::uint32_t page : pages) bits[page / 8] = static_cast<char>(bits[page / 8] | 1 << (page % 8));
  if (kind_.big_maps)
    map += number(new_page(std::string("\5\1\0\0", 4) + bits), 4) + std::string(64, '\0');
  else
    map += number(0, 4) + bits;
  auto row = add_row(maps_, map, 0);
  if (!row) row = add_row(maps_ = new_page(new_data(std::string_view("\0\0\0\0", 4))), map, 0);
  return maps_ << 8 | static_cast<std::uint32_t>(*row);
}

std::string JetWriter::row_bytes(const JetTable& table, const JetRow& row) const {
  const int width = kind_.version == 0 ? 1 : 2;
  std::string bytes = number(table.columns.size(), width);
  std::string mask((table.columns.size() + 7) / 8, '\0'), varying;
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (row.fields[i]) mask[i / 8] = static_cast<char>(mask[i / 8] | 1 << (i % 8));
    if (!table.columns[i].fixed) continue;
    std::string value = row.fields[i].value_or("");
    value.resize(table.columns[i].type == 1 ? 0 : table.columns[i].size);
    bytes += value;
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].fixed) continue;
    starts.push_back(bytes.size());
    bytes += row.fields[i].value_or("");
  }
  if (starts.empty()) return bytes + mask;
  starts.push_back(bytes.size());
  std::string tail;
  for (auto start = starts.rbegin(); start != starts.rend(); ++start) tail += number(*start, width);
  if (width == 1) {
    std::size_t jumps = (bytes.size() + tail.size() + 1 + mask.size() - 1) / 256;
    jumps = (bytes.size() + tail.size() + jumps + 1 + mask.size() - 1) / 256;
    std::string table_of_jumps;
    for (std::size_t jump = jumps; jump > 0; --jump) {
      const auto first =
          std::find_if(starts.begin(), starts.end(), [&](std::size_t start) { return start >= 256 * jump; });
      table_of_jumps += first == starts.end() ? '\xFF' : static_cast<char>(first - starts.begin());
    }
    tail += table_of_jumps;
  }
  return bytes + tail + number(starts.size() - 1, width) + mask;
}

std::string JetWriter::definition(const JetTable& table, std::uint32_t used, std::uint32_t free) const {
  const bool jet3 = kind_.version == 0;
  const auto columns = table.columns.size();
  const auto varying = static_cast<std::size_t>(
      std::count_if(table.columns.begin(), table.columns.end(), [](const JetColumn& c) { return !c.fixed; }));
  std::string bytes =
      jet3 ? std::string(4, '\0') : std::string(8, '\0');  // behind the header of the page and the length
  bytes = number(table.rows.size(), 4) + std::string(jet3 ? 4 : 20, '\0');
  if (!jet3) bytes = std::string(4, '\0') + bytes;
  bytes += 'N' + number(columns, 2) + number(varying, 2) + number(columns, 2) + number(0, 8) + number(used, 4) +
           number(free, 4);
  std::size_t offset = 0, variable = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    const JetColumn& column = table.columns[i];
    const std::size_t size = column.type == 1 ? 1 : column.size;
    const std::string flags(1, column.fixed ? '\3' : '\2');
    bytes += static_cast<char>(column.type);
    if (jet3) {
      bytes += number(i, 2) + number(variable, 2) + number(i, 2) + number(0x409, 2) + number(1252, 2) + number(0, 2) +
               flags + number(column.fixed ? offset : 0, 2) + number(size, 2);
    } else {
      bytes += number(0, 4) + number(i, 2) + number(variable, 2) + number(i, 2);
      bytes += '\x12' + std::string(1, static_cast<char>(column.scale)) + number(0, 2) + flags;
      bytes +=
          static_cast<char>(column.more_flags) + number(0, 4) + number(column.fixed ? offset : 0, 2) + number(size, 2);
    }
    if (column.fixed && column.type != 1) offset += column.size;
    variable += !column.fixed;
  }
  for (const JetColumn& column : table.columns) {
    const std::string name = text(column.name);
    bytes += number(name.size(), jet3 ? 1 : 2) + name;
  }
  return number(bytes.size() + 2, 4) + bytes + "\xFF\xFF";
}

void JetWriter::write_table(const JetTable& table, std::uint32_t page) {
  std::vector<std::uint32_t> used;
  const auto place = [&](std::string_view row, std::uint32_t flags) {
    auto at = used.empty() ? std::nullopt : add_row(used.back(), row, flags);
    if (!at) {
      used.push_back(new_page(new_data(number(page, 4))));
      at = add_row(used.back(), row, flags);
    }
    return used.back() << 8 | static_cast<std::uint32_t>(*at);
  };
  for (const JetRow& row : table.rows) {
    const std::string bytes = row_bytes(table, row);
    if (row.moved)
      place(number(place(bytes, 0x8000), 4), 0x4000);
    else
      place(bytes, row.deleted ? 0xC000 : 0);
  }
  const std::uint32_t map = usage_map(used), free = usage_map({});
  const std::string all = definition(table, map, free);
  const std::size_t room = page_size() - 8;
  for (std::size_t at = 0; at < all.size(); at += room) {
    const std::uint32_t next = at + room < all.size() ? new_page({}) : 0;
    std::string bytes = std::string("\2\1VC", 4) + number(next, 4) + all.substr(at, room);
    bytes.resize(page_size());
    pages_[page] = std::move(bytes);
    page = next;
  }
}

std::string JetWriter::bytes() {
  JetTable catalog{"MSysObjects",
                   {{"Id", 4, true, 4},
                    {"ParentId", 4, true, 4},
                    {"Name", 10, false, 510},
                    {"Type", 3, true, 2},
                    {"Flags", 4, true, 4},
                    {"Database", 12},
                    {"Connect", 12},
                    {"LvProp", 11}},
                   {}};
  const auto optional = [&](const std::string& value, bool is_text) -> std::optional<std::string> {
    if (value.empty()) return std::nullopt;
    return long_value(is_text ? text(value) : value, Place::here);
  };
  const auto list = [&](const JetTable& table, std::uint32_t page) {
    const std::uint32_t id = table.type == 1 ? page : 0x80000000 + static_cast<std::uint32_t>(catalog.rows.size());
    catalog.rows.push_back(
        {{number(id, 4), number(0, 4), text(table.name), number(static_cast<std::uint16_t>(table.type), 2),
          number(table.flags, 4), optional(table.database, true), optional(table.connect, true),
          optional(table.properties, false)}});
  };
  list({"MSysObjects", {}, {}, 1, 0x80000000, {}, {}, {}}, kCatalog);
  for (const JetTable& table : tables_) {
    const std::uint32_t page = table.type == 1 ? new_page({}) : 0;
    if (page != 0) write_table(table, page);
    list(table, page);
  }
  write_table(catalog, kCatalog);
  std::string all;
  for (std::uint32_t page = 0; page < pages_.size(); ++page) {
    if (page > 0 && kind_.key != 0) rc4(number(kind_.key ^ page, 4), pages_[page].data(), page_size());
    all += pages_[page];
  }
  return all;
}

}  // namespace trawl::test
