// EPUB books: in order, in parts, broken and locked.
#include <gtest/gtest.h>

#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::block_with;
using test::read_bytes;
using test::SeenPart;
using test::zip_of;
using test::ZipMember;
using enum BlockKind;

const std::string kContainer =
    "<container><rootfiles><rootfile full-path='OEBPS/book.opf' media-type='application/oebps-package+xml'/>"
    "</rootfiles></container>";

std::string page(std::string_view text) {
  return "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>" + std::string(text) +
         "</p></body></html>";
}

// A book whose second document lies first in the package.
std::vector<ZipMember> book() {
  return {
      {"mimetype", "application/epub+zip", false},
      {"META-INF/container.xml", kContainer},
      {"OEBPS/book.opf",
       "<package><metadata><dc:title>Letters of Title Tarrant</dc:title>"
       "<dc:creator opf:file-as='Quill, Ada'>Ada Quill</dc:creator>"
       "<meta name='calibre:owner' content='Owner Osgood'/><meta property='dcterms:rightsHolder'>Rita Rights</meta>"
       "</metadata><manifest><item id='a' href='b.xhtml'/><item id='n' href='toc.ncx'/>"
       "<item id='z' href='first%20page.xhtml#top'/></manifest>"
       "<spine toc='n'><itemref idref='z'/><itemref idref='a'/></spine></package>"},
      {"OEBPS/toc.ncx",
       "<ncx><navMap><navPoint><navLabel><text>Contents Colby</text></navLabel></navPoint></navMap></ncx>"},
      {"OEBPS/b.xhtml", page("Second Selby")},
      {"OEBPS/first page.xhtml", page("First <b>Fa</b>irfax")},
      {"OEBPS/cover.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>Cover Cartwright</text></svg>"},
      {"OEBPS/fonts/a.otf", "OTTO noise"},
  };
}

TEST(Epub, IsReadInTheOrderOfItsSpine) {
  const SeenPart seen = read_bytes(zip_of(book()));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  EXPECT_EQ(seen.header.media_type, "application/epub+zip");
  ASSERT_EQ(seen.parts.size(), 4u);
  EXPECT_EQ(seen.parts[0].header.name, "OEBPS/first page.xhtml");
  EXPECT_EQ(seen.parts[0].text(), "First Fairfax\n");
  EXPECT_EQ(seen.parts[1].text(), "Second Selby\n");
  EXPECT_NE(seen.parts[2].text().find("Cover Cartwright"), std::string::npos);
  EXPECT_EQ(seen.parts[3].outcome.kind, OutcomeKind::skipped);
  for (const test::Place& place : std::vector<test::Place>{{"Letters of Title Tarrant", property, "title"},
                                                           {"Ada Quill", property, "creator"},
                                                           {"Quill, Ada", property, "creator"},
                                                           {"Owner Osgood", property, "calibre:owner"},
                                                           {"Rita Rights", property, "dcterms:rightsHolder"},
                                                           {"Contents Colby", field, "contents"}}) {
    EXPECT_NE(block_with(seen, place), nullptr) << place.token;
  }
}

TEST(Epub, WithoutPackageDocumentEveryMemberIsStillRead) {
  for (const std::string_view lost : {"META-INF/container.xml", "OEBPS/book.opf"}) {
    SCOPED_TRACE(lost);
    auto members = book();
    std::erase_if(members, [lost](const ZipMember& member) { return member.name == lost; });
    const SeenPart seen = read_bytes(zip_of(members));
    const bool described = lost == "META-INF/container.xml";
    EXPECT_EQ(seen.outcome.kind, described ? OutcomeKind::read : OutcomeKind::partly);
    EXPECT_NE(seen.text(true).find("First Fairfax"), std::string::npos);
    EXPECT_NE(seen.text(true).find("Second Selby"), std::string::npos);
  }
}

TEST(Epub, ADocumentThatTheSpineNamesInVainIsSaidToBeMissing) {
  auto members = book();
  std::erase_if(members, [](const ZipMember& member) { return member.name == "OEBPS/b.xhtml"; });
  const SeenPart seen = read_bytes(zip_of(members));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.outcome.reason.find("missing"), std::string::npos);
}

TEST(Epub, DocumentsUnderDrmAreEncryptedAndObfuscatedFontsAreFonts) {
  auto members = book();
  members.push_back(
      {"META-INF/encryption.xml",
       "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/>"
       "<CipherData><CipherReference URI='OEBPS/first%20page.xhtml'/></CipherData></EncryptedData>"
       "<EncryptedData><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/>"
       "<CipherData><CipherReference URI='OEBPS/fonts/a.otf'/></CipherData></EncryptedData></encryption>"});
  const SeenPart seen = read_bytes(zip_of(members));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  ASSERT_NE(seen.find("OEBPS/first page.xhtml"), nullptr);
  EXPECT_EQ(seen.find("OEBPS/first page.xhtml")->outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(seen.find("OEBPS/b.xhtml")->outcome.kind, OutcomeKind::read);
  EXPECT_EQ(seen.find("OEBPS/fonts/a.otf")->outcome.kind, OutcomeKind::skipped);
}

TEST(Epub, WhatIsEncryptedInAWayThatIsNotToldIsNoFont) {
  auto members = book();
  members.push_back(
      {"META-INF/encryption.xml",
       "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/>"
       "<CipherData><CipherReference URI='OEBPS/fonts/a.otf'/></CipherData></EncryptedData>"
       "<EncryptedData><CipherData><CipherReference URI='OEBPS/b.xhtml'/></CipherData></EncryptedData></encryption>"});
  const SeenPart seen = read_bytes(zip_of(members));
  ASSERT_NE(seen.find("OEBPS/b.xhtml"), nullptr);
  EXPECT_EQ(seen.find("OEBPS/b.xhtml")->outcome.kind, OutcomeKind::encrypted);
}

TEST(Epub, ASpineThatNamesOneDocumentOverAndOverReadsItOnce) {
  auto members = book();
  std::string& opf = members[2].bytes;
  const std::string reference = "<itemref idref='a'/>";
  for (int i = 0; i < 1000; ++i) opf.insert(opf.find(reference), reference);
  const SeenPart seen = read_bytes(zip_of(members));
  EXPECT_EQ(seen.parts.size(), 4u);
}

}  // namespace
}  // namespace trawl::extractors
