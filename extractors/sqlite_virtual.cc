// SqliteVirtualTables: see sqlite_virtual.h.
#include "extractors/sqlite_virtual.h"

#include <algorithm>
#include <array>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

std::string unquoted(std::string_view name) {
  name = trimmed(name);
  constexpr std::string_view kQuotes = "\"'`[";
  if (name.size() < 2 || kQuotes.find(name[0]) == kQuotes.npos) return std::string(name);
  return std::string(name.substr(1, name.size() - 2));
}

// What stands between the outer parentheses, divided at commas.
std::vector<std::string_view> arguments_of(std::string_view sql) {
  std::vector<std::string_view> arguments;
  const std::size_t open = sql.find('('), close = sql.rfind(')');
  if (open == sql.npos || close == sql.npos || close < open) return arguments;
  std::string_view rest = sql.substr(open + 1, close - open - 1);
  char quote = 0;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= rest.size(); ++i) {
    const char c = i < rest.size() ? rest[i] : ',';
    if (quote != 0 && i < rest.size()) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '"' || c == '\'' || c == '`') quote = c;
    depth += (c == '(') - (c == ')');
    if (c != ',' || (depth > 0 && i < rest.size())) continue;
    arguments.push_back(trimmed(rest.substr(start, i - start)));
    start = i + 1;
  }
  return arguments;
}

}  // namespace

bool SqliteObject::is_virtual() const {
  return type == "table" && starts_ignoring_case(sql, "create virtual table");
}

SqliteVirtualTables::SqliteVirtualTables(const std::vector<SqliteObject>& objects) {
  std::set<std::string> tables;
  for (const SqliteObject& object : objects) tables.insert(object.name);
  for (const SqliteObject& object : objects) {
    const std::string sql = ascii_lowered(object.sql.substr(0, object.sql.find('(')));
    const std::size_t module = sql.find(" using ");
    if (!object.is_virtual() || module == sql.npos || sql.find("fts", module) == sql.npos) continue;
    add_full_text(object, sql.find("fts5", module) != sql.npos, tables);
  }
}

void SqliteVirtualTables::add_full_text(const SqliteObject& object, bool fts5, const std::set<std::string>& tables) {
  Texts texts{object.name, {}};
  std::string other;  // the table that has the texts instead
  for (const std::string_view argument : arguments_of(object.sql)) {
    const std::size_t equals = argument.find('=');
    if (equals == argument.npos) {
      const std::size_t end =
          argument.size() > 1 && argument[0] == '"' ? argument.find('"', 1) + 1 : argument.find(' ');
      texts.columns.push_back(unquoted(argument.substr(0, end)));
    } else if (equal_ignoring_case(trimmed(argument.substr(0, equals)), "content")) {
      other = unquoted(argument.substr(equals + 1));
    }
  }
  const std::string content = object.name + "_content";
  const bool has_content = tables.count(content) > 0;
  if (has_content) texts_[content] = std::move(texts);
  texts_missing_ = texts_missing_ || (!has_content && tables.count(other) == 0);
  // Tables of other names that begin like it are the user's.
  constexpr std::array kOfFts4 = {"_segments", "_segdir", "_docsize", "_stat"};
  constexpr std::array kOfFts5 = {"_data", "_idx", "_docsize", "_config"};
  for (const char* suffix : fts5 ? kOfFts5 : kOfFts4) {
    if (tables.count(object.name + suffix) > 0) indexes_.insert(object.name + suffix);
  }
}

void SqliteVirtualTables::rename(std::string& table, std::vector<std::string>& columns) const {
  const auto texts = texts_.find(table);
  if (texts == texts_.end()) return;
  table = texts->second.table;
  for (std::size_t i = 0; i < texts->second.columns.size() && i + 1 < columns.size(); ++i) {
    columns[i + 1] = texts->second.columns[i];
  }
}

}  // namespace trawl::extractors
