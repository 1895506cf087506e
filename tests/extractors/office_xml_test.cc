// The pull reader of XML: its events are libxml2's wherever libxml2 finds the XML well-formed.
#include "extractors/office_xml.h"

#include <gtest/gtest.h>

#include "extractors/zip_reader.h"
#include "tests/extractors/xml_oracle.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::events_by_libxml2;
using test::events_by_reader;

void expect_same(const std::string& xml) {
  const auto expected = events_by_libxml2(xml);
  if (!expected) return;
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{100'000}}) {
    if (piece == 1 && xml.size() > 10'000) continue;
    EXPECT_EQ(events_by_reader(xml, piece), expected) << xml.substr(0, 200) << " in pieces of " << piece;
  }
}

TEST(XmlReader, HasTheEventsOfLibxml2) {
  const std::string kCases[] = {
      "<a/>",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b='1' c=\"2\">text</a>\n",
      "<w:p xmlns:w='x'><w:r><w:t xml:space='preserve'> a &amp; b </w:t></w:r></w:p>",
      "<a>&lt;&gt;&quot;&apos;&#65;&#x42;&#x1F600;</a>",
      "<a b=\"x&#10;y&#x9;z&amp;\"/>",
      "<a b='line\none\ttab\r\nend'/>",
      "<a>one\r\ntwo\rthree</a>",
      "<a><![CDATA[<not> & a tag]]>]]<![CDATA[]]></a>",
      "<a><!-- <b> - > --><?pi <c/> ?>x</a>",
      "<a b='>' c=\"'\" d='\"'>y</a>",
      "<a  b = '1'   />",
      "<!DOCTYPE a [<!ELEMENT a ANY><!ATTLIST a b CDATA '>'>]><a>x</a>",
      "\xEF\xBB\xBF<a>\xC3\xA9</a>",
      "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
      std::string("\xFF\xFE<\0a\0>\0\xE9\0=\xD8\x00\xDE<\0/\0a\0>\0", 22),
      std::string("\xFE\xFF\0<\0a\0>\0\xE9\0<\0/\0a\0>", 18),
      "<a>" + std::string(200'000, 'x') + "&amp;" + std::string(70'000, 'y') + "</a>",
      "<a b='" + std::string(150'000, 'x') + "'/>",
  };
  for (const std::string& xml : kCases) {
    EXPECT_TRUE(events_by_libxml2(xml)) << xml.substr(0, 100);
    expect_same(xml);
  }
}

TEST(XmlReader, HasTheEventsOfLibxml2InRealDocuments) {
  for (const char* file : {"office/letter.docx", "office/staff.xlsx", "office/talk.pptx", "office/letter.odt", "office/staff.ods"}) {
    const std::string bytes = test::golden(file);
    const auto zip = ZipReader::open(bytes, 1000);
    ASSERT_TRUE(zip);
    for (const ZipEntry& entry : zip->entries()) {
      if (entry.name.find(".xml") == std::string::npos && entry.name.find(".rels") == std::string::npos) continue;
      const auto stream = zip->stream(entry);
      std::string xml(entry.unpacked, '\0');
      std::size_t size = 0;
      while (size < xml.size()) size += (*stream)->read(std::span<char>(xml).subspan(size)).value();
      const auto expected = events_by_libxml2(xml);
      ASSERT_TRUE(expected) << entry.name;
      EXPECT_EQ(events_by_reader(xml, 1000), expected) << entry.name;
    }
  }
}

TEST(XmlReader, HasTheEventsOfLibxml2InEverySmallVariation) {
  const std::string base = "<a b='1'>x<!--c-->&amp;<c d=\"2\"/><![CDATA[e]]></a>";
  const std::string signs = "<>&;'\"=/!-[] ax";
  for (std::size_t i = 0; i < base.size(); ++i) {
    expect_same(base.substr(0, i) + base.substr(i + 1));
    for (const char sign : signs) {
      std::string changed = base;
      changed[i] = sign;
      expect_same(changed);
    }
  }
}

TEST(XmlReader, WhatIsNotWellFormedIsReadAsFarAsItGoes) {
  const struct {
    const char* xml;
    const char* text;
  } kCases[] = {
      {"<a>cut", "cut"},
      {"<a>x</a", "x"},
      {"<a>1 < 2</a>", "1 < 2"},
      {"<a b=1 c='2'>x</a>", "x"},
      {"</a>x<b>y</b>", "xy"},
      {"<a>&unknown; z</a>", "&unknown; z"},
      {"<a>&#xD800;&#0;</a>", "&#xD800;&#0;"},
      {"<a><!-- never closed", ""},
      {"<a><![CDATA[open", "open"},
  };
  for (const auto& test : kCases) {
    TextPull input(test.xml);
    XmlReader xml(input);
    std::string text;
    for (auto event = xml.next(); event != XmlReader::Event::done; event = xml.next()) {
      if (event == XmlReader::Event::text) text += xml.text();
    }
    EXPECT_EQ(text, test.text) << test.xml;
    EXPECT_FALSE(xml.status()) << test.xml;
  }
}

TEST(XmlReader, FindsAttributesByTheirLocalNames) {
  TextPull input("<sheet r:id='rId1' id='7' state='hidden'/>");
  XmlReader xml(input);
  ASSERT_EQ(xml.next(), XmlReader::Event::start);
  EXPECT_EQ(xml.value("id"), "7");
  EXPECT_EQ(xml.prefixed("id"), "rId1");
  EXPECT_EQ(xml.value("state"), "hidden");
  EXPECT_EQ(xml.value("absent"), "");
}

TEST(XmlReader, SkipsAnElementWithAllInIt) {
  TextPull input("<a><b><b>x</b><c/></b><d/></a>");
  XmlReader xml(input);
  xml.next();
  xml.next();
  xml.skip();
  ASSERT_EQ(xml.next(), XmlReader::Event::start);
  EXPECT_EQ(xml.name(), "d");
}

TEST(XmlReader, DepthCostsNothing) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  TextPull input(deep);
  XmlReader xml(input);
  std::uint32_t deepest = 0;
  while (xml.next() != XmlReader::Event::done) deepest = std::max(deepest, xml.depth());
  EXPECT_EQ(deepest, 200'000u);
}

}  // namespace
}  // namespace trawl::extractors
