// Words of a PDF page: see pdf_words.h.
#include "extractors/pdf_words.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace trawl::extractors {
namespace {

constexpr double kSameLine = 0.5;   // overlap of two words of one line, of the lower one's height
constexpr double kGap = 1.5;        // between cells, of the height
constexpr double kTouching = 0.5;

double height(const PdfWord& word) { return std::max(word.bottom - word.top, 0.1); }

bool same_line(const PdfWord& a, const PdfWord& b) {
  const double overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return overlap > kSameLine * std::min(height(a), height(b));
}

// Side by side without a space, as pieces of one word are, or texts of boxes that touch.
bool touching(const PdfWord& a, const PdfWord& b) {
  return a.upright && b.upright && same_line(a, b) && std::fabs(b.left - a.right) < kTouching * height(a);
}

// The length of the hyphen that ends a word; 0: none, or nothing before it.
std::size_t hyphen(std::string_view word) {
  for (const std::string_view sign : {"-", "\xC2\xAD", "\xE2\x80\x90"}) {
    if (word.size() > sign.size() && word.substr(word.size() - sign.size()) == sign) return sign.size();
  }
  return 0;
}

const char* separator(const PdfWord& a, const PdfWord& b) {
  const double gap = b.left - a.right;
  if (gap > kGap * height(a)) return "\t";
  if (a.line == b.line) return a.space_after ? " " : "";
  return " ";
}

bool like_data(std::string_view text) { return text.find_first_of("0123456789@:") != std::string_view::npos; }

// Words by the lines they stand on, each from left to right.
std::vector<std::vector<std::size_t>> lines_on_paper(const std::vector<PdfWord>& words) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].upright) order.push_back(i);
  }
  const auto middle = [&](std::size_t i) { return words[i].top + words[i].bottom; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
  std::vector<std::vector<std::size_t>> lines;
  for (const std::size_t word : order) {
    if (lines.empty() || !same_line(words[lines.back().front()], words[word])) lines.emplace_back();
    lines.back().push_back(word);
  }
  for (auto& line : lines) {
    std::stable_sort(line.begin(), line.end(),
                     [&](std::size_t a, std::size_t b) { return words[a].left < words[b].left; });
  }
  return lines;
}

// A line that reads the same in the other order, but for its ends.
bool one_run(const std::vector<std::size_t>& line) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] != line[i - 1] + 1) return false;
  }
  return true;
}

}  // namespace

std::string rows_on_paper(const std::vector<PdfWord>& words) {
  std::string rows;
  std::string header;  // the line above a row, if it may be the table's
  for (const auto& line : lines_on_paper(words)) {
    if (one_run(line)) {
      header.clear();
      continue;
    }
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += words[line[i]].text;
      if (i + 1 < line.size()) text += separator(words[line[i]], words[line[i + 1]]);
    }
    text += '\n';
    if (like_data(text)) rows += header + text;
    header = like_data(text) ? std::string() : text;
  }
  return rows;
}

std::string parted_words(const std::vector<PdfWord>& words) {
  std::string out;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& first = words[i].text;
    const std::string& second = words[i + 1].text;
    if (words[i].line == words[i + 1].line || !(hyphen(first) > 0 || touching(words[i], words[i + 1]))) continue;
    out.append(first).append(second).append("\n").append(first).append("\n").append(second).append("\n");
  }
  return out;
}

}  // namespace trawl::extractors
