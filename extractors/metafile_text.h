// MetafileText: strings that a metafile of Windows draws one by one, put together to lines and words by their places.
//
// Strings on one line belong to one word when the next begins where the one before ended; the advances that a metafile
// gives tell that. Coordinates are the file's own, of whatever unit.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace trawl::extractors {

class MetafileText {
 public:
  // Text alignment modes: where the reference point stands ([MS-WMF] 2.1.2.3).
  static constexpr std::uint32_t kUpdatesPosition = 1, kRight = 2, kCentre = 6;

  struct Piece {
    std::int64_t x = 0, y = 0;             // the reference point
    std::string_view text;                 // UTF-8
    std::size_t characters = 0;
    std::optional<std::int64_t> advance;   // how far the whole piece goes; where the file tells
  };
  void draw(const Piece& piece);

  void align(std::uint32_t mode) { align_ = mode; }
  void moved() { moved_ = true; }  // the current position was set

  // Fonts by their number in the file's table of objects, as far as their charset goes (LOGFONT).
  void define_font(std::uint32_t number, std::uint32_t charset);
  void forget(std::uint32_t number) { fonts_.erase(number); }
  void select(std::uint32_t number);
  // Text of one byte a character in the present font, as UTF-8.
  std::string decoded(std::string_view bytes) const;

  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::map<std::uint32_t, std::uint32_t> fonts_;  // code pages
  std::uint32_t code_page_ = 0;
  std::uint32_t align_ = 0;
  std::int64_t line_ = 0, end_ = 0;  // of the piece before: its y, and where it ended
  std::int64_t unit_ = 0;            // its advance by character; 0 where unknown
  bool moved_ = true;
};

}  // namespace trawl::extractors
