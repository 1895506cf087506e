// Folding, hashing and case of words.
#include "detectors/name_word.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::detectors {
namespace {

TEST(NameWord, hash_ignores_case_and_diacritics) {
  EXPECT_EQ(word_hash("Doğru"), word_hash("DOGRU"));
  EXPECT_EQ(word_hash("Siân"), word_hash("sian"));
  EXPECT_EQ(word_hash("Łukasz"), word_hash("lukasz"));
  EXPECT_EQ(word_hash("O’Brien"), word_hash("O'BRIEN"));
  EXPECT_NE(word_hash("Smith"), word_hash("Smyth"));
}

TEST(NameWord, hash_depends_on_every_byte_and_on_the_length) {
  std::string word;
  std::vector<std::uint64_t> seen;
  for (int i = 0; i < 40; ++i) {
    word.push_back(static_cast<char>('a' + i % 26));
    seen.push_back(word_hash(word));
    std::string other = word;
    for (std::size_t k = 0; k < word.size(); ++k) {
      other[k] = 'z' == word[k] ? 'y' : 'z';
      EXPECT_NE(word_hash(other), word_hash(word)) << k << " of " << word;
      other[k] = word[k];
    }
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

TEST(NameWord, hash_is_the_one_that_the_data_files_hold) {
  EXPECT_EQ(word_hash(""), 0x0ull);
  EXPECT_EQ(word_hash("a"), 0xae1de9e7c3a5c9dbull);
  EXPECT_EQ(word_hash("smith"), 0xae2abb9f67262f6eull);
  EXPECT_EQ(word_hash("jonathan"), 0x161db0d1e531a7b5ull);
  EXPECT_EQ(word_hash("featherstonehaugh"), 0xb31d1f86d32d8774ull);
}

TEST(NameWord, case_of_letters_in_several_scripts) {
  for (const char32_t c : std::u32string_view(U"AZÀÞĀĞİŁŹȘΑЯЁ"))
    EXPECT_EQ(letter_case(c), LetterCase::upper) << static_cast<unsigned>(c);
  for (const char32_t c : std::u32string_view(U"azßÿāğıłźșαяё"))
    EXPECT_EQ(letter_case(c), LetterCase::lower) << static_cast<unsigned>(c);
  for (const char32_t c : std::u32string_view(U"09 -'×÷—“€"))
    EXPECT_EQ(letter_case(c), LetterCase::none) << static_cast<unsigned>(c);
  EXPECT_EQ(letter_case(U'王'), LetterCase::other);
}

TEST(NameWord, title_case_of_capitals_only) {
  EXPECT_EQ(title_cased("O'BRIEN-SMITH"), "O'Brien-Smith");
  EXPECT_EQ(title_cased("MCDONALD"), "McDonald");
  EXPECT_EQ(title_cased("ÖZTÜRK"), "Öztürk");
  EXPECT_EQ(title_cased("McDonald"), "McDonald");
  EXPECT_EQ(title_cased("K.H."), "K.H.");
}

TEST(NameWord, capitals_undo_title_case) {
  for (const char* word : {"Molnár", "Mirosław", "O'Brien", "Đorđević", "Ćosić"})
    EXPECT_EQ(title_cased(in_capitals(word)), word);
}

}  // namespace
}  // namespace trawl::detectors
