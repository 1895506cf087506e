// PPT: a presentation of LibreOffice, and records as PowerPoint saves them.
#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/support/compound_bytes.h"
#include "tests/support/places.h"
#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using namespace test;
using enum BlockKind;

std::string atom(std::uint32_t type, const std::string& data, std::uint32_t instance = 0) {
  return le16(instance << 4) + le16(type) + le32(data.size()) + data;
}
std::string group(std::uint32_t type, const std::string& records, std::uint32_t instance = 0) {
  return le16(instance << 4 | 0xF) + le16(type) + le32(records.size()) + records;
}
std::string slide(std::string_view words, bool hidden = false) {
  return group(0x3EE, atom(0x3F9, std::string(10, '\0') + le16(hidden ? 4 : 0) + le32(0)) +
                          group(0xF00D, atom(0xFA8, std::string(words))));
}

// Objects with numbers from 1, saved once; the first is the document. `before`: what an earlier saving left.
std::string presentation(const std::vector<std::string>& objects, const std::string& before = {},
                         std::uint32_t token = 0xE391C05F) {
  std::string stream = before, places;
  for (const std::string& object : objects) {
    places += le32(stream.size());
    stream += object;
  }
  const std::size_t directory = stream.size();
  stream += atom(0x1772, le32(1 | static_cast<std::uint32_t>(objects.size()) << 20) + places);
  const std::size_t edit = stream.size();
  stream += atom(0xFF5, le32(0) + le32(0) + le32(0) + le32(directory) + le32(1) + le32(9) + le32(0));
  const std::string user = std::string(8, '\0') + le32(20) + le32(token) + le32(edit) + le16(4) + le16(0) + le32(3) +
                           "Lena" + le32(8) + wide("Lena");
  return compound_of({stream_node("PowerPoint Document", stream), stream_node("Current User", user)});
}
std::string entry(std::uint32_t persist, std::uint32_t id) {
  return atom(0x3F3, le32(persist) + le32(0) + le32(0) + le32(id) + le32(0));
}

TEST(Ppt, FindsEveryPlaceOfAPresentation) {
  const SeenPart packed = read_bytes(golden("office/talk.ppt.gz"), "talk.ppt.gz");
  ASSERT_EQ(packed.parts.size(), 1u);
  expect_places(packed.parts[0], {
      {"Slide Sinclair", text, {}, "slide=1"},
      {"Tablecell Tindall", text, {}, "slide=1"},
      {"Notes Norris", note, {}, "slide=1"},
      {"Slidecomment Selby", comment, "Annotator Archer", "slide=1"},
      {"Slidehidden Sumner", text, {}, "slide=2", true},
      {"Title Tarrant", property, "title"},
  });
}

TEST(Ppt, SlidesComeInTheOrderOfTheirList) {
  const std::string list = group(0xFF0, entry(3, 300) + entry(2, 200) + atom(0xFA0, wide("Outline Orr")));
  const std::string notes = group(0xFF0, entry(4, 400), 2);
  const std::string page = group(0x3F0, atom(0x3F1, le32(300) + le32(0)) + atom(0xFA8, "Notes Norris"));
  const SeenPart seen =
      read_bytes(presentation({group(0x3E8, list + notes), slide("Second Searle"), slide("First Firth", true), page}));
  expect_places(seen, {{"First Firth", text, {}, "slide=1", true},
                       {"Notes Norris", note, {}, "slide=1", true},
                       {"Second Searle", text, {}, "slide=2"},
                       {"Outline Orr", text, {}, "slide=2"},
                       {"Lena", property, "last modified by"}});
  EXPECT_EQ(seen.text().find("First Firth"), seen.text().rfind("First Firth"));
}

TEST(Ppt, WhatAnEarlierSavingLeftIsHidden) {
  const SeenPart seen = read_bytes(
      presentation({group(0x3E8, group(0xFF0, entry(2, 256))), slide("Now Nash")}, slide("Removed Renfrew")));
  expect_places(seen, {{"Now Nash", text, {}, "slide=1"}, {"Removed Renfrew", text, "earlier version", {}, true}});
}

TEST(Ppt, LinksCommentsAndAlternativeTextsAreFound) {
  const std::string links = group(
      0x409, group(0xFD7, atom(0xFBA, wide("shown"), 0) + atom(0xFBA, wide("mailto:link.lambert@example.org"), 1)));
  const std::string described = wide("Altdescription Ashby") + le16(0);
  const std::string shape =
      le16(0x13) + le16(0xF00B) + le32(6 + described.size()) + le16(0xC381) + le32(described.size()) + described;
  const std::string remark =
      group(0x1388, group(0x138A, atom(0xFBA, wide("___PPT10")) +
                                      atom(0x138B, group(0x2EE0, atom(0xFBA, wide("Annotator Archer"), 0) +
                                                                     atom(0xFBA, wide("Slidecomment Selby"), 1)))));
  const SeenPart seen =
      read_bytes(presentation({group(0x3E8, links + group(0xFF0, entry(2, 256))), group(0x3EE, shape + remark)}));
  expect_places(seen, {{"mailto:link.lambert@example.org", link},
                       {"Altdescription Ashby", field, "alternative text", "slide=1"},
                       {"Slidecomment Selby", comment, "Annotator Archer", "slide=1"}});
  EXPECT_EQ(seen.text().find("___PPT10"), std::string::npos);
}

TEST(Ppt, EmbeddedObjectsArePartsDeflatedOrNot) {
  const std::string inner = "Embedded Ellery, an inner text.";
  std::string packed(compressBound(inner.size()), '\0');
  uLongf size = packed.size();
  ASSERT_EQ(compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(inner.data()),
                     inner.size()),
            Z_OK);
  packed.resize(size);
  const SeenPart seen =
      read_bytes(presentation({group(0x3E8, group(0xFF0, {})), atom(0x1011, le32(inner.size()) + packed, 1),
                               atom(0x1011, "Plain Pascoe was here")}));
  ASSERT_EQ(seen.parts.size(), 2u);
  EXPECT_NE(seen.parts[0].text().find("Embedded Ellery"), std::string::npos);
  EXPECT_NE(seen.parts[1].text().find("Plain Pascoe"), std::string::npos);
}

TEST(Ppt, ALockedPresentationIsEncrypted) {
  EXPECT_EQ(read_bytes(presentation({group(0x3E8, {})}, {}, 0xF3D1C4DF)).outcome.kind, OutcomeKind::encrypted);
}

TEST(Ppt, WithoutItsDirectoryTheTextIsReadNevertheless) {
  const SeenPart seen = read_bytes(compound_of({stream_node("PowerPoint Document", slide("Stray Stanton"))}));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.text().find("Stray Stanton"), std::string::npos);
}

TEST(Ppt, DeepNestingEndsWell) {
  std::string deep;
  for (int i = 0; i < 20'000; ++i) deep += le16(0xF) + le16(0xF004) + le32(0x7FFFFFFF);
  EXPECT_EQ(read_bytes(presentation({deep})).outcome.kind, OutcomeKind::partly);
}

TEST(Ppt, ObjectsThatOverlapAreNotReadOverAndOver) {
  // Each object is in the one before it, so that reading all from each on takes time in the square of their number.
  constexpr std::uint32_t kMany = 3000;
  std::string nest, places;
  for (std::uint32_t i = 0; i < kMany; ++i) {
    places += le32(nest.size());
    nest += le16(0xF) + le16(0x3EE) + le32(8 * (kMany - i - 1));
  }
  const std::size_t directory = nest.size();
  std::string stream = nest + atom(0x1772, le32(1 | kMany << 20) + places);
  const std::size_t edit = stream.size();
  stream += atom(0xFF5, le32(0) + le32(0) + le32(0) + le32(directory) + le32(1) + le32(9) + le32(0));
  const std::string user = std::string(16, '\0') + le32(edit) + std::string(20, '\0');
  const SeenPart seen =
      read_bytes(compound_of({stream_node("PowerPoint Document", stream), stream_node("Current User", user)}));
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_NE(seen.outcome.reason.find("overlap"), std::string::npos) << seen.outcome.reason;
}

}  // namespace
}  // namespace trawl::extractors
