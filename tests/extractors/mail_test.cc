// Messages: headers, bodies in all their encodings, attachments, forwarded and damaged mail.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;
using testing::Not;

SeenPart read_mail(const std::string& text) {
  return read_bytes(text, "test.eml");
}

std::string headers(const std::string& rest) {
  return "From: Ann Lee <ann@example.org>\r\nTo: Bob <bob@example.org>, \"Cole, Cy\" <cy@example.org>\r\n"
         "Date: Thu, 1 Jan 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n" +
         rest;
}

TEST(Mail, EachHeaderIsABlockWithItsNameAndEachMailboxOneOfItsOwn) {
  const SeenPart part = read_mail(headers("Subject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\nHello\r\n"));
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  EXPECT_EQ(part.header.media_type, "message/rfc822");
  EXPECT_EQ(part.block("Café")->label, "Subject");
  EXPECT_EQ(part.block("Café")->kind, BlockKind::header);
  EXPECT_EQ(part.block("Café")->anchor, "header=Subject");
  EXPECT_EQ(part.block("Ann Lee <ann@example.org>")->label, "From");
  EXPECT_EQ(part.block("Bob <bob@example.org>")->label, "To");
  EXPECT_EQ(part.block("Cole, Cy <cy@example.org>")->label, "To");
  ASSERT_NE(part.block("Hello\r\n"), nullptr);
  EXPECT_EQ(part.block("Hello\r\n")->kind, BlockKind::text);
}

TEST(Mail, ABodyIsDecodedFromItsTransferEncodingAndCharset) {
  const std::string qp = headers(
      "Content-Type: text/plain; charset=iso-8859-1\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\ncaf=E9, 07700=\r\n 900123\r\n");
  EXPECT_THAT(read_mail(qp).text(), HasSubstr("café, 07700 900123"));
  const std::string base64 = headers(
      "Content-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nY2Fmw6kgYXUg\r\nbGFpdA==\r\n");
  EXPECT_THAT(read_mail(base64).text(), HasSubstr("café au lait"));
  const std::string raw = headers("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1B$BF|K\\\x1B(B\r\n");
  EXPECT_THAT(read_mail(raw).text(), HasSubstr("日本"));
}

TEST(Mail, ACharsetThatLiesDoesNoHarm) {
  EXPECT_THAT(read_mail(headers("Content-Type: text/plain; charset=us-ascii\r\n\r\ncaf\xC3\xA9 au lait\r\n")).text(),
              HasSubstr("café au lait"));
  EXPECT_THAT(read_mail(headers("Content-Type: text/plain; charset=utf-8\r\n\r\nThe caf\xE9 in town\r\n")).text(),
              HasSubstr("café in town"));
  EXPECT_THAT(read_mail(headers("Content-Type: text/plain; charset=nonsense\r\n\r\nThe caf\xC3\xA9\r\n")).text(),
              HasSubstr("The café"));
}

TEST(Mail, Utf7AndOtherSevenBitCharsetsAreDecoded) {
  EXPECT_THAT(read_mail(headers("Content-Type: text/plain; charset=utf-7\r\n\r\nHi Mom +Jjo-!\r\n")).text(),
              HasSubstr("Mom ☺!"));
  EXPECT_THAT(read_mail(headers("Content-Type: text/plain; charset=hz-gb-2312\r\n\r\n~{VP9z~} x\r\n")).text(),
              HasSubstr("中国 x"));
}

TEST(Mail, FlowedTextIsMadeWhole) {
  const std::string plain = "Call me on 07700 \r\n900123.\r\n> quoted \r\n> text\r\n-- \r\nAnn\r\n";
  const std::string text = read_mail(headers("Content-Type: text/plain; format=flowed\r\n\r\n" + plain)).text();
  EXPECT_THAT(text, HasSubstr("Call me on 07700 900123."));
  EXPECT_THAT(text, HasSubstr("> quoted text"));
  EXPECT_THAT(text, HasSubstr("-- \nAnn"));
  const std::string del = "AB12 \r\n34CD\r\n  stuffed\r\n";
  EXPECT_THAT(read_mail(headers("Content-Type: text/plain; format=flowed; DelSp=yes\r\n\r\n" + del)).text(),
              HasSubstr("AB1234CD\n stuffed"));
}

constexpr const char* kAlternative =
    "Content-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n"
    "preamble words\r\n"
    "--b1\r\nContent-Type: text/plain\r\n\r\nthe plain one\r\n"
    "--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>the <b>rich</b>er one &pound;5</p>\r\n"
    "--b1--\r\nepilogue words\r\n";

TEST(Mail, BothAlternativesAndTheTextAroundThemAreRead) {
  const std::string text = read_mail(headers(kAlternative)).text(true);
  for (const char* words : {"preamble words", "the plain one", "the richer one £5", "epilogue words"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

TEST(Mail, AnHtmlBodyIsReadInTheCharsetThatItDeclaresItself) {
  const std::string html = "<html><head><meta charset=\"koi8-r\"></head><body><p>\xED\xC9\xD2</p></body></html>";
  EXPECT_THAT(read_mail(headers("Content-Type: text/html\r\n\r\n" + html)).text(), HasSubstr("Мир"));
}

TEST(Mail, HtmlThatCallsItselfPlainTextIsReadAsHtml) {
  EXPECT_THAT(read_mail(headers("\r\n<html><body>07700<b> 900</b>123</body></html>")).text(),
              HasSubstr("07700 900123"));
}

TEST(Mail, BlocksOfPartsSayWhichPart) {
  const SeenPart part = read_mail(headers(kAlternative));
  EXPECT_EQ(part.block("the richer one £5")->anchor, "part=2");
  EXPECT_EQ(part.block("the plain one")->anchor, "part=1");
}

std::string mixed(const std::string& part) {
  return headers("Content-Type: multipart/mixed; boundary=xyz\r\n\r\n--xyz\r\n\r\nsee below\r\n--xyz\r\n" + part +
                 "\r\n--xyz--\r\n");
}

TEST(Mail, AttachmentsAreChildrenWithTheirNames) {
  const SeenPart part =
      read_mail(mixed("Content-Type: text/csv; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n"
                      "Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.txt\r\n\r\n"
                      "Y2Fm6Q=="));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "café.txt");
  EXPECT_THAT(part.text(), HasSubstr("see below"));
}

TEST(Mail, AttachedTextIsDecodedWithItsDeclaredCharset) {
  const SeenPart part =
      read_mail(mixed("Content-Type: text/plain; charset=koi8-r; name=note.txt\r\n\r\n\xED\xC9\xD2 \xED\xC9\xD2"));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_THAT(part.parts[0].text(), HasSubstr("Мир Мир"));
}

TEST(Mail, AttachmentsWithoutANameAreCalledByTheirPlace) {
  const SeenPart part = read_mail(mixed("Content-Type: application/octet-stream\r\n\r\nsome text here"));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "part-2");
  EXPECT_THAT(part.parts[0].text(), HasSubstr("some text here"));
}

TEST(Mail, ForwardedMessagesAreChildren) {
  const SeenPart part =
      read_mail(mixed("Content-Type: message/rfc822\r\n\r\nFrom: Dee <dee@example.org>\r\n"
                      "Subject: inner\r\n\r\ninner body"));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.media_type, "message/rfc822");
  EXPECT_EQ(part.parts[0].block("Dee <dee@example.org>")->label, "From");
  EXPECT_EQ(part.parts[0].text(), "Dee <dee@example.org>\ninner\ninner body\n");
}

TEST(Mail, ReportsAreText) {
  const SeenPart part =
      read_mail(mixed("Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
                      "Final-Recipient: rfc822; zed@example.org\r\nX-Display-Name: =?utf-8?Q?Zo=C3=AB?="));
  EXPECT_TRUE(part.parts.empty());
  EXPECT_THAT(part.text(), HasSubstr("Final-Recipient: rfc822; zed@example.org\nX-Display-Name: Zoë"));
}

TEST(Mail, HeadersOfPartsAreRead) {
  const SeenPart part =
      read_mail(mixed("Content-Type: text/plain\r\nContent-Description: =?utf-8?Q?r=C3=A9sum=C3=A9?=\r\n\r\nx"));
  ASSERT_NE(part.block("résumé"), nullptr);
  EXPECT_EQ(part.block("résumé")->anchor, "part=2&header=Content-Description");
}

TEST(Mail, UuencodedFilesInTextAreChildren) {
  const SeenPart part =
      read_mail(headers("\r\nbefore\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nafter, begin 644 is no file\r\n"));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "cat.txt");
  EXPECT_EQ(part.parts[0].text(), "Cat\n");
  EXPECT_THAT(part.text(), HasSubstr("before"));
  EXPECT_THAT(part.text(), HasSubstr("after, begin 644 is no file"));
  EXPECT_THAT(part.text(), Not(HasSubstr("#0V%T")));
}

TEST(Mail, WhatIsEncryptedIsSaidToBe) {
  const SeenPart inline_pgp = read_mail(
      headers("\r\nhello\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA1\r\n-----END PGP MESSAGE-----\r\nbye\r\n"));
  ASSERT_EQ(inline_pgp.parts.size(), 1u);
  EXPECT_EQ(inline_pgp.parts[0].outcome.kind, OutcomeKind::encrypted);
  EXPECT_THAT(inline_pgp.text(), HasSubstr("bye"));
  const SeenPart pgp_mime =
      read_mail(headers("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=e\r\n\r\n"
                        "--e\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
                        "--e\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP "
                        "MESSAGE-----\r\n--e--\r\n"));
  ASSERT_EQ(pgp_mime.parts.size(), 1u);
  EXPECT_EQ(pgp_mime.parts[0].header.name, "encrypted.asc");
  EXPECT_EQ(pgp_mime.parts[0].outcome.kind, OutcomeKind::encrypted);
}

TEST(Mail, DamagedStructureIsStillReadAsText) {
  const char* kCases[] = {
      "Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\nneedle\r\n",                                      // no boundary
      "Content-Type: multipart/mixed; boundary=x\r\n\r\nneedle, and no part\r\n",                        // no part
      "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nneedle",  // not closed
      "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nneedle without headers\r\n--x--\r\n",
      "Content-Type: rubbish\r\n\r\nneedle\r\n",
      "Content-Type: text/plain\r\nContent-Transfer-Encoding: rubbish\r\n\r\nneedle\r\n",
      "broken header line\r\nneedle in the body\r\n",
  };
  for (const char* each : kCases) {
    const SeenPart part = read_mail(headers(each));
    EXPECT_EQ(part.outcome.kind, OutcomeKind::read) << each;
    EXPECT_THAT(part.text(), HasSubstr("needle")) << each;
  }
}

TEST(Mail, LineEndsOfAnyKindAreRead) {
  std::string unix_ends = headers("Subject: s\r\n\r\nthe body\r\n"), mac_ends;
  std::erase(unix_ends, '\r');
  for (const char c : unix_ends) mac_ends += c == '\n' ? '\r' : c;
  for (const std::string& text : {unix_ends, mac_ends}) {
    const SeenPart part = read_mail(text);
    EXPECT_EQ(part.labelled("Subject")->text, "s");
    EXPECT_THAT(part.text(), HasSubstr("the body"));
  }
}

TEST(Mail, AnEnvelopeLineAndEmptyLinesBeforeTheHeadersArePassed) {
  const SeenPart part = read_mail("From ann@example.org  Thu Aug 22 12:36:23 2002\n" + headers("Subject: s\n\nx"));
  EXPECT_EQ(part.labelled("Subject")->text, "s");
  EXPECT_THAT(part.text(), HasSubstr("ann@example.org"));
  EXPECT_EQ(read_mail("\r\n\r\n" + headers("Subject: s\n\nx")).labelled("Subject")->text, "s");
}

TEST(Mail, MessagesInUtf16AreRead) {
  const std::string text = headers("Subject: s\r\n\r\nthe body\r\n");
  std::string wide;
  for (const char c : text) wide += {c, '\0'};
  for (const std::string& bytes : {wide, "\xFF\xFE" + wide}) {
    const SeenPart part = read_mail(bytes);
    EXPECT_EQ(part.labelled("Subject")->text, "s");
    EXPECT_THAT(part.text(), HasSubstr("the body"));
  }
}

TEST(Mail, AppleMailFilesHaveALengthBeforeAndAListBehind) {
  const std::string message = headers("Subject: s\r\n\r\nthe body\r\n");
  const SeenPart part = read_bytes(std::to_string(message.size()) + "      \n" + message +
                                       "<?xml version=\"1.0\"?>\n<plist><dict><key>remote-id</key></dict></plist>\n",
                                   "1.emlx");
  EXPECT_EQ(part.labelled("Subject")->text, "s");
  EXPECT_THAT(part.text(), Not(HasSubstr("plist")));
  EXPECT_EQ(part.header.media_type, "message/x-emlx");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.name, "properties.plist");
}

TEST(Mail, AppleMailSaysWhereAttachmentsAreKeptElsewhere) {
  const SeenPart part = read_bytes("60\n" + headers("Subject: s\n\nx"), "7.partial.emlx");
  EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::partly, "attachments that are kept in files of their own"}));
}

TEST(Mail, NestedMultipartsAreReadToADepthAndNotForgottenBelow) {
  std::string text = headers("");
  for (int i = 0; i < 20'000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    text += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
  }
  text += "\r\nneedle";
  const SeenPart part = read_mail(text);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(part.text(), HasSubstr("needle"));
}

TEST(Mail, ABodyThatCallsItselfTextAndIsNoneIsAChild) {
  const SeenPart part = read_mail(headers("Content-Type: text/plain\r\n\r\n%PDF-1.4 not really"));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_EQ(part.parts[0].header.media_type, "application/pdf");
}

TEST(Mail, EncodedParametersOfHeadersAreRead) {
  const std::string type = "Content-Type: text/plain; title*0*=us-ascii'en'Jo%20; title*1=Bloggs";
  const SeenPart part = read_mail(headers(type + "\r\n\r\nx"));
  EXPECT_THAT(part.labelled("Content-Type")->text, HasSubstr("title=Jo Bloggs"));
}

TEST(Mail, TextAmongBase64IsReadAndDoesNotSpoilTheRest) {
  const std::string head = headers("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n");
  const std::string list = "-- \r\nList for Jo <jo@example.org>\r\nRegards\r\n";
  const SeenPart footer = read_mail(head + "Y2Fmw6kgYXUg\r\nbGFpdA==\r\n\r\n" + list);
  EXPECT_THAT(footer.text(), HasSubstr("café au lait"));
  EXPECT_THAT(footer.text(), HasSubstr("List for Jo <jo@example.org>\nRegards"));
  EXPECT_THAT(read_mail(head + "no base64 at all\r\n").text(), HasSubstr("no base64 at all"));
  const std::string damaged(72, 'Q');
  EXPECT_THAT(read_mail(head + damaged + "!QQQ\r\n").text(), Not(HasSubstr("QQQQ")));
}

TEST(Mail, NamesOfAttachmentsAreBounded) {
  const SeenPart part = read_mail(mixed("Content-Type: text/plain; name=" + std::string(5000, 'n') + "\r\n\r\nx"));
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_LE(part.parts[0].header.name.size(), 1024u);
}

TEST(Mail, StopsWhenNoMoreIsWanted) {
  const std::string text = headers(kAlternative);
  for (std::size_t blocks = 0; blocks < 8; ++blocks) {
    const auto source = memory_source(text);
    test::PartTree tree;
    tree.stop_after = blocks;
    PartHeader header;
    header.name = "x.eml";
    read_part(header, *source, {}, tree);
    EXPECT_TRUE(tree.balanced());
  }
}

}  // namespace
}  // namespace trawl::extractors
