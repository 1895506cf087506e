// XOR obfuscation of XLS. exclusive-or.xls was locked by hand after [MS-OFFCRYPTO] 2.3.7; LibreOffice opens it.
#include "extractors/ole_xor.h"

#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;

constexpr std::uint32_t kKeyOfAbc = 20810, kVerifierOfAbc = 52250;

SeenPart read_locked(std::vector<std::string> passwords,
                     const std::string& bytes = golden("office/locked/exclusive-or.xls")) {
  ReadOptions options;
  options.passwords = std::move(passwords);
  return read_bytes(bytes, "staff.xls", options);
}

TEST(OleXor, OnlyTheRightPasswordOpens) {
  EXPECT_TRUE(XorLock::open(kKeyOfAbc, kVerifierOfAbc, "abc"));
  EXPECT_FALSE(XorLock::open(kKeyOfAbc, kVerifierOfAbc, "abd"));
  EXPECT_FALSE(XorLock::open(kKeyOfAbc, kVerifierOfAbc, ""));
  EXPECT_FALSE(XorLock::open(kKeyOfAbc ^ 1, kVerifierOfAbc, "abc"));
  EXPECT_FALSE(XorLock::open(kKeyOfAbc, kVerifierOfAbc ^ 1, "abc"));
  EXPECT_FALSE(XorLock::open(kKeyOfAbc, kVerifierOfAbc, std::string(1000, 'x')));
}

TEST(OleXor, AWorkbookIsReadWithItsPasswordAmongOthers) {
  const SeenPart seen = read_locked({"wrong", "abc"});
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  ASSERT_NE(seen.block("Wendeline Thraxby"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("Wendeline Thraxby")->anchor, "sheet=Staff&cell=A2");
  EXPECT_NE(seen.block("4711"), nullptr);
}

TEST(OleXor, WithoutItsPasswordItIsEncrypted) {
  EXPECT_EQ(read_locked({"wrong"}).outcome, (Outcome{OutcomeKind::encrypted, "password needed"}));
  EXPECT_EQ(read_locked({}).text().find("Wendeline"), std::string::npos);
}

TEST(OleXor, CutShortOrMutilatedItEndsInAnOutcome) {
  const std::string whole = golden("office/locked/exclusive-or.xls");
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    read_locked({"abc"}, whole.substr(0, size));
    std::string broken = whole;
    for (std::size_t at = size; at < std::min(size + 97, broken.size()); at += 5)
      broken[at] = static_cast<char>(~broken[at]);
    read_locked({"abc"}, broken);
  }
}

}  // namespace
}  // namespace trawl::extractors
