// SqliteVirtualTables: which tables of a database are kept for its full-text indexes (sqlite.org/fts3.html, 9. Data
// structures; fts5.html, 4.4 and 9), and the names that the columns of their texts have.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct SqliteObject {
  std::string type, name, sql;

  bool is_virtual() const;
};

class SqliteVirtualTables {
 public:
  SqliteVirtualTables() = default;
  explicit SqliteVirtualTables(const std::vector<SqliteObject>& objects);

  // A table of words and positions only, all of which are in the texts.
  bool is_index(const std::string& table) const { return indexes_.count(table) > 0; }
  // Of a table of texts: its own name and columns "docid", "c0body" become those of the full-text table.
  void rename(std::string& table, std::vector<std::string>& columns) const;
  // Some index keeps no texts, and no table of this database has them.
  bool texts_missing() const { return texts_missing_; }

 private:
  void add_full_text(const SqliteObject& object, bool fts5, const std::set<std::string>& tables);

  struct Texts {
    std::string table;
    std::vector<std::string> columns;
  };
  std::map<std::string, Texts> texts_;  // by the name of the table that keeps them
  std::set<std::string> indexes_;
  bool texts_missing_ = false;
};

}  // namespace trawl::extractors
