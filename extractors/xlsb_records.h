// The records of a part of an XLSB workbook ([MS-XLSB] 2.1.4) and the texts in them.
//
// All borrow the part's bytes. What lies beyond the end of a record reads as zero and as empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {

namespace xlsb {
// Numbers of records ([MS-XLSB] 2.3).
enum Record : std::uint32_t {
  kRowHdr = 0,
  kCellBlank = 1,
  kCellRk = 2,
  kCellError = 3,
  kCellBool = 4,
  kCellReal = 5,
  kCellSt = 6,
  kCellIsst = 7,
  kFmlaString = 8,
  kFmlaNum = 9,
  kFmlaBool = 10,
  kFmlaError = 11,
  kShortBlank = 12,
  kShortIsst = 18,
  kSstItem = 19,
  kPcdiString = 24,
  kName = 39,
  kFmt = 44,
  kXf = 47,
  kColInfo = 60,
  kCellRString = 62,
  kDVal = 64,
  kFileVersion = 128,
  kWbProp = 153,
  kBundleSh = 156,
  kArrFmla = 426,
  kShrFmla = 427,
  kBeginHeaderFooter = 479,
  kHLink = 494,
  kFileSharing = 548,
  kBeginCellXfs = 617,
  kEndCellXfs = 618,
  kCommentAuthor = 632,
  kBeginComment = 635,
  kCommentText = 637,
};
}  // namespace xlsb

struct XlsbRecord {
  std::uint32_t type = 0;
  std::string_view data;
};

class XlsbRecords {
 public:
  explicit XlsbRecords(std::string_view part) : part_(part) {}
  // False at the end of the part.
  bool next(XlsbRecord& record);
  // True when the part ended within a record.
  bool broken() const { return broken_; }

 private:
  std::uint32_t variable(int most);

  std::string_view part_;
  bool broken_ = false;
};

class XlsbCursor {
 public:
  explicit XlsbCursor(std::string_view data, std::size_t at = 0) : data_(data), at_(at) {}

  std::uint32_t u8() { return static_cast<std::uint32_t>(number(1)); }
  std::uint32_t u16() { return static_cast<std::uint32_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  double real() { return double_of(number(8)); }
  void skip(std::size_t size) { at_ += size; }
  std::string_view rest() const { return bytes_at(data_, at_); }
  // XLWideString or XLNullableWideString ([MS-XLSB] 2.5.169, 2.5.167).
  std::string text();
  // RichStr ([MS-XLSB] 2.5.122); the reading of an East Asian text is appended to phonetic.
  std::string rich_text(std::string& phonetic);

 private:
  std::uint64_t number(std::size_t size) {
    const std::uint64_t value = little_endian(data_, at_, size);
    at_ += size;
    return value;
  }

  std::string_view data_;
  std::size_t at_ = 0;
};

// Whatever looks like a text in the data of a record whose layout is not worth knowing: a count of characters, of
// `count_bytes` bytes behind the byte `mark` if there is one, and as many characters of UTF-16.
std::vector<std::string> texts_in(std::string_view data, std::size_t count_bytes = 4, int mark = -1);

// The texts in quotes of a formula's tokens (PtgStr, [MS-XLSB] 2.5.97.89), one a line.
std::string words_of_tokens(std::string_view tokens);

}  // namespace trawl::extractors
