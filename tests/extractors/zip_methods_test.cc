// The methods of PKZIP before 1993, Deflate64, members that no directory lists, and names in their encodings.
#include "extractors/zip_methods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::golden;
using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;

// Sizes and checksums of members are compared as they are read. Info-ZIP's unzip reads shrunk and imploded ones too.
TEST(ZipMethods, OldArchivesAreReadWhole) {
  const SeenPart root = read_bytes(golden("archive/pkzip-methods.zip"));
  ASSERT_EQ(root.parts.size(), 9u);
  for (const SeenPart& part : root.parts) {
    EXPECT_EQ(part.outcome, Outcome{}) << part.header.name;
    EXPECT_THAT(part.text(), HasSubstr("line 59 of a longer text about Bob Stone")) << part.header.name;
  }
}

TEST(ZipMethods, Deflate64IsReadWhole) {
  const SeenPart root = read_bytes(golden("archive/7zip-16-deflate64.zip"));
  EXPECT_THAT(root.text(true), HasSubstr("line 400 of a longer text about Bob Stone"));
  for (const SeenPart& part : root.parts) EXPECT_EQ(part.outcome, Outcome{}) << part.header.name;
}

TEST(ZipMethods, WhatWasUnpackedBeforeTheDamageIsGiven) {
  const std::string zip = golden("archive/7zip-16-deflate64.zip");
  for (std::size_t at = zip.size() / 4; at < zip.size() / 2; at += 97) {
    std::string broken = zip;
    for (std::size_t i = 0; i < 8; ++i) broken[at + i] = static_cast<char>(~broken[at + i]);
    const SeenPart root = read_bytes(broken);
    bool whole = true;
    for (const SeenPart& part : root.parts) whole = whole && part.outcome.kind == OutcomeKind::read;
    EXPECT_FALSE(whole) << at;
    EXPECT_THAT(root.text(true), HasSubstr("line 1 of a longer text about Bob Stone")) << at;
  }
}

TEST(ZipMethods, ShrunkMembersThatClearTheirCodesAreReadWhole) {
  const SeenPart root = read_bytes(golden("archive/shrunk.zip"));
  ASSERT_EQ(root.parts.size(), 1u);
  EXPECT_EQ(root.parts[0].outcome, Outcome{});
  EXPECT_EQ(root.parts[0].header.size, 53206u);
}

std::string expanded(std::string_view packed, std::uint16_t method, std::uint16_t flags) {
  const auto expander = zip_expander(packed, {method, flags, 100'000});
  std::string out;
  std::string buffer(4096, '\0');
  for (auto got = expander->read(buffer); got && *got > 0; got = expander->read(buffer)) out.append(buffer, 0, *got);
  return out;
}

TEST(ZipMethods, AnyBytesEndAtTheDeclaredSizeOrAsDamaged) {
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string bytes(random() % 400, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const auto method = static_cast<std::uint16_t>(1 + random() % 6);
    EXPECT_LE(expanded(bytes, method, static_cast<std::uint16_t>(random() % 8)).size(), 100'000u + 8192u);
    expanded(bytes, 9, 0);
  }
}

TEST(ZipMethods, OtherMethodsAreNoneOfThese) {
  for (const std::uint16_t method : {0, 7, 8, 10, 12, 14, 93, 99}) EXPECT_EQ(zip_expander({}, {method, 0, 0}), nullptr);
}

TEST(ZipMembers, ThatTheDirectoryDoesNotListAreReadToo) {
  const std::string zip = test::zip_of({{"a.txt", "listed"}});
  const std::string other = test::zip_of({{"b.txt", "unlisted words"}});
  const std::string local = other.substr(0, other.find("PK\1\2"));
  const std::size_t directory = zip.find("PK\1\2");
  std::string joined = zip.substr(0, directory) + local + zip.substr(directory);
  const std::size_t end = joined.rfind("PK\5\6");
  joined[end + 16] = static_cast<char>(static_cast<unsigned char>(joined[end + 16]) + local.size());
  const SeenPart root = read_bytes(joined, "a.zip");
  ASSERT_EQ(root.parts.size(), 2u);
  EXPECT_EQ(root.parts[0].header.name, "a.txt");
  EXPECT_EQ(root.parts[1].header.name, "b.txt");
  EXPECT_THAT(root.parts[1].text(), HasSubstr("unlisted words"));
}

TEST(ZipMembers, HaveTheirNamesInTheCharsetThatTheyWereWrittenIn) {
  const std::pair<std::string, std::string> kNames[] = {
      {"caf\x82.txt", "café.txt"},                                          // code page 437
      {"M\xFCller.txt", "Müller.txt"},                                      // windows-1252
      {"\x83\x8A\x83\x58\x83\x67\x82\xCC\x82\xA9.txt", "リストのか.txt"},  // Shift-JIS
      {"P\x83tisserie ch\x83teau.txt", "Pâtisserie château.txt"},
      {"zo\xC3\xAB.txt", "zoë.txt"},
  };
  for (const auto& [raw, name] : kNames) {
    const SeenPart root = read_bytes(test::zip_of({{raw, "x"}}), "a.zip");
    ASSERT_EQ(root.parts.size(), 1u);
    EXPECT_EQ(root.parts[0].header.name, name);
  }
}

// --- programs with an archive behind them -------------------------------------------------------------

std::string program(std::size_t sections_end) {
  std::string exe = "MZ";
  exe.resize(64);
  exe[60] = 64;
  exe += std::string("PE\0\0\x4C\x01\x01\0", 8) + std::string(16, '\0');
  exe += std::string(16, '\0');  // the one section: its size and place
  for (const std::size_t value : {sections_end - 512, std::size_t{512}}) {
    for (int shift = 0; shift < 32; shift += 8) exe += static_cast<char>(value >> shift);
  }
  exe.resize(sections_end, '\x90');
  return exe;
}

TEST(SelfExtractors, HaveTheirArchiveReadAsAPart) {
  const std::string exe = program(4096);
  for (const char* name : {"zip-3.0.zip", "7zip-16.7z", "gcab.cab"}) {
    const std::string archive = golden(std::string("archive/") + name);
    for (const std::string& between : {std::string(), std::string(";!@Install@!UTF-8!")}) {
      const SeenPart root = read_bytes(exe + between + archive, "setup.exe");
      EXPECT_EQ(root.header.media_type, "application/x-executable");
      EXPECT_EQ(root.outcome, Outcome{});
      ASSERT_EQ(root.parts.size(), 1u) << name;
      EXPECT_THAT(root.text(true), HasSubstr("line 400 of a longer text about Bob Stone")) << name;
    }
  }
}

TEST(SelfExtractors, WhoseZipCountsFromTheProgramsStartAreReadToo) {
  const std::string exe = program(4096), zip = test::zip_of({{"a.txt", "needle words"}});
  std::string joined = exe + zip;
  const std::size_t directory = joined.find("PK\1\2"), end = joined.rfind("PK\5\6");
  for (const std::size_t at : {directory + 42, end + 16}) joined[at + 1] = static_cast<char>(joined[at + 1] + 16);
  const SeenPart root = read_bytes(joined, "setup.exe");
  ASSERT_EQ(root.parts.size(), 1u);
  EXPECT_EQ(root.parts[0].outcome, Outcome{});
  EXPECT_THAT(root.text(true), HasSubstr("needle words"));
}

TEST(SelfExtractors, OtherProgramsAreUnsupported) {
  const std::string elf = std::string("\x7F" "ELF") + std::string(2000, '\1');
  const std::string shortest = std::string("MZ") + std::string(62, '\0');
  const Outcome unsupported{OutcomeKind::unsupported, "no extractor for application/x-executable"};
  for (const std::string& bytes : {program(4096), program(4096) + "certificate", elf, shortest}) {
    EXPECT_EQ(read_bytes(bytes).outcome, unsupported);
  }
}

TEST(SelfExtractors, LiesAboutPlacesDoNoHarm) {
  std::mt19937 random(7);
  const std::string whole = program(1024) + test::zip_of({{"a.txt", "x"}});
  for (int i = 0; i < 500; ++i) {
    std::string bytes = whole;
    for (int changes = 0; changes < 4; ++changes) {
      bytes[2 + random() % (bytes.size() - 2)] = static_cast<char>(random());
    }
    read_bytes(bytes);
  }
}

// --- pieces -------------------------------------------------------------------------------------------

TEST(SplitArchives, PiecesThatAreNoArchiveThemselvesAreSaidToBePieces) {
  const std::string noise("\x01\x02\x03\x9C\xFF\xFE\x00\x00\x17\x99", 10);
  for (const char* name : {"backup.zip.002", "backup.z01", "backup.r00", "backup.part2.rar", "backup.7z.010"}) {
    EXPECT_EQ(read_bytes(noise, name).outcome,
              (Outcome{OutcomeKind::unsupported, "one piece of a split archive; the others are needed"}))
        << name;
  }
  EXPECT_EQ(read_bytes(noise, "backup.bin").outcome, (Outcome{OutcomeKind::unsupported, "format not known"}));
}

}  // namespace
}  // namespace trawl::extractors
