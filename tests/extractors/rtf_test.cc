// RTF: what LibreOffice wrote, and texts made here for what it does not write.
#include "extractors/rtf.h"

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
using enum BlockKind;

std::string rtf(std::string_view body) { return "{\\rtf1\\ansi\\ansicpg1252\\deff0 " + std::string(body) + "}"; }
SeenPart read(std::string_view body) { return read_bytes(rtf(body)); }

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[c & 15];
  }
  return out;
}
std::string counted(std::string_view text) {
  return std::string{static_cast<char>(text.size() & 0xFF), static_cast<char>(text.size() >> 8), '\0', '\0'} +
         std::string(text);
}
std::string ole1(std::string_view class_name, std::string_view topic, std::string_view data, char kind = 2) {
  return std::string("\1\5\0\0", 4) + kind + std::string(3, '\0') + counted(class_name) + counted(topic) + counted("") +
         counted(data);
}

TEST(Rtf, FindsEveryPlaceOfALetterOfLibreOffice) {
  expect_places(read_bytes(golden("rtf/letter.rtf")), {
      {"Dear Mrs Margery Plumtree, NI number QQ 12 34 56 C.", text},
      {"Header Hathaway", text, {}, "header"},
      {"Footer Fenwick", text, {}, "footer"},
      {"Deleted Delacroix", text, {}, {}, false, true},
      {"Hidden Hollis", text, {}, {}, true},
      {"Footnote Fairfax", note},
      {"Endnote Eastwood", note},
      {"Comment Colby", comment, "Annotator Archer"},
      {"mailto:link.lambert@example.org", link},
      {"Textbox Thornton", text},
      {"Title Tarrant", property, "title"},
      {"Creator Cobb", property, "author"},
      {"keyword-kestrel", property, "keywords"},
      {"Custom Cawley", property, "Case worker"},
      {"Cell Cartwright\t07700 900123", text},
      {"Gr\xC3\xBC\xC3\x9F" "e", text},
      {"\xE7\x8E\x8B\xE5\xB0\x8F\xE6\x98\x8E", text},
  });
}

TEST(Rtf, TextIsDecodedByTheCodePageOfItsFont) {
  struct Case {
    const char* body;
    const char* text;
  };
  const std::string fonts =
      "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS Gothic;}{\\f3\\cpg1250 X;}}";
  for (const Case& c : {
           Case{"caf\\'e9", "caf\xC3\xA9"},
           Case{"\\f1\\'cf\\'b8\\'f2\\'f0", "\xD0\x9F\xD1\x91\xD1\x82\xD1\x80"},
           Case{"{\\f1\\'cf}\\'e9", "\xD0\x9F\xC3\xA9"},
           Case{"\\f2\\'8e\\'52\\'93c", "\xE5\xB1\xB1\xE7\x94\xB0"},
           Case{"\\f3\\'8a\\plain\\'8a", "\xC5\xA0\xC5\xA0"},
           Case{"a\\u8364?b", "a\xE2\x82\xAC" "b"},
           Case{"\\u-10179?\\u-8704?", "\xF0\x9F\x98\x80"},
           Case{"\\uc2\\u233 xxy", "\xC3\xA9y"},
           Case{"\\uc0\\u233 x", "\xC3\xA9x"},
           Case{"{\\uc0\\u233}\\u233?x", "\xC3\xA9\xC3\xA9x"},
           Case{"\\u233\\'e9z", "\xC3\xA9z"},
           Case{"\\u-10179?x", "\xEF\xBF\xBDx"},
           Case{"O\\rquote Brien\\~A\\-B\\_C \\{\\}\\\\", "O\xE2\x80\x99" "Brien\xC2\xA0" "AB\xE2\x80\x91" "C {}\\"},
           Case{"one\\par two\\line three", "one\ntwo\nthree"},
           Case{"a\\cell b\\cell\\row", "a\tb"},
           Case{"{\\fonttbl{\\f4 Arial Baltic;}}\\f4\\'e0", "\xC4\x85"},
           Case{"{\\fonttbl{\\f5\\fcharset161 Arial CE;}}\\f5\\'e1", "\xCE\xB1"},
           Case{"{\\fonttbl{\\f6 Price;}}\\f6\\'e0", "\xC3\xA0"},
           Case{"Plum\r\ntree{\\b  }{\\i Street}", "Plumtree Street"},
       }) {
    const SeenPart seen = read(fonts + c.body);
    ASSERT_EQ(seen.blocks.size(), 1u) << c.body;
    EXPECT_EQ(seen.blocks[0].text, c.text) << c.body;
  }
}

TEST(Rtf, WhatIsNoTextIsLeftOut) {
  const SeenPart seen = read(
      "{\\colortbl;\\red0 zz;}{\\stylesheet{\\s1 Heading zz;}}{\\*\\unknown zz {\\b zz}}{\\*\\generator zz;}shown"
      "{\\upr{zz}{\\*\\ud{ once}}}");
  ASSERT_EQ(seen.blocks.size(), 1u);
  EXPECT_EQ(seen.blocks[0].text, "shown once");
}

TEST(Rtf, AStrayWordOrALostBraceSilencesNoText) {
  for (const char* body : {
           "\\pard\\plain \\sp shown",                                     // would begin a property of a shape
           "{\\field{\\fldrslt \\*\\cs12 shown}}",                        // a style, not a destination
           "{\\stylesheet{\\s1 zz;}\\sectd\\pard shown",                  // its end was lost
       }) {
    EXPECT_NE(read(body).text().find("shown"), std::string::npos) << body;
  }
}

TEST(Rtf, DestinationsAreBlocksOfTheirOwn) {
  expect_places(read(R"(A{\footnote Note Nash}B{\*\atnauthor Ann Archer}{\*\annotation Remark Reid}C\par
      {\shp{\*\shpinst{\sp{\sn wzDescription}{\sv Alt Alder}}{\sp{\sn other}{\sv zz}}{\shptxt Box Bond}}}
      {\field{\*\fldinst HYPERLINK "mailto:a@example.org" \\o "Tip Tate"}{\fldrslt shown}}
      {\field{\*\fldinst{ MERGEFIELD "Surname"}}{\fldrslt}}{\*\docvar {key}{Var Vance}}{\xe Index Ives}
      {\*\bkmkstart Mark_Moss}{\*\formfield{\*\ffname Field_Ford}{\*\ffdeftext Default Dean}}
      {\*\userprops{\propname Case}\proptype30{\staticval Own Owen}}{\*\revtbl{Rev Reeve;}})"),
                {
                    {"Note Nash", note},
                    {"Remark Reid", comment, "Ann Archer"},
                    {"Ann Archer", property, "author"},
                    {"ABC", text},
                    {"Alt Alder", property, "description"},
                    {"Box Bond", text},
                    {"mailto:a@example.org", link},
                    {"Tip Tate", link},
                    {"shown", text},
                    {"MERGEFIELD \"Surname\"", field, "field code"},
                    {"key Var Vance", field, "document variable"},
                    {"Index Ives", field},
                    {"Mark_Moss", property, "bookmark"},
                    {"Field_Ford", field},
                    {"Default Dean", field},
                    {"Own Owen", property, "Case"},
                    {"Rev Reeve", property, "reviewer"},
                });
}

TEST(Rtf, HiddenAndDeletedTextIsTagged) {
  const SeenPart seen = read("seen {\\v hidden} {\\deleted gone}\\v on\\v0  off\\par\\v x\\plain y");
  expect_places(seen, {{"hidden", text, {}, {}, true}, {"gone", text, {}, {}, false, true}, {"on", text, {}, {}, true}});
  EXPECT_EQ(seen.blocks.back().text, "seen   off\ny");
}

TEST(Rtf, PicturesAndObjectsAreChildren) {
  const std::string png = "\x89PNG\r\n\x1A\n more";
  const std::string package = std::string("\2\0letter.txt\0C:\\Users\\Plum\\letter.txt\0\0\0\3\0", 42) +
                              counted("C:\\tmp") + counted("Dear Margery");
  const SeenPart seen = read("{\\pict\\pngblip\\picw1 " + hex(png) + "}{\\*\\shppict{\\pict\\jpegblip\\bin5 \xFF\xD8\xFF{}}}" +
                             "{\\nonshppict{\\pict 00}}" +
                             "{\\object{\\*\\objdata " + hex(ole1("Package", "", package)) + "}{\\result res}}" +
                             "{\\object{\\*\\objdata " + hex(ole1("Other", "", "Plain words inside")) + "}}" +
                             "{\\object{\\*\\objdata " + hex(ole1("Word", "C:\\linked.doc", "", 1)) + "}}" +
                             "{\\object{\\*\\objdata 0102}}");
  ASSERT_EQ(seen.parts.size(), 5u);
  EXPECT_EQ(seen.parts[0].header.name, "image1.png");
  EXPECT_EQ(seen.parts[0].header.media_type, "image/png");
  EXPECT_EQ(seen.parts[1].header.name, "image2.jpg");
  EXPECT_EQ(seen.parts[1].header.size, 5u);
  EXPECT_EQ(seen.parts[2].header.name, "letter.txt");
  EXPECT_EQ(seen.parts[2].text(), "Dear Margery\n");
  EXPECT_EQ(seen.parts[3].text(), "Plain words inside\n");
  EXPECT_EQ(seen.parts[4].header.name, "object4");
  expect_places(seen, {{"C:\\Users\\Plum\\letter.txt", field}, {"C:\\linked.doc", link}, {"res", text}});
}

TEST(Rtf, HostileTextsEnd) {
  EXPECT_EQ(read_bytes("{\\rtf").outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(read_bytes("{\\rtf1 cut {\\footnote Note Nash").text(), "Note Nash\ncut\n");
  EXPECT_EQ(read("a}}}}b").text(), "ab\n");
  EXPECT_EQ(read("\\bin99999999999 x").outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(read("\\bin-5 x").text(), "x\n");
  EXPECT_EQ(read("\\u99999999999 ?\\uc99999\\'zz\\f-9\\").outcome.kind, OutcomeKind::partly);
  const SeenPart deep = read(std::string(300'000, '{') + "deep" + std::string(300'000, '}') + "after");
  EXPECT_EQ(deep.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(deep.text(), "deepafter\n");
  std::string notes;
  for (int i = 0; i < 5000; ++i) notes += "{\\footnote n";
  EXPECT_EQ(read(notes).outcome.kind, OutcomeKind::partly);
}

TEST(Rtf, LongDocumentsComeInBlocksThatEndWithParagraphs) {
  std::string body;
  for (int i = 0; i < 20'000; ++i) body += "Paragraph of words\\par ";
  const SeenPart seen = read(body);
  EXPECT_GT(seen.blocks.size(), 5u);
  for (const auto& block : seen.blocks) EXPECT_TRUE(block.text.ends_with("words\n") || block.text.ends_with("words"));
}

TEST(Rtf, BytesInHexThatAreNoneCostNoStack) {
  std::string body;
  for (int i = 0; i < 500'000; ++i) body += "\\'";
  const SeenPart seen = read(body + " Thessaly Wray");
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::read);
  EXPECT_NE(seen.text().find("Thessaly Wray"), std::string::npos);
}

// After the example of [MS-OXRTFEX] 4.1.
TEST(Rtf, HtmlIsTakenOutOfItsWrapping) {
  const std::string wrapped =
      "{\\rtf1\\ANSI\\ansicpg1251\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fmodern Courier New;}{\\f1\\fcharset204 Arial;}}"
      "{\\colortbl\\red0\\green0\\blue0;}\\uc1\\pard\\plain\\deftab360 \\f0\\fs24 "
      "{\\*\\htmltag18 <html>}{\\*\\htmltag84 <b>}\\htmlrtf {\\b \\htmlrtf0 Mrs \\u916?Plum\\'e9{\\*\\htmltag84 &nbsp;}"
      "\\htmlrtf \\'a0\\htmlrtf0 tree{\\*\\htmltag92 </b>}\\htmlrtf }\\htmlrtf0 {\\*\\htmltag64 <a href=\"mailto:m@example.org\">}"
      "{\\*\\mhtmltag64 <a href=\"cid:zz\">}\\line\\tab \\{x\\}{\\*\\htmltag27 </html>}}";
  EXPECT_EQ(rtf_origin(wrapped), RtfOrigin::html);
  EXPECT_EQ(html_of_rtf(wrapped),
            "<html><b>Mrs \xCE\x94Plum\xD0\xB9&nbsp;tree</b><a href=\"mailto:m@example.org\">\r\n\t{x}</html>");
  EXPECT_EQ(rtf_origin("{\\rtf1\\ansi\\fromtext x}"), RtfOrigin::text);
  EXPECT_EQ(rtf_origin(rtf("x")), RtfOrigin::rtf);
  const SeenPart seen = read_bytes(wrapped);
  expect_places(seen, {{"mailto:m@example.org", link}});
  EXPECT_EQ(seen.text().find("zz"), std::string::npos);
}

}  // namespace
}  // namespace trawl::extractors
