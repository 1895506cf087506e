// Binary workbooks: every kind of cell, and every place beside cells; broken records.
#include <gtest/gtest.h>

#include <cstring>

#include "extractors/xlsb_records.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/xlsb_bytes.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

std::string real(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return le64(bits);
}

std::string row(std::uint32_t number, bool hidden = false) {
  return xlsb_record(0, le32(number) + le32(0) + le16(0) + '\0' + (hidden ? '\x10' : '\0') + '\0');
}

const std::string kQuoted = std::string("\x17") + le16(14) + wide("Formula Fenton");

TEST(Xlsb, CellsOfEveryKindAreReadUnderTheirHeaders) {
  const std::string sheet =
      xlsb_record(60, le32(3) + le32(3) + le32(0) + le32(0) + le16(1)) + row(0) +
      xlsb_record(7, xlsb_cell(0) + le32(0)) + xlsb_record(6, xlsb_cell(1) + xlsb_text("Born")) +
      xlsb_record(6, xlsb_cell(2) + xlsb_text("Account")) + xlsb_record(6, xlsb_cell(3) + xlsb_text("Secret")) +
      row(1) + xlsb_record(62, xlsb_cell(0) + '\1' + xlsb_text("Ada Quill") + le32(1) + le32(0)) +
      xlsb_record(5, xlsb_cell(1, 1) + real(25689)) + xlsb_record(2, xlsb_cell(2, 2) + le32(123456 << 2 | 2)) +
      xlsb_record(6, xlsb_cell(3) + xlsb_text("Columnhidden Cotton")) + row(2, true) +
      xlsb_record(8, xlsb_cell(0) + xlsb_text("Rowhidden Rowntree") + le16(0) + le32(17 * 2 - 3) + kQuoted) +
      xlsb_record(12 + 5, le32(0) + xlsb_text("Behind Bexley")) + xlsb_record(4, xlsb_cell(2) + '\1') +
      xlsb_record(3, xlsb_cell(3) + '\x07');
  const std::string styles = xlsb_record(44, le16(164) + xlsb_text("00000000")) + xlsb_record(617) +
                             xlsb_record(47, le16(0) + le16(0)) + xlsb_record(47, le16(0) + le16(14)) +
                             xlsb_record(47, le16(0) + le16(164)) + xlsb_record(618);
  const std::string strings =
      xlsb_record(19, '\0' + xlsb_text("Name")) + xlsb_record(19, '\0' + xlsb_text("Unused Unwin"));
  const SeenPart seen =
      read_bytes(xlsb_of(sheet, {{"xl/sharedStrings.bin", strings}, {"xl/styles.bin", styles}}), "staff.xlsb");
  expect_places(seen, {
                          {"Staff", name},
                          {"Ada Quill", cell, "Name", "sheet=Staff&cell=A2"},
                          {"01/05/1970", cell, "Born", "sheet=Staff&cell=B2"},
                          {"1970-05-01", field, "Born", "sheet=Staff&cell=B2"},
                          {"00123456", cell, "Account", "sheet=Staff&cell=C2"},
                          {"Columnhidden Cotton", cell, "Secret", "sheet=Staff&cell=D2", true},
                          {"Rowhidden Rowntree", cell, "Name", "sheet=Staff&cell=A3", true},
                          {"Formula Fenton", field, "formula", "sheet=Staff&cell=A3", true},
                          {"Behind Bexley", cell, {}, "sheet=Staff&cell=B3", true},
                          {"TRUE", cell, {}, "sheet=Staff&cell=C3", true},
                          {"#DIV/0!", cell, {}, "sheet=Staff&cell=D3", true},
                          {"Unused Unwin", text, "text no cell uses", {}, true},
                      });
  EXPECT_EQ(seen.header.media_type, "application/vnd.ms-excel.sheet.binary.macroEnabled.12");
}

TEST(Xlsb, WhatStandsBesideCellsIsRead) {
  const std::string place = le32(1) + le32(1) + le32(0) + le32(0);  // A2
  const std::string sheet =
      row(0) + xlsb_record(6, xlsb_cell(0) + xlsb_text("Name")) +
      xlsb_record(494, place + le32(0xFFFFFFFF) + xlsb_text("Sheet2!A1") + xlsb_text("Tooltip Tait") +
                           xlsb_text("Shown Shaw")) +
      xlsb_record(479,
                  le16(0) + xlsb_text("&L&\"Arial\"Header Hathaway") + xlsb_text("Footer Fenwick") + le32(0xFFFFFFFF)) +
      xlsb_record(64, le32(0) + le32(1) + place + xlsb_text("Errortitle Eves") + xlsb_text("Error Ellis") +
                          xlsb_text("Prompttitle Pryor") + xlsb_text("Prompt Platt")) +
      xlsb_record(167, xlsb_text("Filter Forsyth"));
  const std::string globals = xlsb_record(39, le32(1) + '\0' + le32(0) + xlsb_text("Name_Nash") + le32(31) + kQuoted +
                                                  le32(0) + xlsb_text("Namecomment Neave")) +
                              xlsb_record(548, le16(0) + le16(0) + xlsb_text("Sharer Sharpe"));
  const std::string comments = xlsb_record(632, xlsb_text("Annotator Archer")) +
                               xlsb_record(635, le32(0) + place + std::string(16, '\0')) +
                               xlsb_record(637, '\0' + xlsb_text("Cellnote Calder"));
  const SeenPart seen = read_bytes(
      xlsb_of(sheet,
              {{"xl/worksheets/_rels/sheet1.bin.rels",
                "<Relationships><Relationship Id='r1' Type='x/comments' Target='../comments1.bin'/>"
                "<Relationship Id='r2' Type='x/hyperlink' Target='mailto:link@example.org' "
                "TargetMode='External'/></Relationships>"},
               {"xl/comments1.bin", comments},
               {"xl/pivotCache/pivotCacheRecords1.bin",
                xlsb_record(24, xlsb_text("Pivot Pemberton")) + xlsb_record(24, xlsb_text("M"))},
               {"xl/externalLinks/externalLink1.bin", xlsb_record(371, le32(0) + xlsb_text("External Eaton"))},
               {"xl/tables/table1.bin", xlsb_record(347, std::string(8, '\0') + xlsb_text("Column Colville"))}},
              globals),
      "staff.xlsb");
  expect_places(seen, {
                          {"Sheet2!A1", link, {}, "sheet=Staff&cell=A2"},
                          {"Tooltip Tait", field, "tooltip"},
                          {"Shown Shaw", field, "link"},
                          {"mailto:link@example.org", link},
                          {"Header Hathaway"},
                          {"Footer Fenwick"},
                          {"Errortitle Eves", field, "validation"},
                          {"Error Ellis", field, "validation"},
                          {"Prompttitle Pryor", field, "validation"},
                          {"Prompt Platt", field, "validation"},
                          {"Filter Forsyth", field},
                          {"Name_Nash", field, "defined name", {}, true},
                          {"Formula Fenton", field, "Name_Nash", {}, true},
                          {"Namecomment Neave", comment, "Name_Nash", {}, true},
                          {"Sharer Sharpe", property, "author"},
                          {"Annotator Archer", property, "author"},
                          {"Cellnote Calder", comment, "Annotator Archer", "sheet=Staff&cell=A2"},
                          {"Pivot Pemberton", field, "pivot cache", {}, true},
                          {"M", field, "pivot cache", {}, true},
                          {"External Eaton", field, "external link", {}, true},
                          {"Column Colville", field, "table"},
                      });
}

TEST(Xlsb, AModuleIsNoMissingSheetAndABetasSheetIsFound) {
  const std::string module = xlsb_record(156, le32(0) + le32(2) + xlsb_text("") + xlsb_text("Module Munro"));
  const std::string of_a_beta = xlsb_record(156, le32(0) + le32(0) + le32(1) + xlsb_text("rId1") + xlsb_text("Beta Bolton"));
  expect_places(read_bytes(xlsb_of(row(0) + xlsb_record(6, xlsb_cell(0) + xlsb_text("Ada Quill")), {}, module + of_a_beta), "staff.xlsb"),
                {{"Module Munro", name}, {"Beta Bolton", name}, {"Ada Quill", cell, {}, "sheet=Beta Bolton&cell=A1"}});
}

TEST(Xlsb, ASheetThatBreaksOffIsPartlyRead) {
  const std::string sheet = row(0) + xlsb_record(6, xlsb_cell(0) + xlsb_text("First Fairfax")) + "\x06\x7Fshort";
  const SeenPart seen = read_bytes(xlsb_of(sheet), "x.xlsb");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("First Fairfax"), std::string::npos);
}

TEST(Xlsb, LengthsThatLieAllocateNothing) {
  const std::string huge = le32(0x7FFFFFFF);
  const std::string sheet = row(0xFFFFFFFF) + xlsb_record(6, xlsb_cell(0xFFFFFFFF) + huge + wide("Long Lyall")) +
                            xlsb_record(62, xlsb_cell(0) + '\1' + xlsb_text("Rich Ryder") + le32(0xFFFFFFFF)) +
                            xlsb_record(7, xlsb_cell(1) + le32(0xFFFFFFF0)) + xlsb_record(0xFF, huge);
  const SeenPart seen = read_bytes(xlsb_of(sheet), "x.xlsb");
  EXPECT_NE(seen.text().find("Long Lyall"), std::string::npos);
  EXPECT_NE(seen.text().find("Rich Ryder"), std::string::npos);
}

TEST(XlsbRecords, TextsAreFoundBetweenNumbers) {
  const std::string data =
      le32(7) + real(3.25) + xlsb_text("Between Betts") + le32(0xFFFFFFFF) + xlsb_text("Last Latimer");
  EXPECT_EQ(texts_in(data), (std::vector<std::string>{"Between Betts", "Last Latimer"}));
  EXPECT_TRUE(texts_in(le32(3) + le16(1) + le16(2) + le16(3)).empty());
  EXPECT_TRUE(texts_in(le32(30) + wide("shorter than it says")).empty());
}

}  // namespace
}  // namespace trawl::extractors
