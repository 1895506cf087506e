// PdfTables: see pdf_tables.h.
#include "extractors/pdf_tables.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "extractors/table_labels.h"

namespace trawl::extractors {
namespace {

// In sizes of the font.
constexpr double kCellGap = 1.5;
constexpr double kMovedGap = 0.5;  // where the content moves on and draws no space
constexpr double kAligned = 0.5;
constexpr double kNextRow = 4;
constexpr double kPitches = 2.2;      // from which a table is over
constexpr std::size_t kLongest = 60;  // bytes of what is a cell and no prose
constexpr std::size_t kMostColumns = 200;

double overlap(double left, double right, double other_left, double other_right) {
  return std::min(right, other_right) - std::max(left, other_left);
}

bool two_letters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](unsigned char c) { return c >= 0x80 || std::isalpha(c); }) > 1;
}

bool like_data(std::string_view text) {
  return text.find_first_of("0123456789@") != std::string_view::npos;
}

}  // namespace

std::vector<bool> PdfTables::page(const std::vector<PdfWord>& words, const std::vector<PdfRow>& rows,
                                  const std::string& anchor) {
  std::vector<bool> told(rows.size());
  bool first = true;  // row of the page
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].empty()) continue;
    const PdfWord& front = words[rows[r].front()];
    const double down = first ? 0 : front.base - base_;
    const bool near = first || (down > 0 && down < kNextRow * front.size && (!begun_ || down < kPitches * pitch_));
    std::vector<Column> labels = begun_ && !first ? std::vector<Column>() : header(words, rows[r]);
    // A page that begins with labels has a table of its own, or the same one with its header again.
    if (!near || (first && !labels.empty())) columns_.clear();
    if (columns_.empty()) begun_ = false;
    first = false;
    if (!columns_.empty() && labels.size() <= columns_.size()) told[r] = write_row(words, rows[r], anchor);
    if (told[r]) {
      pitch_ = begun_ ? std::max(pitch_, down) : std::max(down, front.size);
      begun_ = true;
    } else {
      columns_ = labels.empty() ? header(words, rows[r]) : std::move(labels);
      begun_ = false;
    }
    base_ = front.base;
  }
  return told;
}

// strict: for a header, of which nothing is known yet.
std::vector<PdfTables::Piece> PdfTables::pieces_of(const std::vector<PdfWord>& words, const PdfRow& row, bool strict) {
  std::vector<Piece> pieces;
  for (const std::size_t i : row) {
    const PdfWord& word = words[i];
    const double gap = pieces.empty() ? 0 : word.left - pieces.back().right;
    const bool moved = word.placed && !word.space_before && gap > (strict ? kMovedGap : 0) * word.size;
    if (pieces.empty() || gap > kCellGap * word.size || moved) pieces.push_back({word.left, word.right, {}});
    pieces.back().right = std::max(pieces.back().right, word.right);
    pieces.back().words.push_back(i);
  }
  return pieces;
}

std::vector<PdfTables::Column> PdfTables::header(const std::vector<PdfWord>& words, const PdfRow& row) const {
  std::vector<Column> columns;
  if (row.size() < 2) return columns;
  for (const Piece& piece : pieces_of(words, row, true)) {
    std::string label = line_text(words, piece.words);
    if (!like_label(label) || !two_letters(label) || columns.size() >= kMostColumns) return {};
    columns.push_back({piece.left, piece.right, std::move(label)});
  }
  return columns.size() > 1 ? columns : std::vector<Column>();
}

// The column with which a piece is aligned, or under whose label it stands most, or right of whose label.
std::size_t PdfTables::column_of(const Piece& piece, double size) const {
  std::size_t best = columns_.size();
  double most = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    const double near = std::min({std::fabs(piece.left - column.left), std::fabs(piece.right - column.right),
                                  std::fabs(piece.left + piece.right - column.left - column.right) / 2});
    const double under = overlap(piece.left, piece.right, column.left, column.right);
    const double weight = under + (near < kAligned * size ? 1000 - near : 0);
    if (under > 0 && weight > most) {
      most = weight;
      best = i;
    }
  }
  if (best < columns_.size()) return best;
  for (std::size_t i = columns_.size(); i > 0; --i) {
    if (columns_[i - 1].left <= piece.left) return i - 1;
  }
  return 0;
}

// Half of a row's pieces at least stand under labels.
bool PdfTables::fits(const std::vector<Piece>& pieces) const {
  const auto under = std::count_if(pieces.begin(), pieces.end(), [this](const Piece& piece) {
    return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) {
      return overlap(piece.left, piece.right, column.left, column.right) > 0;
    });
  });
  return static_cast<std::size_t>(under) * 2 >= pieces.size();
}

// False: this is no row of the table.
bool PdfTables::write_row(const std::vector<PdfWord>& words, const PdfRow& row, const std::string& anchor) {
  std::map<std::size_t, PdfRow> cells;  // by column
  std::size_t last = 0;
  const std::vector<Piece> pieces = pieces_of(words, row, false);
  if (!fits(pieces)) return false;
  for (const Piece& piece : pieces) {
    const std::size_t column = std::max(last, column_of(piece, words[row.front()].size));
    last = column;
    PdfRow& cell = cells[column];
    cell.insert(cell.end(), piece.words.begin(), piece.words.end());
  }
  std::map<std::size_t, std::string> texts;
  bool data = false;
  for (const auto& [column, cell] : cells) {
    texts[column] = line_text(words, cell);
    data |= like_data(texts[column]);
    if (texts[column].size() > kLongest) return false;
  }
  if (!begun_ && (cells.size() < 2 || !data)) return false;
  ++row_;
  for (const auto& [column, text] : texts) {
    TextBlock block;
    block.kind = BlockKind::cell;
    block.text = text;
    block.label = columns_[column].label;
    block.anchor = anchor;
    block.row = row_;
    out_.write(block);
  }
  return true;
}

}  // namespace trawl::extractors
