// iWork documents: archives packed and nested as those of Pages, Numbers and Keynote; no real ones are at hand.
#include <gtest/gtest.h>

#include "extractors/iwork_archive.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

std::string variable(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
  return out + static_cast<char>(value);
}
std::string number(int field, std::uint64_t value) {
  return variable(field << 3) + variable(value);
}
std::string bytes(int field, std::string_view value) {
  return variable(field << 3 | 2) + variable(value.size()) + std::string(value);
}

// An object of a kind behind its ArchiveInfo.
std::string object(std::uint64_t kind, const std::string& message) {
  const std::string info = number(1, 42) + bytes(2, number(1, kind) + bytes(2, "\1\0\5") + number(3, message.size()));
  return variable(info.size()) + info + message;
}

// One piece of Snappy, of bytes as they are.
std::string packed(std::string_view plain) {
  const std::size_t size = plain.size() - 1;
  const std::string block =
      variable(plain.size()) + '\xF4' + static_cast<char>(size) + static_cast<char>(size >> 8) + std::string(plain);
  return std::string(1, '\0') + static_cast<char>(block.size()) + static_cast<char>(block.size() >> 8) + '\0' + block;
}

TEST(Iwork, TextsOfAnArchiveAreReadAndTheRestIsSaidToBeMissing) {
  const std::string document = object(2001, bytes(3, "Running Ridley, QQ 12 34 56 C.") + bytes(5, number(1, 7))) +
                               object(6005, number(1, 1) + bytes(3, number(1, 3) + bytes(3, "Cell Cartwright"))) +
                               object(3056, bytes(1, "Comment Colby") + bytes(2, bytes(1, bytes(4, "Nested Nesbit"))));
  const SeenPart seen = read_bytes(zip_of({{"Index/Document.iwa", packed(document), false},
                                           {"Data/note.txt", "Attached Avery"},
                                           {"preview.jpg", "\xFF\xD8\xFF noise"}}));
  EXPECT_EQ(seen.header.media_type, "application/vnd.apple.iwork");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.outcome.reason.find("numbers and dates"), std::string::npos);
  EXPECT_NE(block_with(seen, {"Running Ridley, QQ 12 34 56 C."}), nullptr);
  EXPECT_NE(block_with(seen, {"Cell Cartwright", cell}), nullptr);
  EXPECT_NE(block_with(seen, {"Comment Colby", field, "iWork", {}, true}), nullptr);
  EXPECT_NE(block_with(seen, {"Nested Nesbit", field, "iWork", {}, true}), nullptr);
  ASSERT_EQ(seen.parts.size(), 2u);
  EXPECT_EQ(seen.parts[0].text(), "Attached Avery\n");
}

TEST(Iwork, TheXmlOf2009AndAPreviewAreParts) {
  const SeenPart seen =
      read_bytes(zip_of({{"index.xml",
                          "<?xml version='1.0'?><sl:document xmlns:sl='x'><sf:p>Old <sf:span>Ol</sf:span>sen</sf:p>"
                          "<sf:ct sfa:s='Cell Cartwright'/></sl:document>"},
                         {"QuickLook/Preview.pdf", "%PDF-1.4 noise"}}),
                 "cv.pages");
  EXPECT_EQ(seen.header.media_type, "application/vnd.apple.iwork");
  ASSERT_EQ(seen.parts.size(), 2u);
  EXPECT_NE(seen.text(true).find("Old Olsen"), std::string::npos) << seen.text(true);
  EXPECT_NE(seen.text(true).find("Cell Cartwright"), std::string::npos);
  EXPECT_EQ(seen.parts[1].header.media_type, "application/pdf");
}

TEST(Iwork, AnArchiveWithinAnArchiveIsReadToo) {
  const std::string index = zip_of({{"Document.iwa", packed(object(2001, bytes(3, "Inner Innes"))), false}});
  const SeenPart seen = read_bytes(zip_of({{"Index.zip", index, false}}), "plan.numbers");
  EXPECT_NE(seen.text(true).find("Inner Innes"), std::string::npos);
}

TEST(Iwork, WithAPasswordItIsEncrypted) {
  const SeenPart seen = read_bytes(zip_of({{"Index/Document.iwa", "noise"}, {".iwpv2", "verifier"}}));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::encrypted);
}

TEST(Iwork, SnappyCopiesReachBackAndNoFurther) {
  const auto block = [](std::string_view body) {
    return std::string(1, '\0') + static_cast<char>(body.size()) + std::string(2, '\0') + std::string(body);
  };
  // "abcd", then eight bytes from four back, then six from two back with an offset of two bytes.
  const IworkBytes sound = unpacked_iwork(block(std::string("\x12\x0C"
                                                            "abcd"
                                                            "\x11\x04"
                                                            "\x16\x02",
                                                            10) +
                                                '\0'),
                                          1000);
  EXPECT_TRUE(sound.whole);
  EXPECT_EQ(sound.bytes, "abcdabcdabcdcdcdcd");
  EXPECT_FALSE(unpacked_iwork(block(std::string("\x12\x0C"
                                                "abcd"
                                                "\x11\x05",
                                                8)),
                              1000)
                   .whole);
  EXPECT_FALSE(unpacked_iwork(block(std::string("\x12\x0C"
                                                "abcd"
                                                "\x11\x04"
                                                "\x16\x02",
                                                10) +
                                    '\0'),
                              17)
                   .whole);
}

TEST(Iwork, MessagesThatLieEndTheReading) {
  std::vector<std::string> found;
  const auto collect = [&](IworkText, std::string_view text) {
    found.emplace_back(text);
    return true;
  };
  EXPECT_FALSE(iwork_texts("\xFF\xFF\xFF\xFF\x0F", collect));
  EXPECT_FALSE(iwork_texts(object(2001, bytes(3, "Kept Kemp")) + "\x7F"
                                                                 "broken",
                           collect));
  EXPECT_EQ(found, std::vector<std::string>{"Kept Kemp"});
  std::string deep = bytes(1, "Deep Deakin");
  for (int i = 0; i < 5000; ++i) deep = bytes(1, deep);
  iwork_texts(object(1, deep), collect);
}

}  // namespace
}  // namespace trawl::extractors
