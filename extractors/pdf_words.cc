// PdfWords: see pdf_words.h.
#include "extractors/pdf_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/utf8.h"

namespace trawl::extractors {
namespace {

// In sizes of the font; where lines and words end as Poppler and Xpdf have it.
constexpr double kWordGap = 0.1;
constexpr double kBackward = 0.3;
constexpr double kBaseline = 0.05;
constexpr double kSamePlace = 0.1;
constexpr double kUnderAccent = 0.6;  // of the narrower of both
constexpr double kAccentHeight = 0.5;
constexpr std::size_t kLongestWord = 100'000;
constexpr double kDegrees = 57.29577951308232;

bool control(char32_t c) {
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

bool blank(char32_t c) {
  return (c <= 0x20 && !control(c)) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000;
}

bool meaningless(char32_t c) {
  return control(c) || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || c == kReplacement;
}

// The mark that a spacing accent puts on a letter, as TeX draws both; 0: no accent.
char32_t combining(char32_t c) {
  constexpr std::array<std::pair<char32_t, char32_t>, 14> kMarks{{{0x60, 0x300},
                                                                  {0xB4, 0x301},
                                                                  {0x5E, 0x302},
                                                                  {0x2C6, 0x302},
                                                                  {0x7E, 0x303},
                                                                  {0x2DC, 0x303},
                                                                  {0xAF, 0x304},
                                                                  {0x2D8, 0x306},
                                                                  {0x2D9, 0x307},
                                                                  {0xA8, 0x308},
                                                                  {0x2DA, 0x30A},
                                                                  {0x2DD, 0x30B},
                                                                  {0x2C7, 0x30C},
                                                                  {0xB8, 0x327}}};
  for (const auto& [accent, mark] : kMarks) {
    if (accent == c) return mark;
  }
  return 0;
}

bool latin_letter(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250);
}

bool digit(char32_t c) {
  return c >= '0' && c <= '9';
}

// "Smith|Ada", "Smith|12": two boxes may touch.
bool may_be_two(char32_t before, char32_t after) {
  const bool rises = before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z';
  return rises || (latin_letter(before) && digit(after)) || (digit(before) && latin_letter(after));
}

bool kept_forward(char32_t c) {
  return digit(c) || latin_letter(c) || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
}

// From the order on paper to that of reading: all backwards but numbers and Latin letters.
void turn_around(std::string& text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += decode(text, at);
  std::reverse(characters.begin(), characters.end());
  for (std::size_t i = 0; i < characters.size();) {
    std::size_t end = i;
    while (end < characters.size() && kept_forward(characters[end])) ++end;
    std::reverse(characters.begin() + static_cast<std::ptrdiff_t>(i),
                 characters.begin() + static_cast<std::ptrdiff_t>(end));
    i = std::max(end, i + 1);
  }
  text.clear();
  for (const char32_t c : characters) append_utf8(text, c);
}

}  // namespace

// Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms for presentation.
bool right_to_left(char32_t c) {
  return (c >= 0x590 && c < 0x900) || (c >= 0xFB1D && c < 0xFE00) || (c >= 0xFE70 && c < 0xFF00);
}

void PdfWords::direction(double along_x, double along_y) {
  if (along_x == along_x_ && along_y == along_y_) return;
  const double degrees = std::atan2(along_y, along_x) * kDegrees;
  const auto whole = static_cast<std::int16_t>(std::lround(degrees));
  const auto angle = static_cast<std::int16_t>(whole == -180 ? 180 : whole);
  if (angle != angle_) end_word();
  along_x_ = along_x;
  along_y_ = along_y;
  angle_ = angle;
}

void PdfWords::glyph(const PdfGlyph& glyph) {
  const double left = glyph.x * along_x_ + glyph.y * along_y_;
  const double base = glyph.y * along_x_ - glyph.x * along_y_;
  if (!glyph.text.empty() && blank(glyph.text.front())) {
    end_word();
    space_ = true;
    return;
  }
  if (repeated(glyph, left, base)) return;
  ++glyphs_;
  if (glyph.text.empty() || meaningless(glyph.text.front())) ++unknown_;
  if (glyph.text.empty() || control(glyph.text.front()) || combined(glyph, left, base)) return;
  if (open_ && breaks(left, base)) end_word();
  if (!open_) begin_word(glyph, left, base);
  append(glyph, left, base);
}

bool PdfWords::repeated(const PdfGlyph& glyph, double left, double base) const {
  return open_ && !glyph.text.empty() && glyph.text.front() == last_.character &&
         std::fabs(left - last_.left) < kSamePlace * glyph.size &&
         std::fabs(base - last_.base) < 2 * kSamePlace * glyph.size;
}

// An accent and a letter over each other, either first: the letter with its mark.
bool PdfWords::combined(const PdfGlyph& glyph, double left, double base) {
  if (!open_ || glyph.text.size() != 1) return false;
  const char32_t now = glyph.text.front();
  const bool accent_first = combining(last_.character) != 0 && latin_letter(now);
  const bool letter_first = latin_letter(last_.character) && combining(now) != 0;
  if (!accent_first && !letter_first) return false;
  const double overlap = std::min(left + glyph.advance, last_.right) - std::max(left, last_.left);
  if (overlap < kUnderAccent * std::min(glyph.advance, last_.right - last_.left)) return false;
  if (std::fabs(base - last_.base) > kAccentHeight * glyph.size) return false;
  const char32_t letter = accent_first ? now : last_.character;
  const char32_t mark = combining(accent_first ? last_.character : now);
  word_.text.resize(last_.start);
  append_utf8(word_.text, letter);
  append_utf8(word_.text, mark);
  if (accent_first) {
    word_.right = std::max(word_.right, left + glyph.advance);
    word_.base = word_.characters == 1 ? base : word_.base;
  }
  last_.character = 0;
  last_.base = base;
  return true;
}

bool PdfWords::breaks(double left, double base) const {
  const double size = std::max(word_.size, 0.1);
  const double gap = left - word_.right;
  return std::fabs(base - word_.base) > std::max(0.5, kBaseline * size) || gap > kWordGap * size ||
         gap < -kBackward * size || word_.text.size() > kLongestWord;
}

void PdfWords::begin_word(const PdfGlyph& glyph, double left, double base) {
  word_ = PdfWord();
  word_.left = word_.right = left;
  word_.base = base;
  word_.size = glyph.size;
  word_.angle = angle_;
  word_.space_before = space_;
  word_.placed = glyph.placed;
  space_ = false;
  open_ = true;
  last_ = {};
}

void PdfWords::append(const PdfGlyph& glyph, double left, double base) {
  if (glyph.placed && word_.seam == 0 && !word_.text.empty() && may_be_two(last_.character, glyph.text.front())) {
    word_.seam = static_cast<std::uint32_t>(word_.text.size());
  }
  last_ = {glyph.text.back(), left, left + glyph.advance, base, word_.text.size()};
  const bool backward = right_to_left(glyph.text.front());  // a ligature, which is turned around with its word
  for (std::size_t i = 0; i < glyph.text.size(); ++i) {
    append_utf8(word_.text, glyph.text[backward ? glyph.text.size() - 1 - i : i]);
    ++word_.characters;
  }
  word_.right_to_left |= backward;
  word_.right = std::max(word_.right, left + glyph.advance);
}

void PdfWords::end_word() {
  if (!open_) return;
  open_ = false;
  if (word_.right_to_left && word_.characters > 1) turn_around(word_.text);
  if (!word_.text.empty()) words_.push_back(std::move(word_));
  word_ = PdfWord();
}

}  // namespace trawl::extractors
