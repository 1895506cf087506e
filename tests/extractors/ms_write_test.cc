// Write and Word for DOS: documents made here.
#include <gtest/gtest.h>

#include "extractors/sniff.h"
#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace test;

constexpr std::size_t kPage = 128;

// pages: of paragraphs, behind the text; Word for DOS does not tell their number.
std::string document(std::string text, bool windows, const std::string& pages = {}) {
  const std::size_t end = kPage + text.size();
  text.resize((text.size() + kPage - 1) / kPage * kPage);
  const std::size_t first = 1 + text.size() / kPage;
  std::string head = le16(0xBE31) + le16(0) + le16(0xAB00) + std::string(8, '\0') + le32(end) + le16(first) +
                     le16(first + pages.size() / kPage);
  head.resize(0x60);
  head += le16(windows ? first + pages.size() / kPage : 0);
  head.resize(kPage);
  return head + text + pages;
}

TEST(MsWrite, TextIsInTheCodePageOfItsProgram) {
  expect_places(read_bytes(document("Margery \xA3" "5\r\nAda\x0CQuill", true)), {{"Margery £5\nAda\nQuill"}});
  expect_places(read_bytes(document("Margery \x9C" "5\r\n", false)), {{"Margery £5"}});
}

TEST(MsWrite, PicturesAreSaidAndNotTakenForText) {
  const std::string text = "Before Beck\r\n" + std::string("\xE3\0zzzz", 6) + "After Ash\r\n";
  const std::string properties = '\x11' + std::string(16, '\0') + '\x10';
  std::string page = le32(kPage) + le32(kPage + 13) + le16(0xFFFF) + le32(kPage + 19) + le16(0x20) +
                     le32(kPage + text.size()) + le16(0xFFFF);
  page.resize(4 + 0x20);
  page += properties;
  page.resize(kPage - 1);
  const SeenPart seen = read_bytes(document(text, true, page + '\3'));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_EQ(seen.text().find("zzzz"), std::string::npos);
  EXPECT_NE(seen.text().find("Before Beck"), std::string::npos);
  EXPECT_NE(seen.text().find("After Ash"), std::string::npos);
}

TEST(MsWrite, TextBeyondTheEndIsDamaged) {
  std::string bytes = document("Margery\r\n", true);
  bytes[0x11] = '\x40';
  EXPECT_EQ(read_bytes(bytes).outcome.kind, OutcomeKind::damaged);
}

TEST(OldFormats, WhatHasNoReaderIsNamed) {
  struct Case {
    std::string bytes;
    Format format;
  };
  const auto of = [](std::string bytes) { return bytes + std::string(64, '\0'); };
  for (const auto& [bytes, format] : {
           Case{of("WordPro"), Format::lotus_word_pro},
           Case{of({"\0\0\x1A\0\0\x10\4\0", 8}), Format::lotus_123},
           Case{of({"\0\0\2\0\6\4\6\0", 8}), Format::lotus_123},
           Case{of({"\0\0\2\0\2\x10", 6}), Format::quattro_pro},
           Case{of({"\xFE\x37\0\x23", 4}), Format::mac_office},
           Case{compound_of({stream_node("MatOST", "x")}), Format::ms_works},
           Case{compound_of({stream_node("StarWriterDocument", "x")}), Format::star_office},
       }) {
    EXPECT_EQ(sniff({bytes, {}, {}, true}), format);
    const SeenPart seen = read_bytes(bytes);
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::unsupported);
    EXPECT_FALSE(seen.outcome.reason.empty());
  }
}

}  // namespace
}  // namespace trawl::extractors
