// Names in SQL: see sql_names.h.
#include "extractors/sql_names.h"

#include <algorithm>
#include <array>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

bool is_name_character(char c) {
  return is_ascii_word(c) || c == '_' || c == '$' || c == '#' || c == '@' || c < 0;
}

// A name, perhaps quoted, at text[at], which moves on behind it; empty: there is none.
std::string take_name(std::string_view text, std::size_t& at) {
  at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
  if (at == text.size()) return {};
  const char close = text[at] == '[' ? ']' : text[at];
  if (close == '"' || close == '`' || close == ']' || close == '\'') {
    const std::size_t end = std::min(text.find(close, at + 1), text.size());
    const std::string name(text.substr(at + 1, end - at - 1));
    at = std::min(end + 1, text.size());
    return name;
  }
  const std::size_t start = at;
  while (at < text.size() && is_name_character(text[at])) ++at;
  return std::string(text.substr(start, at - start));
}

// "schema"."table": the last of the names.
std::string take_full_name(std::string_view text, std::size_t& at) {
  std::string name = take_name(text, at);
  while (at < text.size() && text[at] == '.') {
    ++at;
    name = take_name(text, at);
  }
  return name;
}

bool is_constraint(std::string_view word) {
  constexpr std::array<std::string_view, 12> kWords = {"primary", "key",     "unique", "constraint",
                                                       "check",   "foreign", "index",  "fulltext",
                                                       "spatial", "exclude", "like",   "period"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [word](std::string_view known) { return equal_ignoring_case(word, known); });
}

// Behind the opening parenthesis: the first name between the commas of its own level.
std::vector<std::string> listed_names(std::string_view text, std::size_t at, bool definitions) {
  std::vector<std::string> names;
  int depth = 1;
  bool wants_name = true;
  while (at < text.size() && depth > 0) {
    if (wants_name) {
      const std::size_t start = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
      std::string name = take_name(text, at);
      const bool quoted = start < text.size() && !is_name_character(text[start]);
      if (!name.empty() && !(definitions && !quoted && is_constraint(name))) names.push_back(std::move(name));
      wants_name = false;
      continue;
    }
    const char c = text[at++];
    if (c == '\'' || c == '"' || c == '`') at = std::min(text.find(c, at), text.size() - 1) + 1;
    depth += (c == '(') - (c == ')');
    wants_name = c == ',' && depth == 1;
  }
  return names;
}

// Passes words until one that is none of them; returns where.
std::size_t behind_words(std::string_view text, std::size_t at, std::initializer_list<std::string_view> words) {
  for (;;) {
    std::size_t next = at;
    const std::string word = take_name(text, next);
    const bool known =
        std::any_of(words.begin(), words.end(), [&](std::string_view w) { return equal_ignoring_case(word, w); });
    if (!known) return at;
    at = next;
  }
}

}  // namespace

bool begins_with_word(std::string_view statement, std::string_view word) {
  const std::string_view text = trimmed(statement);
  return starts_ignoring_case(text, word) && (text.size() == word.size() || !is_name_character(text[word.size()]));
}

SqlTable created_table(std::string_view statement) {
  SqlTable table;
  if (!begins_with_word(statement, "create")) return table;
  std::size_t at =
      behind_words(statement, 0, {"create", "temporary", "temp", "unlogged", "global", "local", "or", "replace"});
  const std::size_t behind = behind_words(statement, at, {"table"});
  if (behind == at) return table;
  at = behind_words(statement, behind, {"if", "not", "exists"});
  table.name = take_full_name(statement, at);
  const std::size_t open = statement.find('(', at);
  if (open != statement.npos) table.columns = listed_names(statement, open + 1, true);
  return table;
}

SqlTable filled_table(std::string_view statement) {
  SqlTable table;
  std::size_t at = behind_words(
      statement, 0,
      {"insert", "replace", "into", "ignore", "low_priority", "delayed", "or", "copy", "overwrite", "table"});
  table.name = take_full_name(statement, at);
  at = std::min(statement.find_first_not_of(" \t\r\n", at), statement.size());
  if (at < statement.size() && statement[at] == '(') table.columns = listed_names(statement, at + 1, false);
  return table;
}

}  // namespace trawl::extractors
