// Sound and film: structures that are broken, hostile or large. tests/golden/places/media has one of each kind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "core/descriptor.h"
#include "extractors/media_stream.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::read_bytes;
using test::read_pieces;
using test::SeenPart;

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) text += static_cast<char>(value >> shift);
  return text;
}

std::string box(const std::string& type, const std::string& data) {
  return number(data.size() + 8, 4) + type + data;
}

std::string film(const std::string& inside) {
  return box("ftyp", "isom\0\0\0\0"s) + box("moov", inside);
}

// An element of EBML, its size in 8 bytes.
std::string ebml(const std::string& id, const std::string& data) {
  return id + '\x01' + number(data.size(), 7) + data;
}

std::string matroska(const std::string& segment) {
  return ebml("\x1A\x45\xDF\xA3", ebml("\x42\x82", "webm")) + ebml("\x18\x53\x80\x67", segment);
}

const std::string kTitle = box("udta", box("\xA9nam", "\0\4\0\0Vera"s));

void expect_not_transcribed(const SeenPart& seen) {
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::unsupported);
  EXPECT_THAT(seen.outcome.reason, testing::HasSubstr("not transcribed"));
}

TEST(Media, OfAnyKindSaysThatItIsNotTranscribed) {
  for (const std::string& bytes : {film(kTitle), matroska(""), "ID3\3\0\0\0\0\0\0"s, "fLaC\0\0\0\0"s, "OggS\0\0"s,
                                   "RIFF\4\0\0\0WAVE"s, "RIFF\4\0\0\0AVI "s, "MThd\0\0\0\6"s, "FLV\1"s}) {
    expect_not_transcribed(read_bytes(bytes + std::string(64, '\0')));
  }
}

TEST(Media, GivesTheSameFromAFileAndFromAMemberOfAContainer) {
  const std::string bytes = box("ftyp", "isom\0\0\0\0"s) + box("mdat", std::string(200'000, 'x')) + box("moov", kTitle);
  const Descriptor file(memfd_create("film", MFD_CLOEXEC));
  ASSERT_EQ(write(file.number(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  const auto source = file_source(file.number());
  test::PartTree tree;
  read_part({}, *source, {}, tree);
  for (const SeenPart& seen : {std::move(tree.root), read_bytes(bytes), read_pieces(bytes, "a.mp4", 1000)}) {
    EXPECT_EQ(seen.text(), "Vera\n");
    expect_not_transcribed(seen);
  }
}

TEST(Media, ReadsSizesOf64BitsAndABoxUpToTheEnd) {
  const std::string large = number(1, 4) + "moov" + number(16 + kTitle.size(), 8) + kTitle;
  EXPECT_EQ(read_bytes(box("ftyp", "isom") + large).text(), "Vera\n");
  EXPECT_EQ(read_bytes(box("ftyp", "isom") + number(0, 4) + "moov" + kTitle).text(), "Vera\n");
  EXPECT_EQ(
      read_bytes(box("ftyp", "isom") + box("moov", kTitle) + number(0, 4) + "mdat" + std::string(100, 'x')).text(),
      "Vera\n");
}

TEST(Media, SaysWhereBoxesAreBroken) {
  const std::string cases[] = {film(number(4, 4) + "udta"),
                               film(number(0xFFFFFFFF, 4) + "udta"),
                               film(kTitle).substr(0, 30),
                               box("ftyp", "isom") + number(1, 4) + "moov" + number(3, 8),
                               box("ftyp", "isom") + number(1, 4) + "moov" + number(~0ull, 8),
                               box("ftyp", "isom") + number(1, 4) + "mdat" + number(~0ull, 8),
                               film(box("meta", box("hdlr", "") + box("keys", number(0, 8) + number(5, 4) + "mdta")))};
  for (const std::string& bytes : cases) {
    const SeenPart seen = read_bytes(bytes);
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::unsupported);
    EXPECT_THAT(seen.outcome.reason, testing::HasSubstr(";")) << &bytes - cases;
  }
}

TEST(Media, ReadsWhatThereIsOfAFilmThatIsCutShort) {
  const std::string bytes = film(box("trak", box("udta", box("\xA9nam", "\0\4\0\0Vera"s) + box("free", std::string(50, ' ')))));
  const SeenPart seen = read_bytes(std::string_view(bytes).substr(0, bytes.size() - 20));
  EXPECT_EQ(seen.text(), "Vera\n");
  EXPECT_THAT(seen.outcome.reason, testing::HasSubstr("cut short"));
}

// The names of one list of metadata are not those of another, whose bytes are gone by then.
TEST(Media, NamesOfMetadataHoldForTheirOwnBoxOnly) {
  const std::string name = box("mdta", std::string(100, 'n') + ".author");
  const std::string keys = box("meta", box("hdlr", "") + box("keys", number(0, 4) + number(1, 4) + name));
  const std::string item = box(number(1, 4), box("data", number(1, 4) + number(0, 4) + "Vera"));
  const SeenPart seen = read_bytes(box("ftyp", "isom") + box("moov", keys) + box("meta", box("hdlr", "") + box("ilst", item)));
  ASSERT_NE(seen.block("Vera"), nullptr);
  EXPECT_NE(seen.block("Vera")->label, "author");
}

TEST(Media, BoundsTheNestingOfBoxesAndElements) {
  std::string boxes = kTitle, elements = ebml("\x45\xA3", "x");
  for (int i = 0; i < 1'000; ++i) {
    boxes = box("udta", boxes);
    elements = ebml("\x67\xC8", elements);
  }
  EXPECT_THAT(read_bytes(film(boxes)).outcome.reason, testing::HasSubstr("too deeply"));
  EXPECT_THAT(read_bytes(matroska(elements)).outcome.reason, testing::HasSubstr("too deeply"));
}

TEST(Media, GivesTagsOfMatroskaBehindItsClusters) {
  const std::string tags = ebml(
      "\x12\x54\xC3\x67", ebml("\x73\x73", ebml("\x67\xC8", ebml("\x45\xA3", "ARTIST") + ebml("\x44\x87", "Vera"))));
  const SeenPart seen = read_bytes(matroska(ebml("\x1F\x43\xB6\x75", std::string(5000, 'c')) + tags));
  ASSERT_NE(seen.labelled("ARTIST"), nullptr);
  EXPECT_EQ(seen.labelled("ARTIST")->text, "Vera");
}

TEST(Media, ReadsASegmentOfUnknownSizeAndSaysWhereAClusterHasNone) {
  const std::string info = ebml("\x15\x49\xA9\x66", ebml("\x7B\xA9", "Vera"));
  const std::string head = ebml("\x1A\x45\xDF\xA3", "") + "\x18\x53\x80\x67\xFF";
  const SeenPart seen = read_bytes(head + info + "\x1F\x43\xB6\x75\xFF" + std::string(100, 'c'));
  EXPECT_EQ(seen.text(), "Vera\n");
  EXPECT_THAT(seen.outcome.reason, testing::HasSubstr("streamed"));
}

TEST(Media, SaysWhereElementsOfMatroskaAreBroken) {
  for (const std::string& segment :
       {"\0\0\0"s, "\x15\x49\xA9\x66\x1F\xFF\xFF\xFE"s, ebml("\x15\x49\xA9\x66", "\x7B\xA9\x8Fx"s)}) {
    const SeenPart seen = read_bytes(matroska(segment));
    EXPECT_THAT(seen.outcome.reason, testing::HasSubstr("; the "));
  }
}

TEST(Media, PassesAttachmentsOn) {
  const std::string file = ebml("\x61\xA7", ebml("\x46\x6E", "staff.txt") + ebml("\x46\x5C", "Vera Wilmot"));
  const SeenPart seen = read_bytes(matroska(ebml("\x19\x41\xA4\x69", file)));
  ASSERT_NE(seen.find("staff.txt"), nullptr);
  EXPECT_EQ(seen.find("staff.txt")->text(), "Vera Wilmot\n");
}

TEST(Media, GivesTextsOfRiffWhateverTheirOrder) {
  const auto chunk = [](const std::string& type, const std::string& data) {
    std::string size = number(data.size(), 4);
    return type + std::string(size.rbegin(), size.rend()) + data + (data.size() % 2 ? "\0"s : "");
  };
  const std::string inside = "AVI " + chunk("LIST", "movi" + std::string(5000, 'm')) +
                             chunk("LIST", "INFO" + chunk("IART", "Vera\0"s) + chunk("IXYZ", "Odile"));
  const SeenPart seen = read_bytes(chunk("RIFF", inside));
  EXPECT_EQ(seen.text(), "Vera\nOdile\n");
  EXPECT_EQ(seen.labelled("artist")->text, "Vera");
  EXPECT_THAT(read_bytes(chunk("RIFF", inside).substr(0, 3000)).outcome.reason, testing::HasSubstr("cut short"));
  const std::string longer = "LIST\x12\0\0\0INFOIART\x40\0\0\0Vera\0\0"s;
  const SeenPart broken = read_bytes(chunk("RIFF", "AVI " + longer + chunk("JUNK", std::string(100, 'j'))));
  EXPECT_EQ(broken.text(), "Vera\n");
  EXPECT_THAT(broken.outcome.reason, testing::HasSubstr("structure of the film or sound is damaged"));
}

TEST(MediaStream, EndsWhereTheBytesEnd) {
  const auto source = memory_source("abcdef");
  MediaStream stream(*source);
  EXPECT_EQ(stream.read(2), "ab");
  EXPECT_TRUE(stream.skip(2));
  EXPECT_EQ(stream.read(~0ull), "ef");
  EXPECT_FALSE(stream.skip(1));
}

}  // namespace
}  // namespace trawl::extractors
