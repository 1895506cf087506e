// Delimited text: CSV (RFC 4180), and with tabs, semicolons or bars. Each cell is a block whose label is the header of
// its column. Streams: only the first rows, in which the header is looked for, are held.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "extractors/charset.h"
#include "extractors/delimited_shape.h"
#include "extractors/extractor.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kHead = 16 * 1024;        // bytes by which the separator is told
constexpr std::size_t kFirstRows = 12;
constexpr std::size_t kMostHeld = 50'000;       // cells in them
constexpr std::size_t kMostCell = 1u << 20;     // a longer quoted cell is taken for a stray quote
constexpr std::size_t kMostColumns = 1u << 14;  // that have labels

// Numbers cells, names them by the header, and gives them out.
class Table {
 public:
  explicit Table(Extraction& out) : out_(out) {}

  bool cell(std::string_view text, std::uint64_t line) {
    ++column_;
    if (holding_) {
      held_.back().texts.emplace_back(text);
      held_.back().lines.push_back(line);
      return ++held_cells_ < kMostHeld || release();
    }
    return emit(text, line, column_ <= labels_.size() ? std::string_view(labels_[column_ - 1]) : std::string_view());
  }

  bool end_row() {
    column_ = 0;
    if (!holding_) {
      next_row();
      return true;
    }
    if (held_.size() == kFirstRows) return release();
    held_.emplace_back();
    return true;
  }

  bool finish() { return !holding_ || release(); }

 private:
  struct Row {
    std::vector<std::string> texts;
    std::vector<std::uint64_t> lines;
  };

  void next_row() {
    row_ += row_ < UINT32_MAX;
    anchor_ = "row=" + std::to_string(row_) + "&column=";
    prefix_ = anchor_.size();
  }

  bool emit(std::string_view text, std::uint64_t line, std::string_view label) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return true;
    TextBlock block;
    block.kind = BlockKind::cell;
    block.text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
    block.label = label;
    block.line = line;
    block.row = row_;
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), column_).ptr;
    anchor_.resize(prefix_);
    anchor_.append(digits.data(), end);
    block.anchor = anchor_;
    return out_.text(block);
  }

  // Finds the header among the rows held back, and gives them out. The last may go on.
  bool release() {
    holding_ = false;
    const bool row_ended = column_ == 0;
    if (held_.back().texts.empty()) held_.pop_back();
    std::vector<std::vector<std::string>> texts;
    for (const Row& row : held_) texts.push_back(row.texts);
    const auto header = header_row(texts);
    next_row();
    for (std::size_t r = 0; r < held_.size(); ++r) {
      const Row& row = held_[r];
      for (column_ = 1; column_ <= row.texts.size(); ++column_) {
        const std::size_t c = column_ - 1;
        if (!emit(row.texts[c], row.lines[c], c < labels_.size() ? std::string_view(labels_[c]) : std::string_view())) {
          return false;
        }
      }
      if (header == r) {
        labels_ = row.texts;
        labels_.resize(std::min(labels_.size(), kMostColumns));
      }
      if (row_ended || r + 1 < held_.size()) next_row();
    }
    column_ = row_ended ? 0 : held_.back().texts.size();
    held_.clear();
    return true;
  }

  Extraction& out_;
  std::vector<Row> held_{1};
  std::size_t held_cells_ = 0;
  bool holding_ = true;
  std::vector<std::string> labels_;
  std::string anchor_;
  std::size_t prefix_ = 0;
  std::size_t column_ = 0;
  std::uint32_t row_ = 0;
};

// Divides the text, in pieces, into cells and rows.
class Rows {
 public:
  Rows(Table& table, char separator) : table_(table), separator_(separator) {
    ends_.fill(false);
    for (const char c : {separator, '\n', '\r'}) ends_[static_cast<unsigned char>(c)] = true;
  }

  bool feed(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      if (after_return_ && text[at] == '\n') ++at;  // "\r\n" is one line end
      after_return_ = false;
      if (at == text.size()) break;
      if (at_start_ && text[at] == '"') {
        quoted_ = true;
        at_start_ = false;
        ++at;
        continue;
      }
      at_start_ = false;
      if (!(quoted_ ? in_quotes(text, at) : unquoted(text, at))) return false;
    }
    return true;
  }

  bool finish() { return (at_start_ && empty_row_) || (end_cell(partial_) && table_.end_row()); }

 private:
  bool in_quotes(std::string_view text, std::size_t& at) {
    if (quote_open_) {  // a quote was the last character: doubled, or the end of the quoted part
      quote_open_ = false;
      if (text[at] != '"') {
        quoted_ = false;
        return true;
      }
      partial_ += text[at++];
      return true;
    }
    const std::size_t quote = std::min(text.find('"', at), text.size());
    const std::string_view part = text.substr(at, quote - at);
    partial_ += part;
    lines_in_cell_ += static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n'));
    at = quote;
    if (at < text.size()) {
      quote_open_ = true;
      ++at;
    }
    if (partial_.size() > kMostCell) {
      quoted_ = quote_open_ = false;
      return end_cell(partial_);
    }
    return true;
  }

  bool unquoted(std::string_view text, std::size_t& at) {
    const std::size_t start = at;
    while (at < text.size() && !ends_[static_cast<unsigned char>(text[at])]) ++at;
    const std::string_view part = text.substr(start, at - start);
    if (at == text.size()) {
      partial_ += part;
      return partial_.size() <= kMostCell || end_cell(partial_);
    }
    if (!partial_.empty()) partial_ += part;
    const char end = text[at++];
    if (!end_cell(partial_.empty() ? part : std::string_view(partial_))) return false;
    if (end == separator_) {
      empty_row_ = false;
      return true;
    }
    ++line_;
    after_return_ = end == '\r';
    empty_row_ = true;
    return table_.end_row();
  }

  bool end_cell(std::string_view text) {
    const bool wanted = table_.cell(text, line_);
    partial_.clear();
    line_ += lines_in_cell_;
    lines_in_cell_ = 0;
    at_start_ = true;
    return wanted;
  }

  Table& table_;
  char separator_;
  std::array<bool, 256> ends_;
  std::string partial_;
  std::uint64_t line_ = 1;
  std::uint64_t lines_in_cell_ = 0;
  bool at_start_ = true;
  bool empty_row_ = true;
  bool quoted_ = false;
  bool quote_open_ = false;
  bool after_return_ = false;
};

class Delimited final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const std::string charset = declared_charset(out.declared_type());
    const auto head = source.peek(kHead);
    if (!head) return outcome_of(head.error());
    Table table(out);
    Rows rows(table, separator_of(to_utf8(*head, charset)));
    TextReader reader(source, charset, out.limits());
    auto piece = reader.next();
    for (; piece && !piece->empty(); piece = reader.next()) {
      if (!rows.feed(*piece)) return out.stopped();
    }
    if (!rows.finish() || !table.finish()) return out.stopped();
    return piece ? Outcome{} : outcome_of(piece.error());
  }
};

}  // namespace

const Extractor& delimited_extractor() {
  static const Delimited extractor;
  return extractor;
}

}  // namespace trawl::extractors
