// Metafiles of Windows: the strings they draw, put together to words, and the bitmaps in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/compound_bytes.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using namespace test;

// --- EMF ----------------------------------------------------------------------------------------------------

std::string emf_record(std::uint32_t type, std::string data) {
  data.resize((data.size() + 3) / 4 * 4);
  return le32(type) + le32(static_cast<std::uint32_t>(data.size() + 8)) + data;
}

std::string emf(const std::string& records, const std::string& description = {}) {
  std::string head = std::string(32, '\0') + " EMF" + std::string(16, '\0');
  head += le32(static_cast<std::uint32_t>(description.size() / 2)) + le32(description.empty() ? 0 : 104) +
          std::string(36, '\0');
  return emf_record(1, head + description) + records + emf_record(14, std::string(12, '\0'));
}

// EMR_EXTTEXTOUTW; advance: of each character, none where 0.
std::string emf_text(std::string_view text, std::uint32_t x, std::uint32_t y, std::uint32_t advance,
                     std::uint32_t options = 0) {
  const auto count = static_cast<std::uint32_t>(text.size());
  std::string string = wide(text);
  string.resize((string.size() + 3) / 4 * 4);
  const std::uint32_t advances = advance == 0 ? 0 : 76 + static_cast<std::uint32_t>(string.size());
  std::string data = std::string(28, '\0') + le32(x) + le32(y) + le32(count) + le32(76) + le32(options) +
                     std::string(16, '\0') + le32(advances) + string;
  for (std::uint32_t i = 0; advance != 0 && i < count; ++i) data += le32(advance);
  return emf_record(84, data);
}

TEST(Emf, StringsThatFollowEachOtherAreOneWord) {
  const SeenPart seen = read_bytes(emf(emf_text("Wende", 100, 50, 10) + emf_text("line", 150, 50, 10) +
                                       emf_text("Thraxby", 200, 50, 10) + emf_text("07700 900123", 100, 80, 10)));
  EXPECT_EQ(seen.header.media_type, "image/emf");
  EXPECT_EQ(seen.outcome, Outcome{});
  EXPECT_EQ(seen.text(), "Wendeline Thraxby\n07700 900123\n");
}

TEST(Emf, AlignmentTellsWhereAStringBegins) {
  const auto align = [](std::uint32_t mode) { return emf_record(22, le32(mode)); };
  const SeenPart seen = read_bytes(
      emf(align(2) + emf_text("Wende", 150, 50, 10) + emf_text("line", 190, 50, 10) +  // by their right ends
          align(1) + emf_record(27, le32(0) + le32(9)) + emf_text("Od", 0, 90, 0) + emf_text("o", 0, 90, 0)));
  EXPECT_EQ(seen.text(), "Wendeline\nOdo\n");
}

TEST(Emf, EveryKindOfStringIsRead) {
  const std::string narrow = std::string(28, '\0') + le32(0) + le32(0) + le32(4) + le32(76) + le32(0) +
                             std::string(16, '\0') + le32(0) + "Vera";
  const std::string small = le32(0) + le32(40) + le32(3) + le32(0x300) + std::string(12, '\0') + "Odo";
  const std::string of_poly =
      le32(0) + le32(99) + le32(5) + le32(80) + le32(0) + std::string(16, '\0') + le32(0) + wide("Finch");
  const SeenPart seen = read_bytes(
      emf(emf_record(83, narrow) + emf_record(108, small) + emf_record(97, std::string(28, '\0') + le32(1) + of_poly)));
  EXPECT_EQ(seen.text(), "Vera\nOdo\nFinch\n");
}

TEST(Emf, ADescriptionIsAProperty) {
  const SeenPart seen = read_bytes(emf({}, wide("Drawer\0Staff plan\0\0"s)));
  ASSERT_NE(seen.labelled("description"), nullptr);
  EXPECT_THAT(seen.labelled("description")->text, testing::HasSubstr("Staff plan"));
}

std::string plus_string(std::string_view text) {
  const std::string data =
      le32(0) + le32(0) + le32(static_cast<std::uint32_t>(text.size())) + std::string(16, '\0') + wide(text);
  const auto size = static_cast<std::uint32_t>(data.size());
  return le16(0x401C) + le16(0) + le32(12 + size) + le32(size) + data;
}

TEST(Emf, WhatOnlyEmfPlusDrawsIsReadToo) {
  const std::string plus = "EMF+" + plus_string("Wendeline") + plus_string("Vera");
  const SeenPart seen = read_bytes(
      emf(emf_record(70, le32(static_cast<std::uint32_t>(plus.size())) + plus) + emf_text("Wendeline", 0, 0, 10)));
  EXPECT_EQ(seen.text(), "Wendeline\nVera\n");
}

TEST(Emf, GlyphsWithoutCharactersAreMissed) {
  const SeenPart seen = read_bytes(emf(emf_text("\3\4", 0, 0, 10, 0x10)));
  EXPECT_EQ(seen.outcome, (Outcome{OutcomeKind::partly, "text drawn by numbers of glyphs"}));
  EXPECT_EQ(seen.text(), "");
}

std::string bitmap_info(std::uint32_t width, std::uint32_t height) {
  return le32(40) + le32(width) + le32(height) + le16(1) + le16(1) + std::string(16, '\0') + le32(2) + le32(0) +
         std::string(8, '\0');
}

TEST(Emf, ABitmapIsAPictureOfItsOwn) {
  const std::string info = bitmap_info(200, 160), pixels(28 * 160, '\x5A');
  const std::string data = std::string(40, '\0') + le32(80) + le32(48) + le32(128) +
                           le32(static_cast<std::uint32_t>(pixels.size())) + std::string(16, '\0') + info + pixels;
  const SeenPart seen = read_bytes(emf(emf_record(81, data)));
  ASSERT_EQ(seen.parts.size(), 1u);
  EXPECT_EQ(seen.parts[0].header.name, "picture1.bmp");
  EXPECT_EQ(seen.parts[0].header.media_type, "image/bmp");
  EXPECT_EQ(seen.parts[0].outcome.kind, OutcomeKind::unsupported);
}

TEST(Emf, CutOffOrMutilatedItEndsInAnOutcome) {
  const std::string whole = emf(emf_text("Wendeline", 0, 0, 10) + emf_text("Thraxby", 0, 50, 10));
  EXPECT_EQ(read_bytes(whole.substr(0, whole.size() - 4)).outcome.reason, "the drawing is cut off");
  read_mutilated(whole);
}

// --- WMF ----------------------------------------------------------------------------------------------------

std::string wmf_record(std::uint16_t function, std::string data) {
  data.resize((data.size() + 1) / 2 * 2);
  return le32(static_cast<std::uint32_t>((data.size() + 6) / 2)) + le16(function) + data;
}

std::string wmf(const std::string& records, bool placed = false) {
  const std::string place = placed ? "\xD7\xCD\xC6\x9A" + std::string(18, '\0') : std::string();
  return place + le16(1) + le16(9) + le16(0x300) + std::string(12, '\0') + records + wmf_record(0, {});
}

std::string wmf_text(std::string_view text, std::uint16_t x, std::uint16_t y, std::uint16_t advance) {
  std::string data = le16(y) + le16(x) + le16(static_cast<std::uint16_t>(text.size())) + le16(0) + std::string(text);
  data.resize((data.size() + 1) / 2 * 2);
  for (std::size_t i = 0; advance != 0 && i < text.size(); ++i) data += le16(advance);
  return wmf_record(0x0A32, data);
}

TEST(Wmf, StringsThatFollowEachOtherAreOneWord) {
  for (const bool placed : {false, true}) {
    const SeenPart seen =
        read_bytes(wmf(wmf_text("Wende", 10, 5, 10) + wmf_text("line", 60, 5, 10) + wmf_text("Thraxby", 110, 5, 10) +
                           wmf_record(0x0521, le16(3) + "Odo\0"s + le16(90) + le16(10)),
                       placed));
    EXPECT_EQ(seen.header.media_type, "image/wmf");
    EXPECT_EQ(seen.outcome, Outcome{});
    EXPECT_EQ(seen.text(), "Wendeline Thraxby\nOdo\n");
  }
}

TEST(Wmf, TextIsInTheCharsetOfTheFontThatIsSelected) {
  const auto font = [](char charset) {
    return wmf_record(0x02FB, std::string(13, '\0') + charset + std::string(4, '\0'));
  };
  const auto select = [](std::uint16_t number) { return wmf_record(0x012D, le16(number)); };
  const SeenPart seen =
      read_bytes(wmf(wmf_record(0x02FA, std::string(10, '\0')) + font('\0') + font('\xCC') + select(1) +
                     wmf_text("caf\xE9", 0, 0, 0) + select(2) + wmf_text("\xCE\xEB\xFC\xE3\xE0", 0, 50, 0) +
                     wmf_record(0x01F0, le16(1)) + font('\xEE') + select(1) + wmf_text("\xA3\xF3\x64\x9F", 0, 90, 0)));
  EXPECT_EQ(seen.text(), "caf\u00E9\n\u041E\u043B\u044C\u0433\u0430\n\u0141\u00F3d\u017A\n");
}

TEST(Wmf, ABitmapIsAPictureOfItsOwn) {
  const SeenPart seen = read_bytes(
      wmf(wmf_record(0x0F43, std::string(22, '\0') + bitmap_info(200, 160) + std::string(8 + 28 * 160, '\x5A')) +
          wmf_record(0x0F43, std::string(22, '\0') + bitmap_info(8, 8) + std::string(8 + 32, '\x5A'))));
  ASSERT_EQ(seen.parts.size(), 1u);
  EXPECT_EQ(seen.parts[0].header.media_type, "image/bmp");
}

TEST(Wmf, CutOffOrMutilatedItEndsInAnOutcome) {
  const std::string whole = wmf(wmf_text("Wendeline", 0, 0, 10) + wmf_text("Thraxby", 0, 50, 10));
  EXPECT_EQ(read_bytes(whole.substr(0, whole.size() - 4)).outcome.reason, "the drawing is cut off");
  read_mutilated(whole);
}

}  // namespace
}  // namespace trawl::extractors
