// PDF: what LibreOffice and qpdf wrote, and files made here for what they do not write.
#include <gtest/gtest.h>

#include "tests/support/pdf_writer.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::expect_places;
using test::golden;
using test::one_page;
using test::read_bytes;
using test::SeenPart;
using enum BlockKind;

TEST(Pdf, FindsEveryPlaceOfALetterOfLibreOffice) {
  expect_places(read_bytes(golden("pdf/letter.pdf")), {
                                                          {"Header Hathaway", text, {}, "page=1"},
                                                          {"Dear Mrs Margery Plumtree", text, {}, "page=1"},
                                                          {"Thornton"},
                                                          {"Footnote Fairfax"},
                                                          {"Endnote Eastwood", text, {}, "page=2"},
                                                          {"mailto:link.lambert@example.org", link, {}, "page=1"},
                                                          {"07700 900123"},
                                                          {"王小明"},
                                                          {"Title Tarrant", property, "Title"},
                                                          {"Initial Ingram", property, "Author"},
                                                          {"keyword-kestrel", property, "Keywords"},
                                                      });
}

TEST(Pdf, RowsOfATableStandTogether) {
  const SeenPart seen = read_bytes(golden("pdf/staff.pdf"));
  EXPECT_NE(seen.text().find("Ada Quill\t01/05/1970"), std::string::npos) << seen.text();
}

TEST(Pdf, AWordPartedByAHyphenIsFoundBothWays) {
  const SeenPart seen = read_bytes(
      one_page(test::pdf_words(50, 700, "write to Margery Plum-") + test::pdf_words(50, 686, "tree of Ludlow")));
  EXPECT_NE(seen.text().find("Plumtree"), std::string::npos) << seen.text();
  EXPECT_NE(seen.text().find("Plum-tree"), std::string::npos) << seen.text();
  EXPECT_NE(seen.text().find("Plum-\ntree"), std::string::npos) << seen.text();
}

TEST(Pdf, TextOutsideTheCropBoxIsRead) {
  const SeenPart seen = read_bytes(one_page(
      test::pdf_words(50, 700, "Cropped Crane") + test::pdf_words(50, 50, "inside"), "/CropBox [0 0 600 100]"));
  EXPECT_NE(seen.text().find("Cropped Crane"), std::string::npos) << seen.text();
}

TEST(Pdf, ReadsAnnotationsFieldsOutlinesAndScripts) {
  const std::string bytes = one_page(
      test::pdf_words(50, 700, "page"), "/Annots [6 0 R 7 0 R 8 0 R 12 0 R]",
      "/AcroForm << /Fields [8 0 R 9 0 R] /XFA 11 0 R >> /Outlines << /First 10 0 R >> /StructTreeRoot << /K 13 0 R >> "
      "/OpenAction << /S /JavaScript /JS (app.alert\\('Script Scott'\\)) >> /OCProperties << /OCGs [14 0 R] >>",
      {"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (Author Abbott) /Contents (Remark Reeve) >>",
       "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:ada@example.org) >> >>",
       "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (surname) /TU (Family name) /V (Value Vickers) /DV "
       "(Default Dale) >>",
       "<< /FT /Ch /T (group) /Kids [<< /T (town) /Opt [(Option Orme) [(x) (Shown Shipley)]] >>] >>",
       "<< /Title (Outline Odell) /Next 10 0 R >>",
       test::pdf_stream("", "<xdp><data><who>Xfa Yates</who></data></xdp>"),
       "<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 9 9] /T (sig) /V << /Name (Signer Sims) /Reason (Reason "
       "Rhodes) >> >>",
       "<< /S /Figure /Alt (Altered Alder) /K << /ActualText (Actual Acton) >> >>",
       "<< /Type /OCG /Name (Layer Lang) >>"});
  expect_places(read_bytes(bytes), {
                                       {"Remark Reeve", comment, "Author Abbott", "page=1"},
                                       {"Author Abbott", property, "author"},
                                       {"mailto:ada@example.org", link, {}, "page=1"},
                                       {"Value Vickers", field, "Family name; surname"},
                                       {"Default Dale", field},
                                       {"Option Orme", field, "group.town"},
                                       {"Shown Shipley", field, "group.town"},
                                       {"Outline Odell", text, "outline"},
                                       {"Xfa Yates", field, "who"},
                                       {"Signer Sims", property, "signature Name"},
                                       {"Reason Rhodes", property, "signature Reason"},
                                       {"Altered Alder", field, "alternative text"},
                                       {"Actual Acton"},
                                       {"Layer Lang", field, "layer"},
                                       {"Script Scott", field, "script"},
                                   });
}

TEST(Pdf, EachVariantOfAnAttachmentIsAPart) {
  const std::string bytes = one_page(
      test::pdf_words(50, 700, "page"), "/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS 6 0 R >>]",
      "/Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >>",
      {"<< /Type /Filespec /F (one.txt) /EF << /F 8 0 R /Mac 9 0 R >> >>",
       "<< /Type /Filespec /UF (two.txt) /EF << /F 10 0 R >> >>",
       test::pdf_stream("/Type /EmbeddedFile", "First Fisher"), test::pdf_stream("/Type /EmbeddedFile", "Mac Marsh"),
       test::pdf_stream("/Type /EmbeddedFile", "Tree Tate")});
  const SeenPart seen = read_bytes(bytes);
  ASSERT_EQ(seen.parts.size(), 3u);
  for (const char* token : {"First Fisher", "Mac Marsh", "Tree Tate"})
    EXPECT_NE(seen.text(true).find(token), std::string::npos);
  EXPECT_NE(read_bytes(golden("pdf/attached.pdf")).find("b.txt"), nullptr);
}

TEST(Pdf, EachNameOfAnAttachmentIsRead) {
  const SeenPart seen = read_bytes(test::one_page(
      "", "", "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>",
      {"<< /Type /Filespec /UF (one.txt) /F (Elmore.txt) /Mac (Fenwick.txt) /EF << /F 7 0 R /Mac 8 0 R >> >>",
       test::pdf_stream("/Type /EmbeddedFile", "First Fisher"), test::pdf_stream("/Type /EmbeddedFile", "Mac Marsh")}));
  EXPECT_NE(block_with(seen, {"Elmore.txt", field, "attachment"}), nullptr);
  ASSERT_EQ(seen.parts.size(), 2u);
  EXPECT_EQ(seen.parts[0].header.name, "one.txt");
  EXPECT_EQ(seen.parts[1].header.name, "Fenwick.txt");
}

// As pdfTeX includes figures; one that includes itself ends well.
TEST(Pdf, AuthorsAndNamesOfIncludedFilesAreRead) {
  const std::string form = "/Type /XObject /Subtype /Form /BBox [0 0 1 1] ";
  const SeenPart seen = read_bytes(test::one_page(
      "", "/Resources << /XObject << /A 6 0 R >> >>", "",
      {test::pdf_stream(form + "/Resources << /XObject << /A 6 0 R /B 7 0 R >> >> /PTEX.FileName (./ann/figure.pdf)", ""),
       test::pdf_stream(form + "/PTEX.InfoDict << /Author (Bob Stone) /Title (Yield of Elmore) >>", "")}));
  expect_places(seen, {{"./ann/figure.pdf", property, "included file", "page=1"},
                       {"Bob Stone", property, "Author", "page=1"},
                       {"Yield of Elmore", property, "Title", "page=1"}});
}

TEST(Pdf, APasswordIsNeededOnlyWhereItIs) {
  EXPECT_EQ(read_bytes(golden("pdf/locked.pdf")).outcome.kind, OutcomeKind::encrypted);
  EXPECT_NE(read_bytes(golden("pdf/owner_only.pdf")).text().find("Slide Sinclair"), std::string::npos);
  ReadOptions options;
  options.passwords = {"wrong", "secret"};
  const SeenPart opened = read_bytes(golden("pdf/locked.pdf"), {}, options);
  EXPECT_EQ(opened.outcome.kind, OutcomeKind::read);
  EXPECT_NE(opened.text().find("Slide Sinclair"), std::string::npos);
}

TEST(Pdf, APictureOfTextNeedsOcrAndABlankPageDoesNot) {
  EXPECT_EQ(read_bytes(one_page("")).outcome.kind, OutcomeKind::read);
  const std::string image = one_page(
      "q 600 0 0 800 0 0 cm /I Do Q", "/Resources << /XObject << /I 6 0 R >> >>", "",
      {test::pdf_stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                        "x")});
  const SeenPart seen = read_bytes(image);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.outcome.reason.find("1 page has no usable text layer"), std::string::npos) << seen.outcome.reason;
}

TEST(Pdf, PagesBeyondTheLimitAreMissed) {
  ReadOptions options;
  options.limits.pages = 1;
  const SeenPart seen = read_bytes(golden("pdf/letter.pdf"), {}, options);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(seen.text().find("Endnote Eastwood"), std::string::npos);
}

TEST(Pdf, DamagedFilesEndWell) {
  EXPECT_FALSE(read_bytes("%PDF-1.4\nnothing more").outcome.complete());
  const std::string whole = golden("pdf/talk.pdf");
  const SeenPart cut = read_bytes(whole.substr(0, whole.size() * 9 / 10));
  EXPECT_NE(cut.outcome.kind, OutcomeKind::crashed);
  std::uint32_t state = 7;
  for (int i = 0; i < 40; ++i) {
    std::string bytes = whole;
    for (int k = 0; k < 30; ++k) {
      state = state * 1664525 + 1013904223;
      bytes[state % bytes.size()] = static_cast<char>(state >> 24);
    }
    EXPECT_TRUE(read_bytes(bytes).all_left());
  }
}

TEST(Pdf, TreesThatBiteTheirTailsEndWell) {
  const SeenPart seen = read_bytes(one_page(
      test::pdf_words(50, 700, "page"), "", "/Outlines 6 0 R /AcroForm << /Fields [7 0 R] >> /StructTreeRoot 8 0 R",
      {"<< /First 6 0 R /Next 6 0 R /Title (Loop) >>", "<< /T (x) /Parent 7 0 R /Kids [7 0 R 7 0 R] >>",
       "<< /K [8 0 R 8 0 R] >>"}));
  EXPECT_NE(seen.text().find("Loop"), std::string::npos);
}

}  // namespace
}  // namespace trawl::extractors
