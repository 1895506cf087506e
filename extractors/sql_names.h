// The names of tables and columns in statements of SQL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct SqlTable {
  std::string name;
  std::vector<std::string> columns;
};

// Of "CREATE TABLE x (a ..., b ...)": with the columns; no name for other statements.
SqlTable created_table(std::string_view statement);

// Of "INSERT INTO x (a, b)" and "COPY x (a, b)", as far as they go; no columns where none are listed.
SqlTable filled_table(std::string_view statement);

// Whether the statement begins with the word, whatever the case.
bool begins_with_word(std::string_view statement, std::string_view word);

}  // namespace trawl::extractors
