// Compound files: written by the writer of our own, broken by hand, and one that Outlook's format needs.
#include "extractors/compound_file.h"

#include <gtest/gtest.h>

#include "extractors/compound_writer.h"
#include "extractors/little_endian.h"

namespace trawl::extractors {
namespace {

using Kind = CompoundFile::Kind;

CompoundNode stream(std::string name, std::string bytes) { return {std::move(name), Kind::stream, std::move(bytes)}; }
CompoundNode storage(std::string name, std::vector<CompoundNode> children) {
  return {std::move(name), Kind::storage, {}, {}, std::move(children)};
}
std::string file_of(std::vector<CompoundNode> children) {
  return compound_bytes(storage("Root Entry", std::move(children))).value();
}
std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 + i / 251);
  return bytes;
}
void put32(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
}

TEST(CompoundFile, StreamsOfAllSizesComeBackAsTheyWereWritten) {
  std::vector<CompoundNode> children;
  const std::size_t sizes[] = {0, 1, 63, 64, 65, 4095, 4096, 4097, 8192, 100'000, 5'000'000};
  for (const std::size_t size : sizes) children.push_back(stream("S" + std::to_string(size), pattern(size)));
  const std::string bytes = file_of(children);
  const auto file = CompoundFile::open(bytes);
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->damaged());
  EXPECT_EQ(file->entries().size(), std::size(sizes) + 1);
  for (const std::size_t size : sizes) {
    const auto read = file->read(file->find("s" + std::to_string(size)), 1u << 30);
    EXPECT_TRUE(read.whole) << size;
    EXPECT_EQ(read.bytes, pattern(size)) << size;
  }
}

TEST(CompoundFile, PathsLeadThroughStoragesInEitherCase) {
  const std::string bytes = file_of({storage("Pool", {storage("_1", {stream("\1Ole10Native", "inner")})}), stream("A", "x")});
  const auto file = CompoundFile::open(bytes).value();
  EXPECT_EQ(file.read(file.find("POOL/_1/\1ole10native"), 100).bytes, "inner");
  EXPECT_EQ(file.find("Pool/_2"), CompoundFile::kNone);
  EXPECT_EQ(file.find("A/B"), CompoundFile::kNone);
  EXPECT_EQ(file.children(CompoundFile::kRoot).size(), 2u);
  EXPECT_EQ(file.children(CompoundFile::kNone).size(), 0u);
  EXPECT_TRUE(file.read(CompoundFile::kNone, 10).bytes.empty());
}

TEST(CompoundFile, AStreamIsReadNoFurtherThanAsked) {
  const std::string bytes = file_of({stream("A", pattern(9000))});
  const auto file = CompoundFile::open(bytes).value();
  const auto read = file.read(file.find("A"), 5000);
  EXPECT_EQ(read.bytes, pattern(9000).substr(0, 5000));
  EXPECT_FALSE(read.whole);
}

TEST(CompoundFile, AStorageBecomesAFileOfItsOwn) {
  std::vector<CompoundNode> many;
  for (int i = 0; i < 300; ++i) many.push_back(stream("entry " + std::to_string(i), std::to_string(i)));
  const std::string bytes = file_of({storage("Sub", std::move(many)), stream("Other", "no")});
  const auto outer = CompoundFile::open(bytes).value();
  const auto node = compound_node(outer, outer.find("Sub"), 1u << 20);
  ASSERT_TRUE(node);
  const std::string copy = compound_bytes(*node).value();
  const auto inner = CompoundFile::open(copy).value();
  EXPECT_FALSE(inner.damaged());
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(inner.read(inner.find("entry " + std::to_string(i)), 100).bytes, std::to_string(i));
  }
  EXPECT_EQ(inner.find("Other"), CompoundFile::kNone);
  EXPECT_EQ(compound_node(outer, outer.find("Sub"), 100).error().kind, ErrorKind::over_limit);
}

TEST(CompoundFile, WhatIsNoCompoundFileIsDamaged) {
  const std::string good = file_of({stream("A", "x")});
  EXPECT_FALSE(CompoundFile::open(""));
  EXPECT_FALSE(CompoundFile::open(good.substr(0, 511)));
  EXPECT_FALSE(CompoundFile::open(good.substr(0, 512)));
  EXPECT_FALSE(CompoundFile::open("PK" + good));
  for (const std::uint8_t shift : {0, 6, 17, 255}) {
    std::string wrong = good;
    wrong[30] = static_cast<char>(shift);
    EXPECT_FALSE(CompoundFile::open(wrong)) << int{shift};
  }
}

// The allocation table is the last sector of what the writer makes.
TEST(CompoundFile, AChainThatLoopsEndsAndTheStreamIsNotWhole) {
  std::string bytes = file_of({stream("A", pattern(20'000))});
  const std::size_t table = bytes.size() - 4096;
  put32(bytes, table + 3 * 4, 1);  // sectors 1..5 are the stream's
  const auto file = CompoundFile::open(bytes).value();
  const auto read = file.read(file.find("A"), 1u << 30);
  EXPECT_EQ(read.bytes, pattern(20'000).substr(0, 3 * 4096));
  EXPECT_FALSE(read.whole);
}

TEST(CompoundFile, StreamsThatShareSectorsDoNotMultiplyBytes) {
  std::vector<CompoundNode> children;
  for (int i = 0; i < 30; ++i) children.push_back(stream("S" + std::to_string(i), pattern(40'960)));
  std::string bytes = file_of(children);
  for (std::size_t record = 1; record <= 30; ++record) put32(bytes, 4096 + record * 128 + 116, 1);
  const auto file = CompoundFile::open(bytes).value();
  std::size_t total = 0;
  for (std::size_t i = 0; i < file.entries().size(); ++i) total += file.read(i, 1u << 30).bytes.size();
  EXPECT_EQ(total, 40'960u);
}

TEST(CompoundFile, ADirectoryThatLoopsIsWalkedOnce) {
  std::string bytes = file_of({stream("A", "1"), stream("B", "2"), stream("C", "3")});
  put32(bytes, 4096 + 128 + 68, 0);      // back to the root
  put32(bytes, 4096 + 2 * 128 + 72, 2);  // to itself
  put32(bytes, 4096 + 3 * 128 + 72, 0x7FFFFFFF);
  const auto file = CompoundFile::open(bytes).value();
  EXPECT_TRUE(file.damaged());
  EXPECT_LE(file.entries().size(), 4u);
}

TEST(CompoundFile, ASizeThatTheFileCannotHoldIsNotBelieved) {
  std::string bytes = file_of({stream("A", pattern(5000))});
  put32(bytes, 4096 + 128 + 120, 0xFFFFFFF0);
  put32(bytes, 4096 + 128 + 124, 0x7FFFFFFF);
  const auto file = CompoundFile::open(bytes).value();
  const auto read = file.read(1, ~0ull);
  EXPECT_EQ(read.bytes.substr(0, 5000), pattern(5000));
  EXPECT_LE(read.bytes.size(), 8192u);
  EXPECT_FALSE(read.whole);
}

TEST(CompoundFile, AFileCutAnywhereIsReadAsFarAsItGoes) {
  const std::string bytes = file_of({stream("A", pattern(9000)), storage("B", {stream("C", "mini")})});
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    const std::string cut = bytes.substr(0, size);
    const auto file = CompoundFile::open(cut);
    if (!file) continue;
    for (std::size_t i = 0; i < file->entries().size(); ++i) EXPECT_LE(file->read(i, 1u << 20).bytes.size(), 9000u);
  }
}

TEST(LittleEndian, NumbersEndWithTheBytes) {
  const std::string_view bytes("\x01\x02\x03\x04\x05", 5);
  EXPECT_EQ(little16(bytes, 0), 0x0201);
  EXPECT_EQ(little32(bytes, 1), 0x05040302u);
  EXPECT_EQ(little32(bytes, 3), 0x0504u);
  EXPECT_EQ(little64(bytes, 99), 0u);
}

TEST(LittleEndian, Utf16BecomesUtf8) {
  using namespace std::string_view_literals;
  EXPECT_EQ(utf16_text("A\0\xE9\0\x3D\xD8\x00\xDE"sv), "A\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(utf16_text("\x3D\xD8"sv), "\xEF\xBF\xBD");
  EXPECT_EQ(utf16_text("\x00\xDE""A\0"sv), "\xEF\xBF\xBD""A");
  EXPECT_EQ(utf16_text("A\0B"sv), "A");
}

}  // namespace
}  // namespace trawl::extractors
