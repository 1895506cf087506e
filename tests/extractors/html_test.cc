// HTML: what a reader sees, and what hides in attributes, comments and scripts.
#include "extractors/html.h"

#include <gtest/gtest.h>

#include "extractors/html_entities.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

SeenPart html(std::string_view markup) { return read_bytes(markup, "page.html"); }

std::string running_text(const SeenPart& part) {
  std::string text;
  for (const SeenBlock& block : part.blocks) {
    if (block.kind == BlockKind::text) text += block.text + "\n";
  }
  return text;
}

struct Case {
  const char* says;
  std::string_view markup;
  std::string_view text;
};

class Visible : public testing::TestWithParam<Case> {};
TEST_P(Visible, IsRead) { EXPECT_EQ(running_text(html(GetParam().markup)), GetParam().text) << GetParam().says; }

constexpr Case kCases[] = {
    {"block elements end lines", "<p>one<p>two<div>three</div>four<br>five", "one\ntwo\nthree\nfour\nfive\n"},
    {"inline tags do not", "07700<b> 900</b><i>123</i> J<span>o</span>", "07700 900123 Jo\n"},
    {"a break opportunity is nothing", "jo@exam<wbr>ple.org<p>", "jo@example.org\n"},
    {"space is collapsed", "<p> one \n\t two </p>", "one two\n"},
    {"but kept where it is preformatted", "<pre>a  b\n c</pre>", "a  b\n c\n"},
    {"references", "<p>&lt;Jos&eacute;&gt; &amp;amp; &#82;&#x45;&#150;&euro;",
     "<Jos\xC3\xA9> &amp; RE\xE2\x80\x93\xE2\x82\xAC\n"},
    {"references without semicolon", "<p>Jos&eacute Bj&oumlrn &notit; &unknown;",
     "Jos\xC3\xA9 Bj\xC3\xB6rn \xC2\xACit; &unknown;\n"},
    {"cells are apart", "<table><tr><td>a<td>b<tr><td>c</table>d", "a\tb\nc\nd\n"},
    {"lists", "<ul><li>a<li>b</ul>", "a\nb\n"},
    {"less-than as text", "<p>1 < 2 and a<b c", "1 < 2 and a\n"},
    {"an address taken for a tag", "<p>Jo <jo@example.org> wrote", "Jo <jo@example.org> wrote\n"},
    {"CDATA", "<p><![CDATA[a < b]]>", "a < b\n"},
    {"styles are no text", "<style>p { color: red }</style><p>x", "x\n"},
    {"a bogus comment ends at the bracket", "<?php x ?><p>a</ b>c", "ac\n"},
    {"capitals", "<P>a<BR>b<SCRIPT>x</SCRIPT>", "a\nb\n"},
    {"upside down", "</p></div>a</b>", "a\n"},
};
INSTANTIATE_TEST_SUITE_P(Html, Visible, testing::ValuesIn(kCases));

TEST(Html, ReadsWhatStandsInAttributes) {
  const SeenPart part = html(
      "<p><img alt='a picture of Jo'><a title=tip href='mailto:jo%40example.org?subject=x'>mail</a>"
      "<input name=city value='York'><input type=hidden name=id value=42><meta name=author content='Jo Bloggs'>"
      "<div data-email=\"al@example.org\" class=big>x</div>");
  EXPECT_NE(part.block("a picture of Jo"), nullptr);
  EXPECT_EQ(part.block("mailto:jo@example.org?subject=x")->kind, BlockKind::link);
  EXPECT_EQ(part.labelled("city")->text, "York");
  EXPECT_TRUE(part.labelled("id")->hidden);
  EXPECT_EQ(part.labelled("author")->kind, BlockKind::property);
  EXPECT_EQ(part.labelled("data-email")->text, "al@example.org");
  EXPECT_EQ(part.block("big"), nullptr);
}

TEST(Html, ReadsTitleTextareaCommentsAndScripts) {
  const SeenPart part = html(
      "<title>T &amp; U</title><textarea name=note>a <b></textarea><!-- jo@example.org -->"
      "<!--[if mso]><p>for <b>Outlook</b><![endif]--><script>x = {\"n\": \"Jos\\u00e9\"} // </p></script>");
  EXPECT_EQ(part.labelled("title")->text, "T & U");
  EXPECT_EQ(part.labelled("note")->text, "a <b>");
  EXPECT_EQ(part.block("jo@example.org")->kind, BlockKind::comment);
  EXPECT_TRUE(part.block("jo@example.org")->hidden);
  EXPECT_NE(part.text().find("for Outlook"), std::string::npos);
  EXPECT_EQ(part.labelled("script")->text, "x = {\"n\": \"Jos\xC3\xA9\"} // </p>");
}

TEST(Html, MarksWhatIsNotShown) {
  const SeenPart part = html("<p>a</p><div style='Display : none'>b<div>c</div>d</div><p hidden>e<p>f");
  for (const SeenBlock& block : part.blocks) {
    const bool shown = block.text.find_first_of("af") != std::string::npos;
    EXPECT_EQ(block.hidden, !shown) << block.text;
  }
  EXPECT_EQ(running_text(part), "a\nb\nc\nd\ne\nf\n");
}

TEST(Html, NamesCellsByTheirColumn) {
  const SeenPart part = html(
      "<p>Staff<table><tr><th>Name<th>Born</tr>\n<tr><td>Jo<td>1.1.1980</tr>\n<tr><td>Al<td></tr></table>"
      "<table><tr><td>no</td><td>header</td></tr></table>");
  EXPECT_EQ(part.block("1.1.1980")->label, "Born");
  EXPECT_EQ(part.block("1.1.1980")->row, 2u);
  EXPECT_EQ(part.block("1.1.1980")->anchor, "line=2");
  EXPECT_EQ(part.block("Al")->kind, BlockKind::cell);
  EXPECT_NE(part.text().find("Staff\nName\tBorn"), std::string::npos);
  EXPECT_NE(part.text().find("no\theader"), std::string::npos);
}

TEST(Html, ReadsNestedDocumentsAndDataUris) {
  const SeenPart part = html(
      "<iframe srcdoc='&lt;p&gt;inner&lt;/p&gt;'></iframe><a href='data:text/plain;base64,aGVs bG8='>x</a>"
      "<img src='data:,a%20b'>");
  EXPECT_NE(part.text().find("inner"), std::string::npos);
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_EQ(part.parts[0].text(), "hello\n");
  EXPECT_EQ(part.parts[1].text(), "a b\n");
}

TEST(Html, AnAddressInWhatAButtonDoesIsRead) {
  const SeenPart part = html("<button onclick=\"location='mailto:button.bly@example.org'\">write</button><p onclick='fold()'>x");
  ASSERT_NE(part.block("location='mailto:button.bly@example.org'"), nullptr) << part.text();
  EXPECT_EQ(part.block("location='mailto:button.bly@example.org'")->label, "onclick");
  EXPECT_EQ(part.text().find("fold"), std::string::npos);
}

TEST(Html, TakesTheCharsetFromTheDocument) {
  EXPECT_EQ(html_charset("<html><head><META http-equiv=x content=\"text/html; charset=ISO-8859-2\">"), "iso-8859-2");
  EXPECT_EQ(html_charset("<meta charset='windows-1251'>"), "windows-1251");
  EXPECT_EQ(html_charset("<?xml version='1.0' encoding=\"koi8-r\"?>"), "koi8-r");
  EXPECT_EQ(html_charset("<p>charset=x"), "");
  EXPECT_EQ(running_text(html("<meta charset=iso-8859-2><p>\xB3\xF3\xBFko")), "\xC5\x82\xC3\xB3\xC5\xBCko\n");
}

TEST(Html, SaysWhereTextStands) {
  const SeenPart part = html("<html>\n<body>\n<p>here\n<div hidden>there</div>");
  EXPECT_EQ(part.block("here")->anchor, "line=3");
  EXPECT_EQ(part.block("there")->anchor, "line=4");
}

TEST(Html, IsNotHurtByDepthOrSize) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<div><table><tr><td>";
  EXPECT_EQ(running_text(html(deep + "x")).find('x'), 0u);
  EXPECT_EQ(html("<a b='" + std::string(3 << 20, 'x')).outcome.kind, OutcomeKind::read);
  EXPECT_EQ(html("<!--" + std::string(3 << 20, 'x')).outcome.kind, OutcomeKind::read);
  std::string many = "<p";
  for (int i = 0; i < 100'000; ++i) many += " a=b";
  EXPECT_EQ(html(many + ">x").outcome.kind, OutcomeKind::partly);
}

TEST(HtmlEntities, FollowTheRulesOfTheStandard) {
  EXPECT_EQ(decoded("&AElig;&CounterClockwiseContourIntegral;&NotEqualTilde;", false),
            "\xC3\x86\xE2\x88\xB3\xE2\x89\x82\xCC\xB8");
  EXPECT_EQ(decoded("&copy2024 &notin; &noti", false), "\xC2\xA9" "2024 \xE2\x88\x89 \xC2\xACi");
  EXPECT_EQ(decoded("?a=1&copy=2&amp=3&lt", true), "?a=1&copy=2&amp=3<");
  EXPECT_EQ(decoded("&#x110000;&#xD800;&#0;&#128;&#;&#x;&", false),
            "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xE2\x82\xAC&#;&#x;&");
  EXPECT_EQ(decoded("&#99999999999999999999;", false), "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace trawl::extractors
