// PDF: how glyphs become words, lines, rows and tables, and what hostile content does.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

#include "extractors/ocr.h"
#include "tests/support/pdf_writer.h"
#include "tests/support/places.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::expect_places;
using test::one_page;
using test::pdf_of;
using test::pdf_stream;
using test::pdf_words;
using test::read_bytes;
using test::SeenPart;
using enum BlockKind;

bool holds(const SeenPart& seen, std::string_view text) {
  return seen.text().find(text) != std::string::npos;
}

std::string deflated(const std::string& bytes) {
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  out.resize(size);
  return out;
}

struct Case {
  const char* content;
  const char* text;
};

TEST(PdfText, GlyphsBecomeWords) {
  for (const Case& c : std::initializer_list<Case>{
           {"BT /F 12 Tf 50 700 Td [(Mar) -20 (ge) 30 (ry)] TJ ET", "Margery\n"},
           {"BT /F 12 Tf 50 700 Td [(Margery) -300 (Plumtree)] TJ ET", "Margery Plumtree\n"},
           {"BT /F 12 Tf 50 700 Td (Mar) Tj (gery) Tj ET", "Margery\n"},
           {"BT /F 12 Tf 4 Tc 50 700 Td (Margery) Tj ET", "Margery\n"},
           {"BT /F 12 Tf 50 700 Td (S) Tj /F 9 Tf (MITH) Tj ET", "SMITH\n"},
           {"BT /F 12 Tf 50 700 Td (Ada) Tj ET BT /F 12 Tf 50.3 700 Td (Ada) Tj ET", "Ada\n"},
           {"BT /F 12 Tf 50 700 Td (Ada) Tj /F 7 Tf 5 Ts (1) Tj ET", "Ada 1\n"},
           {"BT /F 12 Tf 50 700 Td (21) Tj /F 7 Tf 5 Ts (st) Tj ET", "21st\n"},
           {"BT /F 12 Tf 50 700 Td (caf\\264) Tj -3.5 0 Td ET", "caf"},
           {"BT 0 1 -1 0 300 300 Tm /F 12 Tf (Margery Plumtree) Tj ET", "Margery Plumtree\n"},
           {"BT -1 0 0 -1 300 300 Tm /F 12 Tf (Margery Plumtree) Tj ET", "Margery Plumtree\n"},
           {"BT 0.7 0.7 -0.7 0.7 300 300 Tm /F 12 Tf (Margery Plumtree) Tj ET", "Margery Plumtree\n"},
           {"BT 3 Tr /F 12 Tf 50 700 Td (Unseen) Tj ET", "Unseen\n"},
           {"q q BT /F 12 Tf 50 700 Td (Ada) Tj ET Q Q Q Q BT /F 12 Tf 50 600 Td (Bea) Tj ET", "Bea\n"},
           {"BT /F 12 Tf 14 TL 50 700 Td (one) Tj (two) ' 1 2 (three) \" T* (four) Tj ET", "one\ntwo\nthree\nfour\n"},
       }) {
    EXPECT_TRUE(holds(read_bytes(one_page(c.content)), c.text)) << c.content << "\n"
                                                                << read_bytes(one_page(c.content)).text();
  }
}

TEST(PdfText, LettersSetApartAreReadBothWays) {
  const SeenPart seen = read_bytes(one_page("BT /F 12 Tf 4 Tc 50 700 Td (Margery) Tj ET"));
  EXPECT_TRUE(holds(seen, "Margery")) << seen.text();
  EXPECT_TRUE(holds(seen, "M a r g e r y")) << seen.text();
}

TEST(PdfText, RightToLeftWordsAreInTheOrderOfReading) {
  const std::string table =
      "begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
      "4 beginbfchar <01> <05DC> <02> <05D0> <03> <05D5> <04> <05DE> endbfchar endcmap";
  const std::vector<std::string> more = {
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 1 /LastChar 4 /Widths [600 600 600 600] "
      "/ToUnicode 7 0 R >>",
      pdf_stream("", table)};
  // On paper from the left: mem, waw, alef, lamed.
  const SeenPart seen =
      read_bytes(one_page("BT /H 12 Tf 50 700 Td <04030201> Tj ET", "/Resources << /Font << /H 6 0 R >> >>", "", more));
  EXPECT_TRUE(holds(seen, "\xD7\x9C\xD7\x90\xD7\x95\xD7\x9E")) << seen.text();
}

TEST(PdfText, CodesAreUnicodeWhereTheTableOfCharactersIsAnIdentity) {
  const auto with = [](const std::string& entry) {
    const std::vector<std::string> more = {
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 9 0 R /DescendantFonts [7 0 R] " + entry + " >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 600 /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>",
        "<< /Type /FontDescriptor /FontName /X /Flags 4 >>",
        pdf_stream("/Type /CMap /CMapName /N",
                   "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
                   "1 begincidrange <0020> <FFFF> 3 endcidrange endcmap")};
    return read_bytes(one_page("BT /H 12 Tf 50 700 Td <00410064006100200142> Tj ET",
                               "/Resources << /Font << /H 6 0 R >> >>", "", more));
  };
  EXPECT_TRUE(holds(with("/ToUnicode /Identity-H"), "Ada ł\n")) << with("/ToUnicode /Identity-H").text();
  EXPECT_FALSE(holds(with(""), "Ada"));
}

TEST(PdfText, CellsOfAPrintedTableHaveTheirColumnsLabels) {
  std::string content;
  const char* rows[3][3] = {
      {"Name", "Sort code", "Balance"}, {"Ada Quill", "12-34-56", "12.50"}, {"Bea Locke", "65-43-21", "1,000.00"}};
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column)
      content += pdf_words(50 + 150 * column, 700 - 16 * row, rows[row][column]);
  }
  expect_places(read_bytes(one_page(content)), {
                                                   {"Ada Quill", cell, "Name", "page=1"},
                                                   {"12-34-56", cell, "Sort code"},
                                                   {"1,000.00", cell, "Balance"},
                                               });
}

TEST(PdfText, ATableGoesOnToThePageBehindUnlessThatHasLabelsOfItsOwn) {
  const auto row = [](int y, const char* left, const char* right) {
    return pdf_words(50, y, left) + pdf_words(300, y, right);
  };
  const std::string page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 9 0 R >> >> /Contents ";
  const SeenPart seen =
      read_bytes(pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>",
                         page + "6 0 R >>", page + "7 0 R >>", page + "8 0 R >>",
                         pdf_stream("", row(700, "Name", "Account") + row(684, "Ada Quill", "12345678")),
                         pdf_stream("", row(700, "Bea Locke", "87654321")),
                         pdf_stream("", row(700, "Town", "Born") + row(684, "Ludlow", "01/05/1970")),
                         "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}));
  expect_places(seen, {
                          {"12345678", cell, "Account", "page=1"},
                          {"87654321", cell, "Account", "page=2"},
                          {"01/05/1970", cell, "Born", "page=3"},
                      });
}

TEST(PdfText, ColumnsOfProseAreNoTable) {
  const SeenPart seen =
      read_bytes(one_page(pdf_words(50, 700, "The left column of a page") + pdf_words(50, 686, "goes on here") +
                          pdf_words(320, 700, "while the right one") + pdf_words(320, 686, "says other things")));
  for (const auto& block : seen.blocks) EXPECT_NE(block.kind, cell) << block.text;
  EXPECT_TRUE(holds(seen, "The left column of a page\ngoes on here")) << seen.text();
}

TEST(PdfText, WhatALaterRevisionTookAwayIsReadAsDeleted) {
  const std::string first = one_page(pdf_words(50, 700, "Removed Reeve"));
  std::string second = first;
  const std::size_t start = second.size();
  second += "4 0 obj\n" + pdf_stream("", pdf_words(50, 700, "Kept Kerr")) + "\nendobj\n";
  const std::size_t table = second.size();
  std::string digits = std::to_string(start);
  const std::size_t before = std::stoul(first.substr(first.rfind("startxref") + 9));
  second += "xref\n4 1\n" + std::string(10 - digits.size(), '0') + digits +
            " 00000 n \ntrailer << /Size 6 /Root 1 0 R /Prev " + std::to_string(before) + " >>\nstartxref\n" +
            std::to_string(table) + "\n%%EOF\n";
  const SeenPart seen = read_bytes(second);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  bool deleted = false;
  for (const auto& block : seen.blocks) {
    if (block.text.find("Removed Reeve") != std::string::npos) deleted = block.deleted;
    EXPECT_FALSE(block.deleted && block.text.find("Kept Kerr") != std::string::npos);
  }
  EXPECT_TRUE(deleted) << seen.text();
  EXPECT_TRUE(holds(seen, "Kept Kerr"));
}

TEST(PdfText, AFileThatIsCutOffIsReadInPart) {
  const std::string whole = one_page(pdf_words(50, 700, "Margery Plumtree"));
  const SeenPart seen = read_bytes(whole.substr(0, whole.find("xref\n0")));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly) << seen.outcome.reason;
  EXPECT_TRUE(holds(seen, "Margery Plumtree"));
}

TEST(PdfText, AFileOfWhichTheCatalogueIsLostIsReadInPart) {
  const std::string whole = pdf_of({"<< /Type /Page /Contents 2 0 R /Resources << /Font << /F 3 0 R >> >> >>",
                                    pdf_stream("", pdf_words(50, 700, "Margery Plumtree")),
                                    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"});
  const SeenPart seen = read_bytes(whole.substr(0, whole.find("xref\n0")));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly) << seen.outcome.reason;
  EXPECT_TRUE(holds(seen, "Margery Plumtree"));
}

TEST(PdfText, StreamsOfObjectsOfAFileThatIsCutOffAreRead) {
  const std::string page = "<< /Type /Page /Contents 2 0 R /Resources << /Font << /F 3 0 R >> >> >>";
  const std::string font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
  const std::string numbers = "1 0 3 " + std::to_string(page.size() + 1) + " ";
  const std::string packed = deflated(numbers + page + " " + font);
  const std::string whole = pdf_of(
      {"null", pdf_stream("", pdf_words(50, 700, "Margery Plumtree")), "null",
       pdf_stream("/Type /ObjStm /N 2 /First " + std::to_string(numbers.size()) + " /Filter /FlateDecode", packed)});
  const SeenPart seen = read_bytes(whole.substr(0, whole.find("xref\n0")));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly) << seen.outcome.reason;
  EXPECT_TRUE(holds(seen, "Margery Plumtree"));
}

class Reader final : public Ocr {
 public:
  Result<OcrPage> recognise(const Raster& raster, std::chrono::seconds) override {
    EXPECT_TRUE(raster.valid());
    EXPECT_EQ(raster.dpi, 300);
    EXPECT_EQ(raster.width, 2500);
    const bool black = std::find(raster.grey.begin(), raster.grey.end(), 0) != raster.grey.end();
    OcrPage page;
    page.lines.push_back({black ? "Recognised Reid" : "blank", 0, 0, 9, 9, 90, true});
    return page;
  }
};

TEST(PdfText, PagesWithoutTextAreDrawnForRecognition) {
  const std::string image = one_page(
      "q 300 0 0 400 0 0 cm /I Do Q", "/Resources << /XObject << /I 6 0 R >> >>", "",
      {pdf_stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                  std::string(1, '\0'))});
  Reader ocr;
  ReadOptions options;
  options.ocr = &ocr;
  const SeenPart seen = read_bytes(image, {}, options);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << seen.outcome.reason;
  expect_places(seen, {{"Recognised Reid", text, "OCR", "page=1"}});
  EXPECT_FALSE(read_bytes(one_page(pdf_words(50, 700, "text")), {}, options).text().find("blank") != std::string::npos);
}

TEST(PdfText, PicturesBesideTextAreRecognisedUnlessTheTextIsTheirs) {
  const auto page = [](const std::string& mode) {
    return one_page("q 300 0 0 100 0 0 cm /I Do Q " + mode + pdf_words(50, 700, "Margery Plumtree, of whom the letter tells at length"),
                    "/Resources << /Font << /F 5 0 R >> /XObject << /I 6 0 R >> >>", "",
                    {pdf_stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
                                std::string(1, '\0'))});
  };
  Reader ocr;
  ReadOptions options;
  options.ocr = &ocr;
  expect_places(read_bytes(page(""), {}, options), {{"Recognised Reid", text, "OCR", "page=1"}});
  EXPECT_EQ(read_bytes(page(" 3 Tr "), {}, options).text().find("Recognised"), std::string::npos);
  EXPECT_EQ(read_bytes(page("")).outcome, Outcome{});
}

TEST(PdfText, FormsThatDrawThemselvesEndWell) {
  const std::string form =
      "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> /XObject << /A 6 0 R /B 7 0 R "
      ">> >>";
  const SeenPart seen = read_bytes(one_page(
      "/A Do " + pdf_words(50, 600, "after"), "/Resources << /Font << /F 5 0 R >> /XObject << /A 6 0 R >> >>", "",
      {pdf_stream(form, pdf_words(50, 700, "within") + "/B Do /A Do /B Do"), pdf_stream(form, "/A Do /B Do")}));
  EXPECT_TRUE(holds(seen, "within"));
  EXPECT_TRUE(holds(seen, "after"));
}

// Each form draws the next one ten times: 10^8 drawings in all.
TEST(PdfText, FormsThatMultiplyAreOverTheLimit) {
  std::vector<std::string> forms;
  for (int i = 0; i < 9; ++i) {
    std::string content;
    for (int k = 0; k < 10; ++k) content += "/N Do " + std::string(500, ' ');
    const std::string next = i < 8 ? "/XObject << /N " + std::to_string(7 + i) + " 0 R >>" : "";
    forms.push_back(pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << " + next + " >>", content));
  }
  const SeenPart seen =
      read_bytes(one_page(pdf_words(50, 700, "first") + "/N Do",
                          "/Resources << /Font << /F 5 0 R >> /XObject << /N 6 0 R >> >>", "", forms));
  EXPECT_TRUE(holds(seen, "first"));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
}

// Each form draws the next one; the last one's text is too deep, and the outcome says so.
TEST(PdfText, FormsTooDeepAreSaid) {
  std::vector<std::string> forms;
  for (int i = 0; i < 40; ++i) {
    const std::string next = i < 39 ? "/XObject << /N " + std::to_string(7 + i) + " 0 R >>" : "";
    forms.push_back(pdf_stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << " + next + " >>", "/N Do"));
  }
  const SeenPart seen =
      read_bytes(one_page(pdf_words(50, 700, "first") + "/N Do",
                          "/Resources << /Font << /F 5 0 R >> /XObject << /N 6 0 R >> >>", "", forms));
  EXPECT_TRUE(holds(seen, "first"));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
}

TEST(PdfText, HostileFilesEndWell) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const std::string page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e30 -1e30] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> "
      ">>";
  for (const std::string& bytes : {
           pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999 >>"}),
           pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count -5 >>", page,
                   pdf_stream("", pdf_words(50, 700, "wide")),
                   "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}),
           one_page(deep + pdf_words(50, 700, "deep"), "", "/Names " + deep),
           one_page(pdf_words(50, 700, "names"), "", "/Names << /EmbeddedFiles 6 0 R /Dests 6 0 R >>",
                    {"<< /Kids [6 0 R 6 0 R] /Names [1 2 3] >>"}),
           one_page("BT /F 1e300 Tf 1e300 0 0 1e300 1e300 1e300 Tm 1e300 Tc (far away) Tj [(x) 1e300 (y)] TJ ET"),
           one_page("BT /F 0 Tf 0 0 0 0 0 0 Tm (nowhere) Tj ET"),
       }) {
    EXPECT_TRUE(read_bytes(bytes).all_left());
  }
}

}  // namespace
}  // namespace trawl::extractors
