// XlsWorkbook: the Workbook stream of XLS files: BIFF8 ([MS-XLS]) and BIFF5 (Excel 5 and 95).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/biff_records.h"
#include "extractors/block_writer.h"

namespace trawl::extractors {

// What the first substream says about all sheets.
struct XlsGlobals {
  struct Sheet {
    std::size_t at = 0;  // of its first record in the stream
    std::string name;
    bool hidden = false;
  };

  bool wide = true;  // BIFF8
  std::uint32_t code_page = 1252;
  bool since_1904 = false;
  std::vector<std::string> strings;
  std::vector<bool> used;  // which strings a cell shows
  std::map<std::uint32_t, std::string> formats;
  std::vector<std::uint16_t> cell_formats;  // by XF
  std::vector<Sheet> sheets;
  std::uint32_t rows = 0;

  std::string_view format(std::size_t xf) const;
};

// The stream without its lock, where it has one that Excel's own password ("VelvetSweatshop", which it tries itself) or
// one of these opens; otherwise as it is.
std::string unlocked_workbook(std::string stream, const std::vector<std::string>& passwords);

class XlsWorkbook {
 public:
  explicit XlsWorkbook(BlockWriter& writer) : writer_(writer) {}

  // encrypted where a password is needed; damaged where this is no such stream.
  Outcome read(std::string_view stream);

  // The records of drawings of all sheets, which hold the pictures; set by read().
  const std::string& pictures() const { return pictures_; }

  // Texts of the stream of a pivot cache: the values of cells, copied.
  void read_copies(std::string_view stream, std::string_view label);

  // Texts of the streams of a shared workbook ([MS-XLS] 2.1.7.16, 2.1.7.20): who changed what, and who has it open.
  void read_changes(std::string_view stream, std::string_view label);

 private:
  Outcome read_globals(BiffRecords& records);
  bool global(const BiffRecord& record);
  void read_strings(const BiffRecord& record);
  void read_format(const BiffRecord& record);
  void read_name(const BiffRecord& record);
  void read_external(const BiffRecord& record);
  const XlsGlobals::Sheet& sheet_at(std::size_t at, std::size_t index);
  void read_sheet(BiffRecords& records, const XlsGlobals::Sheet& sheet);
  void write_left_strings();
  BiffCursor cursor(const BiffRecord& record, std::size_t at = 0) const {
    return {record.segments, globals_.wide, globals_.code_page, at};
  }

  BlockWriter& writer_;
  XlsGlobals globals_;
  XlsGlobals::Sheet unnamed_;
  std::string phonetic_, pictures_;
};

}  // namespace trawl::extractors
