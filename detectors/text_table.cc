// Climbs from a line to the first that has as many separators, or is aligned as well.
#include "detectors/text_table.h"

#include <algorithm>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

constexpr std::uint32_t kLongestLine = 1000;
constexpr int kMostLines = 200;  // climbed at once; below a line whose table is known one step is enough

// A header says what stands below it, so it is made of words.
bool is_header(std::string_view line) {
  std::size_t digits = 0, letters = 0;
  for (const char c : line) {
    digits += is_digit(c);
    letters += is_alpha(c);
  }
  return letters > 0 && digits * 8 <= letters && line.find('@') == std::string_view::npos;
}

// Cells of aligned lines have two blanks and more between them.
std::size_t next_cell(std::string_view line, std::size_t from) {
  const std::size_t cell = line.find_first_not_of(" \r", from);
  return cell == std::string_view::npos ? line.size() : cell;
}

std::size_t cell_end(std::string_view line, std::size_t cell) {
  const std::size_t end = line.find(TextTable::kBlanks, cell);
  return end == std::string_view::npos ? line.size() : end;
}

bool is_aligned(std::string_view line) {
  const std::size_t first = next_cell(line, 0);
  return next_cell(line, cell_end(line, first)) < line.size();
}

// "-----  ------" between the header and its rows.
bool is_rule(std::string_view line) {
  return line.find_first_not_of("-=_+ \r") == std::string_view::npos &&
         line.find_first_of("-=_") != std::string_view::npos;
}

// Every cell is a name of some words: no sentence, and no label that stands before its value.
bool names_columns(std::string_view line) {
  constexpr std::size_t kLongestName = 32, kLongestShort = 4;  // "No.", "Acc."
  for (std::size_t cell = next_cell(line, 0), end = 0; cell < line.size(); cell = next_cell(line, end)) {
    end = cell_end(line, cell);
    const std::string_view name = line.substr(cell, end - cell);
    if (name.size() > kLongestName || name.find(':') != std::string_view::npos) return false;
    const std::size_t word = name.rfind(' ') + 1;
    if (name.ends_with('.') && name.size() - word > kLongestShort && name.find('.') == name.size() - 1) return false;
    if (std::string_view("!?,").find(name.back()) != std::string_view::npos) return false;
  }
  return true;
}

// Characters, as they stand below each other on a page.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

void TextTable::begin(std::string_view text) {
  text_ = text;
  known_ = headless_ = false;
  header_ = line_ = {};
}

TextTable::Line TextTable::line_of(std::uint32_t at) const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  Line line{at, at};
  while (line.start > 0 && at - line.start < kLongestLine && text_[line.start - 1] != '\n') --line.start;
  while (line.end < size && line.end - at < kLongestLine && text_[line.end] != '\n') ++line.end;
  return line;
}

// Separators outside of quotes.
std::uint32_t TextTable::cells_between(std::uint32_t from, std::uint32_t to, std::string_view separator) const {
  if (text_.substr(from, to - from).find(separator) == std::string_view::npos) return 0;  // most lines
  std::uint32_t count = 0;
  bool quoted = false;
  for (; from < to; ++from) {
    quoted ^= text_[from] == '"';
    count += text_[from] == separator[0] && !quoted && text_.substr(from, separator.size()) == separator;
  }
  return count;
}

// Sets header_ to the first line of those above line_ that have as many cells; false: there is none.
bool TextTable::climb(std::string_view separator) {
  const std::uint32_t cells = cells_between(line_.start, line_.end, separator);
  if (cells < (separator == "," ? 2u : 1u)) return false;
  Line top = line_;
  for (int lines = 0; lines < kMostLines && top.start > 0; ++lines) {
    const Line above = line_of(top.start - 1);
    if (above.start == above.end || cells_between(above.start, above.end, separator) != cells) break;
    top = above;
  }
  if (top.start == line_.start) return false;
  separator_ = separator;
  cells_ = cells;
  header_ = top;
  return is_header(text_of(top));
}

// Sets header_ to the highest line that names columns among the aligned ones above line_; false: there is none.
bool TextTable::climb_aligned() {
  if (!is_aligned(text_of(line_))) return false;
  header_ = {};
  Line line = line_;
  for (int lines = 0; lines < kMostLines && line.start > 0; ++lines) {
    line = line_of(line.start - 1);
    const std::string_view text = text_of(line);
    if (is_rule(text)) continue;
    if (!is_aligned(text)) break;
    if (is_header(text) && names_columns(text)) header_ = line;
  }
  separator_ = kBlanks;
  headless_ = header_.end == header_.start;
  return !headless_;
}

// Whether line_, which is the next one, stands in the table that was found last.
bool TextTable::goes_on() const {
  if (separator_ == kBlanks) return is_aligned(text_of(line_));
  return cells_between(line_.start, line_.end, separator_) == cells_;
}

void TextTable::look_up(std::uint32_t at) {
  if (known_ && at >= line_.start && at < line_.end) return;
  const Line above = line_;
  const bool in_table = known_ && header_.end > header_.start;
  const bool headless = known_ && headless_;
  line_ = line_of(at);
  known_ = true;
  const bool next = line_.start == above.end + 1;
  if (in_table && next && goes_on()) return;
  headless_ = headless && next && is_aligned(text_of(line_)) && !names_columns(text_of(above));
  header_ = {};
  for (const std::string_view separator : {"\t", "|", ";", ",", " / "}) {
    if (climb(separator)) return;
  }
  if (!headless_ && climb_aligned()) return;
  header_ = {};
}

std::string_view TextTable::header_above(std::uint32_t at) {
  look_up(at);
  return text_of(header_);
}

// The cell of the header that stands above text[at] and what follows it in its cell, else the last that begins before.
std::string_view TextTable::aligned_column(std::uint32_t at) const {
  const std::string_view line = text_of(line_);
  const std::string_view header = text_of(header_);
  const std::size_t start = at - line_.start;
  const std::size_t from = width_of(line.substr(0, start));
  const std::size_t to = from + width_of(line.substr(start, cell_end(line, start) - start));
  std::string_view column;
  for (std::size_t cell = next_cell(header, 0); cell < header.size();
       cell = next_cell(header, cell_end(header, cell))) {
    const std::size_t begins = width_of(header.substr(0, cell));
    if (begins >= to) break;
    const std::string_view name = header.substr(cell, cell_end(header, cell) - cell);
    const bool above = begins + width_of(name) > from;
    if (above || begins <= from) column = name;
    if (above) break;
  }
  return column;
}

void TextTable::add_cells(Line line, std::vector<Cell>& cells) const {
  const std::string_view text = text_of(line);
  for (std::size_t from = 0; from < text.size();) {
    std::size_t end = text.find(separator_, from);
    if (end == std::string_view::npos) end = text.size();
    const std::size_t first = std::min(text.find_first_not_of(" \t\r", from), end);
    const std::size_t last = text.find_last_not_of(" \t\r", end - 1) + 1;
    if (first < last && last <= end)
      cells.push_back({line.start + static_cast<std::uint32_t>(first), line.start + static_cast<std::uint32_t>(last)});
    from = end + separator_.size();
  }
}

std::vector<TextTable::Cell> TextTable::cells_below_header(std::uint32_t at) {
  std::vector<Cell> cells;
  look_up(at);
  if (header_.start == header_.end) return cells;
  const Line first = line_;
  for (std::size_t next = header_.end + 1; next < text_.size(); next = line_.end + std::size_t{1}) {
    line_ = line_of(static_cast<std::uint32_t>(next));
    if (is_rule(text_of(line_))) continue;
    if (line_.start == line_.end || !goes_on()) break;
    add_cells(line_, cells);
  }
  line_ = first;
  return cells;
}

std::string_view TextTable::column_above(std::uint32_t at) {
  look_up(at);
  if (header_.start == header_.end) return {};
  if (separator_ == kBlanks) return aligned_column(at);
  const std::uint32_t column = cells_between(line_.start, at, separator_);
  std::string_view rest = text_of(header_);
  for (std::uint32_t i = 0; i < column; ++i) {
    const std::size_t found = rest.find(separator_);
    rest.remove_prefix(found == std::string_view::npos ? rest.size() : found + separator_.size());
  }
  return rest.substr(0, rest.find(separator_));
}

}  // namespace trawl::detectors
