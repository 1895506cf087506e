// Access databases with pages, rows and values missing: what is left is read, what is not is said.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

#include "extractors/access_table.h"
#include "tests/support/compound_bytes.h"
#include "tests/support/jet_writer.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::JetColumn;
using test::JetWriter;
using test::le16;
using test::le32;
using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;
using Place = JetWriter::Place;

const JetColumn kId{"ID", 4, true, 4}, kName{"Name", 10, false, 100}, kNotes{"Notes", 12};

TEST(Access, SaysThatAnAttachmentIsCutShort) {
  std::string content = le32(16) + le32(1) + le32(2) + test::wide("x") + std::string(2, '\0');
  for (int line = 0; content.size() < 3'000; ++line) content += "line " + std::to_string(line * 7919) + "\n";
  std::string packed(4'000, '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(content.data()),
           content.size());
  const std::string stated = le32(static_cast<std::uint32_t>(content.size()));
  for (const std::string& bytes : {le32(1) + stated + packed.substr(0, size / 2),
                                   le32(0) + stated + content.substr(0, content.size() / 2)}) {
    JetWriter writer({.version = 2, .ace = true});
    writer.add({"f_1_Data",
                {{"FileData", 11}, {"FileName", 10, false, 510}},
                {{{writer.long_value(bytes, Place::here), writer.text("cv.txt")}}}});
    const SeenPart part = read_bytes(writer.bytes());
    EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::partly, "an attachment is damaged"}));
    ASSERT_EQ(part.parts.size(), 1u);
    EXPECT_EQ(part.parts[0].text().substr(0, 7), "line 0\n");
  }
}

std::string many_tables(int count) {
  JetWriter writer;
  for (int i = 0; i < count; ++i) {
    writer.add({"Table" + std::to_string(i), {kId, kName}, {{{le32(1), writer.text("person" + std::to_string(i))}}}});
  }
  return writer.bytes();
}

std::size_t people_in(const SeenPart& part) {
  return static_cast<std::size_t>(std::count_if(
      part.blocks.begin(), part.blocks.end(), [](const SeenBlock& block) { return block.text.starts_with("person"); }));
}

TEST(Access, SaysWhenPagesAreGone) {
  const std::string whole = many_tables(60);
  ASSERT_EQ(people_in(read_bytes(whole)), 60u);
  for (std::size_t page = 1; page * 4096 < whole.size(); ++page) {
    std::string hole = whole;
    hole.replace(page * 4096, 4096, 4096, '\0');
    for (const std::string& bytes : {hole, whole.substr(0, page * 4096)}) {
      const SeenPart part = read_bytes(bytes);
      EXPECT_TRUE(people_in(part) == 60 || part.outcome.kind != OutcomeKind::read)
          << page << " of " << bytes.size() / 4096;
    }
  }
}

TEST(Access, ReadsTablesThatAPageOfTheCatalogListed) {
  const std::string whole = many_tables(150);
  std::size_t pages = 0;
  for (std::size_t page = 3; page * 4096 < whole.size(); ++page) {
    if (whole[page * 4096] != 1 || whole.compare(page * 4096 + 4, 4, le32(2)) != 0) continue;
    std::string broken = whole;
    broken.replace(page * 4096, 4096, 4096, '\0');
    ++pages;
    const SeenPart part = read_bytes(broken);
    EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
    EXPECT_EQ(people_in(part), 150u);
  }
  EXPECT_GT(pages, 1u);
}

TEST(Access, ARowThatIsTooShortForItsFieldsIsNotWhole) {
  AccessTable table;
  for (std::uint16_t i = 0; i < 2; ++i) {
    AccessColumn column{AccessType::long_integer, {}};
    column.number = i;
    column.offset = static_cast<std::uint16_t>(4 * i);
    column.size = 4;
    column.fixed = true;
    table.columns.push_back(column);
  }
  std::vector<AccessField> fields;
  EXPECT_TRUE(access_fields(AccessFile(), table, le16(2) + le32(1) + le32(2) + "\3", fields));
  EXPECT_FALSE(access_fields(AccessFile(), table, le16(2) + le32(1) + "\3", fields));
}

TEST(Access, SaysThatALongValueIsCutShort) {
  JetWriter writer;
  std::string field = writer.long_value(writer.text("all of it"), Place::one_page);
  field[4] = '\x77';  // a row that is not there
  writer.add({"T", {kName, kNotes}, {{{writer.text("x"), field}}}});
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(part.block("x"), nullptr);
}

}  // namespace
}  // namespace trawl::extractors
