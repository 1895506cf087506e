// MetafileText: see metafile_text.h.
#include "extractors/metafile_text.h"

#include <cstdlib>

#include "extractors/code_page.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {

namespace {

constexpr std::size_t kMostFonts = 65'536;

}  // namespace

void MetafileText::draw(const Piece& piece) {
  if (piece.text.empty()) return;
  const std::int64_t advance = piece.advance.value_or(0);
  std::int64_t begin = piece.x;
  if ((align_ & kCentre) == kCentre) begin -= advance / 2;
  else if ((align_ & kRight) != 0) begin -= advance;
  const bool follows = (align_ & kUpdatesPosition) != 0 && !moved_;
  const std::int64_t slack = std::abs(unit_) / 3 + 1;  // a space is wider, the rounding of advances smaller
  if (!text_.empty() && !follows) {
    if (std::abs(piece.y - line_) > slack) text_ += '\n';
    else if (unit_ == 0 || std::abs(begin - end_) > slack) text_ += ' ';
  }
  text_ += piece.text;
  line_ = piece.y;
  end_ = begin + advance;
  unit_ = piece.advance && piece.characters > 0 ? advance / static_cast<std::int64_t>(piece.characters) : 0;
  moved_ = false;
}

void MetafileText::define_font(std::uint32_t number, std::uint32_t charset) {
  if (fonts_.size() < kMostFonts) fonts_[number] = code_page_of_font_charset(static_cast<std::int32_t>(charset));
}

void MetafileText::select(std::uint32_t number) {
  if (const auto font = fonts_.find(number); font != fonts_.end()) code_page_ = font->second;
}

std::string MetafileText::decoded(std::string_view bytes) const { return code_page_text(bytes, code_page_); }

}  // namespace trawl::extractors
