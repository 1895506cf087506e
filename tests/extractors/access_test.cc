// Access databases: those of our writer, which mdb-export (mdbtools) must read in the same way, and what is hostile.
#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "extractors/access_values.h"
#include "tests/support/compound_bytes.h"
#include "tests/support/jet_writer.h"
#include "tests/support/read.h"
#include "tests/support/temporary_folder.h"

namespace trawl::extractors {
namespace {

using test::JetColumn;
using test::JetKind;
using test::JetRow;
using test::JetTable;
using test::JetWriter;
using test::le16;
using test::le32;
using test::le64;
using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;
using Place = JetWriter::Place;

std::string real(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, 8);
  return le64(bits);
}

std::string numeric(std::uint64_t value, bool negative) {
  return std::string(1, negative ? '\x80' : '\0') + le64(0) + le32(static_cast<std::uint32_t>(value >> 32)) +
         le32(static_cast<std::uint32_t>(value));
}

const JetColumn kId{"ID", 4, true, 4}, kName{"Name", 10, false, 100}, kNotes{"Notes", 12};

// A table with a value of each type in its first row, nulls in its second.
JetTable staff(JetWriter& writer, bool jet3) {
  JetTable table{"Staff",
                 {kId,
                  kName,
                  {"Active", 1, true, 1},
                  {"Rank", 2, true, 1},
                  {"Floor", 3, true, 2},
                  {"Pay", 5, true, 8},
                  {"Ratio", 6, true, 4},
                  {"Height", 7, true, 8},
                  {"Born", 8, true, 8},
                  kNotes,
                  {"Long", 12},
                  {"Longer", 12},
                  {"Key", 15, true, 16}},
                 {}};
  if (!jet3) table.columns.push_back({"Exact", 16, true, 17, 2});
  JetRow row{{le32(7), writer.text("Jo Bloggs"), "", "\5", le16(0xFFFE), le64(123'4500), std::string("\0\0\x20\x3F", 4),
              real(1.75), real(25'719), writer.long_value(writer.text("a short note"), Place::here),
              writer.long_value(writer.text("on a page of its own"), Place::one_page),
              writer.long_value(writer.text(std::string(2'500, 'x') + " end"), Place::pages),
              std::string("\x78\x56\x34\x12\x34\x12\x78\x56\1\2\3\4\5\6\7\x08", 16)}};
  if (!jet3) row.fields.push_back(numeric(12'345'678'901, true));
  table.rows.push_back(row);
  row = JetRow{std::vector<std::optional<std::string>>(table.columns.size())};
  row.fields[0] = le32(8);
  table.rows.push_back(row);
  return table;
}

std::string staff_database(JetKind kind) {
  JetWriter writer(kind);
  writer.add(staff(writer, kind.version == 0));
  return writer.bytes();
}

// "label=text" of the cells of rows.
std::string cells(const SeenPart& part) {
  std::string all;
  for (const SeenBlock& block : part.blocks) {
    if (block.kind == BlockKind::cell && !block.label.empty()) all += block.label + "=" + block.text + "|";
  }
  return all;
}

std::string staff_cells(bool jet3) {
  return "Staff.ID=7|Staff.Name=Jo "
         "Bloggs|Staff.Active=1|Staff.Rank=5|Staff.Floor=-2|Staff.Pay=123.45|Staff.Ratio=0.625|"
         "Staff.Height=1.75|Staff.Born=1970-05-31|Staff.Notes=a short note|Staff.Long=on a page of its "
         "own|Staff.Longer=" +
         std::string(2'500, 'x') + " end|Staff.Key={12345678-1234-5678-0102-030405060708}|" +
         (jet3 ? "" : "Staff.Exact=-123456789.01|") + "Staff.ID=8|Staff.Active=0|";
}

struct Kind {
  const char* says;
  JetKind kind;
};
class AccessKinds : public testing::TestWithParam<Kind> {};
INSTANTIATE_TEST_SUITE_P(Access, AccessKinds,
                         testing::Values(Kind{"Jet 3", {.version = 0}}, Kind{"Jet 4", {}},
                                         Kind{"ACE 14", {.version = 3, .ace = true}},
                                         Kind{"encoded Jet 3", {.version = 0, .key = 0x12345678}},
                                         Kind{"encoded Jet 4", {.key = 0xCAFE0001}},
                                         Kind{"Jet 4 with maps on pages", {.big_maps = true}}));

TEST_P(AccessKinds, AreRead) {
  const SeenPart part = read_bytes(staff_database(GetParam().kind));
  EXPECT_EQ(part.outcome, Outcome{}) << GetParam().says;
  EXPECT_EQ(part.header.media_type, "application/x-msaccess");
  EXPECT_EQ(cells(part), staff_cells(GetParam().kind.version == 0)) << GetParam().says;
}

// The output of a command; nothing where there is none.
std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  char buffer[4096];
  for (std::size_t count; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, count);
  pclose(pipe);
  return output;
}

TEST_P(AccessKinds, AreReadTheSameByMdbTools) {
  if (output_of("command -v mdb-export").empty()) GTEST_SKIP() << "mdbtools is not installed";
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "x.mdb").string();
  const std::string bytes = staff_database(GetParam().kind);
  std::ofstream(path, std::ios::binary) << bytes;
  const std::string exported = output_of("mdb-export -D '%Y-%m-%d' -T '%Y-%m-%d' " + path + " Staff 2>&1");
  const SeenPart table = read_bytes(exported, "x.csv");
  std::string theirs;
  for (const SeenBlock& block : table.blocks) {
    if (!block.label.empty()) theirs += "Staff." + block.label + "=" + block.text + "|";
  }
  std::string ours = staff_cells(GetParam().kind.version == 0);
  ours.replace(ours.find("123.45|"), 7, "123.4500|");
  ours.erase(ours.find("-030405"), 1);  // mdbtools sets a GUID's last two groups together
  EXPECT_EQ(theirs, ours) << exported;
}

// The files of tests/golden/places/access; written anew with TRAWL_UPDATE_PLACES=1.
TEST(Access, HasPlacesThatTheWriterWrites) {
  for (const int version : {0, 1}) {
    JetWriter writer({.version = version});
    JetTable table{"Brumelwick",
                   {kId,
                    {"Quorrenfeld", 10, false, 100},
                    kNotes,
                    {"Long", 12},
                    {"Longer", 12},
                    {"File", 11},
                    {"Born", 8, true, 8}}};
    table.rows.push_back(
        {{le32(7130448), writer.text("Zorvelquin"), writer.long_value(writer.text("Blenthorpe"), Place::here),
          writer.long_value(writer.text("Crandelwyst"), Place::one_page),
          writer.long_value(writer.text(std::string(2'500, 'x') + " Drossimer"), Place::pages),
          writer.long_value("{\\rtf1 Elquavanter}", Place::one_page), real(25'719)}});
    table.rows.push_back({{le32(1), writer.text("Fenwollaby")}, false, true});
    table.rows[1].fields.resize(table.columns.size());
    writer.add(table);
    writer.add({"Grimthacket", {}, {}, 6, 0, "", "C:\\Hrostlemund.mdb"});
    writer.add({"Jorvantile", {}, {}, 5});
    const std::string bytes = writer.bytes();
    const std::string path =
        std::string(TRAWL_SOURCE_DIR "/tests/golden/places/access/") + (version == 0 ? "jet3.mdb" : "jet4.mdb");
    if (std::getenv("TRAWL_UPDATE_PLACES") != nullptr) std::ofstream(path, std::ios::binary) << bytes;
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(std::string(std::istreambuf_iterator<char>(file), {}) == bytes) << path;
  }
}

TEST(Access, FollowsRowsThatWereMovedAndLeavesDeletedOnes) {
  JetWriter writer;
  writer.add({"T",
              {kName},
              {{{writer.text("stays")}},
               {{writer.text("went")}, true, false},
               {{writer.text("moved")}, false, true},
               {{writer.text("packed \x80", true)}}}});
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(cells(part), "T.Name=stays|T.Name=moved|T.Name=packed \xC2\x80|");
}

TEST(Access, ReadsOffsetsBeyond255OfJet3) {
  JetWriter writer({.version = 0});
  JetTable table{"Wide", {}, {{{}}}};
  for (int i = 0; i < 12; ++i) {
    table.columns.push_back({"c" + std::to_string(i), 10, false, 255});
    table.rows[0].fields.emplace_back(std::string(static_cast<std::size_t>(20 + 15 * i), static_cast<char>('a' + i)));
  }
  writer.add(table);
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome, Outcome{});
  for (int i = 0; i < 12; ++i) {
    const SeenBlock* cell = part.labelled("Wide.c" + std::to_string(i));
    ASSERT_NE(cell, nullptr) << i;
    EXPECT_EQ(cell->text, *table.rows[0].fields[static_cast<std::size_t>(i)]);
  }
}

TEST(Access, ReadsDefinitionsOfManyPages) {
  JetWriter writer;
  JetTable table{"Many", {}, {{{}}}};
  for (int i = 0; i < 200; ++i) {
    table.columns.push_back({"a column with a long name " + std::to_string(i), 10, false, 100});
    table.rows[0].fields.emplace_back(writer.text("v" + std::to_string(i)));
  }
  writer.add(table);
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome, Outcome{});
  ASSERT_NE(part.block("v199"), nullptr);
  EXPECT_EQ(part.block("v199")->label, "Many.a column with a long name 199");
}

TEST(Access, PassesEmbeddedFilesOn) {
  JetWriter writer;
  const std::string rtf = "{\\rtf1 Kelbrin}";
  const std::string packaged = le16(2) + std::string("a.rtf\0C:\\Users\\jo\\a.rtf\0", 24) + le32(0x30000) + le32(3) +
                               std::string("x\0\0", 3) + le32(static_cast<std::uint32_t>(rtf.size())) + rtf;
  const std::string object = le32(0x501) + le32(2) + le32(8) + std::string("Package\0", 8) + le64(0) +
                             le32(static_cast<std::uint32_t>(packaged.size())) + packaged;
  const std::string ole = le16(0x1C15) + le16(20) + std::string(16, '\0') + object;
  writer.add({"Files",
              {{"Raw", 11}, {"Object", 11}},
              {{{writer.long_value(rtf, Place::one_page), writer.long_value(ole, Place::pages)}}}});
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome, Outcome{});
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_EQ(part.parts[0].header.name, "Files.Raw 1");
  EXPECT_EQ(part.parts[1].header.name, "a.rtf");
  EXPECT_EQ(part.parts[1].text(), "Kelbrin\n");
  EXPECT_NE(part.block("C:\\Users\\jo\\a.rtf"), nullptr);
}

TEST(Access, UnpacksAttachments) {
  const std::string content = le32(16) + le32(1) + le32(2) + test::wide("x") + std::string(2, '\0') + "words of it";
  std::string packed(200, '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(content.data()),
           content.size());
  packed.resize(size);
  JetWriter writer({.version = 2, .ace = true});
  writer.add({"f_1_Data",
              {{"FileData", 11}, {"FileName", 10, false, 510}},
              {{{writer.long_value(le32(1) + le32(static_cast<std::uint32_t>(content.size())) + packed, Place::here),
                 writer.text("cv.txt")}},
               {{writer.long_value(le32(0) + le32(static_cast<std::uint32_t>(content.size())) + content, Place::here),
                 writer.text("raw.txt")}}},
              1,
              0x800A0000});
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome, Outcome{});
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_EQ(part.parts[0].header.name, "cv.txt");
  EXPECT_EQ(part.parts[0].text(), "words of it\n");
  EXPECT_EQ(part.parts[1].text(), "words of it\n");
}

TEST(Access, NamesLinksAndSaysThatFormsAreNotRead) {
  JetWriter writer;
  writer.add({"T", {kName}, {{{writer.text("x")}}}});
  writer.add({"Orders", {}, {}, 6, 0, "", "C:\\data\\orders.mdb", ""});
  writer.add({"Customers of Jo", {}, {}, 5});
  const SeenPart linked = read_bytes(writer.bytes());
  EXPECT_EQ(linked.outcome, Outcome{});
  ASSERT_EQ(linked.parts.size(), 1u);
  EXPECT_EQ(linked.parts[0].header.name, "Orders");
  EXPECT_EQ(linked.parts[0].outcome.kind, OutcomeKind::skipped);
  EXPECT_NE(linked.block("C:\\data\\orders.mdb"), nullptr);
  EXPECT_EQ(linked.block("Customers of Jo")->label, "query");
  JetWriter forms;
  forms.add({"T", {kName}, {}});
  forms.add({"Entry", {}, {}, -32'768});
  EXPECT_EQ(read_bytes(forms.bytes()).outcome.kind, OutcomeKind::partly);
}

TEST(Access, ReadsPropertiesOfColumns) {
  JetWriter writer;
  const auto named = [&](std::string_view name) {
    return le16(static_cast<std::uint32_t>(2 * name.size())) + test::wide(name);
  };
  const std::string names = named("Description");
  const std::string value = test::wide("where Jo lives");
  const std::string property = le16(static_cast<std::uint32_t>(8 + value.size())) + std::string("\0\x0A", 2) + le16(0) +
                               le16(static_cast<std::uint32_t>(value.size())) + value;
  const std::string head = le32(static_cast<std::uint32_t>(4 + named("City").size())) + named("City");
  const std::string all = std::string("MR2\0", 4) + le32(static_cast<std::uint32_t>(6 + names.size())) + le16(0x80) +
                          names + le32(static_cast<std::uint32_t>(6 + head.size() + property.size())) + le16(1) + head +
                          property;
  writer.add({"T", {kName}, {}, 1, 0, "", "", all});
  const SeenPart part = read_bytes(writer.bytes());
  ASSERT_NE(part.block("where Jo lives"), nullptr);
  EXPECT_EQ(part.block("where Jo lives")->label, "property of T");
}

TEST(Access, SaysThatAnEncryptedOneNeedsAPassword) {
  const SeenPart part = read_bytes(staff_database({.version = 3, .key = 0x1234, .ace = true}));
  EXPECT_EQ(part.outcome.kind, OutcomeKind::encrypted);
}

TEST(Access, SaysThatNoTablesAreThere) {
  JetWriter writer;
  const SeenPart part = read_bytes(writer.bytes());
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(read_bytes(std::string_view(staff_database({})).substr(0, 100)).outcome.kind, OutcomeKind::damaged);
}

TEST(Access, ReadsTablesWhoseCatalogIsLost) {
  std::string bytes = staff_database({});
  bytes.replace(2 * 4096, 4096, 4096, '\0');
  const SeenPart part = read_bytes(bytes);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  ASSERT_NE(part.block("Jo Bloggs"), nullptr);
  EXPECT_EQ(part.block("Jo Bloggs")->label, "Name");
}

TEST(AccessValue, WritesDatesWithoutATimeThatIsNone) {
  const AccessColumn date{AccessType::date, {}};
  const AccessFile file;
  EXPECT_EQ(access_value(file, date, real(25'719.5)), "1970-05-31 12:00:00");
  EXPECT_EQ(access_value(file, date, real(0.25)), "06:00:00");
  EXPECT_EQ(access_value(file, date, real(-1.25)), "1899-12-29 06:00:00");
  EXPECT_EQ(access_value(file, date, real(1e300)), "");
  EXPECT_EQ(access_value(file, date, real(std::nan(""))), "");
  const AccessColumn longer{AccessType::long_date, {}};
  EXPECT_EQ(access_value(file, longer, "0000000000000719312:0000000432000000000:7"), "1970-05-31 12:00:00");
}

}  // namespace
}  // namespace trawl::extractors
