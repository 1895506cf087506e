// The records of a BIFF stream ([MS-XLS] 2.1.4; BIFF5 of Excel 5 and 95) and the texts in them.
//
// All borrow the stream's bytes. What lies beyond the end of a record reads as zero and as empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {

namespace biff {
// Numbers of records ([MS-XLS] 2.3).
enum Record : std::uint16_t {
  kFormula = 0x06, kEof = 0x0A, kHeader = 0x14, kFooter = 0x15, kName = 0x18, kNote = 0x1C, kExternName = 0x23,
  kDateMode = 0x22, kFilePass = 0x2F, kContinue = 0x3C, kCodePage = 0x42, kCrn = 0x5A, kFileSharing = 0x5B,
  kWriteAccess = 0x5C, kObj = 0x5D, kColInfo = 0x7D, kBoundSheet = 0x85, kScenario = 0xAF, kMulRk = 0xBD,
  kSxString = 0xCD, kRString = 0xD6, kXf = 0xE0, kDrawingGroup = 0xEB, kDrawing = 0xEC, kSst = 0xFC, kLabelSst = 0xFD,
  kSupBook = 0x1AE, kUserView = 0x1A9, kTxo = 0x1B6, kHlink = 0x1B8, kDv = 0x1BE, kNumber = 0x203, kLabel = 0x204,
  kBoolErr = 0x205, kString = 0x207, kRow = 0x208, kArray = 0x221, kRk = 0x27E, kFormula4 = 0x406, kFormula3 = 0x206,
  kFormat = 0x41E, kSharedFormula = 0x4BC, kHlinkTooltip = 0x800, kBof = 0x809, kHeaderFooter = 0x89C,
  kSeriesText = 0x100D,
};
}  // namespace biff

struct BiffRecord {
  std::uint16_t type = 0;
  std::size_t at = 0;                      // of its first byte in the stream
  std::vector<std::string_view> segments;  // its own data, then that of the CONTINUE records behind it
  std::string_view data() const { return segments.empty() ? std::string_view() : segments.front(); }
};

class BiffRecords {
 public:
  explicit BiffRecords(std::string_view stream) : stream_(stream) {}
  // False at the end of the stream.
  bool next(BiffRecord& record);
  // True when the stream ended within a record.
  bool broken() const { return broken_; }

 private:
  std::string_view data_at(std::size_t at);

  std::string_view stream_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

// Reads through a record and its continuations.
class BiffCursor {
 public:
  // wide: BIFF8, where texts say whether they are UTF-16; otherwise they are in the code page.
  BiffCursor(const std::vector<std::string_view>& segments, bool wide, std::uint32_t code_page, std::size_t at = 0)
      : segments_(segments), wide_(wide), code_page_(code_page), at_(at) {}

  std::uint32_t u8();
  std::uint32_t u16();
  std::uint32_t u32();
  void skip(std::size_t size);
  bool done() const { return segment_ >= segments_.size(); }

  // A text whose length comes before it, in one or two bytes, or is given.
  std::string short_text() { return text(u8()); }
  std::string long_text() { return text(u16()); }
  std::string text(std::size_t characters);
  // XLUnicodeRichExtendedString ([MS-XLS] 2.5.293); the reading of an East Asian text is appended to phonetic.
  std::string rich_text(std::string& phonetic);
  // Characters behind their option byte, which is said again in each continuation ([MS-XLS] 2.5.294), or with it.
  std::string wide_text(std::size_t characters, bool two_bytes);
  std::string wide_text(std::size_t characters);

 private:
  std::string_view rest() const;
  void advance(std::size_t size);

  const std::vector<std::string_view>& segments_;
  bool wide_;
  std::uint32_t code_page_;
  std::size_t segment_ = 0;
  std::size_t at_ = 0;
};

// Whatever looks like a text in the data of a record whose layout is not worth knowing (XLUnicodeString,
// [MS-XLS] 2.5.296): a count of characters in two bytes, an option, the characters.
std::vector<std::string> biff_texts(std::string_view data);

// The texts in quotes of a formula's tokens ([MS-XLS] 2.2.2), one a line.
std::string words_of_formula(std::string_view tokens, bool wide, std::uint32_t code_page);

}  // namespace trawl::extractors
