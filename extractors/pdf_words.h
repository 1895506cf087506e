// PdfWords: glyphs as a content stream draws them, put together to words.
//
// Text may run in any direction: places are measured along it and across it, so that rotated, vertical and
// slanted text is put together like upright text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::extractors {

struct PdfWord {
  std::string text;  // in the order of reading, also of right-to-left scripts
  double left = 0;   // along the direction of writing, points
  double right = 0;
  double base = 0;            // across it; grows from line to line
  double size = 0;            // of the font
  std::int16_t angle = 0;     // of the direction, degrees clockwise from left-to-right
  bool space_before = false;  // a space was drawn before it
  bool placed = false;        // the content moved to its start
  bool right_to_left = false;
  bool overprinted = false;  // the same again in the same place: boldface or a shadow
  std::uint32_t characters = 0;
  std::uint32_t seam = 0;  // where in text two pieces meet that may be two words; 0: nowhere

  double middle() const { return base - size / 4; }
};

struct PdfGlyph {
  double x = 0, y = 0;  // of its origin, y grows downwards
  double advance = 0;   // along the direction, without what is added for spacing
  double size = 0;
  std::u32string_view text;  // empty: nobody knows
  bool placed = false;
};

class PdfWords {
 public:
  // Glyphs that follow run in this direction; a unit vector.
  void direction(double along_x, double along_y);
  void glyph(const PdfGlyph& glyph);
  void end_word();

  std::vector<PdfWord>& words() { return words_; }
  std::uint32_t glyphs() const { return glyphs_; }    // with ink, as far as one can tell
  std::uint32_t unknown() const { return unknown_; }  // of these, whose characters are not known

 private:
  struct Last {  // the glyph before
    char32_t character = 0;
    double left = 0, right = 0, base = 0;
    std::size_t start = 0;  // in the word
  };

  bool repeated(const PdfGlyph& glyph, double left, double base) const;
  bool combined(const PdfGlyph& glyph, double left, double base);
  bool breaks(double left, double base) const;
  void begin_word(const PdfGlyph& glyph, double left, double base);
  void append(const PdfGlyph& glyph, double left, double base);

  std::vector<PdfWord> words_;
  PdfWord word_;
  bool open_ = false;
  bool space_ = false;
  Last last_;
  double along_x_ = 1, along_y_ = 0;
  std::int16_t angle_ = 0;
  std::uint32_t glyphs_ = 0, unknown_ = 0;
};

bool right_to_left(char32_t c);

}  // namespace trawl::extractors
