// Locators survive printing and parsing whatever bytes their names hold.
#include "core/locator.h"

#include <gtest/gtest.h>

#include <random>

#include "core/utf8.h"

namespace trawl {
namespace {

TEST(Locator, PrintsHopsAndAnchor) {
  EXPECT_EQ(print({{"share/hr/2019.zip", "mail.pst", "Inbox/12", "cv.docx"}, "page=3"}),
            "share/hr/2019.zip!/mail.pst!/Inbox/12!/cv.docx#page=3");
}

TEST(Locator, EscapesWhatWouldMislead) {
  EXPECT_EQ(print({{"a#b!c%d\n"}, ""}), "a%23b%21c%25d%0A");
  EXPECT_EQ(print({{"caf\xE9"}, ""}), "caf%E9");
  EXPECT_EQ(print({{"caf\xC3\xA9"}, ""}), "caf\xC3\xA9");
  EXPECT_EQ(print({{"exe\xE2\x80\xAE" "fdp"}, ""}), "exe%E2%80%AEfdp");
}

TEST(Locator, RefusesABrokenEscape) {
  EXPECT_FALSE(parse_locator("a%").has_value());
  EXPECT_FALSE(parse_locator("a%4").has_value());
  EXPECT_FALSE(parse_locator("a%zz").has_value());
}

TEST(Locator, ParseInvertsPrintForAnyBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    Locator locator;
    const std::size_t hops = 1 + random() % 4;
    for (std::size_t h = 0; h < hops; ++h) {
      std::string hop;
      for (std::size_t n = 1 + random() % 8; n > 0; --n) {
        constexpr std::string_view kTelling = "!/#%=&a\\ ";
        hop += random() % 2 ? kTelling[random() % kTelling.size()] : static_cast<char>(random());
      }
      locator.hops.push_back(hop);
    }
    if (random() % 2) locator.anchor = "page=" + std::string(1, static_cast<char>(random()));
    const std::string printed = print(locator);
    EXPECT_TRUE(valid_utf8(printed));
    const auto parsed = parse_locator(printed);
    ASSERT_TRUE(parsed.has_value()) << printed;
    EXPECT_EQ(*parsed, locator) << printed;
  }
}

}  // namespace
}  // namespace trawl
