// OCR: text out of pixels, upright and turned, from pictures and their pages; hostile pictures; a build without it.
#include "extractors/ocr.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include "extractors/ocr_picture.h"
#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using namespace std::string_literals;
using test::SeenPart;
using testing::HasSubstr;

std::string golden(const std::string& name) {
  std::ifstream file(std::string(TRAWL_SOURCE_DIR) + "/tests/golden/extractors/ocr/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class OcrTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!ocr_available()) GTEST_SKIP() << "this build has no OCR";
    auto started = start_ocr("eng");
    ASSERT_TRUE(started) << started.error().message;
    ocr_ = std::move(*started);
  }

  SeenPart read(const std::string& bytes, const Limits& limits = {}) {
    ReadOptions options;
    options.ocr = ocr_.get();
    options.limits = limits;
    return test::read_bytes(bytes, "scan", options);
  }

  std::string words_of(const Raster& raster) {
    const auto page = ocr_->recognise(raster, std::chrono::seconds(60));
    if (!page) return page.error().message;
    std::string text;
    for (const OcrLine& line : page->lines) text += line.text + '\n';
    return text;
  }

  std::unique_ptr<Ocr> ocr_;
};

// A quarter turn clockwise.
Raster turned(const Raster& raster) {
  Raster out{raster.height, raster.width, raster.dpi, std::vector<std::uint8_t>(raster.grey.size())};
  for (int y = 0; y < raster.height; ++y) {
    for (int x = 0; x < raster.width; ++x) {
      out.grey[static_cast<std::size_t>(x) * out.width + (out.width - 1 - y)] =
          raster.grey[static_cast<std::size_t>(y) * raster.width + x];
    }
  }
  return out;
}

TEST_F(OcrTest, ReadsAScannedLetterAndSaysThatItIsAGuess) {
  const SeenPart seen = read(golden("letter.png"));
  EXPECT_EQ(seen.outcome, Outcome{});
  ASSERT_FALSE(seen.blocks.empty());
  for (const char* words :
       {"14 Harbour Lane, Whitby", "Dear Ms Okonkwo", "01632 960417", "adaeze.okonkwo@example.org", "QQ 12 34 56 C"}) {
    EXPECT_THAT(seen.text(), HasSubstr(words));
  }
  EXPECT_GT(seen.blocks.size(), 2u) << "paragraphs are parted";
  for (const test::SeenBlock& block : seen.blocks) EXPECT_EQ(block.label, kOcrLabel);
}

TEST_F(OcrTest, ReadsAPageWhicheverWayItLies) {
  Result<Raster> raster = raster_of(golden("letter.png"), 0, 1, 10'000'000);
  ASSERT_TRUE(raster) << raster.error().message;
  Raster page = std::move(*raster);
  for (int quarter = 1; quarter < 4; ++quarter) {
    page = turned(page);
    EXPECT_THAT(words_of(page), HasSubstr("Dear Ms Okonkwo")) << quarter * 90;
  }
}

TEST_F(OcrTest, TurnsAPhotographAsItsExifSays) {
  const auto raster = raster_of(golden("turned.jpg"), 0, 6, 10'000'000);
  ASSERT_TRUE(raster);
  EXPECT_GT(raster->width, raster->height);
  EXPECT_THAT(read(golden("turned.jpg")).text(), HasSubstr("Harbour Lane"));
}

TEST_F(OcrTest, GivesThePagesOfATiffTheirNumbers) {
  const SeenPart seen = read(golden("pages.tif"));
  EXPECT_EQ(seen.outcome, Outcome{});
  ASSERT_FALSE(seen.blocks.empty());
  EXPECT_EQ(seen.blocks.front().anchor, "page=1");
  EXPECT_EQ(seen.blocks.back().anchor, "page=2");
  Limits one;
  one.pages = 1;
  EXPECT_THAT(read(golden("pages.tif"), one).outcome.reason, HasSubstr("more than 1 page"));
}

TEST_F(OcrTest, SaysWhatOfATiffCannotBeReached) {
  std::string tiff = golden("pages.tif");
  ASSERT_EQ(tiff.substr(0, 4), "II*\0"s);
  // The first directory's link to the next one leads back to itself.
  const auto at = [&](std::size_t place) { return static_cast<unsigned char>(tiff[place]); };
  const std::size_t first = at(4) | at(5) << 8 | at(6) << 16;
  const std::size_t link = first + 2 + 12 * (at(first) | at(first + 1) << 8);
  tiff.replace(link, 4, tiff.substr(4, 4));
  const SeenPart seen = read(tiff);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  EXPECT_THAT(seen.outcome.reason, HasSubstr("list of the picture's pages is damaged"));
}

TEST_F(OcrTest, ReadsThePagesOfATiffBehindOneThatIsBroken) {
  std::string tiff = golden("pages.tif");
  const auto at = [&](std::size_t place) { return static_cast<unsigned char>(tiff[place]); };
  const std::size_t first = at(4) | at(5) << 8 | at(6) << 16;
  for (std::size_t entry = first + 2; entry < first + 2 + 12u * at(first); entry += 12) {
    if (at(entry) == 0x03 && at(entry + 1) == 0x01) tiff.replace(entry + 8, 2, "\x77\x77");  // compression
  }
  const SeenPart seen = read(tiff);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::partly);
  ASSERT_FALSE(seen.blocks.empty());
  EXPECT_EQ(seen.blocks.back().anchor, "page=2");
}

TEST_F(OcrTest, FindsNothingOnABlankPage) {
  const Raster blank{600, 400, 300, std::vector<std::uint8_t>(600 * 400, 255)};
  EXPECT_EQ(words_of(blank), "");
}

TEST_F(OcrTest, RefusesWhatIsNoRasterOrNoPicture) {
  EXPECT_EQ(ocr_->recognise({100, 100, 0, {1, 2, 3}}, std::chrono::seconds(1)).error().kind, ErrorKind::damaged);
  EXPECT_EQ(raster_of("", 0, 1, 1'000).error().kind, ErrorKind::unsupported);
  EXPECT_EQ(raster_of("8BPS and so on and on", 0, 1, 1'000).error().kind, ErrorKind::unsupported);
  EXPECT_EQ(raster_of("\x89PNG\r\n\x1A\n and no more", 0, 1, 1'000).error().kind, ErrorKind::damaged);
  const SeenPart cut = read(golden("letter.png").substr(0, 3000));
  EXPECT_NE(cut.outcome.kind, OutcomeKind::read);
}

TEST_F(OcrTest, RefusesABombBeforeItUnpacksIt) {
  std::string bomb = golden("letter.png");
  bomb.replace(16, 8, "\0\1\x86\xA0\0\1\x86\xA0"s);  // 100,000 by 100,000
  EXPECT_EQ(raster_of(bomb, 0, 1, Limits{}.ocr_pixels).error().kind, ErrorKind::over_limit);
  Limits small;
  small.ocr_pixels = 1'000'000;
  const SeenPart seen = read(golden("letter.png"), small);
  EXPECT_EQ(seen.outcome.kind, OutcomeKind::over_limit);
  EXPECT_TRUE(seen.blocks.empty());
}

TEST(Ocr, SaysWhichLanguagesItHasNoDataFor) {
  const auto none = start_ocr("xxx");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ocr_available() ? ErrorKind::not_found : ErrorKind::unsupported);
  for (const char* name : {"", "../eng", "eng+/etc/passwd"}) EXPECT_FALSE(start_ocr(name)) << name;
}

}  // namespace
}  // namespace trawl::extractors
