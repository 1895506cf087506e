// NormalText: text as people mean it, with a map back to the original's offsets.
//
// NFKC (Unicode UAX #15); then code points that show nothing are dropped (Default_Ignorable_Code_Point:
// soft hyphen, zero-width, bidirectional controls, variation selectors), kinds of dash folded to '-',
// of space to ' ', curly quotes and modifier apostrophes to ' and ", digits of any script to ASCII by
// value. Line ends and tabs stay. Text that is already so (nearly all of it) is not copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

class NormalText {
 public:
  // Normalises text, which must outlive this object and be valid UTF-8 of less than 4 GiB. Reuses memory.
  void assign(std::string_view text);

  std::string_view text() const { return view_; }

  // The offset in the original that the offset in text() came from; text().size() maps to the
  // original's size. For an end offset the end of what the character before it came from.
  // Time: the logarithm of the number of places that were changed.
  std::uint32_t original_start(std::uint32_t offset) const;
  std::uint32_t original_end(std::uint32_t offset) const;

 private:
  // A stretch of text(). Copied stretches map byte by byte, replaced ones as a whole.
  struct Piece {
    std::uint32_t start;  // in text()
    std::uint32_t original_start;
    std::uint32_t original_end;
    bool replaced;
  };
  void keep(std::string_view text, std::size_t from, std::size_t to);
  void replace(std::size_t from, std::size_t to, std::string_view with);
  const Piece& piece_of(std::uint32_t offset) const;

  std::string_view view_;
  std::string copy_;
  std::vector<Piece> pieces_;  // empty: text() is the original
  std::uint32_t original_size_ = 0;
};

}  // namespace trawl
