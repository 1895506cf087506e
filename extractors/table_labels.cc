// TableLabels: see table_labels.h.
#include "extractors/table_labels.h"

#include <algorithm>

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kRowsAtTop = 10;
constexpr std::uint32_t kMostColumns = 16'384;
constexpr std::size_t kLongestLabel = 80;
constexpr int kMostDigits = 2;
constexpr int kMostSpaces = 8;

}  // namespace

bool like_label(std::string_view text) {
  if (text.empty() || text.size() > kLongestLabel) return false;
  int digits = 0;
  int spaces = 0;
  bool letter = false;
  for (const unsigned char c : text) {
    if (c == '@') return false;
    digits += c >= '0' && c <= '9';
    spaces += c == ' ';
    letter |= (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    letter |= c >= 0x80;
  }
  return letter && digits <= kMostDigits && spaces <= kMostSpaces;
}

void TableLabels::see(const std::vector<TableCell>& row) {
  is_header_ = false;
  if (!headers_.empty() || rows_ >= kRowsAtTop || row.empty()) return;
  ++rows_;
  std::size_t filled = 0;
  for (const TableCell& cell : row) {
    if (cell.text.empty()) continue;
    if (!like_label(cell.text) || cell.column >= kMostColumns) return;
    ++filled;
  }
  if (filled < 2) return;
  is_header_ = true;
  for (const TableCell& cell : row) {
    if (cell.column >= headers_.size()) headers_.resize(cell.column + 1);
    headers_[cell.column] = cell.text;
  }
}

std::string TableLabels::label(const std::vector<TableCell>& row, std::size_t cell) const {
  const std::uint32_t column = row[cell].column;
  const bool beside_label = cell == 1 && row.size() == 2 && like_label(row[0].text);
  std::string label = !is_header_ && column < headers_.size() ? headers_[column] : std::string();
  if (!beside_label) return label;
  if (!label.empty()) label += "; ";
  return label += row[0].text;
}

}  // namespace trawl::extractors
