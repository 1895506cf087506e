// Normalised text: what is folded, the map back, and agreement with ICU over the whole text.
#include "core/normal_text.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <random>

#include "core/utf8.h"

namespace trawl {
namespace {

std::string normal(std::string_view text) {
  NormalText normal;
  normal.assign(text);
  return std::string(normal.text());
}

TEST(NormalText, folds_what_people_see_as_the_same) {
  struct Row {
    std::string_view text;
    std::string_view expected;
  };
  const Row table[] = {
      {"", ""},
      {"plain ASCII\r\n\ttext", "plain ASCII\r\n\ttext"},
      {"José £5 – ok", "José £5 - ok"},
      {"AB\u00a012\u200934", "AB 12 34"},                // spaces
      {"20\u201100\u201300\u2014\u2212", "20-00-00--"},  // dashes
      {"post\u00adcode\u200b x\ufeff\u202e", "postcode x"},
      {"O\u2019Brien \u201cx\u201d", "O'Brien \"x\""},
      {"\uff10\uff11\u0663\u0967", "0131"},  // full-width, Arabic, Devanagari digits
      {"\U0001D7CE\U0001D7D7", "09"},        // mathematical digits, outside of the basic plane
      {"e\u0301 \u00e9", "\u00e9 \u00e9"},   // composed
      {"\u1112\u1161\u11ab", "\ud55c"},      // Hangul syllables
      {"\ufb01le \u2122", "file TM"},
      {"\u0301x", "\u0301x"},  // nothing before it to join
      {"\U0001F600!", "\U0001F600!"},
      {"a\u2028b", "a\u2028b"},
  };
  for (const Row& row : table) EXPECT_EQ(normal(row.text), row.expected);
}

TEST(NormalText, that_changes_nothing_is_not_copied) {
  const std::string text = "Zoë paid £20 to Łukasz — no";
  NormalText normal;
  normal.assign(text.substr(0, 24));
  const std::string_view plain(text.data(), 24);
  normal.assign(plain);
  EXPECT_EQ(normal.text().data(), plain.data());
  EXPECT_EQ(normal.original_start(7), 7u);
}

TEST(NormalText, maps_a_slice_back_to_what_it_came_from) {
  const std::string text = "x\u00ad\u2019AB\u00a012\u2011y";
  NormalText normal;
  normal.assign(text);
  ASSERT_EQ(normal.text(), "x'AB 12-y");
  const auto slice = [&](std::uint32_t start, std::uint32_t end) {
    const std::uint32_t from = normal.original_start(start);
    return text.substr(from, normal.original_end(end) - from);
  };
  EXPECT_EQ(slice(0, 1), "x");
  EXPECT_EQ(slice(2, 7), "AB\u00a012");
  EXPECT_EQ(slice(4, 5), "\u00a0");
  EXPECT_EQ(slice(8, 9), "y");
  EXPECT_EQ(normal.original_start(9), text.size());
  EXPECT_EQ(normal.original_end(9), text.size());
}

TEST(NormalText, of_a_megabyte_of_combining_marks_is_done_soon_and_loses_nothing) {
  std::string text = "e";
  while (text.size() < 1'000'000) text += "\u0301\u0323";
  NormalText normal;
  normal.assign(text);
  EXPECT_GT(normal.text().size(), 900'000u);
  EXPECT_EQ(normal.original_end(static_cast<std::uint32_t>(normal.text().size())), text.size());
}

TEST(NormalText, reused_forgets_what_was_before) {
  NormalText normal;
  normal.assign("a\u00a0b");
  normal.assign("plain");
  EXPECT_EQ(normal.text(), "plain");
  EXPECT_EQ(normal.original_start(3), 3u);
}

std::string random_text(std::mt19937& random) {
  static constexpr char32_t kCurious[] = {0xAD,   0x301,  0x308,  0x327,  0x200D,  0x2019, 0xA0,   0x1100,
                                          0x1161, 0x11A8, 0xAC00, 0xFDFA, 0x1D7CE, 0xFF21, 0xE9,   0xFB03,
                                          0x0F71, 0x0F72, 0x3099, 0x304B, 0x1F600, 0xFE0F, 0x0344, 0x1D15E};
  std::string text;
  const unsigned size = random() % 40;
  for (unsigned i = 0; i < size; ++i) {
    switch (random() % 4) {
      case 0: append_utf8(text, kCurious[random() % std::size(kCurious)]); break;
      case 1: append_utf8(text, random() % 0x3000); break;
      case 2: append_utf8(text, random() % 0x20000); break;
      default: append_utf8(text, 'a' + random() % 26);
    }
  }
  return text;
}

// The definition: NFKC of the whole text, then each character folded; folding is left to the table above
// by normalising both sides again.
TEST(NormalText, agrees_with_icu_over_the_whole_text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  ASSERT_TRUE(U_SUCCESS(error));
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(random);
    std::string whole;
    nfkc->normalize(icu::UnicodeString::fromUTF8(text), error).toUTF8String(whole);
    ASSERT_TRUE(U_SUCCESS(error));
    std::string expected;  // character by character: folding needs no neighbours
    for (std::size_t at = 0; at < whole.size();) {
      const char32_t c = decode(whole, at);
      std::string one;
      append_utf8(one, c);
      const bool keeps = u_getCombiningClass(static_cast<UChar32>(c)) != 0;
      expected += keeps ? one : normal(one);
    }
    ASSERT_EQ(normal(text), expected) << icu::UnicodeString::fromUTF8(text).length() << " code units, round " << round;
  }
}

TEST(NormalText, slices_of_the_original_cover_it_in_order) {
  std::mt19937 random(11);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = random_text(random);
    NormalText normal;
    normal.assign(text);
    const auto size = static_cast<std::uint32_t>(normal.text().size());
    ASSERT_EQ(normal.original_start(size), text.size());
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      ASSERT_LE(last, normal.original_start(i));
      ASSERT_LT(normal.original_start(i), normal.original_end(i + 1));
      ASSERT_LE(normal.original_end(i + 1), text.size());
      last = normal.original_start(i);
    }
  }
}

}  // namespace
}  // namespace trawl
