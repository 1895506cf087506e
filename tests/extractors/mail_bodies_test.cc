// What stands in the bodies of mail beside plain text: files in older encodings, marks, pieces of larger messages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extractors/mail_body.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;
using testing::Not;

SeenPart read_mail(const std::string& rest) {
  return read_bytes("From: Ann Lee <ann@example.org>\r\nMIME-Version: 1.0\r\n" + rest, "test.eml");
}

std::string yenc(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    const char encoded = static_cast<char>(c + 42);
    const bool critical = encoded == '\0' || encoded == '\n' || encoded == '\r' || encoded == '=';
    if (critical) out += '=';
    out += critical ? static_cast<char>(encoded + 64) : encoded;
  }
  return out;
}

TEST(MailBodies, FilesInYencAreChildren) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(decoded_yenc(yenc(bytes)), bytes);
  const SeenPart part = read_mail("\r\nbefore\r\n=ybegin line=128 size=27 name=my letter.txt\r\n" +
                                  yenc("Dear Jo, ring 07700 900123!") + "\r\n=yend size=27\r\nafter\r\n");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "my letter.txt");
  EXPECT_EQ(part.parts[0].text(), "Dear Jo, ring 07700 900123!\n");
  EXPECT_THAT(part.text(), HasSubstr("before"));
  EXPECT_THAT(part.text(), HasSubstr("after"));
}

TEST(MailBodies, APartOfAFileInYencIsReadAndSaidToBeOne) {
  const SeenPart part = read_mail("\r\n=ybegin part=1 line=128 size=54 name=l.txt\r\n=ypart begin=1 end=27\r\n" +
                                  yenc("Dear Jo, ring 07700 900123!") + "\r\n=yend size=27 part=1\r\n");
  EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::partly, "one part of a file that was sent in several messages"}));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_THAT(part.parts[0].text(), HasSubstr("07700 900123"));
}

// By Perl's Convert::BinHex, and by a program that writes runs.
constexpr const char* kBinHex[] = {
    "(This file must be converted with BinHex 4.0)\r\n\r\n"
    ":#QaPG(4PFLjdH(3!9%9B9(4dH(3!!!!!!&%!!!!!LM0%C@&b)%&ZEL`JBf&XE#!\r\n"
    "`0cF`-#!j-$!a-M-Z#Mdp26dp26dp26dp26dp26dp26dp26dp26dp26dp26dp26d\r\n"
    "p26dp26d+@@peFR-X)%*[BJSc03!!:\r\n",
    "(This file must be converted with BinHex 4.0)\r\n"
    ":#QaPG(4PFLjdH(3!9%9B9(4dH(3!N!95!*!'4'9KFL\"\"EQiX)'0KE'`J-$Fh-$!J\r\n"
    "16!`-6)c,JSpN#L3!!TCEh9bFb`J3QpL#J#3\"!:\r\n"};

TEST(MailBodies, FilesInBinHexAreChildren) {
  for (const std::string file : kBinHex) {
    for (const char* type : {"text/plain", "application/mac-binhex40; name=letter.hqx"}) {
      const SeenPart part = read_mail("Content-Type: " + std::string(type) + "\r\n\r\nbefore\r\n" + file + "after\r\n");
      EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
      ASSERT_EQ(part.parts.size(), 1u);
      EXPECT_EQ(part.parts[0].header.media_type, "application/mac-binhex40");
      ASSERT_EQ(part.parts[0].parts.size(), 1u);
      EXPECT_EQ(part.parts[0].parts[0].header.name, "letter.txt");
      EXPECT_THAT(part.text(true), HasSubstr("call 07700 900123.\n========================================"));
      EXPECT_THAT(part.text(true), HasSubstr("Yours, Bob"));
      EXPECT_THAT(part.text(), HasSubstr("before"));
      EXPECT_THAT(part.text(), HasSubstr("after"));
    }
  }
}

TEST(MailBodies, DamagedBinHexIsSaidToBeDamaged) {
  const std::string whole = kBinHex[0];
  const std::string start = "(This file must be converted with BinHex 4.0)\r\n";
  EXPECT_EQ(read_bytes(start + "no data").outcome.kind, OutcomeKind::damaged);
  EXPECT_EQ(read_bytes(start + ":#QaPG:").outcome.kind, OutcomeKind::damaged);
  const SeenPart cut = read_bytes(whole.substr(0, 150));
  EXPECT_EQ(cut.outcome, (Outcome{OutcomeKind::partly, "BinHex that is cut short"}));
  EXPECT_THAT(cut.text(true), HasSubstr("Dear Ann"));
}

TEST(MailBodies, EnrichedTextIsReadWithoutItsMarks) {
  EXPECT_EQ(unmarked("<bold>Jo</bold>hn <<jo@example.org> <x-very-long"), "John <jo@example.org> <x-very-long");
  const SeenPart part = read_mail("Content-Type: text/enriched\r\n\r\n<bold>077</bold>00 900123\r\n");
  EXPECT_THAT(part.text(), HasSubstr("07700 900123"));
  EXPECT_THAT(read_mail("Content-Type: text/richtext\r\n\r\none<nl>two <lt>3\r\n").text(), HasSubstr("one\ntwo <3"));
}

TEST(MailBodies, APieceOfAMessageIsReadAndSaidToBeOne) {
  const SeenPart part =
      read_mail("Content-Type: message/partial; id=x; number=2; total=3\r\n\r\nring 07700 900123\r\n");
  EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::partly, "one part of a message that was sent in several"}));
  EXPECT_THAT(part.text(), HasSubstr("07700 900123"));
}

TEST(MailBodies, AnAttachmentThatIsKeptElsewhereIsSaidToBe) {
  const SeenPart part = read_mail(
      "Content-Type: message/external-body; access-type=local-file; name=\"/pub/jo.ps\"\r\n\r\n"
      "Content-Type: application/postscript\r\nContent-Description: for Jo\r\n\r\n");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(part.text(), HasSubstr("for Jo"));
}

TEST(MailBodies, TextThatIsSignedInlineIsRead) {
  const SeenPart part = read_mail(
      "\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nring 07700 900123\r\n"
      "-----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n-----END PGP SIGNATURE-----\r\n");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  EXPECT_THAT(part.text(), HasSubstr("07700 900123"));
}

TEST(AppleDouble, NameCommentAndAttributesAreRead) {
  const auto big = [](std::size_t value, int size) {
    std::string bytes;
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
    return bytes;
  };
  const std::string name = "letter to Zo\x91.doc", comment = "from Ann", url = "https://example.org/jo";
  std::string attribute = "com.apple.metadata:kMDItemWhereFroms";
  attribute += '\0';
  const std::size_t entries = 26 + 3 * 12;
  ASSERT_LE(entries, 84u);
  const std::size_t table = 84 + 36, value = table + 11 + attribute.size();
  std::string file = big(0x00051607, 4) + big(0x00020000, 4) + std::string(16, '\0') + big(3, 2);
  const std::size_t end = value + url.size();
  file += big(9, 4) + big(50, 4) + big(end - 50, 4);
  file += big(3, 4) + big(end, 4) + big(name.size(), 4);
  file += big(4, 4) + big(end + name.size(), 4) + big(comment.size(), 4);
  file.resize(84);
  file += "ATTR" + std::string(30, '\0') + big(1, 2) + big(value, 4) + big(url.size(), 4) + big(0, 2) +
          big(attribute.size(), 1) + attribute + url + name + comment;
  const SeenPart part = read_bytes(file, "._letter");
  EXPECT_EQ(part.header.media_type, "application/applefile");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  EXPECT_THAT(part.text(), HasSubstr("letter to Zo\xC3\xAB.doc"));
  EXPECT_THAT(part.text(), HasSubstr(comment));
  ASSERT_NE(part.block(url), nullptr);
  EXPECT_EQ(part.block(url)->label, "com.apple.metadata:kMDItemWhereFroms");
  EXPECT_EQ(read_bytes(file.substr(0, end)).outcome, (Outcome{OutcomeKind::partly, "AppleDouble that is cut short"}));
}

}  // namespace
}  // namespace trawl::extractors
