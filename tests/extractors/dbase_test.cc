// dBase tables and their memos; files that real programs wrote are in tests/golden/places/dbase.
#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::le16;
using test::le32;
using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

struct Field {
  std::string name;
  char type;
  std::size_t size;
};

std::string table(const std::vector<Field>& fields, std::uint32_t count, const std::string& rows, char version = 3,
                  char driver = '\x03') {
  std::size_t record = 1;
  std::string list;
  for (const Field& field : fields) {
    record += field.size;
    std::string entry = field.name;
    entry.resize(11);
    entry += field.type;
    entry.resize(16);
    entry += static_cast<char>(field.size);
    entry.resize(32);
    list += entry;
  }
  std::string header = std::string(1, version) + "\x7C\1\2" + le32(count);
  header += le16(static_cast<std::uint32_t>(33 + list.size())) + le16(static_cast<std::uint32_t>(record));
  header.resize(32);
  header[29] = driver;
  return header + list + "\r" + rows;
}

std::string cells(const SeenPart& part) {
  std::string all;
  for (const SeenBlock& block : part.blocks) {
    if (block.anchor.starts_with("row=")) all += block.label + "=" + block.text + (block.deleted ? " (deleted)|" : "|");
  }
  return all;
}

const std::vector<Field> kFields = {{"NAME", 'C', 8}, {"BORN", 'D', 8}, {"PAY", 'N', 6}};

TEST(Dbase, GivesCellsUnderTheirFields) {
  const SeenPart part = read_bytes(table(kFields, 2, " Jo      19700531  12.5*Al                   1\x1A"));
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.header.media_type, "application/x-dbf");
  EXPECT_EQ(cells(part), "NAME=Jo|BORN=1970-05-31|PAY=12.5|NAME=Al (deleted)|PAY=1 (deleted)|");
  EXPECT_EQ(part.block("Jo")->row, part.block("12.5")->row);
}

TEST(Dbase, ReadsTheCodePageThatTheLanguageDriverNames) {
  EXPECT_EQ(cells(read_bytes(table(kFields, 1, " Zo\x89                    ", 3, '\x02'))), "NAME=Zo\xC3\xAB|");
  EXPECT_EQ(cells(read_bytes(table(kFields, 1, " Zo\xEB                    ", 3, '\x57'))), "NAME=Zo\xC3\xAB|");
  EXPECT_EQ(cells(read_bytes(table(kFields, 1, " Zo\xC3\xAB                   ", 3, '\0'))), "NAME=Zo\xC3\xAB|");
}

TEST(Dbase, ReadsBinaryNumbers) {
  const std::string row = " " + le32(0xFFFFFFFE) + le32(2'440'588) + le32(3'600'000) + le32(125'000) + le32(0);
  const SeenPart part = read_bytes(table({{"N", 'I', 4}, {"AT", 'T', 8}, {"PAY", 'Y', 8}}, 1, row, '\x30'));
  EXPECT_EQ(cells(part), "N=-2|AT=1970-01-01 01:00:00|PAY=12.5|");
}

TEST(Dbase, ReadsBinaryNumbersOfDbase7) {
  const std::string fields[] = {"N", "AUTO", "AT"};
  const char types[] = {'I', '+', '@'};
  const std::string row = std::string(" \x7F\xFF\xFF\xFE", 5) + std::string("\x80\0\0\7", 4) +
                          std::string("\0\x25\x3D\x8C", 4) + std::string("\0\x36\xEE\x80", 4);
  std::string list;
  for (int i = 0; i < 3; ++i) {
    std::string entry = fields[i];
    entry.resize(32);
    entry += types[i];
    entry += i == 2 ? '\x08' : '\x04';
    entry.resize(48);
    list += entry;
  }
  std::string header = "\x04\x7C\1\2" + le32(1);
  header += le16(static_cast<std::uint32_t>(69 + list.size())) + le16(17);
  header.resize(68);
  EXPECT_EQ(cells(read_bytes(header + list + "\r" + row, "x.dbf")), "N=-2|AUTO=7|AT=1970-01-01 01:00:00|");
}

TEST(Dbase, SaysWhatIsMissing) {
  const std::string whole = table(kFields, 2, " Jo      19700531  12.5 Al      19800102   1.5");
  EXPECT_EQ(read_bytes(whole).outcome, Outcome{});
  const SeenPart cut = read_bytes(std::string_view(whole).substr(0, whole.size() - 10));
  EXPECT_EQ(cut.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(cut.block("Al"), nullptr);
  EXPECT_EQ(read_bytes(std::string_view(whole).substr(0, 100)).outcome.kind, OutcomeKind::damaged);
  EXPECT_EQ(read_bytes(table(kFields, 9, " Jo      19700531  12.5")).outcome.kind, OutcomeKind::partly);
}

TEST(Dbase, IsNotSeenInText) {
  for (const std::string text :
       {"c\n\n\n          and more of it, to fill the head of a file that could be one of dBase    ",
        "0\t\n\t                                                                           x"}) {
    EXPECT_EQ(read_bytes(text).header.media_type, "text/plain");
  }
}

TEST(DbaseMemo, ReadsMemosOfDbase3And4) {
  std::string file(512, '\0');
  file[0] = 4, file[16] = 3;
  const std::string first = "a memo\x8D\nthat goes on\x1A\x1A", second = std::string(600, 'x') + " end\x1A";
  file += first + std::string(512 - first.size(), '\0') + second + std::string(1024 - second.size(), '\0');
  const SeenPart part = read_bytes(file, "x.dbt");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.text(), "a memo \nthat goes on\n" + std::string(600, 'x') + " end\n");
  std::string four(512, '\0');
  four[0] = 2, four[20] = '\0', four[21] = 2;
  four += std::string("\xFF\xFF\x08\0", 4) + le32(8 + 5) + "words" + std::string(499, 'z');
  EXPECT_EQ(read_bytes(four, "x.DBT").text(), "words\n");
}

TEST(DbaseMemo, ReadsAMemoWithoutAnEnd) {
  std::string file(512, '\0');
  file[0] = 4, file[16] = 3;
  const SeenPart part = read_bytes(file + std::string(9u << 20, 'x') + " end", "x.dbt");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_TRUE(part.text().ends_with(" end\n"));
}

TEST(DbaseMemo, ReadsMemosOfFoxProAndSaysWhenOneIsCut) {
  std::string file(512, '\0');
  file[3] = 9, file[7] = 64;
  file += std::string("\0\0\0\1\0\0\0\5", 8) + "words" + std::string(51, '\0');
  file += std::string("\0\0\0\1\0\0\1\0", 8) + "cut";
  const SeenPart part = read_bytes(file, "x.fpt");
  EXPECT_EQ(part.text(), "words\ncut\n");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
}

}  // namespace
}  // namespace trawl::extractors
