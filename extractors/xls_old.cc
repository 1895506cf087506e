// Workbooks of Excel 2 to 4: see xls_old.h.
#include "extractors/xls_old.h"

#include <utility>
#include <vector>

#include "extractors/biff_records.h"

namespace trawl::extractors {

using namespace biff_begin;

namespace {

// Records of BIFF2 to BIFF4 that have another number or layout than in BIFF5.
enum Old : std::uint16_t {
  kInteger2 = 0x02, kNumber2 = 0x03, kLabel2 = 0x04, kBoolErr2 = 0x05, kString2 = 0x07, kFormat2 = 0x1E, kXf2 = 0x43,
  kSheetHeader = 0x8F, kName3 = 0x218, kXf3 = 0x243, kXf4 = 0x443,
};
constexpr std::uint32_t kFormats2 = 64;                                  // of BIFF2, told by six bits of each cell

std::string le16(std::uint32_t value) { return {static_cast<char>(value), static_cast<char>(value >> 8)}; }
std::string le32(std::uint32_t value) { return le16(value) + le16(value >> 16); }

void append(std::string& stream, std::uint32_t type, std::string_view data) {
  stream.append(le16(type)).append(le16(static_cast<std::uint32_t>(data.size()))).append(data);
}

std::string begin(std::uint32_t kind) {
  std::string record;
  append(record, biff::kBof, le16(0x0500) + le16(kind) + le32(0));
  return record;
}

class Rewriting {
 public:
  std::string of(std::string_view old) {
    BiffRecords records(old);
    BiffRecord record;
    while (records.next(record)) take(record);
    // What is cut off shall show: the last record then promises more than there is.
    if (records.broken()) body_ += le16(biff::kNote) + le16(1);
    return globals() + body_;
  }

 private:
  void take(const BiffRecord& record) {
    const std::string_view data = record.data();
    switch (record.type) {
      case kBegin2: case kBegin3: case kBegin4: return begin_sheet(record.type, little16(data, 2));
      case biff::kEof:
        if (open_ > 0) append(body_, record.type, {}), --open_;
        return;
      case kSheetHeader: sheet_ = bytes_at(data, 5, byte_at(data, 4)); return;
      case biff::kFilePass: locked_ = true; return;
      case kXf3: case kXf4: return append(body_, biff::kXf, le16(0) + le16(byte_at(data, 1)));
      case kFormat2: return format(data);
      case biff::kFormat: return format(bytes_at(data, 2));
      case biff::kName: return name(bytes_at(data, 5, byte_at(data, 3)));
      case kName3: return name(bytes_at(data, 6, byte_at(data, 3)));
      case biff::kFormula3: case biff::kFormula4: return formula(std::string(data.substr(0, 14)));
      case kInteger2: case kNumber2: case kLabel2: case kBoolErr2: case biff::kFormula: case kString2:
        return second_ ? take_second(record.type, data) : void();
      case biff::kNumber: case biff::kLabel: case biff::kBoolErr: case biff::kString: case biff::kRk: case biff::kRow:
      case biff::kColInfo: case biff::kNote: case biff::kHeader: case biff::kFooter: case biff::kCodePage:
      case biff::kDateMode: case biff::kWriteAccess: return append(body_, record.type, data);
      default: return;
    }
  }

  void begin_sheet(std::uint16_t version, std::uint32_t kind) {
    second_ = version == kBegin2;
    if (kind == kWorkspace) return;
    if (open_ == 0) sheets_.emplace_back(body_.size(), std::exchange(sheet_, {}));
    body_ += begin(kind == kSheet ? kSheet : kChart);
    ++open_;
    for (std::uint32_t i = 0; second_ && i < kFormats2; ++i) append(body_, biff::kXf, le16(0) + le16(i));
  }

  // A cell of BIFF2 has three bytes of attributes, of which the second tells the format, where others have an XF.
  void take_second(std::uint16_t type, std::string_view data) {
    const std::string place = std::string(data.substr(0, 4)) + le16(byte_at(data, 5) & (kFormats2 - 1));
    const std::string_view value = bytes_at(data, 7);
    if (type == kNumber2) return append(body_, biff::kNumber, place + std::string(value));
    if (type == kBoolErr2) return append(body_, biff::kBoolErr, place + std::string(value));
    if (type == biff::kFormula) return formula(place + std::string(value.substr(0, 8)));
    if (type == kString2) return append(body_, biff::kString, le16(byte_at(data, 0)) + std::string(bytes_at(data, 1)));
    const std::string text = le16(byte_at(value, 0)) + std::string(bytes_at(value, 1));
    if (type == kLabel2) return append(body_, biff::kLabel, place + text);
    // A whole number of 16 bits is one of 30 bits in an RK.
    append(body_, biff::kRk, place + le32(std::uint32_t{little16(value, 0)} << 2 | 2));
  }

  void formula(std::string place_and_value) {
    place_and_value.resize(22);
    append(body_, biff::kFormula, place_and_value);
  }

  // Formats count from 0 in the order in which they stand.
  void format(std::string_view text) { append(body_, biff::kFormat, le16(formats_++) + std::string(text)); }

  void name(std::string_view name) {
    const std::string before = std::string(3, '\0') + static_cast<char>(name.size()) + std::string(10, '\0');
    append(body_, biff::kName, before + std::string(name));
  }

  std::string globals() const {
    constexpr std::size_t kHeader = 4, kBound = 7;
    std::string globals = begin(kGlobals);
    std::size_t size = globals.size() + kHeader;
    for (const auto& [at, name] : sheets_) size += kHeader + kBound + name.size();
    if (locked_) append(globals, biff::kFilePass, le32(0));
    for (const auto& [at, name] : sheets_) {
      const std::string place = le32(static_cast<std::uint32_t>(at + size)) + le16(0);
      append(globals, biff::kBoundSheet, place + static_cast<char>(name.size()) + name);
    }
    append(globals, biff::kEof, {});
    return globals;
  }

  std::string body_, sheet_;
  std::vector<std::pair<std::size_t, std::string>> sheets_;  // place in body_, name
  std::uint32_t formats_ = 0;
  int open_ = 0;  // sheets and charts that were begun
  bool second_ = false, locked_ = false;
};

}  // namespace

std::string modern_workbook(std::string_view old) { return Rewriting().of(old); }

}  // namespace trawl::extractors
