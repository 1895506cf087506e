// Archives of all kinds: by real programs (tests/golden/extractors/archive), made here, damaged and hostile.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;
using testing::IsSupersetOf;

std::string golden(const std::string& name) {
  std::ifstream file(std::string(TRAWL_SOURCE_DIR) + "/tests/golden/extractors/archive/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

SeenPart read_golden(const std::string& name, const std::vector<std::string>& passwords = {}) {
  ReadOptions options;
  options.passwords = passwords;
  const std::string bytes = golden(name);
  EXPECT_FALSE(bytes.empty()) << name;
  return read_bytes(bytes, name, options);
}

void collect(const SeenPart& part, std::vector<const SeenPart*>& parts) {
  parts.push_back(&part);
  for (const SeenPart& child : part.parts) collect(child, parts);
}

// The part of this name, wherever it is in the tree, with or without folders before it.
const SeenPart* named(const SeenPart& root, const std::string& name) {
  std::vector<const SeenPart*> parts;
  collect(root, parts);
  for (const SeenPart* part : parts) {
    if (part->header.name == name || part->header.name.ends_with("/" + name)) return part;
  }
  return nullptr;
}

OutcomeKind outcome(const SeenPart& root, const std::string& name) {
  const SeenPart* part = named(root, name);
  EXPECT_NE(part, nullptr) << name;
  return part == nullptr ? OutcomeKind::crashed : part->outcome.kind;
}

class RealArchives : public testing::TestWithParam<const char*> {};

TEST_P(RealArchives, AreReadWhole) {
  const SeenPart root = read_golden(GetParam());
  EXPECT_EQ(root.outcome.kind, OutcomeKind::read) << root.outcome.reason;
  const std::string text = root.text(true);
  EXPECT_THAT(text, HasSubstr("line 400 of a longer text about Bob Stone"));
  const SeenPart* part = named(root, "long.txt");
  ASSERT_NE(part, nullptr);
  EXPECT_EQ(part->header.size, 16692u);
}

INSTANTIATE_TEST_SUITE_P(Golden, RealArchives,
                         testing::Values("zip-3.0.zip", "7zip-16-lzma.zip", "7zip-16-bzip2.zip", "7zip-16.7z",
                                         "gnutar.tar.gz", "pax.tar.xz", "v7.tar.bz2", "newc.cpio.zst", "odc.cpio.lz4",
                                         "binutils.ar", "tar.lz", "tar.Z", "gcab.cab", "gcab-mszip.cab",
                                         "genisoimage-joliet-rockridge.iso.xz", "rpmbuild.rpm"));

class WholeFolders : public testing::TestWithParam<const char*> {};

TEST_P(WholeFolders, HaveTheirNamesTimesAndLinks) {
  const SeenPart root = read_golden(GetParam());
  EXPECT_THAT(root.text(true), HasSubstr("Ann Lee lives at 1 High Street."));
  const SeenPart* zoe = named(root, "zoë.txt");
  ASSERT_NE(zoe, nullptr);
  EXPECT_EQ(zoe->text(), "Zoë Smith was here.\n\n");
  EXPECT_EQ(zoe->header.modified, 1577934245);
}

INSTANTIATE_TEST_SUITE_P(Golden, WholeFolders,
                         testing::Values("zip-3.0.zip", "7zip-16.7z", "gnutar.tar.gz", "pax.tar.xz", "v7.tar.bz2",
                                         "newc.cpio.zst", "odc.cpio.lz4", "tar.lz", "tar.Z",
                                         "genisoimage-joliet-rockridge.iso.xz"));

TEST_P(WholeFolders, AreTheSameInALocaleWithoutCharset) {
  ASSERT_STREQ(setlocale(LC_ALL, nullptr), "C");
  EXPECT_NE(named(read_golden(GetParam()), "zoë.txt"), nullptr);
}

TEST(Archive, LinksAreSkippedWithTheReason) {
  const SeenPart root = read_golden("gnutar.tar.gz");
  EXPECT_EQ(outcome(root, "link.txt"), OutcomeKind::skipped);
  EXPECT_EQ(named(root, "link.txt")->outcome.reason, "symbolic link");
  std::vector<const SeenPart*> parts;
  collect(root, parts);
  const auto hard = std::count_if(parts.begin(), parts.end(), [](const SeenPart* part) {
    return part->outcome.reason == "hard link to another member";
  });
  EXPECT_EQ(hard, 1);
}

TEST(Archive, ATarsNameInAnotherCharsetBecomesUtf8) {
  std::string header(512, '\0');
  header.replace(0, 15, "caf\xE9/M\xFCller.txt"s);
  header.replace(100, 8, "0000644\0"s).replace(124, 12, "00000000005\0"s).replace(136, 12, "00000000000\0"s);
  header.replace(148, 8, 8, ' ').replace(156, 1, "0");
  header.replace(257, 8, "ustar\00000"s);
  unsigned sum = 0;
  for (const unsigned char byte : header) sum += byte;
  char octal[8];
  std::snprintf(octal, sizeof octal, "%06o", sum);
  header.replace(148, 7, octal, 7);
  const SeenPart part = read_bytes(header + "hello" + std::string(507 + 1024, '\0'), "x.tar");
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "caf\xC3\xA9/M\xC3\xBCller.txt");
  EXPECT_EQ(part.parts[0].text(), "hello\n");
}

TEST(Archive, XarWarcAndBareLzmaAreRead) {
  for (const char* name : {"bsdtar.xar", "bsdtar.warc", "long.txt.lzma"}) {
    const SeenPart root = read_golden(name);
    EXPECT_EQ(root.outcome.kind, OutcomeKind::read) << name << ": " << root.outcome.reason;
    EXPECT_THAT(root.text(true), HasSubstr("line 59 of a longer text about Bob Stone")) << name;
  }
  EXPECT_EQ(read_golden("long.txt.lzma").parts[0].header.name, "long.txt");
}

TEST(Archive, KindsThatAreNotReadAreNamed) {
  const std::pair<std::string, std::string> kHeads[] = {
      {"\x60\xEA", "application/x-arj"},
      {std::string("MSWIM\0\0\0", 8), "application/x-ms-wim"},
      {"vhdxfile", "application/x-raw-disk-image"},
      {"SIT!", "application/x-other-archive"},
  };
  for (const auto& [head, type] : kHeads) {
    const SeenPart root = read_bytes(head + std::string(100, '\2'));
    EXPECT_EQ(root.outcome, (Outcome{OutcomeKind::unsupported, "no extractor for " + type}));
  }
}

TEST(Archive, DirectoriesAreNoParts) {
  const SeenPart root = read_golden("zip-3.0.zip");
  for (const SeenPart& part : root.parts) EXPECT_FALSE(part.header.name.ends_with('/'));
}

TEST(Archive, AnIsoWithoutExtensionsIsReadWithTheNamesItHas) {
  const SeenPart root = read_golden("xorriso-plain.iso.xz");
  EXPECT_THAT(root.text(true), HasSubstr("Ann Lee lives"));
}

TEST(Encrypted, MembersAreListedByName) {
  const SeenPart zip = read_golden("zip-3.0-encrypted.zip");
  EXPECT_EQ(zip.outcome.kind, OutcomeKind::read);
  EXPECT_EQ(outcome(zip, "ann.txt"), OutcomeKind::encrypted);
  EXPECT_EQ(outcome(zip, "long.txt"), OutcomeKind::encrypted);
  const SeenPart mixed = read_golden("zip-3.0-mixed.zip");
  EXPECT_EQ(outcome(mixed, "ann.txt"), OutcomeKind::encrypted);
  EXPECT_EQ(outcome(mixed, "long.txt"), OutcomeKind::read);
  EXPECT_EQ(outcome(read_golden("7zip-16-aes.zip"), "ann.txt"), OutcomeKind::encrypted);
  EXPECT_EQ(outcome(read_golden("7zip-16-encrypted.7z"), "ann.txt"), OutcomeKind::encrypted);
  EXPECT_EQ(read_golden("7zip-16-encrypted-names.7z").outcome.kind, OutcomeKind::encrypted);
}

TEST(Encrypted, ZipMembersAreReadWithThePassword) {
  for (const char* name : {"zip-3.0-encrypted.zip", "zip-3.0-mixed.zip", "7zip-16-aes.zip"}) {
    const SeenPart root = read_golden(name, {"wrong", "secret"});
    EXPECT_EQ(outcome(root, "ann.txt"), OutcomeKind::read) << name;
    EXPECT_THAT(root.text(true), HasSubstr("Ann Lee lives")) << name;
    EXPECT_EQ(outcome(read_golden(name, {"wrong"}), "ann.txt"), OutcomeKind::encrypted) << name;
  }
}

TEST(Damaged, APieceOfASplitArchiveIsSaidToBeOne) {
  const SeenPart root = read_golden("7zip-16-split.7z.001");
  EXPECT_EQ(root.outcome.kind, OutcomeKind::damaged);
  EXPECT_THAT(root.outcome.reason, HasSubstr("split"));
}

TEST(Archive, AMemberPackedWithAnUnknownMethodIsUnsupported) {
  std::string bytes = golden("7zip-16-deflate64.zip");
  constexpr char kDeflate64 = 9, kUnknown = 97;
  for (const auto& [magic, place] : {std::pair("PK\3\4", 8), std::pair("PK\1\2", 10)}) {
    for (std::size_t at = bytes.find(magic); at != std::string::npos; at = bytes.find(magic, at + 4)) {
      if (bytes[at + place] == kDeflate64) bytes[at + place] = kUnknown;
    }
  }
  EXPECT_EQ(outcome(read_bytes(bytes), "long.txt"), OutcomeKind::unsupported);
}

TEST(Damaged, ATarThatBreaksOffGivesWhatItHolds) {
  for (const char* name :
       {"gnutar.tar.gz", "tar.Z", "v7.tar.bz2", "pax.tar.xz", "newc.cpio.zst", "odc.cpio.lz4", "tar.lz"}) {
    std::string bytes = golden(name);
    bytes.resize(bytes.size() * 3 / 5);
    const SeenPart root = read_bytes(bytes, name);
    std::vector<const SeenPart*> parts;
    collect(root, parts);
    const auto incomplete = [](const SeenPart* part) {
      return !part->outcome.complete() && !part->outcome.reason.empty();
    };
    EXPECT_TRUE(std::any_of(parts.begin(), parts.end(), incomplete)) << name;
    const bool in_blocks = std::string_view(name).find("gz") == std::string_view::npos;  // of up to 4 MiB
    if (!in_blocks) {
      EXPECT_THAT(root.text(true), HasSubstr(" of a longer text about Bob Stone"));
    }
  }
}

TEST(Damaged, AnyBytesChangedOrCutEndInAnOutcome) {
  const char* kNames[] = {"zip-3.0.zip", "7zip-16.7z", "gcab-mszip.cab", "7zip-16-aes.zip", "zip-3.0-mixed.zip"};
  for (const char* name : kNames) {
    const std::string bytes = golden(name);
    for (std::size_t at = 0; at < bytes.size(); at += 23) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0x5A);
      read_bytes(changed, name);
      read_bytes(bytes.substr(0, at), name);
    }
  }
}

// --- RAR, which only its owner's program writes: made here, with stored members -------------------

std::string number(std::uint64_t value, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

std::string variable(std::uint64_t value) {
  std::string bytes;
  for (; value > 127; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes + static_cast<char>(value);
}

std::uint32_t crc(const std::string& bytes) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

std::string block5(const std::string& fields) {
  const std::string sized = variable(fields.size()) + fields;
  return number(crc(sized), 4) + sized;
}

const std::string kRar5("Rar!\x1A\x07\x01\x00", 8);

std::string main5(unsigned flags = 0) {
  return block5(variable(1) + variable(0) + variable(flags));
}
std::string end5() {
  return block5(variable(5) + variable(0) + variable(0));
}

std::string file5(const std::string& name, const std::string& data, bool encrypted = false) {
  const std::string record = variable(1) + variable(0) + variable(0) + std::string(1, '\x0F') + std::string(32, 's');
  const std::string extra = encrypted ? variable(record.size()) + record : std::string();
  std::string fields = variable(2) + variable(encrypted ? 3 : 2);
  if (encrypted) fields += variable(extra.size());
  fields += variable(data.size()) + variable(4) + variable(data.size()) + variable(0x20) + number(crc(data), 4) +
            variable(0) + variable(1) + variable(name.size()) + name + extra;
  return block5(fields) + data;
}

TEST(Rar, StoredMembersAreRead) {
  const SeenPart root =
      read_bytes(kRar5 + main5() + file5("a.txt", "Ann Lee was here") + file5("zoë.txt", "Zoë too") + end5(), "x.rar");
  EXPECT_EQ(root.header.media_type, "application/vnd.rar");
  EXPECT_EQ(root.outcome.kind, OutcomeKind::read) << root.outcome.reason;
  EXPECT_EQ(root.text(true), "Ann Lee was here\nZoë too\n");
  EXPECT_NE(named(root, "zoë.txt"), nullptr);
}

TEST(Rar, EncryptedMembersAreListedByName) {
  const SeenPart root = read_bytes(
      kRar5 + main5() + file5("a.txt", "0123456789abcdef", true) + file5("b.txt", "0123456789abcdef", true) + end5(),
      "x.rar");
  EXPECT_EQ(root.outcome.kind, OutcomeKind::read);
  EXPECT_EQ(outcome(root, "a.txt"), OutcomeKind::encrypted);
  EXPECT_EQ(outcome(root, "b.txt"), OutcomeKind::encrypted);
}

TEST(Rar, EncryptedMembersAmongOthersAreListedByName) {
  const SeenPart root = read_bytes(kRar5 + main5() + file5("a.txt", "Ann Lee was here") +
                                       file5("b.txt", "0123456789abcdef", true) + file5("c.txt", "Cy too") + end5(),
                                   "x.rar");
  EXPECT_EQ(outcome(root, "a.txt"), OutcomeKind::read);
  EXPECT_EQ(outcome(root, "b.txt"), OutcomeKind::encrypted);
  EXPECT_NE(named(root, "c.txt"), nullptr);
}

TEST(Rar, EncryptedHeadersAreSaidToBe) {
  const std::string header =
      block5(variable(4) + variable(0) + variable(0) + variable(0) + std::string(1, '\x0F') + std::string(16, 's'));
  EXPECT_EQ(read_bytes(kRar5 + header + std::string(64, 'x'), "x.rar").outcome.kind, OutcomeKind::encrypted);
  // RAR 4: the main header's flag 0x80
  const std::string main4 = std::string("\x73") + number(0x80, 2) + number(13, 2) + std::string(6, '\0');
  const std::string rar4 =
      std::string("Rar!\x1A\x07\x00", 7) + number(crc(main4) & 0xFFFF, 2) + main4 + std::string(64, 'x');
  EXPECT_EQ(read_bytes(rar4, "x.rar").outcome.kind, OutcomeKind::encrypted);
}

TEST(Rar, AVolumeIsSaidToBeOneOfSeveral) {
  const SeenPart root = read_bytes(kRar5 + main5(1) + file5("a.txt", "Ann Lee was here") + end5(), "x.part1.rar");
  EXPECT_EQ(outcome(root, "a.txt"), OutcomeKind::read);
  EXPECT_EQ(root.outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(root.outcome.reason, HasSubstr("volume"));
}

TEST(Rar, DamagedOnesEndInAnOutcome) {
  const std::string rar =
      kRar5 + main5() + file5("a.txt", "Ann Lee was here") + file5("b.txt", "0123456789abcdef", true) + end5();
  for (std::size_t at = 8; at < rar.size(); ++at) {
    std::string changed = rar;
    changed[at] = static_cast<char>(changed[at] ^ 0xFF);
    read_bytes(changed, "x.rar");
    read_bytes(rar.substr(0, at), "x.rar");
  }
}

}  // namespace
}  // namespace trawl::extractors
