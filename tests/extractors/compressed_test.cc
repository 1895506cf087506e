// Files compressed on their own: names, streams that follow each other, and ends that come too soon.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;

std::string gzip(const std::string& bytes, const char* name = nullptr, std::uint32_t time = 0) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
  gz_header header{};
  header.time = time;
  header.name = reinterpret_cast<Bytef*>(const_cast<char*>(name));
  deflateSetHeader(&stream, &header);
  std::string out(bytes.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string golden(const std::string& name) {
  std::ifstream file(std::string(TRAWL_SOURCE_DIR) + "/tests/golden/extractors/archive/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Compressed, TheChildHasTheNameThatTheFileTellsElseItsOwnWithoutTheSuffix) {
  struct Case {
    const char* name;
    const char* embedded;
    const char* child;
  };
  constexpr Case kCases[] = {
      {"notes.txt.gz", nullptr, "notes.txt"},
      {"backup.tgz", nullptr, "backup.tar"},
      {"x.gz", "old/notes.txt", "notes.txt"},
      {"share/a.txt.gz", nullptr, "a.txt"},
      {"archive", nullptr, "file"},
      {".gz", nullptr, "file"},
      {"x.gz", "", "x"},
  };
  for (const Case& each : kCases) {
    const SeenPart part = read_bytes(gzip("hello there", each.embedded, 1577934245), each.name);
    EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
    ASSERT_EQ(part.parts.size(), 1u);
    EXPECT_EQ(part.parts[0].header.name, each.child);
    EXPECT_EQ(part.parts[0].header.modified, 1577934245);
    EXPECT_EQ(part.parts[0].text(), "hello there\n");
  }
}

TEST(Compressed, NameAndCommentOfGzipAreRead) {
  std::string bytes = gzip("hello there");
  bytes[3] = 8 + 16;
  bytes.insert(10, "J\xFCrgen.txt\0From M\xFCller\0"s);
  const SeenPart part = read_bytes(bytes, "x.gz");
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "J\xC3\xBCrgen.txt");
  EXPECT_EQ(part.parts[0].text(), "hello there\n");
  EXPECT_EQ(part.text(), "From M\xC3\xBCller\n");
  EXPECT_EQ(read_bytes(bytes.substr(0, 25), "x.gz").outcome.kind, OutcomeKind::damaged);  // in the comment
}

TEST(Compressed, StreamsThatFollowEachOtherAreOneFile) {
  const SeenPart part = read_bytes(gzip("one ") + gzip("two ") + std::string(512, '\0') + gzip("three"), "x.gz");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  EXPECT_EQ(part.parts.at(0).text(), "one two three\n");
}

TEST(Compressed, BytesBehindTheEndAreReported) {
  const SeenPart part = read_bytes(gzip("one") + "rubbish", "x.gz");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(part.parts.at(0).text(), "one\n");
  EXPECT_EQ(part.parts.at(0).outcome.kind, OutcomeKind::read);
}

TEST(Compressed, DataThatBreakOffAreReadUpToThere) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "line " + std::to_string(i * i) + "\n";
  std::string bytes = gzip(text);
  bytes.resize(bytes.size() - 20);
  const SeenPart part = read_bytes(bytes, "x.txt.gz");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(part.outcome.reason, HasSubstr("cut short"));
  EXPECT_EQ(part.parts.at(0).outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(part.parts.at(0).text(), HasSubstr("line 0\nline 1\n"));
  EXPECT_THAT(part.parts.at(0).text(), HasSubstr("line 3900625\n"));
}

TEST(Compressed, AWrongChecksumIsReported) {
  std::string bytes = gzip("hello there");
  bytes[bytes.size() - 6] ^= 1;
  const SeenPart part = read_bytes(bytes, "x.gz");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(part.parts.at(0).text(), "hello there\n");
}

TEST(Compressed, OfEveryKindIsReadWhateverTheSizeOfThePieces) {
  for (const char* name :
       {"gnutar.tar.gz", "v7.tar.bz2", "pax.tar.xz", "newc.cpio.zst", "odc.cpio.lz4", "tar.lz", "tar.Z"}) {
    const std::string bytes = golden(name);
    const SeenPart whole = read_bytes(bytes, name);
    EXPECT_EQ(whole.outcome.kind, OutcomeKind::read) << name << ": " << whole.outcome.reason;
    ASSERT_EQ(whole.parts.size(), 1u) << name;
    for (const std::size_t size : {1u, 100u}) {
      EXPECT_EQ(test::read_pieces(bytes, name, size).text(true), whole.text(true)) << name;
    }
  }
}

TEST(Compressed, HeadersWithoutDataAreDamaged) {
  for (const std::string& bytes :
       {std::string("\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03", 10), std::string("BZh91AY&SY"),
        std::string("\xFD"
                    "7zXZ\x00\x00\x04",
                    8),
        std::string("\x28\xB5\x2F\xFD\x24")}) {
    const SeenPart part = read_bytes(bytes, "x");
    EXPECT_EQ(part.outcome.kind, OutcomeKind::damaged);
    EXPECT_TRUE(part.parts.empty());
  }
}

TEST(Compressed, NestingEndsAtTheDepth) {
  std::string bytes = "innermost";
  for (int i = 0; i < 40; ++i) bytes = gzip(bytes);
  const SeenPart part = read_bytes(bytes, "x.gz");
  const SeenPart* deepest = &part;
  std::size_t depth = 0;
  while (!deepest->parts.empty()) deepest = &deepest->parts.front(), ++depth;
  EXPECT_EQ(depth, 17u);
  EXPECT_EQ(deepest->outcome.kind, OutcomeKind::over_limit);
}

TEST(Compressed, ABombIsStoppedByTheRatio) {
  ReadOptions options;
  options.limits.ratio = 10;
  options.limits.ratio_floor = 100'000;
  const SeenPart part = read_bytes(gzip(std::string(3'000'000, 'a')), "x.gz", options);
  EXPECT_EQ(part.parts.at(0).outcome.kind, OutcomeKind::over_limit);
}

TEST(Compressed, AnyByteChangedEndsInAnOutcome) {
  for (const char* name :
       {"gnutar.tar.gz", "v7.tar.bz2", "pax.tar.xz", "newc.cpio.zst", "odc.cpio.lz4", "tar.lz", "tar.Z"}) {
    const std::string bytes = golden(name);
    for (std::size_t at = 2; at < bytes.size(); at += 19) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0x81);
      read_bytes(changed, name);
    }
  }
}

}  // namespace
}  // namespace trawl::extractors
