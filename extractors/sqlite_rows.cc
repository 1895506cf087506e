// SqliteRows: see sqlite_rows.h.
#include "extractors/sqlite_rows.h"

#include <cstdio>

#include "extractors/charset.h"

namespace trawl::extractors {

void write_sqlite_values(TableWriter& writer, const std::vector<SqliteValue>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const SqliteValue& value = values[i];
    switch (value.kind) {
      case SqliteValue::Kind::null: break;
      case SqliteValue::Kind::integer: writer.cell(i, std::to_string(value.integer)); break;
      case SqliteValue::Kind::real: {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.15g", value.real);
        writer.cell(i, digits);
        break;
      }
      case SqliteValue::Kind::text: writer.cell(i, to_utf8(value.bytes)); break;  // UTF-8 or UTF-16, as page 1 says
      case SqliteValue::Kind::blob: writer.bytes(i, value.bytes); break;
    }
  }
}

bool SqliteRows::page(std::uint32_t number, std::string_view bytes, bool with_indexes, std::size_t reserved,
                      const SqlitePageOf& page_of) {
  read_sqlite_page(bytes, number == 1, with_indexes, reserved, page_of, [&](const SqliteRow& row) {
    cut_ |= row.cut;
    writer_.next_row();
    // A column that is the number of the row is stored as null (sqlite.org/lang_createtable.html#rowid).
    const bool has_id = row.in_table && !row.values.empty() && row.values[0].kind == SqliteValue::Kind::null;
    if (has_id) writer_.cell(0, std::to_string(row.id));
    write_sqlite_values(writer_, row.values);
    return !writer_.stopped();
  });
  return !writer_.stopped();
}

}  // namespace trawl::extractors
