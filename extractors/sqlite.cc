// SQLite databases: the text of the schema, and each table row by row under the names of its columns. Views hold
// nothing of their own, indexes nothing that their tables do not; virtual tables are read by the tables that they are
// kept in. What SQLite cannot reach in a damaged database is read page by page; deleted rows in free pages are left
// alone.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "extractors/extractor.h"
#include "extractors/mime_text.h"
#include "extractors/sqlite_file.h"
#include "extractors/sqlite_rows.h"
#include "extractors/sqlite_virtual.h"
#include "extractors/sqlite_wal.h"

namespace trawl::extractors {
namespace {

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += c;
    text += c;
  }
  return text += '"';
}

std::string_view text_of(const SqliteFile::Statement& row, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row.get(), column));
  if (text == nullptr) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(row.get(), column))};
}

std::string_view blob_of(const SqliteFile::Statement& row, int column) {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row.get(), column))};
}

class Database {
 public:
  Database(const RandomAccess& bytes, SqliteFile& file, Extraction& out)
      : bytes_(bytes), file_(file), out_(out), writer_(out) {}

  bool read() {
    if (!schema()) return false;
    for (const SqliteObject& object : objects_) {
      if (object.type == "table" && !object.is_virtual() && !table(object.name)) return false;
    }
    if (virtual_.texts_missing()) out_.missed("a full-text index without its texts: its words are not read");
    if (!file_.damaged()) return true;
    out_.missed("the database is damaged: some of it is missing, or is read without the names of tables and columns");
    return unreached();
  }

 private:
  bool schema() {
    const auto statement = file_.prepare("SELECT type, name, sql FROM sqlite_schema");
    while (file_.step(statement)) {
      const std::string_view sql = text_of(statement, 2);
      objects_.push_back({std::string(text_of(statement, 0)), std::string(text_of(statement, 1)), std::string(sql)});
      TextBlock block;
      block.text = sql;
      block.label = "schema";
      if (!sql.empty() && !out_.text(block)) return false;
    }
    virtual_ = SqliteVirtualTables(objects_);
    return true;
  }

  bool table(const std::string& name) {
    if (virtual_.is_index(name)) return true;
    std::int64_t last = 0;
    const bool was_damaged = file_.damaged();
    auto rows = file_.prepare("SELECT _rowid_, * FROM " + quoted(name));
    const bool has_ids = rows != nullptr;
    if (!has_ids) {
      file_.forget_damage(was_damaged);  // a table WITHOUT ROWID
      rows = file_.prepare("SELECT * FROM " + quoted(name));
    }
    begin(name, rows, has_ids);
    bool some = false;
    while (file_.step(rows)) {
      if (has_ids) last = sqlite3_column_int64(rows.get(), 0);
      some = true;
      if (!row(name, rows, has_ids)) return false;
    }
    if (!has_ids || !file_.damaged() || was_damaged) return !writer_.stopped();
    return from_the_end(name, some ? std::optional(last) : std::nullopt);
  }

  // The rows behind a damaged page.
  bool from_the_end(const std::string& name, std::optional<std::int64_t> last) {
    const std::string behind = last ? " WHERE _rowid_ > " + std::to_string(*last) : "";
    const auto rows = file_.prepare("SELECT _rowid_, * FROM " + quoted(name) + behind + " ORDER BY _rowid_ DESC");
    while (file_.step(rows)) {
      if (!row(name, rows, true)) return false;
    }
    return !writer_.stopped();
  }

  void begin(const std::string& name, const SqliteFile::Statement& rows, bool has_ids) {
    std::vector<std::string> columns;
    for (int i = has_ids; rows && i < sqlite3_column_count(rows.get()); ++i) {
      columns.emplace_back(sqlite3_column_name(rows.get(), i));
    }
    std::string shown = name;
    virtual_.rename(shown, columns);
    writer_.begin(shown, columns);
  }

  bool row(const std::string& table, const SqliteFile::Statement& row, bool has_ids) {
    writer_.next_row();
    const bool samples = table == "sqlite_stat4" || table == "sqlite_stat3";  // records with values of indexed columns
    for (int i = has_ids; i < sqlite3_column_count(row.get()); ++i) {
      const auto column = static_cast<std::size_t>(i - has_ids);
      const int type = sqlite3_column_type(row.get(), i);
      if (type == SQLITE_NULL) continue;
      if (type != SQLITE_BLOB) {
        writer_.cell(column, text_of(row, i));
        continue;
      }
      std::vector<SqliteValue> values;
      if (samples && read_sqlite_record(blob_of(row, i), values))
        write_sqlite_values(writer_, values);
      else
        writer_.bytes(column, blob_of(row, i));
    }
    return !writer_.stopped();
  }

  // Rows in pages that SQLite never came to, but for those that are free.
  bool unreached() {
    const std::string header = bytes_.bytes(0, kSqliteHeader);
    const std::uint32_t size = sqlite_page_size(header);
    const auto reserved = static_cast<unsigned char>(header.size() > 20 ? header[20] : 0);
    const std::set<std::uint32_t> free = free_pages(header, size);
    const bool indexes = objects_.empty() || std::any_of(objects_.begin(), objects_.end(), [](const auto& object) {
                           return ascii_lowered(object.sql).find("without") != std::string::npos;
                         });
    SqliteRows rows(out_);
    std::string other;
    const SqlitePageOf page_of = [&](std::uint32_t number) -> std::string_view {
      return other = number == 0 ? std::string() : bytes_.bytes(std::uint64_t{number - 1} * size, size);
    };
    const std::uint64_t pages = bytes_.size() / size + (bytes_.size() % size != 0);
    for (std::uint64_t page = 1; page <= pages && page < UINT32_MAX; ++page) {
      const auto number = static_cast<std::uint32_t>(page);
      if (file_.was_read(number) || free.contains(number)) continue;
      std::string bytes = bytes_.bytes((page - 1) * size, size);
      bytes.resize(size);
      if (!rows.page(number, bytes, indexes, reserved, page_of)) return false;
    }
    return true;
  }

  // "1.4. The Freelist": trunk pages, each with the numbers of leaves.
  std::set<std::uint32_t> free_pages(std::string_view header, std::uint32_t size) const {
    std::set<std::uint32_t> free;  // no more than there are pages, whatever the list says
    std::uint32_t trunk = big32(header, 32);
    while (trunk != 0 && free.insert(trunk).second) {
      const std::string page = bytes_.bytes(std::uint64_t{trunk - 1} * size, size);
      if (page.size() < size) break;
      const std::size_t leaves = std::min<std::size_t>(big32(page, 4), size / 4 - 2);
      for (std::size_t i = 0; i < leaves; ++i) {
        if (const std::uint32_t leaf = big32(page, 8 + 4 * i); leaf <= bytes_.size() / size) free.insert(leaf);
      }
      trunk = big32(page, 0);
    }
    return free;
  }

  const RandomAccess& bytes_;
  SqliteFile& file_;
  Extraction& out_;
  TableWriter writer_;
  std::vector<SqliteObject> objects_;
  SqliteVirtualTables virtual_;
};

class Sqlite final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto head = source.peek(kSqliteHeader);
    if (!head) return outcome_of(head.error());
    if (is_sqlite_wal(*head)) return read_sqlite_wal(source, out);
    const auto bytes = RandomAccess::open(source, out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    if (bytes->size() < kSqliteHeader) return {OutcomeKind::damaged, "the database ends inside its header"};
    const auto file = SqliteFile::open(*bytes, out.limits());
    if (!file) return outcome_of(file.error());
    return Database(*bytes, **file, out).read() ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& sqlite_extractor() {
  static const Sqlite extractor;
  return extractor;
}

}  // namespace trawl::extractors
