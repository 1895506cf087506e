// Pages and records of SQLite (sqlite.org/fileformat2.html), for what libsqlite3 does not reach: the pages of a
// write-ahead log whose database is elsewhere, and those of a damaged database.
//
// No number in the bytes is trusted: what lies outside of a page, or comes again in a chain, ends the reading of a row.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/big_endian.h"

namespace trawl::extractors {

inline constexpr std::size_t kSqliteHeader = 100;  // bytes at the start of page 1

// From the header of page 1; a size that is none is taken for 4096.
std::uint32_t sqlite_page_size(std::string_view header);
std::uint32_t sqlite_page_count(std::string_view header);

struct SqliteValue {
  enum class Kind { null, integer, real, text, blob } kind = Kind::null;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view bytes;  // borrows the record
};

struct SqliteRow {
  std::int64_t id = 0;  // of tables
  bool in_table = false;
  bool cut = false;  // bytes of it were not to be had
  std::vector<SqliteValue> values;
};

// Returns the page with a number, or nothing. Its view lives until the next call.
using SqlitePageOf = std::function<std::string_view(std::uint32_t)>;

// The rows of a page that is the leaf of a table, or a page of an index (with_indexes), which is what tables WITHOUT
// ROWID are; nothing for other pages. False from `receive` ends it. reserved: bytes at the end of each page that are
// not SQLite's.
void read_sqlite_page(std::string_view page, bool first, bool with_indexes, std::size_t reserved,
                      const SqlitePageOf& page_of, const std::function<bool(const SqliteRow&)>& receive);

// The values of a record; false where they do not fit into it.
bool read_sqlite_record(std::string_view record, std::vector<SqliteValue>& values);

}  // namespace trawl::extractors
