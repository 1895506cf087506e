// Documents of Office that are one XML file: WordprocessingML and SpreadsheetML of 2003, and flat packages.
#include <gtest/gtest.h>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;

std::string word(const std::string& body, const std::string& before = {}) {
  return R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:aml="http://schemas.microsoft.com/aml/2001/core">)" +
         before + "<w:body><wx:sect>" + body + "</wx:sect></w:body></w:wordDocument>";
}

TEST(Word2003, RunsOfAParagraphAreJoined) {
  const SeenPart seen =
      read_bytes(word("<w:p><w:r><w:t>Wende</w:t></w:r><w:r><w:t>line Thraxby</w:t></w:r></w:p>"
                      "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Phone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"));
  EXPECT_EQ(seen.header.media_type, "application/vnd.ms-word.xml");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  ASSERT_NE(seen.text().find("Wendeline Thraxby"), std::string::npos) << seen.text();
  EXPECT_NE(seen.block("Phone"), nullptr);
  EXPECT_EQ(seen.block("Phone")->kind, BlockKind::cell);
}

TEST(Word2003, PropertiesLinksAuthorsAndDeletionsAreRead) {
  const SeenPart seen =
      read_bytes(word("<w:p><w:hlink w:dest=\"mailto:w.thraxby@example.org\"><w:r><w:t>mail</w:t></w:r></w:hlink>"
                      "<aml:annotation w:type=\"Word.Deletion\" aml:author=\"Odo "
                      "Finch\"><aml:content><w:r><w:delText>gone</w:delText></w:r>"
                      "</aml:content></aml:annotation></w:p>",
                      "<o:DocumentProperties><o:Title>Staff letter</o:Title><o:Company>Finch &amp; "
                      "Co</o:Company></o:DocumentProperties>"));
  ASSERT_NE(seen.labelled("Title"), nullptr) << seen.text();
  EXPECT_EQ(seen.labelled("Title")->text, "Staff letter");
  EXPECT_EQ(seen.labelled("Title")->kind, BlockKind::property);
  EXPECT_EQ(seen.labelled("Company")->text, "Finch & Co");
  ASSERT_NE(seen.block("mailto:w.thraxby@example.org"), nullptr);
  EXPECT_EQ(seen.block("mailto:w.thraxby@example.org")->kind, BlockKind::link);
  EXPECT_NE(seen.block("Odo Finch"), nullptr);
  EXPECT_NE(seen.text().find("gone"), std::string::npos);
}

TEST(Word2003, ACommentIsNoPartOfTheWordBesideIt) {
  const SeenPart seen = read_bytes(word(
      "<w:p><w:r><w:t>Wende</w:t></w:r><w:r><aml:annotation aml:id=\"1\" aml:author=\"Odo Finch\" "
      "w:type=\"Word.Comment\"><aml:content>"
      "<w:p><w:r><w:t>who?</w:t></w:r></w:p></aml:content></aml:annotation></w:r><w:r><w:t>line</w:t></w:r></w:p>"));
  EXPECT_NE(seen.block("Wendeline\n"), nullptr) << seen.text();
  ASSERT_NE(seen.labelled("Odo Finch"), nullptr);
  EXPECT_EQ(seen.labelled("Odo Finch")->kind, BlockKind::comment);
}

TEST(Word2003, EmbeddedFilesAreParts) {
  const SeenPart seen = read_bytes(
      word("<w:p><w:pict><w:binData w:name=\"wordml://note.txt\">VmVyYSBX\naWxtb3Q=</w:binData></w:pict></w:p>"));
  ASSERT_NE(seen.find("note.txt"), nullptr);
  EXPECT_EQ(seen.find("note.txt")->text(), "Vera Wilmot\n");
}

TEST(Word2003, AFlatPackageIsRead) {
  const SeenPart seen = read_bytes(
      R"(<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData><Relationships><Relationship Id="r1" Target="mailto:odo@example.org"
 TargetMode="External"/><Relationship Id="r2" Target="word/document.xml"/></Relationships></pkg:xmlData></pkg:part>
<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document><w:body><w:p><w:r><w:t>Odo F</w:t></w:r><w:r><w:t>inch</w:t>
</w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part>
<pkg:part pkg:name="/docProps/core.xml"><pkg:xmlData><cp:coreProperties><dc:creator>Vera Wilmot</dc:creator>
</cp:coreProperties></pkg:xmlData></pkg:part>
<pkg:part pkg:name="/word/embeddings/a.txt"><pkg:binaryData>VmVyYSBXaWxtb3Q=</pkg:binaryData></pkg:part></pkg:package>)");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  EXPECT_NE(seen.text().find("Odo Finch"), std::string::npos) << seen.text();
  EXPECT_NE(seen.block("mailto:odo@example.org"), nullptr);
  EXPECT_EQ(seen.block("word/document.xml"), nullptr);
  ASSERT_NE(seen.labelled("creator"), nullptr);
  ASSERT_NE(seen.find("word/embeddings/a.txt"), nullptr);
}

TEST(Word2003, CutOffItIsReadAsFarAsItGoes) {
  const std::string whole =
      word("<w:p><w:r><w:t>Wendeline Thraxby</w:t></w:r></w:p><w:p><w:r><w:t>Odo</w:t></w:r></w:p>");
  const SeenPart seen = read_bytes(whole.substr(0, whole.find("Odo") + 2));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Wendeline Thraxby"), std::string::npos);
}

std::string excel(const std::string& sheets, const std::string& before = {}) {
  return R"(<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">)" +
         before + sheets + "</Workbook>";
}

std::string cell(const std::string& text, const std::string& attributes = {}) {
  return "<Cell " + attributes + "><Data ss:Type=\"String\">" + text + "</Data></Cell>";
}

TEST(Excel2003, CellsStandUnderTheirHeadersWhereTheyAre) {
  const SeenPart seen =
      read_bytes(excel("<Worksheet ss:Name=\"Staff\"><Table><Row>" + cell("Name") + cell("Phone", "ss:Index=\"3\"") +
                       "</Row><Row ss:Index=\"5\">" + cell("Odo Finch", "ss:MergeAcross=\"1\"") + cell("07700 900123") +
                       "</Row></Table></Worksheet>"));
  EXPECT_EQ(seen.header.media_type, "application/vnd.ms-excel.xml");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  ASSERT_NE(seen.block("07700 900123"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("07700 900123")->anchor, "sheet=Staff&cell=C5");
  EXPECT_EQ(seen.block("07700 900123")->label, "Phone; Odo Finch");
  EXPECT_EQ(seen.block("07700 900123")->row, seen.block("Odo Finch")->row);
  EXPECT_EQ(seen.block("Odo Finch")->label, "Name");
}

TEST(Excel2003, WhatStandsBesideCellsIsRead) {
  const SeenPart seen =
      read_bytes(excel("<Worksheet ss:Name=\"A\"><Table><Row ss:Hidden=\"1\"><Cell "
                       "ss:HRef=\"mailto:odo@example.org\"><Data ss:Type=\"DateTime\">"
                       "1987-06-05T00:00:00.000</Data><Comment ss:Author=\"Vera "
                       "Wilmot\"><ss:Data><html:B>Vera:</html:B> is it <html:I>ri</html:I>ght?"
                       "</ss:Data></Comment></Cell></Row></Table><WorksheetOptions><PageSetup><Header "
                       "x:Data=\"&amp;CConfidential\"/></PageSetup>"
                       "</WorksheetOptions></Worksheet>",
                       "<DocumentProperties><Author>Odo Finch</Author></DocumentProperties>"));
  ASSERT_NE(seen.block("1987-06-05"), nullptr) << seen.text();
  EXPECT_TRUE(seen.block("1987-06-05")->hidden);
  EXPECT_NE(seen.block("mailto:odo@example.org"), nullptr);
  ASSERT_NE(seen.block("Vera: is it right?"), nullptr) << seen.text();
  EXPECT_EQ(seen.block("Vera: is it right?")->label, "Vera Wilmot");
  EXPECT_NE(seen.block("\nConfidential"), nullptr);
  ASSERT_NE(seen.labelled("Author"), nullptr);
  EXPECT_EQ(seen.labelled("Author")->text, "Odo Finch");
}

TEST(Excel2003, NumbersAreShownAsTheirStyleSays) {
  const SeenPart seen =
      read_bytes(excel("<Worksheet ss:Name=\"A\"><Table><Row><Cell ss:StyleID=\"s1\"><Data "
                       "ss:Type=\"Number\">7700900123</Data></Cell></Row></Table></Worksheet>",
                       "<Styles><Style ss:ID=\"s1\"><NumberFormat ss:Format=\"00000 000000\"/></Style></Styles>"));
  EXPECT_NE(seen.block("07700 900123"), nullptr) << seen.text();
  EXPECT_NE(seen.block("7700900123"), nullptr);
}

TEST(Excel2003, IndexesThatLieCostNothing) {
  const SeenPart seen =
      read_bytes(excel("<Worksheet ss:Name=\"A\"><Table><Row ss:Index=\"4294967295\">" +
                       cell("a", "ss:Index=\"4294967295\" ss:MergeAcross=\"4294967295\"") + cell("b") +
                       "</Row><Row ss:Index=\"-1\">" + cell("c", "ss:Index=\"x\"") + "</Row>"));
  EXPECT_NE(seen.block("b"), nullptr);
  EXPECT_NE(seen.block("c"), nullptr);
}

}  // namespace
}  // namespace trawl::extractors
