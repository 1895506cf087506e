// Delimited text: cells with the header of their column.
#include <gtest/gtest.h>

#include "extractors/delimited_shape.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

SeenPart csv(std::string_view text) { return read_bytes(text, "x.csv"); }

// "label=text" of each cell.
std::string cells(const SeenPart& part) {
  std::string all;
  for (const SeenBlock& block : part.blocks) all += block.label + "=" + block.text + "|";
  return all;
}

struct Case {
  const char* says;
  std::string_view text;
  std::string_view cells;
};
class Cells : public testing::TestWithParam<Case> {};
TEST_P(Cells, AreNamed) { EXPECT_EQ(cells(csv(GetParam().text)), GetParam().cells) << GetParam().says; }

constexpr Case kCases[] = {
    {"commas", "name,dob\nJo,1.1.1980\n", "=name|=dob|name=Jo|dob=1.1.1980|"},
    {"semicolons and decimal commas", "name;sum\nJo;1,50\nAl;2,25\n", "=name|=sum|name=Jo|sum=1,50|name=Al|sum=2,25|"},
    {"tabs", "name\tdob\nJo, B\t1.1.1980\n", "=name|=dob|name=Jo, B|dob=1.1.1980|"},
    {"bars", "name|dob\nJo|1.1.1980\n", "=name|=dob|name=Jo|dob=1.1.1980|"},
    {"a stated separator", "sep=;\nname;dob\nJo, B;1.1.1980\n", "=sep=|=name|=dob|name=Jo, B|dob=1.1.1980|"},
    {"byte order mark", "\xEF\xBB\xBFname,dob\nJo,1\n", "=name|=dob|name=Jo|dob=1|"},
    {"quotes", "a name,b\n\"Jo, \"\"B\"\"\",\"x\ny\"\n1,2\n", "=a name|=b|a name=Jo, \"B\"|b=x\ny|a name=1|b=2|"},
    {"a title above the header", "Staff 2024\n\nname,dob\nJo,1.1.1980\nAl,2\n",
     "=Staff 2024|=name|=dob|name=Jo|dob=1.1.1980|name=Al|dob=2|"},
    {"no header", "Smith,07700900123\nJones,07700900124\n", "=Smith|=07700900123|=Jones|=07700900124|"},
    {"only words, none a heading", "Smith,John\nDoe,Jane\n", "=Smith|=John|=Doe|=Jane|"},
    {"more cells than headers", "name,id\nJo,1,extra\nAl,2\n", "=name|=id|name=Jo|id=1|=extra|name=Al|id=2|"},
    {"one column", "email\njo@example.org\n", "=email|email=jo@example.org|"},
    {"carriage returns only", "name,id\rJo,1\r", "=name|=id|name=Jo|id=1|"},
    {"an open quote", "name,id\n\"Jo,1\nAl,2\n", "=name|=id|name=Jo,1\nAl,2|"},
    {"nothing but separators", ",,\n,,\n", ""},
    {"no last line end", "name,id\nJo,1", "=name|=id|name=Jo|id=1|"},
};
INSTANTIATE_TEST_SUITE_P(Delimited, Cells, testing::ValuesIn(kCases));

TEST(Delimited, SaysWhereACellStands) {
  const SeenPart part = csv("name,note\nJo,\"two\nlines\"\nAl,x\n");
  const SeenBlock* cell = part.block("x");
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(cell->kind, BlockKind::cell);
  EXPECT_EQ(cell->anchor, "row=3&column=2");
  EXPECT_EQ(cell->row, 3u);
  EXPECT_EQ(cell->line, 4u);
}

TEST(Delimited, ReadsOtherCharsets) {
  EXPECT_EQ(cells(csv("name,id\nJos\xE9,1\n")), "=name|=id|name=Jos\xC3\xA9|id=1|");
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view("name,id\nJo,1\n")) wide += std::string{c, '\0'};
  EXPECT_EQ(cells(csv(wide)), "=name|=id|name=Jo|id=1|");
}

TEST(Delimited, KeepsLabelsOverPiecesAndLongFiles) {
  std::string text = "name,id\n";
  for (int i = 0; i < 100'000; ++i) text += "\"person, " + std::to_string(i) + "\"," + std::to_string(i) + "\n";
  const SeenPart part = csv(text);
  EXPECT_EQ(part.blocks.size(), 200'002u);
  EXPECT_EQ(part.blocks.back().label, "id");
  EXPECT_EQ(part.blocks.back().text, "99999");
  EXPECT_EQ(part.blocks.back().anchor, "row=100001&column=2");
}

TEST(Delimited, IsNotHurtByOneEndlessRow) {
  const SeenPart part = csv(std::string(300'000, ',') + "end");
  EXPECT_EQ(cells(part), "=end|");
  EXPECT_EQ(part.blocks[0].anchor, "row=1&column=300001");
  EXPECT_EQ(csv("\"" + std::string(5 << 20, 'x')).outcome, Outcome{});
}

TEST(HeaderRow, IsFoundAmongTheFirstFive) {
  EXPECT_EQ(header_row({{"Name", "Email"}, {"Jo", "jo@example.org"}}), 0u);
  EXPECT_EQ(header_row({{"Report"}, {""}, {"Who", "When"}, {"Jo", "1.1.1980"}, {"Al", "2.2.1990"}}), 2u);
  EXPECT_EQ(header_row({{"Jo", "1.1.1980"}, {"Al", "2.2.1990"}}), std::nullopt);
  EXPECT_EQ(header_row({}), std::nullopt);
}

}  // namespace
}  // namespace trawl::extractors
