// Words of a PDF page in two orders: see pdf_words.h.
#include "extractors/pdf_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace trawl::extractors {
namespace {

constexpr double kSameLine = 0.5;   // overlap of two words of one line, of the lower one's height
constexpr double kGap = 1.5;        // between cells, of the height
constexpr double kTouching = 0.1;   // between pieces of one word, of the height

double height(const PdfWord& word) { return std::max(word.bottom - word.top, 0.1); }

bool same_line(const PdfWord& a, const PdfWord& b) {
  const double overlap = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return overlap > kSameLine * std::min(height(a), height(b));
}

// Behind `a`, on its line.
bool follows(const PdfWord& a, const PdfWord& b) {
  if (!a.upright || !b.upright) return a.space_after;
  return same_line(a, b) && b.left > a.left;
}

bool letter(unsigned char c) { return (c | 0x20) >= 'a' ? (c | 0x20) <= 'z' || c >= 0x80 : false; }
bool small_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || c >= 0x80; }

// The length of the hyphen that ends a word; 0: none, or no letter before it.
std::size_t hyphen(std::string_view word) {
  for (const std::string_view sign : {"-", "\xC2\xAD", "\xE2\x80\x90"}) {
    if (word.size() > sign.size() && word.substr(word.size() - sign.size()) == sign &&
        letter(static_cast<unsigned char>(word[word.size() - sign.size() - 1]))) {
      return sign.size();
    }
  }
  return 0;
}

const char* separator(const PdfWord& a, const PdfWord& b) {
  if (!follows(a, b)) return "\n";
  const double gap = b.left - a.right;
  if (a.upright && gap > kGap * height(a)) return "\t";
  return a.space_after || std::fabs(gap) > kTouching * height(a) ? " " : "";
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

PageText page_text(const std::vector<PdfWord>& words) {
  PageText page;
  for (std::size_t i = 0; i < words.size(); ++i) {
    page.read += words[i].text;
    if (i + 1 == words.size()) break;
    const PdfWord& next = words[i + 1];
    const std::string_view between = separator(words[i], next);
    const std::size_t sign = between == "\n" ? hyphen(words[i].text) : 0;
    if (sign == 0 || next.text.empty() || !small_letter(static_cast<unsigned char>(next.text[0]))) {
      page.read += between;
      continue;
    }
    page.pieces.append(words[i].text).append("\n").append(next.text).append("\n");
    page.read.erase(page.read.size() - sign);
  }
  if (!page.read.empty()) page.read += '\n';
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
    if (like_data(text)) page.rows += header + text;
    header = like_data(text) ? std::string() : text;
  }
  return page;
}

}  // namespace trawl::extractors
