// ODT, ODS and ODP as LibreOffice wrote them, their flat forms, and what is broken or locked.
#include <gtest/gtest.h>

#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::expect_places;
using test::golden;
using test::read_bytes;
using test::SeenPart;
using test::zip_of;
using test::ZipMember;
using enum BlockKind;

TEST(OpenDocument, FindsEveryPlaceOfALetter) {
  for (const char* file : {"office/letter.odt", "office/letter.fodt"}) {
    SCOPED_TRACE(file);
    expect_places(read_bytes(golden(file)), {
        {"Margery Plumtree, NI number QQ 12 34 56 C."},
        {"Spaces   and\ttab and\na new line."},
        {"A note and an endnote."},
        {"Hidden Hollis", text, {}, {}, true},
        {"Deleted Delacroix", text, {}, {}, false, true},
        {"Deleter Dunn", property},
        {"Footnote Fairfax", note, "footnote"},
        {"Endnote Eastwood", note, "endnote"},
        {"Comment Colby", comment, "Annotator Archer"},
        {"Annotator Archer", property},
        {"mailto:link.lambert@example.org", link},
        {"Textbox Thornton"},
        {"Alttitle Atwood", field, "alternative text"},
        {"Altdescription Ashby", field, "alternative text"},
        {"Cell Cartwright", cell, "Name"},
        {"07700 900123", cell, "Telephone; Cell Cartwright"},
        {"Header Hathaway", text, {}, "header"},
        {"Footer Fenwick", text, {}, "footer"},
        {"Title Tarrant", property, "title"},
        {"Custom Cawley", property, "Case worker"},
    });
  }
}

TEST(OpenDocument, FindsEveryPlaceOfASpreadsheet) {
  for (const char* file : {"office/staff.ods", "office/staff.fods"}) {
    SCOPED_TRACE(file);
    expect_places(read_bytes(golden(file)), {
        {"Ada Quill", cell, "Name", "sheet=Staff&cell=A2"},
        {"01/05/1970", cell, "Born", "sheet=Staff&cell=B2"},
        {"1970-05-01", field, "Born", "sheet=Staff&cell=B2"},
        {"00123456", cell, "Account", "sheet=Staff&cell=C2"},
        {"31250.5", field, "Salary"},
        {"0.125", field, "Share"},
        {"Columnhidden Cotton", cell, "Secret", {}, true},
        {"Rowhidden Rowntree", cell, "Name", "sheet=Staff&cell=A3", true},
        {"Bea Locke", cell, "Name", "sheet=Staff&cell=A4"},
        {"Sheethidden Shaw", cell, {}, "sheet=Hidden sheet&cell=A1", true},
        {"Cellnote Calder", comment, "Annotator Archer", "sheet=Staff&cell=A2"},
    });
  }
}

TEST(OpenDocument, FindsEveryPlaceOfAPresentation) {
  for (const char* file : {"office/talk.odp", "office/talk.fodp"}) {
    SCOPED_TRACE(file);
    expect_places(read_bytes(golden(file)), {
        {"Slide Sinclair", text, {}, "slide=1"},
        {"Tablecell Tindall", cell, "Name", "slide=1"},
        {"Notes Norris", note, {}, "slide=1"},
        {"Slidecomment Selby", comment, "Annotator Archer", "slide=1"},
        {"Slidehidden Sumner", text, {}, "slide=2", true},
    });
  }
}

std::vector<ZipMember> members(std::string_view content, std::string_view manifest = {}) {
  return {{"mimetype", "application/vnd.oasis.opendocument.text", false},
          {"content.xml", "<office:document-content><office:body><office:text>" + std::string(content) +
                              "</office:text></office:body></office:document-content>"},
          {"META-INF/manifest.xml", "<manifest:manifest>" + std::string(manifest) + "</manifest:manifest>"}};
}

TEST(OpenDocument, WhatStandsInAttributesIsRead) {
  expect_places(read_bytes("<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>"
      "<office:meta><meta:template xlink:href='../../../home/template.tully/letter.ott'/></office:meta>"
      "<office:scripts><script:module><ooo:source-code>REM Macro Mabbott</ooo:source-code></script:module></office:scripts>"
      "<office:body><office:text><text:p><text:bibliography-mark text:bibliography-type='book' text:author='Bibliography Bligh' text:url='x'>[1]"
      "</text:bibliography-mark><text:conditional-text text:condition='ooow:a == &quot;Condition Cole&quot;' text:string-value-if-true='True Tate'"
      " text:string-value-if-false='False Finn'>True Tate</text:conditional-text>"
      "<field:fieldmark><field:param field:name='Dropdown_ListEntry' field:value='Param Pryor'/></field:fieldmark></text:p>"
      "<table:table table:name='Tenants of Tring'><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
      "<table:table table:name='Table1'/>"
      "<table:database-range><table:filter><table:filter-condition table:value='Filter Firth'><table:filter-set-item table:value='Set Sykes'/>"
      "</table:filter-condition></table:filter></table:database-range>"
      "<calcext:conditional-format><calcext:condition calcext:value='=&quot;Format Frith&quot;'/></calcext:conditional-format>"
      "</office:text></office:body></office:document>"), {
      {"../../../home/template.tully/letter.ott", link},
      {"REM Macro Mabbott", text, "macro"},
      {"Bibliography Bligh", field, "bibliography"},
      {"Condition Cole", field, "condition"},
      {"True Tate", field, "string-value-if-true"},
      {"False Finn", field, "string-value-if-false"},
      {"Param Pryor", field, "param"},
      {"Tenants of Tring", field, "object name"},
      {"Filter Firth", field, "filter-condition"},
      {"Set Sykes", field, "filter-set-item"},
      {"Format Frith", field, "condition"},
  });
}

TEST(OpenDocument, RepeatedRowsAndCellsCostNothing) {
  const SeenPart seen = read_bytes(zip_of(members(
      "<table:table><table:table-row table:number-rows-repeated='1048576'><table:table-cell "
      "table:number-columns-repeated='16384'><text:p>Repeated Reid<text:s text:c='4000000000'/>x</text:p></table:table-cell></table:table-row></table:table>")));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read);
  ASSERT_EQ(seen.blocks.size(), 1u);
  EXPECT_LT(seen.blocks[0].text.size(), 2000u);
}

TEST(OpenDocument, ALockedDocumentIsEncrypted) {
  const SeenPart seen = read_bytes(zip_of(members(
      "noise", "<manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry>")));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::encrypted);
}

TEST(OpenDocument, ObjectsAndPicturesInItAreRead) {
  auto all = members("<text:p>Host Hobbs</text:p>");
  all.push_back({"Object 1/content.xml", "<office:document-content><text:p>Object Olsen</text:p></office:document-content>"});
  all.push_back({"Object 2/content.xml", "<math><semantics><mi>Formula Firth</mi></semantics></math>"});
  all.push_back({"Pictures/note.txt", "Attached Avery"});
  const SeenPart seen = read_bytes(zip_of(all));
  expect_places(seen, {{"Host Hobbs"}, {"Object Olsen"}, {"Formula Firth"}});
  ASSERT_NE(seen.find("Pictures/note.txt"), nullptr);
}

TEST(OpenDocument, ADrawingOfWhatIsReadItselfIsLeftOut) {
  auto all = members("<text:p>Host Hobbs</text:p>");
  all.push_back({"Object 1/content.xml", "<office:document-content><text:p>Chart Chase</text:p></office:document-content>"});
  for (const char* name : {"ObjectReplacements/Object 1", "ObjectReplacements/Object 2", "Pictures/TablePreview1.svm"}) {
    all.push_back({name, "VCLMTF\x01"});
  }
  const SeenPart seen = read_bytes(zip_of(all));
  expect_places(seen, {{"Chart Chase"}});
  const std::vector<std::pair<const char*, OutcomeKind>> expected = {
      {"ObjectReplacements/Object 1", OutcomeKind::skipped},
      {"ObjectReplacements/Object 2", OutcomeKind::unsupported},
      {"Pictures/TablePreview1.svm", OutcomeKind::skipped}};
  for (const auto& [name, kind] : expected) {
    ASSERT_NE(seen.find(name), nullptr) << name;
    EXPECT_EQ(seen.find(name)->outcome.kind, kind) << name;
  }
}

TEST(OpenDocument, ABinaryOfAFlatDocumentIsAPart) {
  const SeenPart seen = read_bytes(
      "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
      "office:mimetype='application/vnd.oasis.opendocument.text'><office:body><office:text><text:p>Flat Flint"
      "<draw:image><office:binary-data>QmluYXJ5 IEJ\nhcmtlcg==</office:binary-data></draw:image></text:p></office:text></office:body></office:document>",
      "x.fodt");
  ASSERT_EQ(seen.parts.size(), 1u);
  EXPECT_EQ(seen.parts[0].text(), "Binary Barker\n");
}

TEST(OpenDocument, ATextFieldStaysInItsSentence) {
  expect_places(read_bytes(zip_of(members("<text:p>By <text:creator>Field Farrow</text:creator> on <text:date>1 May</text:date>.</text:p>"))),
                {{"By Field Farrow on 1 May."}});
}

TEST(OpenDocument, AFlatDocumentThatBreaksOffIsPartlyRead) {
  const std::string whole = golden("office/letter.fodt");
  const SeenPart seen = read_bytes(whole.substr(0, whole.find("Footnote Fairfax")));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Margery Plumtree"), std::string::npos);
}

TEST(OpenDocument, DeepNestingEndsWell) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += "<table:table><table:table-row><table:table-cell><text:p><draw:text-box>";
  const SeenPart seen = read_bytes(zip_of(members(deep + "<text:p>Deep Dale</text:p>")));
  EXPECT_NE(seen.text().find("Deep Dale"), std::string::npos);
}

}  // namespace
}  // namespace trawl::extractors
