// The lock of Excel 97 to 2003: a header that Excel wrote.
#include "extractors/ole_rc4.h"

#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace test;

// Of a workbook that Excel 2010 saved with its own password, "VelvetSweatshop".
const std::string kHeader(
    "\x01\x00\x01\x00\x2c\x85\x56\x09\x6f\x59\xef\x01\x80\x27\x8b\xfc\xf2\xb8\xf9\x18\xf7\xbb\x5c\x8c\xc6\x36"
    "\xa2\xf1\x0b\xfc\x89\x6c\xfe\x0c\x7c\xc4\xeb\xef\xa6\xb9\xd5\xf6\xd1\xef\xac\x02\x98\x5a\x4c\xed\x79\xa2", 52);

TEST(OleRc4, OnlyTheRightPasswordOpens) {
  EXPECT_TRUE(Rc4Lock::open(kHeader, "VelvetSweatshop"));
  EXPECT_FALSE(Rc4Lock::open(kHeader, "velvetsweatshop"));
  EXPECT_FALSE(Rc4Lock::open(kHeader, ""));
  EXPECT_FALSE(Rc4Lock::open(kHeader.substr(0, 51), "VelvetSweatshop"));
}

TEST(OleRc4, AnyPlaceOfAStreamIsDecryptedOnItsOwn) {
  std::string whole(5000, 'x'), pieces = whole;
  Rc4Lock::open(kHeader, "VelvetSweatshop")->apply(whole, 0, whole.size());
  Rc4Lock lock = *Rc4Lock::open(kHeader, "VelvetSweatshop");
  for (const auto& [at, size] : {std::pair{3000, 2000}, {0, 1}, {1, 1500}, {1501, 1499}}) lock.apply(pieces, at, size);
  EXPECT_EQ(pieces, whole);
  lock.apply(pieces, 4999, 1'000'000);
  EXPECT_EQ(pieces.back(), 'x');
}

std::string locked_workbook(const std::string& header) {
  const auto record = [](std::uint32_t type, const std::string& data) { return le16(type) + le16(data.size()) + data; };
  const std::string begin = record(0x809, le16(0x600) + le16(5) + std::string(12, '\0'));
  const std::string sheet = record(0x809, le16(0x600) + le16(0x10) + std::string(12, '\0'));
  std::string stream = begin + record(0x2F, le16(1) + header);
  Rc4Lock lock = *Rc4Lock::open(kHeader, "VelvetSweatshop");
  const auto add = [&](std::uint32_t type, const std::string& data) {
    stream += record(type, data);
    lock.apply(stream, stream.size() - data.size(), data.size());
  };
  add(0x0A, {});
  stream += sheet;
  add(0x204, le16(0) + le16(0) + le16(0) + le16(13) + '\0' + "Locked Lovell");
  add(0x0A, {});
  return compound_of({stream_node("Workbook", stream)});
}

TEST(OleRc4, AWorkbookWithExcelsOwnPasswordIsRead) {
  const SeenPart seen = read_bytes(locked_workbook(kHeader));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  EXPECT_NE(seen.text().find("Locked Lovell"), std::string::npos);
}

TEST(OleRc4, AWorkbookWithAnotherPasswordIsEncrypted) {
  std::string header = kHeader;
  header[4] = static_cast<char>(header[4] ^ 1);
  EXPECT_EQ(read_bytes(locked_workbook(header)).outcome.kind, OutcomeKind::encrypted);
}

}  // namespace
}  // namespace trawl::extractors
