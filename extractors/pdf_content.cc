// PdfContent: see pdf_content.h.
#include "extractors/pdf_content.h"

#include <Object.h>
#include <Page.h>
#include <XRef.h>

#include <algorithm>

#include "extractors/pdf_fonts.h"
#include "extractors/pdf_interpreter.h"
#include "extractors/pdf_matrix.h"

namespace trawl::extractors {
namespace {

constexpr double kShown = 0.5;            // of a page, from which a picture may be all of it
constexpr double kPictured = 0.05;        // a letterhead or a photograph of a card, no icon
constexpr std::uint32_t kFewGlyphs = 50;  // a stamp or a page's number
constexpr std::uint32_t kDrawn = 30;      // paths from which a page without text is no frame
constexpr std::uint32_t kFewUnknown = 4;  // bullets and dingbats

// The look of an annotation, or of its present state.
Object look_of(const Object& annotation) {
  const Object looks = annotation.dictLookup("AP");
  if (!looks.isDict()) return Object(objNull);
  Object look = looks.dictLookup("N");
  if (!look.isDict()) return look;
  const Object state = annotation.dictLookup("AS");
  return state.isName() ? look.dictLookup(state.getName()) : Object(objNull);
}

}  // namespace

bool PdfPage::needs_recognition() const {
  if (unknown > kFewUnknown && unknown > glyphs / 10) return true;
  if (glyphs == 0) return pictures > 0 || drawings > kDrawn;
  return glyphs < kFewGlyphs && pictures >= kShown;
}

bool PdfPage::shows_pictures() const { return pictures >= kPictured && !invisible; }

struct PdfContent::Fonts : PdfFonts {
  using PdfFonts::PdfFonts;
};

PdfContent::PdfContent(XRef& xref) : fonts_(std::make_unique<Fonts>(xref)) {}

PdfContent::~PdfContent() = default;

PdfPage PdfContent::read(Page& page) {
  PdfPage out;
  const PDFRectangle& media = *page.getMediaBox();
  const PdfMatrix start{1, 0, 0, -1, -media.x1, media.y2};
  PdfInterpreter interpreter(*fonts_, out, std::max(1.0, (media.x2 - media.x1) * (media.y2 - media.y1)));
  const Dict* resources = page.getResourceDict();
  interpreter.page(page.getContents(), resources, start);
  const Object annotations = page.getAnnotsObject();
  for (int i = 0; annotations.isArray() && i < annotations.arrayGetLength(); ++i) {
    const Object annotation = annotations.arrayGet(i);
    if (!annotation.isDict()) continue;
    const Object look = look_of(annotation);
    const auto rectangle = box_of(annotation.dictLookup("Rect"));
    if (look.isStream()) interpreter.appearance(look, rectangle.value_or(PdfBox()), resources, start);
  }
  interpreter.finish();
  fonts_->let_go();
  return out;
}

}  // namespace trawl::extractors
