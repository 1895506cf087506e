// NormalText: text as people mean it, with a map back to the original's offsets.
//
// NFKC (Unicode UAX #15), soft hyphen, zero-width and bidirectional controls dropped, kinds of dash
// folded to '-', kinds of space to ' ', digits of any script to ASCII by value. Line ends stay. Text
// that is already so (nearly all of it) is not copied.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl {

class NormalText {
 public:
  // Normalises text, which must outlive this object and be valid UTF-8. Reuses memory.
  void assign(std::string_view text);

  std::string_view text() const { return view_; }

  // The offset in the original that the offset in text() came from; text().size() maps to the
  // original's size. For an end offset the end of what the character before it came from.
  std::uint32_t original_start(std::uint32_t offset) const { return map_.empty() ? offset : map_[offset]; }
  std::uint32_t original_end(std::uint32_t offset) const {
    if (map_.empty() || offset == 0) return offset;
    return ends_[offset - 1];
  }

 private:
  std::string_view view_;
  std::string copy_;
  std::vector<std::uint32_t> map_;   // start in the original of each byte of copy_, and its size
  std::vector<std::uint32_t> ends_;  // end in the original of the character each byte belongs to
};

}  // namespace trawl
