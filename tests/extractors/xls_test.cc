// XLS: a workbook of LibreOffice, and records as Excel writes them.
#include <gtest/gtest.h>

#include <bit>

#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

std::string record(std::uint32_t type, std::string data) { return le16(type) + le16(data.size()) + data; }
std::string begin(std::uint32_t type, std::uint32_t version = 0x0600) {
  return record(0x809, le16(version) + le16(type) + std::string(12, '\0'));
}
std::string end() { return record(0x0A, {}); }
std::string string_of(std::string_view ascii) { return le16(ascii.size()) + '\0' + std::string(ascii); }
std::string at(std::uint32_t row, std::uint32_t column, std::uint32_t format = 0) {
  return le16(row) + le16(column) + le16(format);
}
std::string number(double value) { return le64(std::bit_cast<std::uint64_t>(value)); }

// A stream of one sheet: what all sheets share, then that sheet's records.
std::string workbook(const std::string& shared, const std::string& sheet, char state = 0,
                     std::uint32_t version = 0x0600) {
  const std::string option = version == 0x0600 ? std::string(1, '\0') : std::string();
  const auto named = [&](std::size_t offset) {
    return record(0x85, le32(offset) + state + '\0' + '\5' + option + "Staff");
  };
  const std::size_t place = (begin(5, version) + shared + named(0) + end()).size();
  return begin(5, version) + shared + named(place) + end() + begin(0x10, version) + sheet + end();
}

SeenPart read_workbook(const std::string& stream, std::string name = "Workbook") {
  return read_bytes(compound_of({stream_node(std::move(name), stream)}));
}

TEST(Xls, FindsEveryPlaceOfASpreadsheet) {
  expect_places(read_bytes(golden("office/staff.xls")), {
      {"Ada Quill", cell, "Name", "sheet=Staff&cell=A2"},
      {"01/05/1970", cell, "Born", "sheet=Staff&cell=B2"},
      {"1970-05-01", field, "Born", "sheet=Staff&cell=B2"},
      {"00123456", cell, "Account", "sheet=Staff&cell=C2"},
      {"31250.5", field, "Salary"},
      {"0.125", field, "Share"},
      {"4111111111111111", cell, "Card"},
      {"Columnhidden Cotton", cell, "Secret", {}, true},
      {"Rowhidden Rowntree", cell, "Name", "sheet=Staff&cell=A3", true},
      {"Bea Locke", cell, "Name", "sheet=Staff&cell=A4"},
      {"Sheethidden Shaw", cell, {}, "sheet=Hidden sheet&cell=A1", true},
      {"Cellnote Calder", comment, "Annotator Archer", "sheet=Staff&cell=A2"},
      {"Title Tarrant", property, "title"},
      {"Custom Cawley", property, "Case worker"},
  });
}

TEST(Xls, SharedTextsGoOnInTheNextRecordInEitherWidth) {
  // "Marg|ery|..." is cut within a text: the rest begins with an option byte of its own, here of two bytes a character.
  const std::string first = le32(3) + le32(3) + le16(7) + '\0' + "Marg";
  const std::string rest =
      '\1' + wide("ery") + le16(4) + '\x08' + le16(1) + "Reed" + std::string(4, 'r') + string_of("Unused Underhill");
  const std::string shared = record(0xFC, first) + record(0x3C, rest);
  const SeenPart seen =
      read_workbook(workbook(shared, record(0xFD, at(0, 0) + le32(0)) + record(0xFD, at(0, 1) + le32(1))));
  expect_places(seen, {{"Margery", cell, {}, "sheet=Staff&cell=A1"},
                       {"Reed", cell, {}, "sheet=Staff&cell=B1"},
                       {"Unused Underhill", text, "text no cell uses", {}, true}});
}

TEST(Xls, ASharedTextMayBeginWithItsHeadInOneRecordAndItsCharactersInTheNext) {
  const std::string first = le32(2) + le32(2) + string_of("Calder") + le16(7) + '\0';
  const std::string rest = '\0' + std::string("Margery");  // the option byte is said again
  const SeenPart seen = read_workbook(workbook(record(0xFC, first) + record(0x3C, rest),
                                               record(0xFD, at(0, 0) + le32(0)) + record(0xFD, at(0, 1) + le32(1))));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read);
  expect_places(seen, {{"Calder", cell, {}, "sheet=Staff&cell=A1"}, {"Margery", cell, {}, "sheet=Staff&cell=B1"}});
}

TEST(Xls, ASharedTextThatIsMissingIsSaid) {
  const SeenPart seen = read_workbook(workbook(record(0xFC, le32(9) + le32(9) + string_of("Only Osgood")), {}));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Only Osgood"), std::string::npos);
}

TEST(Xls, EveryKindOfCellShowsItsValueInTheOrderOfRows) {
  std::string words = le16(8) + '\x17' + '\5' + '\0' + "Wordy";
  std::string sheet = record(0x203, at(1, 0) + number(7700900123));
  sheet +=
      record(0xBD, at(0, 0).substr(0, 4) + le16(0) + le32(42u << 2 | 2) + le16(0) + le32((1250u << 2) | 3) + le16(1));
  sheet += record(0x27E, at(0, 2) + le32(static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(0.5) >> 32)));
  sheet += record(0x205, at(0, 3) + '\1' + '\0') + record(0x205, at(0, 4) + '\x2A' + '\1');
  sheet += record(0x06, at(1, 1) + std::string(6, '\0') + le16(0xFFFF) + le16(0) + le32(0) + words);
  sheet += record(0x4BC, std::string(8, '\0') + le16(0)) + record(0x207, string_of("Formula Finch"));
  sheet += record(0x204, at(1, 2) + string_of("Label Lister"));
  const SeenPart seen = read_workbook(workbook({}, sheet));
  std::vector<std::string> cells;
  for (const SeenBlock& block : seen.blocks) {
    if (block.kind == cell) cells.push_back(block.text);
  }
  const std::vector<std::string> expected = {"42",   "12.5",       "0.5",           "TRUE",
                                             "#N/A", "7700900123", "Formula Finch", "Label Lister"};
  EXPECT_EQ(cells, expected);
  expect_places(seen, {{"Wordy", field, "formula", "sheet=Staff&cell=B2"}});
}

TEST(Xls, NumbersAreShownInTheirFormats) {
  const std::string shared = record(0x41E, le16(164) + string_of("000000")) + record(0xE0, le16(0) + le16(164)) +
                             record(0xE0, le16(0) + le16(14)) + record(0x22, le16(1));
  const SeenPart seen = read_workbook(
      workbook(shared, record(0x203, at(0, 0, 0) + number(1234)) + record(0x203, at(0, 1, 1) + number(24227))));
  expect_places(seen, {{"001234", cell}, {"1234", field}, {"1970-05-01", field}});
}

TEST(Xls, NotesBoxesLinksAndHeadersAreFound) {
  const auto object = [](std::uint32_t id) {
    return record(0x5D, le16(0x15) + le16(18) + le16(0x19) + le16(id) + std::string(14, '\0'));
  };
  const auto box = [](std::string_view words) {
    return record(0x1B6, std::string(10, '\0') + le16(words.size()) + le16(16) + le32(0)) +
           record(0x3C, '\0' + std::string(words)) + record(0x3C, std::string(16, '\0'));
  };
  const std::string url = wide("mailto:link.lambert@example.org") + le16(0);
  std::string sheet =
      record(0x14, string_of("&L&\"Arial,Bold\"Header Hathaway")) + record(0x15, string_of("&CFooter Fenwick"));
  sheet += object(1) + box("Cellnote Calder") + object(2) + box("Textbox Thornton");
  sheet += record(0x1C, le16(4) + le16(1) + le16(0) + le16(1) + string_of("Annotator Archer"));
  sheet += record(0x1B8, le16(2) + le16(2) + le16(0) + le16(0) + std::string(16, 'c') + le32(2) + le32(3) +
                             std::string("\xE0\xC9\xEA\x79", 4) + std::string(12, 'm') + le32(url.size()) + url);
  sheet += record(0x1BE,
                  le32(0) + string_of("Prompt Priestley") + string_of("\0") + string_of("Pick one") + string_of("\0"));
  const SeenPart seen = read_workbook(workbook(record(0x5C, string_of("Writer Whitlock")), sheet));
  expect_places(seen, {{"Header Hathaway", text, "header"},
                       {"Footer Fenwick", text, "footer"},
                       {"Cellnote Calder", comment, "Annotator Archer", "sheet=Staff&cell=B5"},
                       {"Textbox Thornton", text, "text box", "sheet=Staff"},
                       {"mailto:link.lambert@example.org", link, {}, "sheet=Staff&cell=A3"},
                       {"Prompt Priestley", field, "prompt"},
                       {"Writer Whitlock", property, "author"}});
}

TEST(Xls, CopiesOfOtherCellsAreFound) {
  const std::string shared = record(0x1AE, le16(1) + string_of("\1C\3budget.xls") + string_of("Externalsheet Eaton")) +
                             record(0x5A, std::string("\0\0", 2) + le16(0) + '\2' + string_of("Externalcell Eccles")) +
                             record(0x18, le16(0) + '\0' + '\5' + le16(9) + std::string(8, '\0') + '\0' + "Named" +
                                              '\x17' + '\6' + '\0' + "Nesbit");
  const std::string bytes =
      compound_of({stream_node("WORKBOOK", workbook(shared, {})),
                   storage_node("_SX_DB_CUR", {stream_node("0001", record(0xCD, string_of("Pivot Pemberton")))})});
  expect_places(read_bytes(bytes), {{"Externalsheet Eaton", field, "external link", {}, true},
                                    {"Externalcell Eccles", field, "external link", {}, true},
                                    {"Named", field, "defined name"},
                                    {"Nesbit", field, "Named"},
                                    {"Pivot Pemberton", field, "pivot cache", {}, true}});
}

TEST(Xls, ChangesOfASharedWorkbookAreFound) {
  const std::string log = record(0x138, std::string(24, '\0') + string_of("Changer Chandler") + std::string(8, '\0')) +
                          record(0x13B, le32(7) + '\1' + std::string(9, '\0') + string_of("Before Beckett") +
                                            string_of("After Askew"));
  const std::string users = record(0x193, std::string(20, '\0') + le16(10) + '\1' + wide("User Usher"));
  const SeenPart seen = read_bytes(compound_of({stream_node("Workbook", workbook({}, {})),
                                                stream_node("Revision Log", log), stream_node("User Names", users)}));
  expect_places(seen, {
      {"Changer Chandler", field, "tracked change", {}, true},
      {"Before Beckett", field, "tracked change", {}, true},
      {"After Askew", field, "tracked change", {}, true},
      {"User Usher", field, "user of the workbook", {}, true},
  });
}

TEST(Xls, ScenariosTellTheirMaker) {
  const std::string scenario = le16(1) + '\1' + '\0' + '\x0C' + '\x0B' + '\x0B' + '\0' + "Plan Palfrey" +
                               string_of("Maker Madox") + string_of("Note Norman");
  expect_places(read_workbook(workbook({}, record(0xAF, scenario))), {
      {"Plan Palfrey", field, "scenario"},
      {"Maker Madox", property, "author"},
      {"Note Norman", field, "scenario"},
  });
}

TEST(Xls, ChartsOfASheetTellTheirTitles) {
  const std::string chart = begin(0x20) + record(0x100D, le16(0) + '\5' + '\0' + "Chart") +
                            record(0x204, at(0, 0) + string_of("Series Selwyn")) + end();
  expect_places(read_workbook(workbook({}, chart + record(0x204, at(0, 0) + string_of("Behind Beck")))),
                {{"Chart", text, "chart"}, {"Series Selwyn", field, "chart"}, {"Behind Beck", cell}});
}

TEST(Xls, WorkbooksOfExcel95AreInTheirCodePage) {
  const std::string sheet = record(0x204, at(0, 0) + le16(4) + "\xC8\xE2\xE0\xED");
  expect_places(read_workbook(workbook(record(0x42, le16(1251)), sheet, 2, 0x0500), "Book"),
                {{"Иван", cell, {}, "sheet=Staff&cell=A1", true}});
}

TEST(Xls, ALockedWorkbookIsEncrypted) {
  EXPECT_EQ(read_workbook(workbook(record(0x2F, le16(1)), {})).outcome.kind, OutcomeKind::encrypted);
}

TEST(Xls, ASheetOfMoreCellsThanAreHeldAtOnceIsReadWholly) {
  std::string many, sheet;
  for (int i = 0; i < 256; ++i) many += le16(0) + le32(7u << 2 | 2);
  for (std::uint32_t row = 0; row < 300; ++row) sheet += record(0xBD, le16(row) + le16(0) + many + le16(255));
  sheet += record(0x204, at(300, 0) + string_of("Last Langley"));
  std::size_t cells = 0;
  const SeenPart seen = read_workbook(workbook({}, sheet));
  for (const SeenBlock& block : seen.blocks) cells += block.kind == cell;
  EXPECT_EQ(cells, 300u * 256 + 1);
  EXPECT_NE(block_with(seen, {"Last Langley", cell, {}, "sheet=Staff&cell=A301"}), nullptr);
}

TEST(Xls, WhatIsBrokenIsSaid) {
  EXPECT_EQ(read_workbook("no records").outcome.kind, OutcomeKind::damaged);
  const std::string whole = workbook(
      {}, record(0x204, at(0, 0) + string_of("Lost Lowell")) + record(0x204, at(1, 0) + string_of("Cut Cutler")));
  EXPECT_EQ(read_workbook(whole.substr(0, whole.size() - 8)).outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(read_workbook(whole.substr(0, whole.find("Lost") - 20)).outcome.kind, OutcomeKind::partly);
}

}  // namespace
}  // namespace trawl::extractors
