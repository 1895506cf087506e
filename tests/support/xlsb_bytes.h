// Records of XLSB parts made by tests.
#pragma once

#include <string>
#include <string_view>

#include "tests/support/compound_bytes.h"
#include "tests/support/zip_writer.h"

namespace trawl::test {

inline std::string xlsb_record(std::uint32_t type, std::string_view data = {}) {
  std::string out;
  const auto variable = [&out](std::size_t value) {
    for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
    out += static_cast<char>(value);
  };
  variable(type);
  variable(data.size());
  return out.append(data);
}

// XLWideString of ASCII.
inline std::string xlsb_text(std::string_view text) {
  return le32(static_cast<std::uint32_t>(text.size())) + wide(text);
}

inline std::string xlsb_cell(std::uint32_t column, std::uint32_t style = 0) {
  return le32(column) + le32(style);
}

// A workbook of one sheet: the members that lead to it, and those given beside.
inline std::string xlsb_of(std::string_view sheet, std::vector<ZipMember> others = {}, std::string_view globals = {}) {
  std::vector<ZipMember> members = {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels",
       "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.bin'/></Relationships>"},
      {"xl/workbook.bin",
       std::string(globals) + xlsb_record(156, le32(0) + le32(1) + xlsb_text("rId1") + xlsb_text("Staff"))},
      {"xl/_rels/workbook.bin.rels",
       "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.bin'/>"
       "<Relationship Id='rId2' Type='x/sharedStrings' Target='sharedStrings.bin'/>"
       "<Relationship Id='rId3' Type='x/styles' Target='styles.bin'/></Relationships>"},
      {"xl/worksheets/sheet1.bin", std::string(sheet)}};
  for (ZipMember& member : others) members.push_back(std::move(member));
  return zip_of(members);
}

}  // namespace trawl::test
