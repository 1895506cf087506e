// S/MIME: what is signed is read, what is encrypted is said to be, in mail and in files of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "extractors/mime_transfer.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;

const std::string kContent = "Content-Type: text/plain\r\n\r\nsigned words\r\n";
const std::string kData("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01", 11);
const std::string kSigned("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", 11);
const std::string kEnveloped("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03", 11);
const std::string kCompressed("\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09", 13);
const std::string kVersion("\x02\x01\x01", 3), kNoAlgorithms("\x31\x00", 2);

std::string element(char tag, const std::string& inner) {
  std::string length(1, static_cast<char>(inner.size()));
  if (inner.size() > 127) length = "\x81" + length;
  return std::string(1, tag) + length + inner;
}

std::string cms(const std::string& type, const std::string& content) {
  const std::string octets = element('\x04', content);
  const std::string inner = kVersion + kNoAlgorithms + element('\x30', kData + element('\xA0', octets));
  return element('\x30', type + element('\xA0', element('\x30', inner)));
}

// As openssl smime -sign -stream writes it: indefinite lengths, the content in pieces.
std::string streamed() {
  const std::string octets = element('\x04', kContent);
  const std::string pieces = std::string("\xA0\x80\x24\x80", 4) + octets + octets + std::string(4, '\0');
  return std::string("\x30\x80", 2) + kSigned + std::string("\xA0\x80\x30\x80", 4) + kVersion + kNoAlgorithms +
         std::string("\x30\x80", 2) + kData + pieces + std::string(8, '\0');
}

SeenPart in_mail(const std::string& body, const std::string& encoding = "binary") {
  return read_bytes("From: Ann Lee <ann@example.org>\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: " + encoding +
                        "\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\n" + body,
                    "test.eml");
}

TEST(Pkcs7, SignedMailThatWrapsItsContentIsRead) {
  for (const std::string& file : {cms(kSigned, kContent), streamed()}) {
    const SeenPart part = in_mail(file);
    ASSERT_EQ(part.parts.size(), 1u);
    EXPECT_EQ(part.parts[0].header.name, "smime.p7m");
    EXPECT_EQ(part.parts[0].outcome.kind, OutcomeKind::read);
    EXPECT_THAT(part.parts[0].text(true), HasSubstr("signed words"));
  }
}

TEST(Pkcs7, FilesOfTheirOwnAreRead) {
  const SeenPart part = read_bytes(cms(kSigned, kContent), "letter.txt.p7m");
  EXPECT_EQ(part.header.media_type, "application/pkcs7-mime");
  EXPECT_THAT(part.text(true), HasSubstr("signed words"));
}

TEST(Pkcs7, ArmouredFilesAreRead) {
  const std::string base64 = "MIIABgkqhkiG9w0BBwM=";  // enveloped, and cut short
  EXPECT_EQ(read_bytes("-----BEGIN PKCS7-----\n" + base64 + "\n-----END PKCS7-----\n").header.media_type,
            "application/pkcs7-mime");
  EXPECT_EQ(read_bytes(base64, "x.p7m").header.media_type, "application/pkcs7-mime");
  EXPECT_EQ(read_bytes("MINUTES of the meeting", "x.txt").header.media_type, "text/plain");
}

TEST(Pkcs7, EveryBlockOfAnArmouredFileIsRead) {
  const std::string block =
      "-----BEGIN PKCS7-----\nMCcGCSqGSIb3DQEHAqAaMBgCAQExADALBgkqhkiG9w0BBwGgBAwCSm8=\n-----END PKCS7-----\n";
  const SeenPart one = read_bytes(block), two = read_bytes(block + "and\n" + block);
  EXPECT_NE(one.block("Jo"), nullptr);
  EXPECT_EQ(two.outcome, Outcome{});
  ASSERT_EQ(two.parts.size(), 2u);
  for (const SeenPart& part : two.parts) EXPECT_NE(part.block("Jo"), nullptr);
}

TEST(Pkcs7, CompressedContentIsUnpacked) {
  std::string packed(200, '\0');
  uLongf size = packed.size();
  ASSERT_EQ(compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(kContent.data()),
                     kContent.size()),
            Z_OK);
  packed.resize(size);
  const SeenPart part = in_mail(cms(kCompressed, packed));
  EXPECT_THAT(part.text(true), HasSubstr("signed words"));
  const SeenPart damaged = in_mail(cms(kCompressed, "no zlib"));
  ASSERT_EQ(damaged.parts.size(), 1u);
  ASSERT_EQ(damaged.parts[0].parts.size(), 1u);
  EXPECT_EQ(damaged.parts[0].parts[0].outcome.kind, OutcomeKind::damaged);
}

TEST(Pkcs7, ContentThatIsCutShortIsSaidToBe) {
  for (const std::string& file : {cms(kSigned, kContent), streamed()}) {
    const SeenPart part = read_bytes(std::string_view(file).substr(0, file.size() - 12), "letter.p7m");
    EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::partly, "S/MIME content that is cut short"}));
    EXPECT_THAT(part.text(true), HasSubstr("\nsi"));
  }
}

TEST(Pkcs7, EnvelopedContentIsSaidToBeEncrypted) {
  const SeenPart part = in_mail("MIAGCSqGSIb3DQEHA6CAMIACAQA=", "base64");
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].outcome, (Outcome{OutcomeKind::encrypted, "encrypted with S/MIME"}));
  EXPECT_EQ(read_bytes(cms(kEnveloped, "x")).outcome.kind, OutcomeKind::encrypted);
}

TEST(Pkcs7, NamesAndAddressesInSignaturesAreRead) {
  const std::string name = element('\x0C', "Ann Lee"), address = element('\x16', "ann@example.org") +
                                                               element('\x1E', std::string("\0Z\0o\0\xEB", 6)) +
                                                               element('\x14', "Ren\xE9") + element('\x12', "4711");
  const std::string file =
      element('\x30', kSigned + element('\xA0', element('\x30', kVersion + kNoAlgorithms + element('\x30', kData) +
                                                                    element('\xA0', name + address))));
  const SeenPart part = read_bytes(file, "smime.p7s");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  ASSERT_NE(part.block("ann@example.org"), nullptr);
  EXPECT_EQ(part.block("ann@example.org")->label, "certificate");
  for (const char* text : {"Ann Lee", "Zo\xC3\xAB", "Ren\xC3\xA9", "4711"}) EXPECT_NE(part.block(text), nullptr) << text;
}

}  // namespace
}  // namespace trawl::extractors
