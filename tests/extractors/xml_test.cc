// XML: the text of elements and attributes, the same as libxml2 finds in well-formed documents.
#include <gtest/gtest.h>
#include <libxml/parser.h>

#include <random>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenBlock;
using test::SeenPart;

std::string values(std::string_view text) {
  std::string all;
  for (const SeenBlock& block : read_bytes(text, "x.xml").blocks) all += block.label + "=" + block.text + "|";
  return all;
}

TEST(Xml, NamesTextByItsElementAndAttributes) {
  EXPECT_EQ(values("<?xml version='1.0'?><a><b id='1'>x</b>\n <c>y &amp; z</c><d/></a>"),
            "a/b@id=1|a/b=x|a/c=y & z|");
}

TEST(Xml, JoinsTheRunsOfMixedContent) {
  EXPECT_EQ(values("<p>Hello <b>Jo</b>hn, <i>07700</i> 900123</p>"), "p=Hello John, 07700 900123|");
  EXPECT_EQ(values("<r><p><b>Al</b>bert</p><p>x</p></r>"), "r/p=Albert|r/p=x|");
  EXPECT_EQ(values("<r><n>1</n><n>2</n></r>"), "r/n=1|r/n=2|");
}

std::string rows_of(std::string_view text) {
  std::string all;
  for (const SeenBlock& block : read_bytes(text, "x.xml").blocks) {
    all += block.text + "=" + (block.kind == BlockKind::field ? std::to_string(block.row) : "text") + "|";
  }
  return all;
}

TEST(Xml, MakesARowOfTheElementsOfOneParent) {
  EXPECT_EQ(rows_of("<r><p><sort>1</sort><account>2</account></p><p><sort>3</sort>\n<account>4</account></p></r>"),
            "1=3|2=3|3=5|4=5|");
  EXPECT_EQ(rows_of("<r><sort u='1'>2</sort><account u='3'>4</account></r>"), "1=2|2=2|3=2|4=2|");
  EXPECT_EQ(rows_of("<r><p first='1' last='2'/><p first='3' last='4'/></r>"), "1=2|2=2|3=3|4=3|");
}

TEST(Xml, BeginsARowWhereAnElementComesAgain) {
  EXPECT_EQ(rows_of("<r><name>1</name><dob>2</dob><name>3</name><dob>4</dob></r>"), "1=2|2=2|3=3|4=3|");
}

TEST(Xml, HasNoRowsInProse) {
  EXPECT_EQ(rows_of("<r>1<b>2</b>3</r>"), "123=text|");
  EXPECT_EQ(rows_of("<r><b>1</b>2</r>"), "12=text|");
  EXPECT_EQ(rows_of("<r><b/>1</r>"), "1=text|");
  EXPECT_EQ(rows_of("<r>1<b/></r>"), "1=text|");
  const std::string prose(2000, 'x');
  EXPECT_EQ(rows_of("<r>" + prose + "</r>"), prose + "=text|");
}

TEST(Xml, ReadsCdataCommentsAndEntities) {
  EXPECT_EQ(values("<!DOCTYPE r [<!ENTITY who \"Jo Bloggs\">]><r><![CDATA[a < b]]><!-- c --><x>&who;&#33;</x></r>"),
            "who=Jo Bloggs|r=c|r=a < bJo Bloggs!|");
}

TEST(Xml, ExpandsNothingThatGrows) {
  std::string bomb = "<!DOCTYPE r [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const std::string inner = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + inner + inner + "\">";
  }
  EXPECT_LT(values(bomb + "]><r>&a29;</r>").size(), 2000u);
  EXPECT_EQ(values("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>"), "r=&x;|");
}

TEST(Xml, ReadsTheCharsetThatItDeclares) {
  EXPECT_EQ(values("<?xml version='1.0' encoding='iso-8859-2'?><r>\xB3\xF3\xBFko</r>"),
            "r=\xC5\x82\xC3\xB3\xC5\xBCko|");
}

TEST(Xml, ReadsWhatItCanOfBrokenOnes) {
  for (const std::string_view text : {"<r><a>kept</a><b>", "<r><a>kept</b></r>", "<r><a>kept</a></r></r>"}) {
    const SeenPart part = read_bytes(text, "x.xml");
    EXPECT_EQ(part.outcome.kind, OutcomeKind::partly) << text;
    EXPECT_NE(part.block("kept"), nullptr) << text;
  }
}

TEST(Xml, IsNotHurtByDepth) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  const SeenPart part = read_bytes(deep + "x", "x.xml");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(part.blocks.back().text, "x");
}

std::string without_space(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c != ' ' && c != '\n') all += c;
  }
  return all;
}

// The character data, in order, as libxml2's SAX parser reports it.
bool by_libxml(const std::string& text, std::string& found) {
  xmlSAXHandler handler{};
  handler.characters = [](void* out, const xmlChar* data, int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
  };
  handler.cdataBlock = handler.characters;
  return xmlSAXUserParseMemory(&handler, &found, text.data(), static_cast<int>(text.size())) == 0;
}

std::string random_element(std::mt19937& random, int depth) {
  constexpr const char* kTexts[] = {"x",           " y ",  "&amp;", "&#233;",   "<![CDATA[<z>]]>",
                                    "<!-- no -->", "<e/>", "\n",    "<?pi no?>"};
  std::string text = "<n" + std::to_string(random() % 3) + (random() % 3 ? ">" : " a=\"v>\">");
  const std::string name = text.substr(1, 2);
  for (auto n = random() % 5; n > 0; --n) {
    text += depth < 4 && random() % 2 ? random_element(random, depth + 1) : kTexts[random() % std::size(kTexts)];
  }
  return text + "</" + name + " >";
}

TEST(Xml, FindsWhatLibxmlFinds) {
  std::mt19937 random(7);
  ReadOptions small;
  small.limits.block_bytes = 64;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = "<?xml version='1.0'?>" + random_element(random, 0);
    std::string expected, found;
    ASSERT_TRUE(by_libxml(text, expected)) << text;
    const SeenPart part = read_bytes(text, "x.xml", round % 2 ? small : ReadOptions{});
    ASSERT_EQ(part.outcome, Outcome{}) << text;
    for (const SeenBlock& block : part.blocks) {
      const bool attribute = block.label.find('@') != std::string::npos;
      if (block.kind != BlockKind::comment && !attribute) found += block.text;
    }
    ASSERT_EQ(without_space(found), without_space(expected)) << text;
  }
}

}  // namespace
}  // namespace trawl::extractors
