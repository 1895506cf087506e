// 7z archives that are decrypted or mended before they are read.
#include "extractors/archive_seven_zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "extractors/ciphers.h"
#include "extractors/seven_zip_streams.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::golden;
using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

SeenPart read_with(const std::string& bytes, const std::vector<std::string>& passwords) {
  ReadOptions options;
  options.passwords = passwords;
  return read_bytes(bytes, "a.7z", options);
}

// Compressed, with its list of members encrypted too, through a filter of four streams, and stored.
class EncryptedSevenZip : public testing::TestWithParam<const char*> {
 protected:
  const std::string bytes_ = golden("archive/"s + GetParam());
};

TEST_P(EncryptedSevenZip, IsReadWithThePassword) {
  const SeenPart root = read_with(bytes_, {"wrong", "", "secret"});
  EXPECT_EQ(root.outcome, Outcome{});
  ASSERT_THAT(root.parts, Not(IsEmpty()));
  for (const SeenPart& part : root.parts) EXPECT_EQ(part.outcome, Outcome{}) << part.header.name;
  EXPECT_EQ(root.parts[0].header.name, "docs/ann.txt");
  EXPECT_THAT(root.parts[0].text(), HasSubstr("Ann Lee lives at 1 High Street."));
}

TEST_P(EncryptedSevenZip, IsEncryptedWithout) {
  for (const auto& passwords : {std::vector<std::string>{}, std::vector<std::string>{"wrong", "Secret"}}) {
    const SeenPart root = read_with(bytes_, passwords);
    EXPECT_EQ(root.outcome.kind, root.parts.empty() ? OutcomeKind::encrypted : OutcomeKind::read);
    for (const SeenPart& part : root.parts) EXPECT_EQ(part.outcome.kind, OutcomeKind::encrypted) << part.header.name;
    EXPECT_THAT(root.text(true), Not(HasSubstr("Ann")));
  }
}

TEST_P(EncryptedSevenZip, DamagedIsNeverReadAsIfItWereWhole) {
  const std::string sound = read_with(bytes_, {"secret"}).text(true);
  std::mt19937 random(20261128);
  for (int round = 0; round < 12; ++round) {
    std::string broken = bytes_;
    broken[random() % broken.size()] ^= static_cast<char>(1 << random() % 8);
    const SeenPart root = read_with(broken, {"secret"});
    const bool whole = root.text(true) == sound;
    bool said = root.outcome.kind != OutcomeKind::read;
    for (const SeenPart& part : root.parts) said = said || part.outcome.kind != OutcomeKind::read;
    EXPECT_TRUE(whole || said) << round;
  }
}

TEST_P(EncryptedSevenZip, CutShortIsNotOpened) {
  for (std::size_t size = 0; size < bytes_.size(); size += 1 + bytes_.size() / 20) {
    EXPECT_EQ(decrypted_seven_zip(std::string_view(bytes_).substr(0, size), {"secret"}), std::nullopt) << size;
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, EncryptedSevenZip,
                         testing::Values("7zip-16-encrypted.7z", "7zip-16-encrypted-names.7z",
                                         "7zip-26-encrypted-bcj2.7z", "7zip-26-encrypted-stored.7z"));

TEST(SevenZip, OneThatIsNotEncryptedStaysAsItIs) {
  const std::string plain = golden("archive/7zip-16.7z");
  EXPECT_FALSE(seven_zip_encrypted(plain));
  EXPECT_EQ(decrypted_seven_zip(plain, {"secret"}), std::nullopt);
  EXPECT_EQ(read_with(plain, {"secret"}).outcome, Outcome{});
}

// The program writes where the list of members is last of all.
std::string unfinished(const std::string& name) {
  std::string bytes = golden("archive/" + name);
  std::fill(bytes.begin() + 8, bytes.begin() + 32, '\0');
  return bytes;
}

TEST(SevenZip, AnUnfinishedArchiveIsReadByTheListAtItsEnd) {
  const SeenPart root = read_bytes(unfinished("7zip-16.7z"), "a.7z");
  EXPECT_EQ(root.outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(root.outcome.reason, HasSubstr("not finished"));
  EXPECT_THAT(root.text(true), HasSubstr("line 400 of a longer text about Bob Stone"));
  EXPECT_THAT(read_with(unfinished("7zip-16-encrypted.7z"), {"secret"}).text(true), HasSubstr("Ann Lee"));
}

TEST(SevenZip, AnUnfinishedArchiveWithoutAListIsDamaged) {
  const std::string bytes = unfinished("7zip-16.7z");
  for (const std::size_t size : {bytes.size() - 1, bytes.size() / 2, std::size_t{33}}) {
    EXPECT_EQ(read_bytes(bytes.substr(0, size), "a.7z").outcome.kind, OutcomeKind::damaged) << size;
  }
  EXPECT_EQ(read_bytes(bytes.substr(0, 32), "a.7z").outcome, Outcome{}) << "an archive of nothing";
}

// Each of these may be where a list begins, and tells of as many streams as there are bytes.
TEST(SevenZip, ManyBeginningsOfAListEndSoon) {
  std::string bytes = unfinished("7zip-16.7z").substr(0, 32);
  while (bytes.size() < 1 << 20) bytes += "\x17\x06\x00\xC0\x00\xF0\x09"s;
  EXPECT_EQ(finished_seven_zip(bytes), std::nullopt);
}

TEST(SevenZip, TheKeyIsMadeOfPasswordAndCounter) {
  const std::string password = utf16_password("ab");
  EXPECT_EQ(counted_sha256_key(password, "s", 1),
            digest(Digest::sha256, "sa\0b\0\0\0\0\0\0\0\0\0sa\0b\0\1\0\0\0\0\0\0\0"s));
  EXPECT_EQ(counted_sha256_key(password, "s", 63), "sa\0b\0"s + std::string(27, '\0'));
}

// A folder as 7-Zip writes it for a program: a filter, its compressor, the cipher.
SevenZipStreams three_coders() {
  SevenZipFolder folder;
  folder.coders = {{"\3\3\1\3", {}}, {std::string(kLzma1), "\x5D\0\0\1\0"s}, {std::string(kAes256), "\x13\0"s}};
  folder.bonds = {{0, 1}, {1, 2}};
  folder.packed = {2};
  folder.unpacked = {1000, 1001, 500};
  folder.crc = 0x12345678;
  SevenZipStreams streams;
  streams.packed_at = 300;
  streams.packed_sizes = {512};
  streams.folders = {folder};
  return streams;
}

TEST(SevenZipStreams, AreWrittenAsTheyAreRead) {
  const std::string header = "\x01\x04"s + written(three_coders()) + "\0"s;
  const auto read = seven_zip_streams(header);
  ASSERT_TRUE(read);
  EXPECT_EQ(header.substr(read->begin, read->end - read->begin), written(*read));
  EXPECT_EQ(read->packed_at, 300u);
  EXPECT_EQ(read->folders[0].crc, 0x12345678u);
  EXPECT_EQ(read->folders[0].packed, std::vector<std::uint64_t>{2});
  EXPECT_EQ(read->folders[0].unpacked, (std::vector<std::uint64_t>{1000, 1001, 500}));
}

TEST(SevenZipStreams, CutShortAreNone) {
  const std::string header = "\x01\x04"s + written(three_coders());
  for (std::size_t size = 0; size < header.size(); ++size) EXPECT_FALSE(seven_zip_streams(header.substr(0, size))) << size;
}

TEST(SevenZipStreams, WithoutACoderThoseBehindItTakeItsInput) {
  SevenZipFolder folder = three_coders().folders[0];
  remove_coder(folder, 2);
  EXPECT_EQ(folder.coders.size(), 2u);
  ASSERT_EQ(folder.bonds.size(), 1u);
  EXPECT_EQ(folder.bonds[0].input, 0u);
  EXPECT_EQ(folder.bonds[0].output, 1u);
  EXPECT_EQ(folder.packed, std::vector<std::uint64_t>{1});
  EXPECT_EQ(folder.unpacked, (std::vector<std::uint64_t>{1000, 1001}));
}

TEST(SevenZipStreams, WithoutItsOnlyCoderAFolderIsCopied) {
  SevenZipFolder folder;
  folder.coders = {{std::string(kAes256), "\x13\0"s}};
  folder.packed = {0};
  folder.unpacked = {31};
  remove_coder(folder, 0);
  ASSERT_EQ(folder.coders.size(), 1u);
  EXPECT_EQ(folder.coders[0].method, kCopied);
  EXPECT_EQ(folder.unpacked, std::vector<std::uint64_t>{31});
}

}  // namespace
}  // namespace trawl::extractors
