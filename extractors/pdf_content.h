// PdfContent: the words that the content of pages draws (ISO 32000-2 9.4), in the order of drawing.
//
// Reads content streams by itself, because only text is wanted: Poppler's interpreter keeps a whole state of
// graphics, makes an object of every operand and reads the fonts anew on each page. Poppler's fonts say which
// characters the codes mean. Everything is read: other layers, invisible text, text outside the page.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "extractors/pdf_words.h"

class Page;
class XRef;

namespace trawl::extractors {

// How the reading of content went.
struct PdfReading {
  bool cut = false;      // there is more than is read of one page
  bool damaged = false;  // some of it cannot be decoded
};

struct PdfPage {
  std::vector<PdfWord> words;
  std::string other_words;  // glyphs in whose place a text was given (/ActualText), a word a line
  std::uint32_t glyphs = 0;
  std::uint32_t unknown = 0;   // glyphs whose characters the file does not tell
  std::uint32_t drawings = 0;  // paths painted
  double pictures = 0;         // area of pictures, as a part of the page
  bool invisible = false;      // some text is not drawn: the words of a scan that was recognised
  PdfReading reading;

  bool needs_recognition() const;  // text may be in its pictures or drawings, or has no characters
  bool shows_pictures() const;     // beside its text, which may hold words
};

class PdfContent {
 public:
  explicit PdfContent(XRef& xref);
  ~PdfContent();

  PdfPage read(Page& page);

 private:
  struct Fonts;
  std::unique_ptr<Fonts> fonts_;  // kept from page to page
};

}  // namespace trawl::extractors
