// DOCX, XLSX and PPTX: what LibreOffice wrote, and packages made here for what it does not write.
#include <gtest/gtest.h>

#include "extractors/ooxml_attributes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::expect_places;
using test::golden;
using test::Place;
using test::read_bytes;
using test::SeenPart;
using test::zip_of;
using test::ZipMember;
using enum BlockKind;

constexpr std::string_view kTypes = "<Types><Override PartName='/x' ContentType='application/x'/></Types>";

std::string rels(std::string_view relationships) {
  return "<Relationships>" + std::string(relationships) + "</Relationships>";
}
std::string rel(std::string_view id, std::string_view type, std::string_view target, std::string_view more = {}) {
  return "<Relationship Id='" + std::string(id) + "' Type='http://x/relationships/" + std::string(type) + "' Target='" +
         std::string(target) + "' " + std::string(more) + "/>";
}

std::vector<ZipMember> word_members(std::string_view body) {
  return {{"[Content_Types].xml", std::string(kTypes)},
          {"_rels/.rels", rels(rel("r1", "officeDocument", "word/document.xml"))},
          {"word/document.xml", "<w:document><w:body>" + std::string(body) + "</w:body></w:document>"}};
}
SeenPart read_word(std::string_view body) { return read_bytes(zip_of(word_members(body))); }

std::string run(std::string_view text) { return "<w:r><w:t>" + std::string(text) + "</w:t></w:r>"; }
std::string paragraph(std::string_view runs) { return "<w:p>" + std::string(runs) + "</w:p>"; }

TEST(OfficeOpen, FindsEveryPlaceOfALetterOfLibreOffice) {
  expect_places(read_bytes(golden("office/letter.docx")), {
      {"Margery Plumtree, NI number QQ 12 34 56 C."},
      {"Spaces   and\ttab and\na new line."},
      {"Hidden Hollis", text, {}, {}, true},
      {"Deleted Delacroix", text, {}, {}, false, true},
      {"Footnote Fairfax", note},
      {"Endnote Eastwood", note},
      {"Comment Colby", comment, "Annotator Archer"},
      {"Annotator Archer", property, "author"},
      {"Deleter Dunn", property, "author"},
      {"link.lambert@example.org", link},
      {"Textbox Thornton"},
      {"Cell Cartwright", cell, "Name"},
      {"07700 900123", cell, "Telephone; Cell Cartwright"},
      {"Header Hathaway", text, {}, "header"},
      {"Footer Fenwick", text, {}, "footer"},
      {"Grüße, ﬁnal naïve Žižek 王小明."},
      {"Title Tarrant", property, "title"},
      {"Subject Sorrel", property, "subject"},
      {"keyword-kestrel", property, "keywords"},
      {"Initial Ingram", property, "creator"},
      {"Creator Cobb", property, "lastModifiedBy"},
      {"Custom Cawley", property, "Case worker"},
  });
}

TEST(OfficeOpen, FindsEveryPlaceOfASpreadsheetOfLibreOffice) {
  expect_places(read_bytes(golden("office/staff.xlsx")), {
      {"Ada Quill", cell, "Name", "sheet=Staff&cell=A2"},
      {"01/05/1970", cell, "Born", "sheet=Staff&cell=B2"},
      {"1970-05-01", field, "Born", "sheet=Staff&cell=B2"},
      {"00123456", cell, "Account", "sheet=Staff&cell=C2"},
      {"31,250.50", cell, "Salary"},
      {"31250.5", field, "Salary"},
      {"12.5%", cell, "Share"},
      {"Columnhidden Cotton", cell, "Secret", {}, true},
      {"Rowhidden Rowntree", cell, "Name", {}, true},
      {"Sheethidden Shaw", cell, {}, "sheet=Hidden sheet&cell=A1", true},
      {"Hidden sheet", name, {}, {}, true},
      {"Cellnote Calder", comment, "Annotator Archer", "sheet=Staff&cell=A2"},
      {"Custom Cawley", property, "Case worker"},
  });
}

TEST(OfficeOpen, FindsEveryPlaceOfAPresentationOfLibreOffice) {
  expect_places(read_bytes(golden("office/talk.pptx")), {
      {"Slide Sinclair", text, {}, "slide=1"},
      {"Tablecell Tindall", cell, "Name", "slide=1"},
      {"Notes Norris", note, {}, "slide=1"},
      {"Slidecomment Selby", comment, "Annotator Archer", "slide=1"},
      {"Slidehidden Sumner", text, {}, "slide=2", true},
      {"Custom Cawley", property, "Case worker"},
  });
}

TEST(OfficeOpen, JoinsRunsAndBreaksOnlyWhereWordDoes) {
  const SeenPart seen = read_word(
      paragraph("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("anna.sm") + "<w:proofErr/>" + run("ith@exam") + run("ple.org")) +
      paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>"));
  ASSERT_NE(seen.block("anna.smith@example.org\na\tb\nc-de\n"), nullptr) << seen.text();
  EXPECT_EQ(seen.blocks[0].anchor, "paragraph=1");
}

TEST(OfficeOpen, TakesOneOfTheAlternativesOfAShape) {
  const std::string box = "<w:txbxContent>" + paragraph(run("Boxed Boyle")) + "</w:txbxContent>";
  const SeenPart both = read_word(paragraph("<w:r><mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" + box +
                                            "</mc:Fallback></mc:AlternateContent></w:r>" + run("after")));
  EXPECT_EQ(both.text(), "after\n\nBoxed Boyle\n\n");
  const SeenPart other = read_word(paragraph("<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>" + box +
                                             "</mc:Fallback></mc:AlternateContent></w:r>"));
  EXPECT_NE(other.text().find("Boxed Boyle"), std::string::npos);
}

TEST(OfficeOpen, ReadsFieldsFormsAndWhatHidesInAttributes) {
  expect_places(read_word(paragraph(
      "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> HYPERLINK \"mailto:field.</w:instrText></w:r>"
      "<w:r><w:instrText>finch@example.org\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" +
      run("shown") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
      "<w:fldSimple w:instr='QUOTE \"Simple Sykes\"'/>"
      "<w:sdt><w:sdtPr><w:alias w:val='Alias Abney'/><w:dropDownList><w:listItem w:displayText='Choice Chandler' w:value='v'/>"
      "</w:dropDownList></w:sdtPr></w:sdt>"
      "<w:r><w:drawing><wp:docPr name='Picture 1' descr='Portrait of Pell'/><pic:cNvPr name='nora.nash.jpg'/></w:drawing></w:r>"
      "<w:r><w:pict><v:shape alt='Vml Vane'><v:textpath string='Wordart Wade'/></v:shape></w:pict></w:r>")), {
      {"mailto:field.finch@example.org", link},
      {"QUOTE \"Simple Sykes\"", field, "field code"},
      {"Alias Abney", field, "form field"},
      {"Choice Chandler", field, "form field"},
      {"Portrait of Pell", field, "alternative text"},
      {"nora.nash.jpg", field, "object name"},
      {"Vml Vane", field, "alternative text"},
      {"Wordart Wade", field, "word art"},
  });
}

TEST(OfficeOpen, WordsOfListsAndNamesOfBuildingBlocksAreRead) {
  auto members = word_members(paragraph(run("body")));
  members.push_back({"word/numbering.xml", "<w:numbering><w:lvl><w:lvlText w:val='Claimant %1:'/></w:lvl><w:lvl><w:lvlText w:val='%1.%2.'/></w:lvl></w:numbering>"});
  members.push_back({"word/glossary/document.xml", "<w:glossaryDocument><w:docPart><w:docPartPr><w:name w:val='Signature Sato'/></w:docPartPr>"
                     "<w:docPartBody>" + paragraph(run("Glossary Gale")) + "</w:docPartBody></w:docPart></w:glossaryDocument>"});
  const SeenPart seen = read_bytes(zip_of(members));
  expect_places(seen, {{"Claimant %1:", field, "label of a list"}, {"Signature Sato", field, "name"}, {"Glossary Gale", text, {}, "glossary"}});
  EXPECT_EQ(seen.text().find("%2"), std::string::npos);
}

TEST(OfficeOpen, ShapesOfVmlBesideASheetAreRead) {
  expect_places(read_bytes(zip_of({
      {"[Content_Types].xml", std::string(kTypes)},
      {"_rels/.rels", rels(rel("r1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml", "<workbook><x15ac:absPath url='C:\\Users\\path.penrose\\'/><sheets><sheet name='Staff' r:id='r1'/>"
                          "<sheet name='Module Munro' r:id=''/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", rels(rel("r1", "worksheet", "worksheets/sheet1.xml"))},
      {"xl/worksheets/sheet1.xml", "<worksheet/>"},
      {"xl/worksheets/_rels/sheet1.xml.rels", rels(rel("r1", "vmlDrawing", "../drawings/vmlDrawing1.vml") + rel("r2", "drawing", "../drawings/drawing1.xml"))},
      {"xl/drawings/vmlDrawing1.vml", "<xml><v:shape alt='Alt Ashdown' href='mailto:vml@example.org'><v:textbox><div><font>Ring </font><b>Button Bates</b><br>now</div>"
                                      "</v:textbox></v:shape></xml>"},
      {"xl/drawings/drawing1.xml", "<wsDr/>"},
      {"xl/drawings/_rels/drawing1.xml.rels", rels(rel("r1", "chart", "../charts/chart1.xml"))},
      {"xl/charts/chart1.xml", "<c:chartSpace><c:trendline><c:name>Trend Tully</c:name></c:trendline></c:chartSpace>"},
  })), {
      {"Ring Button Bates\nnow", text, {}, "sheet=Staff"},
      {"Alt Ashdown", field, "alternative text", "sheet=Staff"},
      {"mailto:vml@example.org", link, {}, "sheet=Staff"},
      {"Trend Tully", text, {}, "sheet=Staff"},
      {"path.penrose", field, "path"},
      {"Module Munro", name},
  });
}

TEST(OfficeOpen, SectionsOfAPresentationAreNoSlides) {
  expect_places(read_bytes(zip_of({
      {"[Content_Types].xml", std::string(kTypes)},
      {"_rels/.rels", rels(rel("r1", "officeDocument", "ppt/presentation.xml"))},
      {"ppt/presentation.xml", "<p:presentation><p:sldIdLst><p:sldId id='256' r:id='r1'/></p:sldIdLst><p14:section name='Section Sears'>"
                               "<p14:sldId id='256'/></p14:section></p:presentation>"},
      {"ppt/_rels/presentation.xml.rels", rels(rel("r1", "slide", "slides/slide1.xml"))},
      {"ppt/slides/slide1.xml", "<p:sld><a:p><a:r><a:t>Slide Sloane</a:t></a:r></a:p></p:sld>"},
  })), {{"Slide Sloane", text, {}, "slide=1"}, {"Section Sears", field, "section"}});
}

TEST(OfficeOpen, EmbeddedFilesArePartsAndLinksAreLinks) {
  auto members = word_members(paragraph(run("body")));
  members.push_back({"word/_rels/document.xml.rels", rels(rel("r1", "hyperlink", "mailto:ada@example.org", "TargetMode='External'"))});
  members.push_back({"word/embeddings/note.txt", "Embedded Ellis"});
  members.push_back({"word/embeddings/inner.docx", zip_of(word_members(paragraph(run("Inner Irving"))))});
  members.push_back({"customXml/item1.xml", "<case><who id='A7-Xu'>Customxml Cole</who></case>"});
  members.push_back({"word/people.xml", "<w15:people><w15:person w15:author='Peoples Pitt'><w15:presenceInfo w15:userId='S::pitt@example.org::1'/></w15:person></w15:people>"});
  const SeenPart seen = read_bytes(zip_of(members));
  expect_places(seen, {{"mailto:ada@example.org", link}, {"Customxml Cole", field, "who"}, {"A7-Xu", field, "who/id"},
                       {"Peoples Pitt", property}, {"pitt@example.org", property}});
  ASSERT_NE(seen.find("word/embeddings/note.txt"), nullptr);
  EXPECT_NE(seen.find("word/embeddings/note.txt")->text().find("Embedded Ellis"), std::string::npos);
  ASSERT_NE(seen.find("word/embeddings/inner.docx"), nullptr);
  EXPECT_NE(seen.find("word/embeddings/inner.docx")->text().find("Inner Irving"), std::string::npos);
}

SeenPart read_sheet(std::string_view sheet, std::string_view workbook = {}, std::string_view strings = {}, std::string_view styles = {}) {
  return read_bytes(zip_of({
      {"[Content_Types].xml", std::string(kTypes)},
      {"_rels/.rels", rels(rel("r1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml", "<workbook>" + std::string(workbook) + "<sheets><sheet name='A&amp;B' sheetId='1' r:id='r1'/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", rels(rel("r1", "worksheet", "worksheets/sheet1.xml") + rel("r2", "sharedStrings", "/xl/sharedStrings.xml") + rel("r3", "styles", "styles.xml"))},
      {"xl/worksheets/sheet1.xml", "<worksheet>" + std::string(sheet) + "</worksheet>"},
      {"xl/sharedStrings.xml", "<sst>" + std::string(strings) + "</sst>"},
      {"xl/styles.xml", "<styleSheet>" + std::string(styles) + "</styleSheet>"},
  }));
}

TEST(OfficeOpen, CellsOfEveryTypeAreShown) {
  expect_places(read_sheet(
      "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><r><t>In</t></r><r><t>line</t></r></is></c></row>"
      "<row><c t='str'><f>\"Formula \"&amp;\"Frost\"</f><v>Formula Frost</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"
      "<c t='d'><v>2020-01-31</v></c><c s='1'><v>25689</v></c><c><v>4.477E11</v></c><c s='2'><v>447700900123</v></c></row></sheetData>"
      "<headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12Header Hale&amp;R&amp;P</oddHeader></headerFooter>"
      "<dataValidations><dataValidation prompt='Prompt Pryor'><formula1>\"List Lang,b\"</formula1></dataValidation></dataValidations>",
      "<definedNames><definedName name='Owner_Oakes' comment='Nameremark Nunn'>Sheet1!$A$1</definedName></definedNames>",
      "<si><r><t>Sha</t></r><r><t>red</t></r><rPh><t>Phonetic Pugh</t></rPh></si><si><t>Leftover Lyle</t></si>",
      "<numFmts><numFmt numFmtId='164' formatCode='00000 000000'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/></cellXfs>"), {
      {"Shared", cell, {}, "sheet=A%26B&cell=A1"},
      {"Inline", cell, {}, "sheet=A%26B&cell=B1"},
      {"Formula Frost", cell, "Shared", "sheet=A%26B&cell=A2"},
      {"\"Formula \"&\"Frost\"", field, "formula"},
      {"TRUE", cell},
      {"#N/A", cell},
      {"2020-01-31", cell},
      {"01/05/1970", cell, {}, "sheet=A%26B&cell=E2"},
      {"447700000000", cell},
      {"447700 900123", cell},
      {"447700900123", field},
      {"\nHeader Hale\n", text, {}, "sheet=A%26B"},
      {"Prompt Pryor", field, "validation"},
      {"List Lang", field, "formula"},
      {"Owner_Oakes", field, "defined name"},
      {"Nameremark Nunn", comment},
      {"Phonetic Pugh", note, "reading"},
      {"Leftover Lyle", text, "text no cell uses", {}, true},
  });
}

TEST(OfficeOpen, TheDateSystemOf1904IsKnown) {
  expect_places(read_sheet("<sheetData><row><c s='0'><v>0</v></c></row></sheetData>", "<workbookPr date1904='1'/>", "",
                           "<cellXfs><xf numFmtId='14'/></cellXfs>"),
                {{"01/01/1904", cell, {}, "sheet=A%26B&cell=A1"}});
}

TEST(OfficeOpen, RowsOfCellsHoldTogether) {
  const SeenPart seen = read_sheet(
      "<sheetData><row><c t='str'><v>Name</v></c><c t='str'><v>Paid</v></c></row>"
      "<row><c t='str'><v>Ada</v></c><c><v>0.5</v></c></row></sheetData>");
  ASSERT_GE(seen.blocks.size(), 5u);
  EXPECT_EQ(seen.blocks[1].row, 1u);
  EXPECT_EQ(seen.blocks[2].row, 1u);
  EXPECT_EQ(seen.blocks[3].row, 2u);
  EXPECT_EQ(seen.blocks[4].row, 2u);
  EXPECT_EQ(seen.blocks[4].label, "Paid; Ada");
}

TEST(OfficeOpen, ADamagedPartIsMissedAndTheRestIsRead) {
  auto members = word_members(paragraph(run("Sound Sand")));
  members.push_back({"word/header1.xml", "<w:hdr><w:p><w:r><w:t>Broken Brand"});
  const SeenPart seen = read_bytes(zip_of(members));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Sound Sand"), std::string::npos);
  EXPECT_NE(seen.text().find("Broken Brand"), std::string::npos);
}

TEST(OfficeOpen, WithoutItsDirectoryADocumentIsStillRead) {
  const SeenPart seen = read_bytes(zip_of(word_members(paragraph(run("Headless Hart"))), false));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Headless Hart"), std::string::npos);
}

TEST(OfficeOpen, ABombEndsAtTheLimit) {
  auto members = word_members(paragraph(run(std::string(40u << 20, 'a'))));
  ReadOptions options;
  options.limits.ratio_floor = 1u << 20;
  const SeenPart seen = read_bytes(zip_of(members), {}, options);
  EXPECT_FALSE(seen.outcome.complete());
}

TEST(OfficeOpen, SharedStringsOfTheBetasOfOffice2007AreRead) {
  expect_places(read_sheet("<row><c r='B1' t='s'><v>1</v></c></row>", {}, "<sstItem><t>x</t></sstItem><sstItem><t>Beta Bolton</t></sstItem>"),
                {{"Beta Bolton", cell, {}, "sheet=A%26B&cell=B1"}});
}

TEST(OfficeOpen, AStringLongerThanACellIsWrittenOnce) {
  const std::string longest(4 * 32'767, 'l');
  for (const std::string& shared : {longest, longest + "!"}) {
    const std::string text = read_sheet("<row><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>", {}, "<si><t>" + shared + "</t></si>").text();
    const std::size_t first = text.find(shared);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(text.find(shared, first + 1) == std::string::npos, shared.size() > longest.size());
  }
}

TEST(OfficeOpen, AFormControlOutsideOfACompoundFileIsRead) {
  auto members = word_members(paragraph(run("body")));
  std::string control("\0\2\x1C\0Control Carr\0\0", 18);
  members.push_back({"word/activeX/activeX1.bin", control});
  const SeenPart seen = read_bytes(zip_of(members));
  expect_places(seen, {{"Control Carr", field, "form control"}});
  EXPECT_EQ(seen.find("word/activeX/activeX1.bin"), nullptr);
}

TEST(OfficeOpen, NamesInCertificatesOfSignaturesAreRead) {
  auto members = word_members(paragraph(run("body")));
  // 31 0C 0C 0A "Signe Ryde" 30 03: as a name stands in a certificate.
  members.push_back({"_xmlsignatures/sig1.xml", "<Signature><KeyInfo><X509Data><X509Certificate>MQwMClNpZ25l\nIFJ5ZGUwAw==</X509Certificate></X509Data>"
                     "</KeyInfo></Signature>"});
  expect_places(read_bytes(zip_of(members)), {{"Signe Ryde", property, "certificate"}});
}

TEST(OfficeOpen, DeepNestingEndsWell) {
  std::string body;
  for (int i = 0; i < 20'000; ++i) body += "<w:tbl><w:tr><w:tc><w:p><w:txbxContent>";
  const SeenPart seen = read_word(body + paragraph(run("Deep Dale")));
  EXPECT_NE(seen.text().find("Deep Dale"), std::string::npos);
}

TEST(OfficeOpen, NamesThatProgramsGiveAreToldFromThoseOfUsers) {
  for (const char* name : {"", "Picture 1", "Text Box 12", "_GoBack", "TextBox3", "Content Placeholder 2", "Shape1"}) {
    EXPECT_TRUE(given_by_program(name)) << name;
  }
  for (const char* name :
       {"Smith", "JaneDoe", "Picture of Jane", "Smith 2", "scan.jpg", "J\xC3\xB6rg", "QQ 12 34 56 C"}) {
    EXPECT_FALSE(given_by_program(name)) << name;
  }
}

TEST(OfficeOpen, StopsWhenNoMoreIsWanted) {
  const std::string bytes = golden("office/staff.xlsx");
  const auto source = memory_source(bytes);
  test::PartTree tree;
  tree.stop_after = 3;
  read_part({}, *source, {}, tree);
  EXPECT_TRUE(tree.balanced());
  EXPECT_EQ(tree.root.blocks.size(), 3u);
}

}  // namespace
}  // namespace trawl::extractors
