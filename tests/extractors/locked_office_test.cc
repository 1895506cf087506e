// Locked documents, made by tests/golden/extractors/office/locked/lock.py: by LibreOffice, and after the specification.
#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;

ReadOptions with_passwords(std::vector<std::string> passwords) {
  ReadOptions options;
  options.passwords = std::move(passwords);
  return options;
}

class LockedOffice : public testing::TestWithParam<const char*> {
 protected:
  std::string bytes() const { return golden(std::string("office/locked/") + GetParam()); }
};

TEST_P(LockedOffice, IsEncryptedWithoutItsPassword) {
  for (const auto& passwords : std::vector<std::vector<std::string>>{{}, {"", "sésame 1234", "VelvetSweatshop"}}) {
    const SeenPart seen = read_bytes(bytes(), GetParam(), with_passwords(passwords));
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::encrypted);
    EXPECT_EQ(seen.outcome.reason, "password needed");
    EXPECT_EQ(seen.text(true).find("Thraxby"), std::string::npos);
  }
}

TEST_P(LockedOffice, IsReadWithItsPasswordAmongOthers) {
  const SeenPart seen = read_bytes(bytes(), GetParam(), with_passwords({"wrong", "Sésame 1234", "other"}));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  EXPECT_NE(seen.text().find("Wendeline Thraxby"), std::string::npos) << seen.text();
}

TEST_P(LockedOffice, CutShortOrMutilatedItEndsInAnOutcome) {
  const std::string whole = bytes();
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 16) {
    const SeenPart cut = read_bytes(whole.substr(0, size), GetParam(), with_passwords({"Sésame 1234"}));
    EXPECT_TRUE(size == 0 || cut.outcome.kind != OutcomeKind::read) << size;
    std::string broken = whole;
    for (std::size_t at = size; at < std::min(size + 200, broken.size()); at += 7)
      broken[at] = static_cast<char>(~broken[at]);
    read_bytes(broken, GetParam(), with_passwords({"Sésame 1234"}));
  }
}

INSTANTIATE_TEST_SUITE_P(Files, LockedOffice,
                         testing::Values("letter.docx", "agile.docx", "staff.xlsx", "letter.doc", "provider.doc",
                                         "provider.ppt",
                                         "staff.xls", "letter.odt", "staff.ods"));

TEST(LockedOfficeInfo, WhatIsLockedInAnotherWayIsSaidToBe) {
  const std::string package(4096, 'x');
  const auto outcome = [&](const std::string& info) {
    return read_bytes(compound_of({stream_node("EncryptionInfo", info), stream_node("EncryptedPackage", package)}))
        .outcome;
  };
  EXPECT_EQ(outcome(le16(3) + le16(3)).reason, "encrypted in a way that is not read");
  EXPECT_EQ(outcome(le16(4) + le16(4) + le32(0x40) + "<encryption/>").reason, "encrypted in a way that is not read");
  EXPECT_EQ(outcome(le16(4) + le16(4) + le32(0x40) +
                    "<encryption><keyData hashAlgorithm='SHA1' cipherAlgorithm='AES' cipherChaining='ChainingModeCBC' "
                    "keyBits='128' saltValue='AAAA'/><encryptedKey spinCount='999999999' hashAlgorithm='SHA1' "
                    "cipherAlgorithm='AES' cipherChaining='ChainingModeCBC' keyBits='128' saltValue='AAAA' "
                    "encryptedVerifierHashInput='AAAA' encryptedVerifierHashValue='AAAA' encryptedKeyValue='AAAA'/>"
                    "</encryption>")
                .kind,
            OutcomeKind::encrypted);
  const SeenPart managed = read_bytes(compound_of({stream_node("EncryptedPackage", package)}));
  EXPECT_EQ(managed.outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(managed.outcome.reason, "protected by rights management");
}

TEST(LockedOfficeInfo, AnOdfLockOfAnotherKindIsSaidToBe) {
  const SeenPart seen = read_bytes(
      zip_of(
          {{"mimetype", "application/vnd.oasis.opendocument.text", false},
           {"encrypted-package", "noise"},
           {"META-INF/manifest.xml",
            "<manifest:manifest><manifest:file-entry manifest:full-path='encrypted-package'><manifest:encryption-data>"
            "<manifest:algorithm manifest:algorithm-name='http://www.w3.org/2009/xmlenc11#aes256-gcm'/>"
            "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"}}),
      "x.odt", with_passwords({"x"}));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(seen.outcome.reason, "encrypted in a way that is not read");
}

}  // namespace
}  // namespace trawl::extractors
