// What all documents in compound files share: properties, embedded objects, and files of which only these are known.
#include <gtest/gtest.h>

#include "extractors/ole_drawing.h"
#include "extractors/ole_hyperlink.h"
#include "extractors/ole_objects.h"
#include "extractors/ole_properties.h"
#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

const std::string kSummary("\xE0\x85\x9F\xF2\xF9\x4F\x68\x10\xAB\x91\x08\x00\x2B\x27\xB3\xD9", 16);
const std::string kDocument("\x02\xD5\xCD\xD5\x9C\x2E\x1B\x10\x93\x97\x08\x00\x2B\x2C\xF9\xAE", 16);
const std::string kUser("\x05\xD5\xCD\xD5\x9C\x2E\x1B\x10\x93\x97\x08\x00\x2B\x2C\xF9\xAE", 16);

struct Value {
  std::uint32_t id;
  std::string bytes;  // with its type
};

std::string section(const std::vector<Value>& values) {
  std::string places, all;
  for (const Value& value : values) {
    places += le32(value.id) + le32(8 + 8 * values.size() + all.size());
    all += value.bytes;
  }
  return le32(8 + places.size() + all.size()) + le32(values.size()) + places + all;
}
std::string properties(const std::vector<std::pair<std::string, std::string>>& sections) {
  std::string head = le16(0xFFFE) + le16(0) + le32(0) + std::string(16, '\0') + le32(sections.size());
  std::size_t at = head.size() + 20 * sections.size();
  std::string all;
  for (const auto& [set, bytes] : sections) {
    head += set + le32(at + all.size());
    all += bytes;
  }
  return head + all;
}
std::string ansi(std::string_view text) {
  return le32(30) + le32(text.size()) + std::string(text);
}
Value code_page(std::uint32_t page) {
  return {1, le32(2) + le32(page)};
}

std::string texts(const std::vector<OleProperty>& found) {
  std::string all;
  for (const OleProperty& property : found) all += property.label + "=" + property.text + ";";
  return all;
}

TEST(OleProperties, AreInTheCodePageOfTheirSet) {
  const std::string stream = properties(
      {{kSummary, section({code_page(1251), {4, ansi("\xC8\xE2\xE0\xED")}, {8, le32(31) + le32(4) + wide("Ann\0")}})}});
  EXPECT_EQ(texts(ole_properties(stream)), "author=Иван;last modified by=Ann;");
}

TEST(OleProperties, DatesAreInUtcAndTimesOfEditingAreNone) {
  const std::string date = le32(64) + le64(132'223'104'000'000'000);  // 2020-01-01
  EXPECT_EQ(texts(ole_properties(properties({{kSummary, section({{10, date}, {12, date}})}}))),
            "created=2020-01-01 00:00:00;");
}

TEST(OleProperties, UsersNameTheirOwn) {
  const std::string names = le32(1) + le32(2) + le32(12) + std::string("Case worker\0", 12);
  const std::string user = section({code_page(1252), {0, names}, {2, ansi("Custom Cawley")}});
  const std::string company =
      section({code_page(1252), {15, ansi("Quill Ltd")}, {13, le32(0x101E) + le32(1) + ansi("Sheet1").substr(4)}});
  EXPECT_EQ(texts(ole_properties(properties({{kDocument, company}, {kUser, user}}))),
            "company=Quill Ltd;part=Sheet1;Case worker=Custom Cawley;");
}

TEST(OleProperties, BrokenOnesEndWhereTheyBreak) {
  EXPECT_TRUE(ole_properties("").empty());
  EXPECT_TRUE(ole_properties(std::string(100, '\xFF')).empty());
  std::string stream = properties(
      {{kSummary, section({{4, le32(30) + le32(0xFFFFFFFF) + "Margery"}, {5, le32(0x101E) + le32(0xFFFFFFFF)}})}});
  EXPECT_EQ(texts(ole_properties(stream)).substr(0, 14), "author=Margery");
  for (std::size_t size = 0; size < stream.size(); ++size) ole_properties(stream.substr(0, size));
}

TEST(OleHyperlink, TellsFilesAndPlacesInThem) {
  const std::string path = wide("\\\\server\\hr\\ann.doc");
  const std::string file = le32(2) + le32(0x9) + std::string("\x03\x03\0\0", 4) + std::string(12, '\0') + le16(0) +
                           le32(8) + std::string("ANN.DOC\0", 8) + std::string(24, '\0') + le32(6 + path.size()) +
                           le32(path.size()) + le16(3) + path + le32(3) + wide("B2") + le16(0);
  EXPECT_EQ(hyperlink_texts(file), (std::vector<std::string>{"\\\\server\\hr\\ann.doc", "B2"}));
  EXPECT_TRUE(hyperlink_texts("").empty());
  for (std::size_t size = 0; size < file.size(); ++size) hyperlink_texts(file.substr(0, size));
}

std::string packaged(const std::string& bytes) {
  const std::string body = le16(2) + std::string("note\0", 5) + std::string("C:\\Users\\ann\\note.txt\0", 22) +
                           le32(0x30000) + le32(4) + std::string("tmp\0", 4) + le32(bytes.size()) + bytes;
  return le32(body.size()) + body;
}

TEST(OleDrawing, PicturesAreFoundWhereverTheyLie) {
  const std::string picture = std::string("\x89PNG\r\n\x1A\n", 8) + "pixels";
  const std::string one = le16(0x6E00) + le16(0xF01E) + le32(17 + picture.size()) + std::string(17, 'c') + picture;
  const std::string two = le16(0x6E10) + le16(0xF01E) + le32(33 + picture.size()) + std::string(33, 'c') + picture;
  const std::string metafile =
      le16(0x3D40) + le16(0xF01A) + le32(50 + 4) + std::string(48, 'c') + std::string("\0\xFE", 2) + "defl";
  const std::string lies = le16(0x6E00) + le16(0xF01E) + le32(0xFFFFFFFF) + "\xF0\xF0";
  const std::string stream = "before" + one + two + metafile + lies;
  const std::vector<DrawingPicture> pictures = drawing_pictures(stream);
  ASSERT_EQ(pictures.size(), 3u);
  EXPECT_EQ(pictures[0].bytes, picture);
  EXPECT_EQ(pictures[1].bytes, picture);
  EXPECT_EQ(pictures[2].bytes, "defl");
  EXPECT_TRUE(pictures[2].deflated);
  EXPECT_EQ(pictures[2].suffix, "emf");
  const SeenPart seen = read_bytes(compound_of({stream_node("PowerPoint Document", ""), stream_node("Pictures", one)}));
  ASSERT_NE(seen.find("picture 1.png"), nullptr);
  EXPECT_EQ(seen.find("picture 1.png")->header.media_type, "image/png");
}

TEST(OleObjects, APackagedFileIsAPartOfItsName) {
  const std::string bytes = compound_of({storage_node(
      "ObjectPool",
      {storage_node("_1", {stream_node("\1Ole10Native", packaged("Packaged Parr")), stream_node("\1CompObj", "x")})})});
  const SeenPart seen = read_bytes(bytes);
  ASSERT_EQ(seen.parts.size(), 1u);
  EXPECT_EQ(seen.parts[0].header.name, "note.txt");
  EXPECT_EQ(seen.parts[0].text(), "Packaged Parr\n");
  EXPECT_NE(block_with(seen, {"C:\\Users\\ann\\note.txt", field, "path"}), nullptr);
}

TEST(OleObjects, TextsOfAFormControlAreFoundBetweenItsNumbers) {
  const std::string control = std::string("\0\2\2\0", 4) + wide("Default Dawson") + std::string("\0\0\3\0", 4) +
                              "Caption Cobb" + '\0' + "abc";
  const auto object = {stream_node("contents", control), stream_node("\3OCXNAME", wide("Box Bowyer") + le16(0))};
  const SeenPart seen = read_bytes(compound_of({storage_node("ObjectPool", {storage_node("_1", object)})}));
  for (const char* text : {"Default Dawson", "Caption Cobb", "Box Bowyer"}) {
    const SeenBlock* block = seen.block(text);
    ASSERT_NE(block, nullptr) << text << seen.text(true);
    EXPECT_EQ(block->label, "form control");
  }
  EXPECT_EQ(seen.block("abc"), nullptr);
}

TEST(OleObjects, APackageThatLiesAboutItsSizeIsPassedAsItIs) {
  const std::string whole = packaged("Packaged Parr");
  EXPECT_TRUE(ole_package(whole));
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(ole_package(whole.substr(0, size))) << size;
}

TEST(OleObjects, ADocumentInADocumentIsAPart) {
  const std::string letter = golden("office/letter.doc");
  const auto file = CompoundFile::open(letter);
  ASSERT_TRUE(file);
  CompoundNode inner = compound_node(*file, CompoundFile::kRoot, 1u << 20).value();
  inner.name = "MBD0001";
  const SeenPart seen = read_bytes(compound_of({std::move(inner), stream_node("Contents", "Stream Strand, as it is")}));
  ASSERT_NE(seen.find("MBD0001"), nullptr);
  EXPECT_NE(seen.find("MBD0001")->text().find("Margery Plumtree"), std::string::npos);
  ASSERT_NE(seen.find("Contents"), nullptr);
}

TEST(OleObjects, AStorageCalledLikeThatOfMacrosButWithoutThemIsReadLikeAnyOther) {
  const SeenPart seen =
      read_bytes(compound_of({storage_node("Macros", {storage_node("VBA", {stream_node("dir", "x")})})}));
  ASSERT_EQ(seen.parts.size(), 1u);
  EXPECT_EQ(seen.parts[0].header.name, "Macros/VBA/dir");
  EXPECT_EQ(seen.parts[0].text(), "x\n");
}

TEST(OleDocument, EveryCutOfAFileEndsWell) {
  for (const char* name : {"office/letter.doc", "office/staff.xls"}) {
    const std::string whole = golden(name);
    for (std::size_t size = 512; size + 512 < whole.size(); size += 257) {
      const SeenPart seen = read_bytes(whole.substr(0, size), name);
      EXPECT_NE(seen.outcome.kind, OutcomeKind::read) << name << " " << size;
    }
  }
}

}  // namespace
}  // namespace trawl::extractors
