// PDF words as lines and rows: see pdf_layout.h.
#include "extractors/pdf_layout.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

namespace trawl::extractors {
namespace {

// In sizes of the font.
constexpr double kSpace = 0.03;      // a gap between words; narrower ones are none
constexpr double kCellGap = 1.5;     // between cells
constexpr double kOverlap = 0.5;     // of two words of one line, of the lower one
constexpr double kSameHeight = 2.5;  // a larger word spans lines
constexpr double kBackward = 0.5;
constexpr double kOverlapped = 0.2;  // words over each other are not one
constexpr double kParagraph = 1.9;   // from line to line
constexpr double kNextLine = 4;
constexpr double kOverprint = 0.15;
constexpr double kSmaller = 0.85;     // a superscript
constexpr double kWideLetters = 1.3;  // gaps between letters, of the narrowest
constexpr double kWidestLetters = 0.4;
constexpr std::size_t kSpacedLetters = 3;
constexpr std::size_t kProse = 5;  // words

bool same_line(const PdfWord& a, const PdfWord& b) {
  const double overlap =
      std::min(a.base + a.size / 4, b.base + b.size / 4) - std::max(a.base - a.size * 3 / 4, b.base - b.size * 3 / 4);
  const double smaller = std::min(a.size, b.size);
  return a.angle == b.angle && overlap > kOverlap * smaller && std::max(a.size, b.size) < kSameHeight * smaller;
}

double gap(const PdfWord& a, const PdfWord& b) {
  return std::max(b.left - a.right, a.left - b.right);
}

bool shifted(const PdfWord& a, const PdfWord& b) {
  return std::fabs(a.base - b.base) > std::max(0.5, a.size / 20);
}

bool digits(std::string_view text) {
  return text.find_first_not_of("0123456789,*") == std::string_view::npos;
}

bool letter_at_end(std::string_view text) {
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.back()));
}

// A mark to a note behind a word: "Smith¹".
bool note_mark(const PdfWord& a, const PdfWord& b) {
  return shifted(a, b) && b.size < kSmaller * a.size && digits(b.text) && letter_at_end(a.text);
}

// Mostly letters by themselves: "J o h n".
bool letter_by_letter(const std::vector<PdfWord>& words, const PdfRow& line) {
  if (line.size() < kSpacedLetters) return false;
  const auto single = std::count_if(line.begin(), line.end(), [&](std::size_t i) { return words[i].characters == 1; });
  return static_cast<std::size_t>(single) * 4 >= line.size() * 3;
}

std::optional<double> letters_gap(const std::vector<PdfWord>& words, const PdfRow& line) {
  if (!letter_by_letter(words, line)) return std::nullopt;
  double narrowest = 1e9;
  for (std::size_t i = 1; i < line.size(); ++i)
    narrowest = std::min(narrowest, gap(words[line[i - 1]], words[line[i]]));
  return narrowest > 0 ? std::optional<double>(narrowest) : std::nullopt;
}

// Indices of the words tell which was drawn first.
bool spaced(const std::vector<PdfWord>& words, std::size_t first, std::size_t second, double threshold) {
  const PdfWord& a = words[first];
  const PdfWord& b = words[second];
  const bool forward = second > first;
  const bool one_after_another = second == first + 1 || first == second + 1;
  const double apart = gap(a, b);
  return apart > threshold || (!one_after_another && apart < -kOverlapped * a.size) ||
         (apart > kSpace * a.size && (forward ? b : a).space_before) || note_mark(a, b);
}

// Of a line of letters, those of one word; otherwise what a gap between words is.
double threshold(const PdfWord& word, std::optional<double> letters) {
  if (!letters) return kSpace * word.size;
  return std::max(kSpace * word.size, std::min(kWideLetters * *letters, kWidestLetters * word.size));
}

// Right-to-left lines are read from the right, numbers and foreign words in them from the left.
PdfRow in_order_of_reading(const std::vector<PdfWord>& words, const PdfRow& line) {
  const auto backward = std::count_if(line.begin(), line.end(), [&](std::size_t i) { return words[i].right_to_left; });
  if (backward == 0) return line;
  PdfRow sorted = line;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](std::size_t a, std::size_t b) { return words[a].left < words[b].left; });
  const bool mostly = static_cast<std::size_t>(backward) * 2 >= line.size();
  if (mostly) std::reverse(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && words[sorted[end]].right_to_left != mostly) ++end;
    std::reverse(sorted.begin() + static_cast<std::ptrdiff_t>(i), sorted.begin() + static_cast<std::ptrdiff_t>(end));
    i = std::max(end, i + 1);
  }
  return sorted;
}

// The length of the hyphen that ends a text behind a letter or digit; 0: none.
std::size_t hyphen(std::string_view text) {
  for (const std::string_view sign : {"-", "\xC2\xAD", "\xE2\x80\x90"}) {
    if (text.size() <= sign.size() || !text.ends_with(sign)) continue;
    const auto before = static_cast<unsigned char>(text[text.size() - sign.size() - 1]);
    return std::isalnum(before) || before >= 0x80 ? sign.size() : 0;
  }
  return 0;
}

bool like_data(std::string_view text) {
  return text.find_first_of("0123456789@:") != std::string_view::npos;
}

// Drawn one after another, either way.
bool one_run(const PdfRow& line, std::size_t from, std::size_t to) {
  bool up = true;
  bool down = true;
  for (std::size_t i = from + 1; i < to; ++i) {
    up &= line[i] == line[i - 1] + 1;
    down &= line[i] + 1 == line[i - 1];
  }
  return up || down;
}

class Running {
 public:
  Running(const std::vector<PdfWord>& words, std::string& parted) : words_(words), parted_(parted) {}

  std::string text() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].overprinted) continue;
      if (!line_.empty() && !follows(words_[line_.back()], words_[i])) end_line(&words_[i]);
      line_.push_back(i);
    }
    end_line(nullptr);
    return std::move(text_);
  }

 private:
  static bool follows(const PdfWord& a, const PdfWord& b) {
    if (!same_line(a, b)) return false;
    if (b.left - a.right > -kBackward * a.size) return true;
    return (a.right_to_left || b.right_to_left) && a.left - b.right > -kBackward * a.size;
  }

  void end_line(const PdfWord* next) {
    if (line_.empty()) return;
    const PdfWord last = words_[line_.back()];
    text_ += line_text(words_, line_);
    other_forms();
    line_.clear();
    if (next == nullptr) {
      text_ += '\n';
      return;
    }
    const double down = next->base - last.base;
    const bool below = next->angle == last.angle && down > 0 && down < kNextLine * std::max(last.size, next->size);
    if (const std::size_t size = hyphen(text_); size > 0 && below) return join(size, next->text);
    text_ += below && down < kParagraph * std::max(last.size, next->size) ? "\n" : "\n\n";
  }

  // The text goes on without the hyphen; the word with it, and its parts, are said apart.
  void join(std::size_t size, const std::string& next) {
    const std::size_t start = text_.find_last_of(" \t\n");
    const std::string first = text_.substr(start == std::string::npos ? 0 : start + 1);
    parted_.append(first).append(next).append("\n").append(first).append("\n").append(next).append("\n");
    text_.resize(text_.size() - size);
  }

  // Where what stands side by side may be one word or two.
  void other_forms() {
    const bool letters = letter_by_letter(words_, line_);
    if (letters) letters_both_ways();
    for (std::size_t i = 0; i < line_.size(); ++i) {
      const PdfWord& word = words_[line_[i]];
      if (word.seam > 0 && word.seam < word.text.size() && !word.right_to_left) {
        parted_.append(word.text, 0, word.seam).append("\n").append(word.text, word.seam).append("\n");
      }
      if (i == 0) continue;
      const PdfWord& before = words_[line_[i - 1]];
      if (note_mark(before, word)) {
        parted_.append(before.text).append(word.text).append("\n");
      } else if (before.characters > 1 && word.characters > 1 && !word.right_to_left &&
                 gap(before, word) <= kSpace * word.size) {
        parted_.append(before.text).append("\n").append(word.text).append("\n");
      }
    }
  }

  // As they stand, and as one word.
  void letters_both_ways() {
    std::string joined;
    for (const std::size_t i : line_) {
      joined += words_[i].text;
      parted_.append(words_[i].text).append(" ");
    }
    parted_.append("\n").append(joined).append("\n");
  }

  const std::vector<PdfWord>& words_;
  std::string& parted_;
  std::string text_;
  PdfRow line_;
};

}  // namespace

std::vector<PdfRow> rows_on_paper(std::vector<PdfWord>& words) {
  PdfRow order(words.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return words[a].angle != words[b].angle ? words[a].angle < words[b].angle : words[a].middle() < words[b].middle();
  });
  std::vector<PdfRow> rows;
  for (const std::size_t word : order) {
    if (rows.empty() || !same_line(words[rows.back().front()], words[word])) rows.emplace_back();
    rows.back().push_back(word);
  }
  for (PdfRow& row : rows) {
    std::stable_sort(row.begin(), row.end(),
                     [&](std::size_t a, std::size_t b) { return words[a].left < words[b].left; });
    for (std::size_t i = 1; i < row.size(); ++i) {
      const PdfWord& before = words[row[i - 1]];
      PdfWord& word = words[row[i]];
      word.overprinted = word.text == before.text && word.left - before.left < kOverprint * word.size;
    }
    std::erase_if(row, [&](std::size_t i) { return words[i].overprinted; });
  }
  return rows;
}

std::string line_text(const std::vector<PdfWord>& words, const PdfRow& line) {
  const PdfRow order = in_order_of_reading(words, line);
  const auto letters = letters_gap(words, order);
  std::string out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const PdfWord& word = words[order[i]];
    if (i > 0) {
      const PdfWord& before = words[order[i - 1]];
      const bool apart = spaced(words, order[i - 1], order[i], threshold(word, letters));
      out += gap(before, word) > kCellGap * word.size ? "\t" : apart ? " " : "";
    }
    out += word.text;
  }
  return out;
}

std::string running_text(const std::vector<PdfWord>& words, std::string& parted) {
  return Running(words, parted).text();
}

std::string scattered_rows(const std::vector<PdfWord>& words, const std::vector<PdfRow>& rows,
                           const std::vector<bool>& told) {
  std::string out;
  std::string header;  // the line above a row, if it may be the table's
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const PdfRow& row = rows[r];
    if (told[r] || one_run(row, 0, row.size())) {
      header.clear();
      continue;
    }
    std::string pieces;
    bool prose = true;
    for (std::size_t from = 0, to = 1; from < row.size(); from = to++) {
      while (to < row.size() && gap(words[row[to - 1]], words[row[to]]) <= kCellGap * words[row[to]].size) ++to;
      prose &= to - from >= kProse;
      if (!one_run(row, from, to))
        pieces += line_text(words, PdfRow(row.begin() + static_cast<std::ptrdiff_t>(from),
                                          row.begin() + static_cast<std::ptrdiff_t>(to))) +
                  "\n";
    }
    const std::string text = line_text(words, row) + "\n";
    const bool data = like_data(text) && !prose;
    out += data ? header + text : pieces;
    header = data ? std::string() : text;
  }
  return out;
}

}  // namespace trawl::extractors
