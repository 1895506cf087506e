// Pictures: what they say in words, and their outcome without OCR. tests/golden/places/picture has one of each kind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "extractors/picture_metadata.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::read_bytes;
using test::SeenPart;

std::string big32_bytes(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

std::string chunk(const std::string& type, const std::string& data) {
  const std::string checked = type + data;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
  return big32_bytes(static_cast<std::uint32_t>(data.size())) + checked + big32_bytes(static_cast<std::uint32_t>(sum));
}

std::string deflated(const std::string& text) {
  std::string packed(compressBound(text.size()), '\0');
  uLongf size = packed.size();
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size());
  packed.resize(size);
  return packed;
}

std::string png(std::uint32_t width, std::uint32_t height, const std::string& chunks = {}) {
  const std::string rows = deflated(std::string((width / 8 + 1) * static_cast<std::size_t>(height), '\0'));
  return "\x89PNG\r\n\x1A\n"s + chunk("IHDR", big32_bytes(width) + big32_bytes(height) + "\1\0\0\0\0"s) + chunks +
         chunk("IDAT", rows) + chunk("IEND", "");
}

constexpr const char* kNotRead = "picture not read for text (OCR is off)";

TEST(Picture, IsUnsupportedWhereNobodyLooksAtItsPixels) {
  EXPECT_EQ(read_bytes(png(200, 300)).outcome, (Outcome{OutcomeKind::unsupported, kNotRead}));
  EXPECT_EQ(read_bytes(png(200, 300, chunk("tEXt", "Author\0Vera Wilmot"s))).outcome.kind, OutcomeKind::unsupported);
}

TEST(Picture, IsReadWhereItIsTooSmallToHoldText) {
  const struct {
    std::uint32_t width, height;
    OutcomeKind outcome;
  } cases[] = {
      {1, 1, OutcomeKind::read},          {149, 149, OutcomeKind::read},        {800, 15, OutcomeKind::read},
      {15, 800, OutcomeKind::read},       {150, 149, OutcomeKind::unsupported}, {149, 150, OutcomeKind::unsupported},
      {800, 16, OutcomeKind::unsupported}};
  for (const auto& each : cases) {
    EXPECT_EQ(read_bytes(png(each.width, each.height)).outcome.kind, each.outcome) << each.width << "x" << each.height;
  }
}

TEST(Picture, OfAnIconFileIsAnIcon) {
  const SeenPart icon = read_bytes("\0\0\1\0\1\0\x20\x20\0\0\1\0\x20\0"s + std::string(100, 'x'));
  EXPECT_EQ(icon.header.media_type, "image/vnd.microsoft.icon");
  EXPECT_EQ(icon.outcome, Outcome{});
}

TEST(Picture, GivesTheTextChunksOfPng) {
  const SeenPart seen = read_bytes(
      png(10, 10,
          chunk("tEXt", "Author\0Ren\xE9 Wilmot"s) + chunk("zTXt", "Comment\0\0"s + deflated("Odile Brandt")) +
              chunk("iTXt", "Title\0\1\0fr\0Titre\0"s + deflated("H\xC3\xA9l\xC3\xA8ne"))));
  EXPECT_EQ(seen.outcome, Outcome{});
  ASSERT_NE(seen.labelled("Author"), nullptr);
  EXPECT_EQ(seen.labelled("Author")->text, "Ren\xC3\xA9 Wilmot");
  EXPECT_EQ(seen.labelled("Author")->kind, BlockKind::property);
  EXPECT_EQ(seen.labelled("Comment")->text, "Odile Brandt");
  EXPECT_EQ(seen.labelled("Title")->text, "H\xC3\xA9l\xC3\xA8ne");
  EXPECT_NE(seen.block("Titre"), nullptr);
}

TEST(Picture, SaysWhereACompressedTextIsABombOrBroken) {
  const std::string bomb = chunk("zTXt", "Comment\0\0"s + deflated(std::string(64 << 20, 'a')));
  const std::string broken = chunk("zTXt", "Comment\0\0no zlib"s);
  for (const std::string& chunks : {bomb, broken}) {
    const SeenPart seen = read_bytes(png(10, 10, chunks));
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
    EXPECT_THAT(seen.outcome.reason, testing::HasSubstr("damaged or too large"));
    EXPECT_LE(seen.text().size(), 9u << 20);
  }
}

TEST(Picture, ThatIsCutShortAnywhereIsNeverReadInFull) {
  const std::string whole = png(10, 10, chunk("tEXt", "Author\0Vera Wilmot"s));
  for (std::size_t size = 8; size < whole.size() - 12; ++size) {
    EXPECT_NE(read_bytes(whole.substr(0, size)).outcome.kind, OutcomeKind::read) << size;
  }
}

TEST(Picture, GivesEveryCommentOfJpegAndXmpLargerThanASegment) {
  const auto segment = [](char marker, const std::string& data) {
    const auto size = data.size() + 2;
    return "\xFF"s + marker + static_cast<char>(size >> 8) + static_cast<char>(size) + data;
  };
  const auto extended = [&](std::uint32_t offset, const std::string& data) {
    return segment('\xE1', "http://ns.adobe.com/xmp/extension/\0"s + std::string(32, '0') + big32_bytes(100) +
                               big32_bytes(offset) + data);
  };
  const SeenPart seen = read_bytes("\xFF\xD8"s + segment('\xFE', "first") + segment('\xFE', "second") +
                                   extended(40, "edit>Vera Wilmot</photoshop:Credit></r>") +
                                   extended(0, "<r xmlns:photoshop='p'><photoshop:Cr") +
                                   segment('\xC0', "\x08\x00\x08\x00\x08\x01\x01\x11\x00"s) + "\xFF\xDA"s);
  EXPECT_NE(seen.block("first"), nullptr);
  EXPECT_NE(seen.block("second"), nullptr);
  ASSERT_NE(seen.labelled("Credit"), nullptr);
  EXPECT_EQ(seen.labelled("Credit")->text, "Vera Wilmot");
}

TEST(Picture, GivesCommentsAndCaptionsOfGif) {
  const std::string head = "GIF89a\x0A\0\x0A\0\0\0\0"s;
  const SeenPart seen = read_bytes(head + "!\xFE\4Vera\3 W.\0"s + "!\1\x0C" + std::string(12, ' ') + "\5Odile\0;"s);
  EXPECT_EQ(seen.outcome, Outcome{});
  EXPECT_NE(seen.block("Vera W."), nullptr);
  EXPECT_NE(seen.block("Odile"), nullptr);
  EXPECT_EQ(read_bytes(head + "!\xFE\4Vera").outcome.kind, OutcomeKind::partly);
}

TEST(Picture, OfAnyBytesBehindASignatureIsAnOutcome) {
  for (const std::string& signature : {"\xFF\xD8\xFF"s, "\x89PNG\r\n\x1A\n"s, "GIF89a"s, "II*\0"s, "MM\0*"s, "8BPS\0"s,
                                      "\0\0\0\x0CjP  "s, "RIFF\0\1\0\0WEBP"s, "BM\0\0\0\0\0\0\0\0"s,
                                      "\0\0\0\x20"
                                      "ftypheic"s}) {
    for (const char filler : {'\0', '\xFF', '\1', 'A'}) {
      const SeenPart seen = read_bytes(signature + std::string(300, filler));
      EXPECT_TRUE(seen.outcome.kind == OutcomeKind::unsupported || seen.outcome.kind == OutcomeKind::partly ||
                  seen.outcome.kind == OutcomeKind::read)
          << name_of(seen.outcome.kind);
    }
  }
}

TEST(Picture, NamesOfTagsArePartedIntoWords) {
  const std::pair<const char*, const char*> cases[] = {{"CameraOwnerName", "Camera Owner Name"},
                                                       {"XPAuthor", "XP Author"},
                                                       {"GPSAreaInformation", "GPS Area Information"},
                                                       {"Artist", "Artist"},
                                                       {"", ""},
                                                       {"ISO", "ISO"},
                                                       {"ByLine2", "By Line2"}};
  for (const auto& [name, parted] : cases) EXPECT_EQ(parted_name(name), parted);
}

TEST(Picture, TextsOfAnyLengthAreRead) {
  const auto little = [](std::uint32_t value, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
    return bytes;
  };
  const std::string text = std::string(1'100'000, 'x') + " Vera Wilmot";
  const std::string tiff = std::string("II*\0", 4) + little(8, 4) + little(1, 2) + little(0x010E, 2) + little(2, 2) +
                           little(static_cast<std::uint32_t>(text.size()), 4) + little(26, 4) + little(0, 4) + text;
  EXPECT_NE(read_bytes(tiff, "a.tif").text().find("Vera Wilmot"), std::string::npos);
}

}  // namespace
}  // namespace trawl::extractors
