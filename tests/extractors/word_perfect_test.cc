// WordPerfect 5 and 6: documents made here, function by function.
#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

std::string prefix(char version, std::uint32_t start, char type = 0x0A, std::uint32_t lock = 0) {
  return "\xFFWPC" + le32(start) + '\1' + type + version + '\1' + le16(lock) + le16(16);
}
std::string five(const std::string& body) { return prefix(0, 16) + body; }
std::string six(const std::string& body) { return prefix(2, 16).replace(14, 2, le16(0)) + body; }

// A function whose size is told: in version 5 without its first four bytes, in version 6 all of it.
std::string function5(char code, char kind, const std::string& data) {
  const std::string size = le16(data.size() + 4);
  return std::string{code, kind} + size + data + size + kind + code;
}
std::string function6(char code, char kind, const std::string& data) {
  const std::string size = le16(data.size() + 7);
  return std::string{code, kind} + size + data + size + code;
}

TEST(WordPerfect, TextOfVersionFive) {
  const std::string body = "Dear\rMargery \xC0\x29\1\xC0\xC0\x0B\4\xC0" "5\xC3\x0C\xC3" "bold\xC4\x0C\xC4\n" +
                           function5('\xD1', 1, "zz") + "well\xA9known\nco\xAC" "operate";
  expect_places(read_bytes(five(body)), {{"Dear Margery é£5bold\nwell-known\nco\xC2\xAD" "operate"}});
}

TEST(WordPerfect, NotesAndHeadersOfVersionFive) {
  const std::string footnote = std::string(3, '\0') + '\0' + std::string(11, '\0') + "Footnote Fairfax";
  const std::string endnote = std::string(7, '\0') + "Endnote Eastwood";
  const std::string head = std::string(7, '\0') + '\1' + std::string(10, '\0') + "Header Hathaway";
  const std::string none = std::string(18, '\0') + "zz";
  const SeenPart seen = read_bytes(five("Body" + function5('\xD6', 0, footnote) + function5('\xD6', 1, endnote) +
                                        function5('\xD5', 0, head) + function5('\xD5', 2, none) + " text"));
  EXPECT_EQ(seen.text().find("zz"), std::string::npos);
  expect_places(seen, {{"Body text"},
                       {"Footnote Fairfax", note, "footnote"},
                       {"Endnote Eastwood", note, "endnote"},
                       {"Header Hathaway", text, "header"}});
}

TEST(WordPerfect, TextOfVersionSix) {
  const std::string body = "Dear\x80Margery\x80" "caf\x0F" + function6('\xE0', 0, "zz") + "tab\xCC" +
                           function6('\xD0', 4, {}) + "\xF0\x48\4\xF0 next\xCFline";
  expect_places(read_bytes(six(body)), {{"Dear Margery café\ttab\n\n€"}});
}

TEST(WordPerfect, PacketsOfVersionSixHoldTheTextOfNotes) {
  const std::string words = "Note\x80of\x80" "Ada";
  const std::string packet = le16(1) + le32(0) + le32(words.size()) + words;
  const std::size_t place = 16 + 2 * 14;
  const std::string index = '\2' + std::string(1, '\0') + le16(2) + std::string(10, '\0') + '\0' + '\x08' +
                            std::string(4, '\0') + le32(packet.size()) + le32(place);
  std::string file = prefix(2, static_cast<std::uint32_t>(place + packet.size()));
  expect_places(read_bytes(file + index + packet + "Body"), {{"Body"}, {"Note of Ada", note}});
  file.replace(14, 2, le16(0xFFF0));
  EXPECT_EQ(read_bytes(file + index + packet + "Body").outcome.kind, OutcomeKind::read);
}

TEST(WordPerfect, WhatIsNotReadIsSaid) {
  EXPECT_EQ(read_bytes(prefix(0, 16, 0x0A, 7) + "noise").outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(read_bytes(prefix(0, 16, 0x0B) + "macro").outcome.kind, OutcomeKind::unsupported);
  EXPECT_EQ(read_bytes(prefix(2, 16, 0x2C) + "text").outcome.kind, OutcomeKind::unsupported);
  EXPECT_EQ(read_bytes(prefix(0, 1 << 30) + "text").outcome.kind, OutcomeKind::damaged);
}

TEST(WordPerfect, FunctionsThatDoNotEndAsTheyBeginAreNone) {
  expect_places(read_bytes(five("A\xD1\1\xFF\xFF" "da\xC0Q\xD6")), {{"AdaQ"}});
  std::string nested = "Inner Ingham";
  for (int i = 0; i < 20; ++i) nested = function5('\xD6', 1, std::string(7, '\0') + nested);
  EXPECT_EQ(read_bytes(five(nested)).outcome.kind, OutcomeKind::read);
}

}  // namespace
}  // namespace trawl::extractors
