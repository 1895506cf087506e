// PdfFonts: see pdf_fonts.h.
#include "extractors/pdf_fonts.h"

#include <GfxFont.h>
#include <XRef.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "extractors/big_endian.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostFonts = 200;  // kept from page to page
constexpr double kWidthOfM = 0.6;        // of usual fonts, in their size
constexpr double kWidthOfLetters = 0.5;

std::u32string letters(const Unicode* text, int length) {
  static constexpr std::u32string_view kLigatures[] = {U"ff", U"fi", U"fl", U"ffi", U"ffl", U"st", U"st"};
  std::u32string out;
  for (int i = 0; i < length; ++i) {
    const auto c = static_cast<char32_t>(text[i]);
    if (c >= 0xFB00 && c <= 0xFB06)
      out += kLigatures[c - 0xFB00];
    else
      out += c;
  }
  return out;
}

// The units of a Type 3 font say nothing of its size: a letter does, as Xpdf has it.
double size_of_type3(const Gfx8BitFont& font) {
  double letter = 0;
  double any = 0;
  double m = 0;
  for (int code = 0; code < 256; ++code) {
    const char* name = font.getCharName(code);
    const double width = font.getWidth(static_cast<unsigned char>(code));
    if (name == nullptr || width <= 0) continue;
    any = width;
    if (std::strlen(name) != 1 || !std::isalpha(static_cast<unsigned char>(*name))) continue;
    letter = width;
    if (*name == 'm') m = width;
  }
  const double* matrix = font.getFontMatrix();
  const double ratio = matrix[0] != 0 ? std::fabs(matrix[3] / matrix[0]) : 1;
  if (m > 0) return m / kWidthOfM * ratio;
  const double width = letter > 0 ? letter : any;
  return width > 0 ? width / kWidthOfLetters * ratio : 1;
}

bool is_identity(const Object& to_unicode) {
  return to_unicode.isName() && std::string_view(to_unicode.getName()).starts_with("Identity");
}

}  // namespace

PdfFont::PdfFont(std::shared_ptr<GfxFont> of, bool in_unicode)
    : font(std::move(of)), vertical(font->getWMode() != 0), in_unicode_(in_unicode) {
  if (font->isCIDFont()) return;
  known_.resize(256);
  if (font->getType() == fontType3) size_factor = size_of_type3(static_cast<const Gfx8BitFont&>(*font));
}

PdfFont::Code PdfFont::next(std::string_view bytes) const {
  if (known_.empty()) return look_up(bytes, text_);
  Known& known = known_[static_cast<unsigned char>(bytes.front())];
  if (!known.set) known.code = look_up(bytes, known.text);
  known.set = true;
  return known.code;
}

PdfFont::Code PdfFont::look_up(std::string_view bytes, std::u32string& text) const {
  CharCode code = 0;
  const Unicode* unicode = nullptr;
  int length = 0;
  double wide = 0, high = 0, x = 0, y = 0;
  const int size = static_cast<int>(std::min<std::size_t>(bytes.size(), 16));
  const int used = font->getNextChar(bytes.data(), size, &code, &unicode, &length, &wide, &high, &x, &y);
  Code out;
  out.length = static_cast<std::size_t>(std::clamp(used, 1, size));
  out.wide = wide;
  out.high = high;
  out.space = used == 1 && bytes.front() == ' ';
  text = letters(unicode, unicode == nullptr ? 0 : std::clamp(length, 0, 32));
  if (in_unicode_ && used == 2) text = {static_cast<char32_t>(big_endian(bytes, 0, 2))};
  out.text = text;
  return out;
}

const PdfFont* PdfFonts::find(const Object& entry) {
  const bool indirect = entry.isRef();
  if (indirect) {
    const auto known = by_number_.find(entry.getRefNum());
    if (known != by_number_.end()) return known->second.get();
  }
  const Object dictionary = entry.fetch(&xref_);
  std::unique_ptr<PdfFont> made;
  if (dictionary.isDict()) {
    std::shared_ptr<GfxFont> font =
        GfxFont::makeFont(&xref_, "F", indirect ? entry.getRef() : Ref::INVALID(), dictionary.getDict());
    const bool in_unicode = is_identity(dictionary.dictLookup("ToUnicode")) && font && font->isCIDFont();
    if (font && font->isOk()) made = std::make_unique<PdfFont>(std::move(font), in_unicode);
  }
  if (!made) return usual();
  const PdfFont* found = made.get();
  if (indirect)
    by_number_[entry.getRefNum()] = std::move(made);
  else
    direct_.push_back(std::move(made));
  return found;
}

const PdfFont* PdfFonts::usual() {
  if (usual_) return usual_.get();
  Object dictionary(new Dict(&xref_));
  dictionary.dictAdd("Type", Object(objName, "Font"));
  dictionary.dictAdd("Subtype", Object(objName, "Type1"));
  dictionary.dictAdd("BaseFont", Object(objName, "Helvetica"));
  dictionary.dictAdd("Encoding", Object(objName, "WinAnsiEncoding"));
  usual_ = std::make_unique<PdfFont>(GfxFont::makeFont(&xref_, "F", Ref::INVALID(), dictionary.getDict()));
  return usual_.get();
}

void PdfFonts::let_go() {
  direct_.clear();
  if (by_number_.size() > kMostFonts) by_number_.clear();
}

}  // namespace trawl::extractors
