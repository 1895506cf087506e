// Climbs from a line to the first that has as many separators.
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

}  // namespace

void TextTable::begin(std::string_view text) {
  text_ = text;
  known_ = false;
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
std::uint32_t TextTable::cells_between(std::uint32_t from, std::uint32_t to, char separator) const {
  std::uint32_t count = 0;
  bool quoted = false;
  for (; from < to; ++from) {
    quoted ^= text_[from] == '"';
    count += text_[from] == separator && !quoted;
  }
  return count;
}

// Sets header_ to the first line of those above line_ that have as many cells; false: there is none.
bool TextTable::climb(char separator) {
  const std::uint32_t cells = cells_between(line_.start, line_.end, separator);
  if (cells < (separator == ',' ? 2u : 1u)) return false;
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
  return is_header(text_.substr(top.start, top.end - top.start));
}

void TextTable::look_up(std::uint32_t at) {
  if (known_ && at >= line_.start && at < line_.end) return;
  const Line above = line_;
  const bool in_table = known_ && header_.end > header_.start;
  line_ = line_of(at);
  known_ = true;
  // The next line of the table that was found last.
  if (in_table && line_.start == above.end + 1 && cells_between(line_.start, line_.end, separator_) == cells_) return;
  for (const char separator : {'\t', '|', ';', ','}) {
    if (climb(separator)) return;
  }
  header_ = {};
}

std::string_view TextTable::header_above(std::uint32_t at) {
  look_up(at);
  return text_.substr(header_.start, header_.end - header_.start);
}

std::string_view TextTable::column_above(std::uint32_t at) {
  look_up(at);
  if (header_.start == header_.end) return {};
  const std::uint32_t column = cells_between(line_.start, at, separator_);
  std::string_view rest = text_.substr(header_.start, header_.end - header_.start);
  for (std::uint32_t i = 0; i < column; ++i) rest.remove_prefix(std::min(rest.find(separator_), rest.size() - 1) + 1);
  return rest.substr(0, rest.find(separator_));
}

}  // namespace trawl::detectors
