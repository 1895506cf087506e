// SqliteRows: the rows of single pages of SQLite as blocks, without the names of their tables and columns.
#pragma once

#include "extractors/sqlite_pages.h"
#include "extractors/table_writer.h"

namespace trawl::extractors {

class SqliteRows {
 public:
  explicit SqliteRows(Extraction& out) : writer_(out) {}

  // See read_sqlite_page. False: stop.
  bool page(std::uint32_t number, std::string_view bytes, bool with_indexes, std::size_t reserved,
            const SqlitePageOf& page_of);
  bool cut() const { return cut_; }

 private:
  TableWriter writer_;
  bool cut_ = false;
};

void write_sqlite_values(TableWriter& writer, const std::vector<SqliteValue>& values);

}  // namespace trawl::extractors
