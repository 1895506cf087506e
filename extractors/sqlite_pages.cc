// Pages and records of SQLite: see sqlite_pages.h.
#include "extractors/sqlite_pages.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace trawl::extractors {
namespace {

enum PageType : unsigned char { kIndexInterior = 2, kIndexLeaf = 10, kTableLeaf = 13 };

constexpr std::size_t kMostValues = 32'768;      // SQLITE_MAX_COLUMN at its highest
constexpr std::uint64_t kMostRecord = 1u << 30;  // bytes; SQLite's own default limit

unsigned char byte_of(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

// "1.6. Record Format", variable-length integers: seven bits a byte, the ninth holds eight.
std::optional<std::uint64_t> take_varint(std::string_view bytes, std::size_t& at) {
  std::uint64_t value = 0;
  for (int i = 0; i < 9; ++i) {
    if (at >= bytes.size()) return std::nullopt;
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    if (i == 8) return value << 8 | byte;
    value = value << 7 | (byte & 0x7Fu);
    if ((byte & 0x80) == 0) return value;
  }
  return value;
}

std::int64_t signed_number(std::string_view bytes) {
  const std::uint64_t value = big_endian(bytes, 0, bytes.size());
  const auto unused = static_cast<unsigned>(64 - 8 * bytes.size());
  return static_cast<std::int64_t>(value << unused) >> unused;
}

std::uint64_t size_of(std::uint64_t type) {
  constexpr std::uint8_t kSizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  return type < 12 ? kSizes[type] : (type - 12) / 2;
}

SqliteValue value_of(std::uint64_t type, std::string_view bytes) {
  using Kind = SqliteValue::Kind;
  SqliteValue value;
  if (type >= 12) {
    value.kind = type % 2 == 0 ? Kind::blob : Kind::text;
    value.bytes = bytes;
  } else if (type == 7) {
    value.kind = Kind::real;
    value.real = std::bit_cast<double>(big_endian(bytes, 0, 8));
  } else if (type == 8 || type == 9) {
    value.kind = Kind::integer;
    value.integer = type == 9;
  } else if (type >= 1 && type <= 6) {
    value.kind = Kind::integer;
    value.integer = signed_number(bytes);
  }
  return value;
}

struct Payload {
  std::string bytes;
  bool cut = false;
};

// A record: what is of it in the page, and the overflow pages behind that ("1.5. B-tree Pages", 1.6 and 1.7).
Payload payload_at(std::string_view page, std::size_t at, std::uint64_t size, bool table, std::size_t usable,
                   const SqlitePageOf& page_of) {
  const std::size_t most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  const std::size_t least = (usable - 12) * 32 / 255 - 23;
  std::size_t local = static_cast<std::size_t>(std::min<std::uint64_t>(size, most));
  if (size > most) {
    const std::uint64_t fitting = least + (size - least) % (usable - 4);
    local = static_cast<std::size_t>(fitting <= most ? fitting : least);
  }
  const std::string_view own = page.substr(std::min(at, page.size()), local);
  Payload payload{std::string(own), own.size() < local};
  std::uint32_t next = size > local ? big32(page, at + local) : 0;
  std::uint32_t passed =
      0;  // a page of the chain, a later one at each power of two: a chain that is a ring comes to it
  for (std::uint64_t i = 1; next != 0 && next != passed && payload.bytes.size() < size; ++i) {
    const std::string_view more = page_of(next);
    if (more.size() < usable) break;
    if (std::has_single_bit(i)) passed = next;
    next = big32(more, 0);
    payload.bytes += more.substr(4, std::min<std::uint64_t>(usable - 4, size - payload.bytes.size()));
  }
  payload.cut |= payload.bytes.size() < size;
  return payload;
}

}  // namespace

std::uint32_t sqlite_page_size(std::string_view header) {
  const auto stated = static_cast<std::uint32_t>(big_endian(header, 16, 2));
  const std::uint32_t size = stated == 1 ? 65'536 : stated;
  return size >= 512 && std::has_single_bit(size) ? size : 4096;
}

std::uint32_t sqlite_page_count(std::string_view header) {
  return big32(header, 28);
}

bool read_sqlite_record(std::string_view record, std::vector<SqliteValue>& values) {
  values.clear();
  std::size_t at = 0;
  const auto header = take_varint(record, at);
  if (!header || *header > record.size() || *header < at) return false;
  const std::string_view types = record.substr(0, static_cast<std::size_t>(*header));
  std::uint64_t body = *header;
  while (at < types.size() && values.size() < kMostValues) {
    const auto type = take_varint(types, at);
    if (!type || *type == 10 || *type == 11) return false;
    const std::uint64_t size = size_of(*type);
    const std::uint64_t left = record.size() - body;
    if (size > left && *type < 12) return false;
    values.push_back(value_of(*type, record.substr(static_cast<std::size_t>(body), std::min(size, left))));
    if (size > left) return false;
    body += size;
  }
  return true;
}

void read_sqlite_page(std::string_view page, bool first, bool with_indexes, std::size_t reserved,
                      const SqlitePageOf& page_of, const std::function<bool(const SqliteRow&)>& receive) {
  const std::size_t start = first ? kSqliteHeader : 0;
  const unsigned char type = byte_of(page, start);
  const bool table = type == kTableLeaf;
  if (!table && !(with_indexes && (type == kIndexLeaf || type == kIndexInterior))) return;
  if (page.size() < 512 || reserved > page.size() - 480) return;
  const std::string bytes(page);  // page_of may overwrite what the view shows
  const std::string_view own = bytes;
  const std::size_t cells = start + (type == kIndexInterior ? 12 : 8);
  const auto count = static_cast<std::size_t>(big_endian(own, start + 3, 2));
  for (std::size_t i = 0; i < count && cells + 2 * i + 2 <= own.size(); ++i) {
    auto at = static_cast<std::size_t>(big_endian(own, cells + 2 * i, 2));
    if (type == kIndexInterior) at += 4;
    const auto size = take_varint(own, at);
    SqliteRow row;
    row.in_table = table;
    if (table) row.id = static_cast<std::int64_t>(take_varint(own, at).value_or(0));
    if (!size || *size > kMostRecord || at < cells) continue;
    const Payload payload = payload_at(own, at, *size, table, own.size() - reserved, page_of);
    row.cut = !read_sqlite_record(payload.bytes, row.values) || payload.cut;
    if (!receive(row)) return;
  }
}

}  // namespace trawl::extractors
