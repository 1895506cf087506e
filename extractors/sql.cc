// Dumps of databases in SQL (mysqldump, pg_dump with INSERT or COPY, sqlite3 .dump and others): the values of INSERT
// and COPY as cells under "table.column", row by row; all other statements and remarks as text. Streams; a statement
// that cannot be understood is text too.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "extractors/mime_text.h"
#include "extractors/sql_characters.h"
#include "extractors/sql_names.h"
#include "extractors/table_writer.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostTables = 10'000;        // whose columns are remembered
constexpr std::uint64_t kLongestFile = 64u << 20;  // hexadecimal digits; at most whole_bytes
constexpr std::string_view kTooLarge = "a file in a value is too large to be read as a whole";

class Dump {
 public:
  Dump(Source& source, Extraction& out)
      : out_(out),
        characters_(source, out),
        writer_(out),
        longest_file_(static_cast<std::size_t>(std::min(kLongestFile, out.limits().whole_bytes / 2 * 2))) {}

  Outcome read() {
    while (!characters_.ended() && !stopped()) step();
    give_head();
    return stopped() ? out_.stopped() : characters_.outcome();
  }

 private:
  bool stopped() const { return stopped_ || writer_.stopped(); }

  // One token of a statement that is no list of values.
  void step() {
    if (head_.empty()) head_line_ = characters_.line();
    const char c = characters_.peek();
    if (c == '\'' || c == '"' || c == '`') {
      if (c == '`') characters_.backslashes(true);
      characters_.take_quoted(head_);
    } else if (is_ascii_word(c) || c == '_') {
      word();
    } else {
      head_ += characters_.take();
      punctuation(c);
    }
    if (head_.size() >= SqlCharacters::kLongest) give_head();
  }

  void punctuation(char c) {
    if (c == ';') return end_statement();
    const bool dashes = c == '-' && characters_.peek() == '-';
    const bool hash = c == '#' && trimmed(head_) == "#";
    if (dashes || hash) {
      const bool alone = trimmed(head_) == "-" || hash;
      const std::size_t start = head_.size();
      characters_.take_line(head_);
      const std::string_view remark = std::string_view(head_).substr(start);
      if (remark.find("MySQL") != remark.npos || remark.find("MariaDB") != remark.npos) characters_.backslashes(true);
      if (alone) give_head();
    } else if (c == '/' && characters_.peek() == '*') {
      const bool alone = trimmed(head_) == "/";
      characters_.take_comment(head_);
      if (alone && head_.find("/*!") == head_.npos) give_head();
    } else if (c == '$' && characters_.peek() == '$') {
      dollar_quote();
    }
  }

  // The body of a function in PostgreSQL: its quotes are its own.
  void dollar_quote() {
    head_ += characters_.take();
    while (!characters_.ended() && head_.size() < SqlCharacters::kLongest) {
      head_ += characters_.take();
      if (head_.back() == '$' && characters_.peek() == '$') {
        head_ += characters_.take();
        return;
      }
    }
  }

  void word() {
    const std::size_t start = head_.size();
    while ((is_ascii_word(characters_.peek()) || characters_.peek() == '_') && head_.size() < SqlCharacters::kLongest) {
      head_ += characters_.take();
    }
    const std::string_view word = std::string_view(head_).substr(start);
    const char next = characters_.peek();
    const bool alone = (start == 0 || head_[start - 1] == '\n') && (next == '\r' || next == '\n' || characters_.ended());
    if (alone && equal_ignoring_case(word, "go")) return end_statement();  // SQL Server needs no semicolons
    if (!equal_ignoring_case(word, "values")) return;
    if (!begins_with_word(head_, "insert") && !begins_with_word(head_, "replace")) return;
    begin_table(filled_table(std::string_view(head_).substr(0, start)));
    give_head();
    rows();
  }

  void end_statement() {
    const SqlTable created = created_table(head_);
    if (!created.name.empty() && columns_.size() < kMostTables) columns_[ascii_lowered(created.name)] = created.columns;
    const std::string lowered = begins_with_word(head_, "copy") ? ascii_lowered(head_) : std::string();
    const bool copy = lowered.find("from stdin") != lowered.npos;
    if (copy) begin_table(filled_table(head_));
    give_head();
    if (copy) copied_rows();
  }

  void give_head() {
    const std::string text = std::exchange(head_, {});
    const std::string_view bare = trimmed(text);
    if (stopped() || bare.empty() || bare == ";") return;
    TextBlock block;
    block.text = bare;
    block.line = head_line_ +
                 static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + (bare.data() - text.data()), '\n'));
    stopped_ = !out_.text(block);
  }

  // Statement after statement may fill the same table: it is begun once.
  void begin_table(SqlTable table) {
    if (table.columns.empty()) {
      const auto known = columns_.find(ascii_lowered(table.name));
      if (known != columns_.end()) table.columns = known->second;
    }
    if (table.name == table_.name && table.columns == table_.columns) return;
    table_ = std::move(table);
    writer_.continue_as(table_.name, table_.columns);
  }

  // "(1, 'a'), (2, 'b');"
  void rows() {
    for (;;) {
      while (is_mail_space(characters_.peek()) || characters_.peek() == ',') characters_.take();
      if (characters_.ended() || characters_.peek() != '(' || stopped()) return;
      characters_.take();
      writer_.next_row();
      for (std::size_t column = 0; value(column) && !stopped(); ++column) {
      }
    }
  }

  // One value and what ends it; false at the end of the row.
  bool value(std::size_t column) {
    std::string plain;  // outside quotes: numbers, functions
    int depth = 0;
    while (!characters_.ended() && !stopped()) {
      const char c = characters_.peek();
      if (c == '\'' || (c == '"' && trimmed(plain).empty())) {
        characters_.take();
        quoted(column, c, plain);
        continue;
      }
      characters_.take();
      if ((c == ',' || c == ')') && depth == 0) {
        give_plain(column, plain);
        return c == ',';
      }
      depth += (c == '(') - (c == ')');
      plain += c;
      if (plain.size() < SqlCharacters::kLongest || (is_hex(plain) && plain.size() < longest_file_)) continue;
      if (give_plain(column, plain)) out_.missed(kTooLarge);
    }
    give_plain(column, plain);
    return false;
  }

  static bool is_hex(std::string_view plain) { return starts_ignoring_case(trimmed(plain), "0x"); }

  // Whether it was a file.
  bool give_plain(std::size_t column, std::string& plain) {
    const std::string value = std::exchange(plain, {});
    const std::string_view text = trimmed(value);
    if (is_hex(text) && binary(column, text.substr(2))) return true;
    if (!equal_ignoring_case(text, "null")) writer_.cell(column, text);
    return false;
  }

  // What stands before the quote says what is in it: X'..' bytes, E'..' escapes, N'..' and _utf8'..' text.
  void quoted(std::size_t column, char quote, std::string& plain) {
    const std::string_view prefix = trimmed(plain);
    const bool hex = equal_ignoring_case(prefix, "x");
    const bool marked = equal_ignoring_case(prefix, "e");
    const bool escapes = characters_.backslashes() || marked;
    if (hex || marked || equal_ignoring_case(prefix, "n") || equal_ignoring_case(prefix, "_binary")) plain.clear();
    if (!plain.empty()) plain += ' ';  // what stands around a string is not one word
    bool whole = false;
    while (!whole && !stopped()) {
      std::string text;
      whole = characters_.take_string(quote, escapes, text);
      const bool digits = hex || text.starts_with("\\x");
      if (digits && !whole) whole = characters_.take_string(quote, escapes, text, longest_file_);
      if (!digits || !binary(column, std::string_view(text).substr(hex ? 0 : 2)))
        writer_.cell(column, text);
      else if (!whole)
        out_.missed(kTooLarge);
      if (characters_.ended()) return;
    }
  }

  // Digits of bytes whose format is known: a part or text of its own. False: not that.
  bool binary(std::size_t column, std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
      const int high = hex_value(digits[i]), low = hex_value(digits[i + 1]);
      if (high < 0 || low < 0) return false;
      bytes += static_cast<char>(high << 4 | low);
    }
    if (digits.size() % 2 != 0 || bytes.size() < 4) return false;
    const Format format =
        sniff({std::string_view(bytes).substr(0, Source::kPeek), {}, {}, bytes.size() <= Source::kPeek});
    if (format != Format::unknown) writer_.bytes(column, bytes);
    return format != Format::unknown;
  }

  // Lines of PostgreSQL's COPY up to "\.": tabs between the values, "\N" for null, escapes with backslashes.
  void copied_rows() {
    std::string line;
    head_line_ = characters_.line();
    characters_.take_line(head_);  // the rest of the statement's
    give_head();
    while (!characters_.ended() && !stopped()) {
      line.clear();
      characters_.take_line(line, longest_file_);
      if (line.size() == longest_file_) out_.missed(kTooLarge);
      while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
      if (line == "\\.") return;
      writer_.next_row();
      std::string_view rest = line;
      for (std::size_t column = 0; !rest.empty() && !stopped(); ++column) {
        const std::string_view value = rest.substr(0, rest.find('\t'));
        rest.remove_prefix(std::min(value.size() + 1, rest.size()));
        if (value != "\\N") copied_value(column, value);
      }
    }
  }

  void copied_value(std::size_t column, std::string_view value) {
    if (value.starts_with("\\\\x") && binary(column, value.substr(3))) return;
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i] != '\\' || i + 1 == value.size()) {
        text += value[i];
        continue;
      }
      const char escaped = value[++i];
      text += escaped == 'n' || escaped == 'r' ? '\n' : escaped == 't' ? '\t' : escaped;
    }
    writer_.cell(column, text);
  }

  Extraction& out_;
  SqlCharacters characters_;
  TableWriter writer_;
  std::size_t longest_file_;
  std::string head_;  // of the statement that is read
  std::uint64_t head_line_ = 1;
  SqlTable table_;
  std::map<std::string, std::vector<std::string>> columns_;  // by the name of the table
  bool stopped_ = false;
};

class Sql final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override { return Dump(source, out).read(); }
};

}  // namespace

const Extractor& sql_extractor() {
  static const Sql extractor;
  return extractor;
}

}  // namespace trawl::extractors
