// ZIP files that Info-ZIP and Python wrote, and broken ones.
#include "extractors/zip_reader.h"

#include <gtest/gtest.h>

#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::golden;
using test::zip_of;
using test::ZipMember;

constexpr std::string_view kLine = "Zip Zeller wrote this.\n";

std::string lines() {
  std::string text;
  for (int i = 0; i < 8; ++i) text += kLine;
  return text;
}

Result<std::string> unpacked(const ZipReader& zip, const ZipEntry& entry, std::size_t piece = 7) {
  auto stream = zip.stream(entry);
  if (!stream) return tl::unexpected(stream.error());
  std::string out;
  std::string buffer(piece, '\0');
  while (true) {
    const auto got = (*stream)->read(buffer);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return out;
    out.append(buffer, 0, *got);
  }
}

TEST(ZipReader, ReadsWhatRealProgramsWrite) {
  for (const char* file : {"zip/plain.zip", "zip/descriptor.zip", "zip/prefixed.zip", "zip/zip64.zip"}) {
    const std::string bytes = golden(file);
    const auto zip = ZipReader::open(bytes, 100);
    ASSERT_TRUE(zip) << file;
    EXPECT_FALSE(zip->repaired()) << file;
    ASSERT_FALSE(zip->entries().empty()) << file;
    EXPECT_EQ(unpacked(*zip, zip->entries()[0]).value_or("error"), lines()) << file;
  }
}

TEST(ZipReader, TellsNamesTimesAndDirectories) {
  const std::string bytes = golden("zip/plain.zip");
  const auto zip = ZipReader::open(bytes, 100);
  ASSERT_TRUE(zip);
  ASSERT_EQ(zip->entries().size(), 4u);
  EXPECT_EQ(zip->entries()[2].name, "d/caf\xC3\xA9.txt");
  EXPECT_TRUE(zip->entries()[3].directory());
  EXPECT_GT(zip->entries()[0].modified, 1'500'000'000);
}

TEST(ZipReader, ANameInCodePage437BecomesUtf8) {
  const std::string bytes = zip_of({{"caf\x82.txt", "x"}});
  EXPECT_EQ(ZipReader::open(bytes, 10)->entries()[0].name, "caf\xC3\xA9.txt");
}

TEST(ZipReader, TheDosTimeIsTakenAsUtc) {
  const std::string bytes = zip_of({{"a", "x"}});
  EXPECT_EQ(ZipReader::open(bytes, 10)->entries()[0].modified, 1'704'110'400);
}

TEST(ZipReader, SaysWhyAMemberCannotBeRead) {
  const std::string encrypted = golden("zip/encrypted.zip");
  const auto locked = ZipReader::open(encrypted, 10);
  EXPECT_TRUE(locked->entries()[0].encrypted());
  EXPECT_EQ(unpacked(*locked, locked->entries()[0]).error().kind, ErrorKind::encrypted);
  const std::string bzip2 = golden("zip/bzip2.zip");
  const auto other = ZipReader::open(bzip2, 10);
  EXPECT_EQ(unpacked(*other, other->entries()[0]).error().kind, ErrorKind::unsupported);
}

TEST(ZipReader, KeepsMembersOfOneName) {
  const std::string bytes = zip_of({{"a", "first"}, {"a", "second"}});
  const auto zip = ZipReader::open(bytes, 10);
  ASSERT_EQ(zip->entries().size(), 2u);
  EXPECT_EQ(*unpacked(*zip, zip->entries()[0]), "first");
  EXPECT_EQ(*unpacked(*zip, zip->entries()[1]), "second");
}

TEST(ZipReader, AWrongChecksumIsDamaged) {
  for (const bool deflated : {false, true}) {
    const std::string bytes = zip_of({{"a", "some text", deflated, 0, 1}});
    const auto zip = ZipReader::open(bytes, 10);
    EXPECT_EQ(unpacked(*zip, zip->entries()[0]).error().kind, ErrorKind::damaged);
  }
}

TEST(ZipReader, WithoutItsDirectoryMembersAreFoundByTheirHeaders) {
  for (const std::string& bytes : {zip_of({{"a", lines()}, {"b", "second"}}, false), golden("zip/descriptor.zip").substr(0, 90)}) {
    const auto zip = ZipReader::open(bytes, 10);
    ASSERT_TRUE(zip);
    EXPECT_TRUE(zip->repaired());
    EXPECT_EQ(unpacked(*zip, zip->entries()[0]).value_or("error"), lines());
  }
}

TEST(ZipReader, ADirectoryOfAZipInsideIsNotTakenForThatWhichWasCutOff) {
  const std::string inner = zip_of({{"inside.txt", "inside"}});
  for (const bool more : {true, false}) {
    std::vector<ZipMember> members = {{"first.txt", lines()}, {"inner.zip", inner, false}};
    if (more) members.push_back({"last.txt", "last"});
    const std::string cut = zip_of(members, false);
    const auto zip = ZipReader::open(cut, 10);
    ASSERT_TRUE(zip) << zip.error().message;
    EXPECT_TRUE(zip->repaired());
    ASSERT_EQ(zip->entries().size(), members.size());
    for (std::size_t i = 0; i < members.size(); ++i) EXPECT_EQ(zip->entries()[i].name, members[i].name);
  }
}

TEST(ZipReader, KeepsNoMoreMembersThanAllowed) {
  for (const bool whole : {true, false}) {
    const std::string bytes = zip_of({{"a", "x"}, {"b", "y"}, {"c", "z"}}, whole);
    const auto zip = ZipReader::open(bytes, 2);
    EXPECT_EQ(zip->entries().size(), 2u);
    EXPECT_TRUE(zip->truncated());
  }
}

TEST(ZipReader, RefusesWhatIsNoZip) {
  for (const std::string_view bytes : {"", "PK", "PK\x05\x06", "no archive at all, just words that go on for a while"}) {
    EXPECT_FALSE(ZipReader::open(bytes, 10)) << bytes;
  }
}

TEST(ZipReader, EveryCutAndEveryFlippedByteEndsWell) {
  const std::string whole = zip_of({{"a.txt", lines()}, {"b.txt", "second", false}});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0xFF);
    const std::string cut = whole.substr(0, i);
    for (const std::string& bytes : {flipped, cut}) {
      const auto zip = ZipReader::open(bytes, 10);
      if (!zip) continue;
      for (const ZipEntry& entry : zip->entries()) {
        const auto text = unpacked(*zip, entry, 100);
        if (text && entry.checked) {
          EXPECT_EQ(text->size(), entry.unpacked);
        }
      }
    }
  }
}

}  // namespace
}  // namespace trawl::extractors
