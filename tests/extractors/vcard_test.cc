// vCard and iCalendar: properties by name, unfolded and decoded.
#include <gtest/gtest.h>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

std::string fields(std::string_view lines, std::string_view name = "x.vcf") {
  std::string all;
  for (const SeenBlock& block : read_bytes("BEGIN:VCARD\r\n" + std::string(lines) + "\r\nEND:VCARD\r\n", name).blocks) {
    all += block.label + "=" + block.text + "|";
  }
  return all;
}

TEST(VCard, GivesPropertiesByName) {
  EXPECT_EQ(fields("FN:Jo Bloggs\r\nitem1.TEL;TYPE=cell:07700 900123"), "FN=Jo Bloggs|TEL=07700 900123|");
  EXPECT_EQ(fields("N:Bloggs;Jo;;Dr;\r\nADR;TYPE=home:;;1 High Street;Town;;AB1 2CD;UK"),
            "N=Bloggs; Jo; ; Dr|ADR=1 High Street; Town; ; AB1 2CD; UK|");
}

TEST(VCard, JoinsFoldedLinesAndDecodesEscapes) {
  EXPECT_EQ(fields("NOTE:first\\, sec\r\n ond\\nthird\\;"), "NOTE=first, second\nthird|");
  EXPECT_EQ(fields("EMAIL:jo@exam\r\n\tple.org"), "EMAIL=jo@example.org|");
}

TEST(VCard, DecodesQuotedPrintable) {
  EXPECT_EQ(fields("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=\r\no 100%"),
            "N=M\xC3\xBCller; Jo 100%|");
  EXPECT_EQ(fields("N;QUOTED-PRINTABLE:M=C3=BCller"), "N=M\xC3\xBCller|");
}

TEST(VCard, ReadsAttachmentsAsParts) {
  const SeenPart part = read_bytes(
      "BEGIN:VCARD\r\nPHOTO;ENCODING=b;TYPE=JPEG:aGVs\r\n "
      "bG8=\r\nLOGO:data:text/plain;base64,aGVsbG8=\r\nEND:VCARD\r\n");
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_EQ(part.find("PHOTO")->text(), "hello\n");
  EXPECT_EQ(part.find("LOGO")->text(), "hello\n");
}

TEST(VCard, ReadsCalendarsWithTheNamesInParameters) {
  const SeenPart part = read_bytes(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nORGANIZER;CN=\"Bloggs; Jo\":mailto:jo@example.org\nSUMMARY:Review\nEND:VEVENT\n"
      "END:VCALENDAR");
  EXPECT_EQ(part.header.media_type, "text/calendar");
  EXPECT_EQ(part.labelled("ORGANIZER CN")->text, "Bloggs; Jo");
  EXPECT_EQ(part.labelled("ORGANIZER")->text, "mailto:jo@example.org");
  EXPECT_EQ(part.labelled("SUMMARY")->line, 4u);
}

TEST(VCard, ReadsLinesThatAreNoProperties) { EXPECT_EQ(fields("just text"), "=just text|"); }

}  // namespace
}  // namespace trawl::extractors
