// Works and Publisher: documents made here.
#include <gtest/gtest.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace test;

// The stream of a document of Works, or the whole file of Works for DOS.
std::string works(std::string_view text, std::uint32_t type = 0xFE06) {
  std::string stream = le16(type) + le16(1);
  stream.resize(0x26);
  stream += le32(0x100 + text.size());
  stream.resize(0x100);
  return stream.append(text) + std::string(64, 'z');
}

TEST(Works, TextIsInTheCodePageOfItsProgram) {
  const SeenPart seen = read_bytes(compound_of({stream_node("MN0", works("Margery \xA3" "5\r\n\7Ada Quill\r\n"))}));
  expect_places(seen, {{"Margery £5\nAda Quill"}});
  EXPECT_EQ(seen.text().find("zz"), std::string::npos);
  expect_places(read_bytes(works("Margery \x9C" "5\r\n", 0xFE01)), {{"Margery £5"}});
}

TEST(Works, WhatIsNotReadIsSaid) {
  std::string beyond = works("Margery");
  beyond[0x29] = '\x40';
  EXPECT_EQ(read_bytes(compound_of({stream_node("MN0", beyond)})).outcome.kind, OutcomeKind::damaged);
  EXPECT_EQ(read_bytes(compound_of({stream_node("MatOST", "x")})).outcome.kind, OutcomeKind::unsupported);
}

TEST(Publisher, StoriesArePiecesOfOneStream) {
  const std::string first = wide("Margery Plumtree\r"), second = wide("Ada Quill\r");
  const std::size_t place = 32 + 3 * 24;
  const auto entry = [](std::string_view type, std::size_t at, std::size_t size) {
    return le16(24) + "TEXT" + std::string(6, '\0') + std::string(type) + le32(at) + le32(size);
  };
  const std::string stream = std::string(32, '\0') + entry("TEXT", place, first.size()) +
                             entry("STSH", place, first.size()) + entry("TEXT", place + first.size(), 1u << 30) + first +
                             second;
  const SeenPart seen = read_bytes(
      compound_of({storage_node("Quill", {storage_node("QuillSub", {stream_node("CONTENTS", stream)})})}));
  expect_places(seen, {{"Margery Plumtree"}, {"Ada Quill"}});
}

}  // namespace
}  // namespace trawl::extractors
