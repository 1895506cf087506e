// Workbooks of Excel 2 to 4: streams of BIFF2 to BIFF4 without a compound file.
#include <gtest/gtest.h>

#include <bit>

#include "tests/support/compound_bytes.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace test;
using namespace std::string_literals;

std::string record(std::uint32_t type, const std::string& data) {
  return le16(type) + le16(static_cast<std::uint32_t>(data.size())) + data;
}
std::string place(std::uint32_t row, std::uint32_t column) {
  return le16(row) + le16(column);
}
std::string number(double value) {
  return le64(std::bit_cast<std::uint64_t>(value));
}
std::string counted(const std::string& text) {
  return static_cast<char>(text.size()) + text;
}
const std::string kEnd = record(0x0A, {});
const std::string kPlain(3, '\0');

TEST(XlsOld, ASheetOfExcel2IsRead) {
  const std::string date("\0\1\0", 3);  // the second format
  const SeenPart seen = read_bytes(
      record(0x09, le16(2) + le16(0x10)) + record(0x42, le16(0x8000)) + record(0x1E, counted("General")) +
      record(0x1E, counted("dd/mm/yyyy")) + record(0x04, place(0, 0) + kPlain + counted("Name")) +
      record(0x04, place(0, 1) + kPlain + counted("Born")) + record(0x04, place(0, 2) + kPlain + counted("Payroll")) +
      record(0x04, place(1, 0) + kPlain + counted("Zo\x91 Finch")) +  // of the Macintosh
      record(0x03, place(1, 1) + date + number(25689)) + record(0x02, place(1, 2) + kPlain + le16(60123)) +
      record(0x06, place(2, 0) + kPlain + "\0\0\0\0\0\0\xFF\xFF"s + "\0\0"s) + record(0x07, counted("Vera")) +
      record(0x05, place(2, 1) + kPlain + "\1\0"s) + record(0x1C, place(1, 0) + le16(4) + "note") + kEnd);
  EXPECT_EQ(seen.header.media_type, "application/vnd.ms-excel");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  ASSERT_NE(seen.block("Zo\u00EB Finch"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("Zo\u00EB Finch")->label, "Name");
  ASSERT_NE(seen.block("01/05/1970"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("01/05/1970")->label, "Born");
  ASSERT_NE(seen.block("60123"), nullptr) << seen.text();
  EXPECT_NE(seen.block("Vera"), nullptr);
  EXPECT_NE(seen.block("TRUE"), nullptr);
  EXPECT_NE(seen.block("note"), nullptr);
}

std::string sheet4(const std::string& cells) {
  return record(0x409, le16(0) + le16(0x10) + le16(0)) + cells + kEnd;
}
std::string label4(std::uint32_t row, std::uint32_t column, const std::string& text) {
  return record(0x204, place(row, column) + le16(0) + le16(static_cast<std::uint32_t>(text.size())) + text);
}

TEST(XlsOld, ASheetOfExcel4IsRead) {
  const SeenPart seen =
      read_bytes(sheet4(record(0x443, std::string(12, '\0')) + label4(0, 0, "Name") + label4(1, 0, "Odo Finch") +
                        record(0x406, place(2, 0) + le16(0) + number(4711) + std::string(6, '\x17'))));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  ASSERT_NE(seen.block("Odo Finch"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("Odo Finch")->anchor, "sheet=&cell=A2");
  EXPECT_NE(seen.block("4711"), nullptr);
}

TEST(XlsOld, SheetsOfAWorkspaceHaveTheirNames) {
  const auto header = [](const std::string& name) { return record(0x8F, le32(0) + counted(name)); };
  const SeenPart seen =
      read_bytes(record(0x409, le16(0) + le16(0x100) + le16(0)) + header("Staff") + sheet4(label4(0, 0, "Odo")) +
                 header("Leavers") + sheet4(label4(4, 1, "Vera")) + kEnd);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  ASSERT_NE(seen.block("Odo"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("Odo")->anchor, "sheet=Staff&cell=A1");
  ASSERT_NE(seen.block("Vera"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("Vera")->anchor, "sheet=Leavers&cell=B5");
}

TEST(XlsOld, ALockedSheetIsEncrypted) {
  const SeenPart seen = read_bytes(sheet4(record(0x2F, le32(0x12345678)) + label4(0, 0, "Odo")));
  EXPECT_EQ(seen.outcome, (Outcome{OutcomeKind::encrypted, "password needed"}));
}

TEST(XlsOld, AStreamOfALaterVersionOnItsOwnIsReadToo) {
  const SeenPart seen =
      read_bytes(record(0x809, le16(0x500) + le16(0x10) + le32(0)) + label4(0, 0, "Odo Finch") + kEnd);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  EXPECT_NE(seen.block("Odo Finch"), nullptr);
}

TEST(XlsOld, CutOffOrMutilatedItEndsInAnOutcome) {
  const std::string whole = sheet4(label4(0, 0, "Name") + label4(1, 0, "Odo Finch"));
  EXPECT_EQ(read_bytes(whole.substr(0, whole.size() - 7)).outcome.kind, OutcomeKind::partly);
  read_mutilated(whole);
}

}  // namespace
}  // namespace trawl::extractors
