// XPS: what is laid out on its pages, and what cannot be read of it. tests/golden/places/xps has one of each place.
#include <gtest/gtest.h>

#include "tests/support/read.h"
#include "tests/support/zip_writer.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;

SeenPart page_of(const std::string& glyphs) {
  return read_bytes(test::zip_of({{"[Content_Types].xml", "<Types/>"},
                                  {"Documents/1/Pages/1.fpage", "<FixedPage>" + glyphs + "</FixedPage>"}}),
                    "a.xps");
}

TEST(Xps, RunsAtOneHeightAreALine) {
  const SeenPart seen = page_of(
      "<Glyphs OriginX='10' OriginY='20' FontRenderingEmSize='10' UnicodeString='Kit'/>"
      "<Glyphs OriginX='60' OriginY='20' FontRenderingEmSize='10' UnicodeString='Marsh'/>"
      "<Glyphs OriginX='10' OriginY='40' FontRenderingEmSize='10' UnicodeString='{}{Leeds}'/>");
  EXPECT_EQ(seen.outcome, Outcome{});
  EXPECT_EQ(seen.text(), "Kit Marsh\n{Leeds}\n\n");
}

TEST(Xps, TextThatIsOnlyNumbersOfGlyphsIsSaidToBeMissing) {
  const SeenPart seen = page_of("<Glyphs OriginX='10' OriginY='20' FontRenderingEmSize='10' Indices='45;76;87'/>");
  EXPECT_EQ(seen.outcome, (Outcome{OutcomeKind::partly, "a text that is only given as numbers of a font's glyphs"}));
}

}  // namespace
}  // namespace trawl::extractors
