// PdfFonts: which characters the codes of a text mean, and how wide they are. By Poppler's fonts.
#pragma once

#include <Object.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

class GfxFont;
class XRef;

namespace trawl::extractors {

struct PdfFont {
  struct Code {
    std::size_t length = 1;     // bytes, at least one
    double wide = 0, high = 0;  // how far it moves on, of the font's size
    bool space = false;         // the one-byte code 32, to which word spacing applies
    std::u32string_view text;   // empty: not known
  };

  // in_unicode: its codes are UTF-16 (a /ToUnicode that is the name of an identity), whatever its glyphs are numbered by.
  explicit PdfFont(std::shared_ptr<GfxFont> of, bool in_unicode = false);
  Code next(std::string_view bytes) const;  // of bytes that are not empty

  std::shared_ptr<GfxFont> font;
  bool vertical = false;
  double size_factor = 1;  // Type 3: of a letter of usual size, in the font's own units

 private:
  Code look_up(std::string_view bytes, std::u32string& text) const;

  struct Known {
    Code code;
    std::u32string text;
    bool set = false;
  };
  bool in_unicode_ = false;
  mutable std::vector<Known> known_;  // by byte, of simple fonts
  mutable std::u32string text_;
};

class PdfFonts {
 public:
  explicit PdfFonts(XRef& xref) : xref_(xref) {}

  // The font that an entry of a resource dictionary tells; Helvetica where it tells none. Valid until the next call
  // of let_go().
  const PdfFont* find(const Object& entry);

  // Between pages: keeps the fonts that other pages may use, but not too many.
  void let_go();

 private:
  const PdfFont* usual();

  XRef& xref_;
  std::unordered_map<int, std::unique_ptr<PdfFont>> by_number_;
  std::vector<std::unique_ptr<PdfFont>> direct_;  // of fonts that are no indirect objects
  std::unique_ptr<PdfFont> usual_;
};

}  // namespace trawl::extractors
