// What the lists know.
#include "detectors/gazetteer.h"

#include <gtest/gtest.h>

#include <string>

#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

TEST(Gazetteer, knows_given_names_and_surnames_of_all_origins) {
  for (const char* name : {"Oliver", "Siân", "Hamish", "Niamh", "Priya", "Oluwaseun", "Delroy", "Khadija", "Mehmet",
                           "Xiaoling", "Agnieszka", "Björn"})
    EXPECT_GE(look_up(name).given, 1) << name;
  for (const char* name : {"Smith", "Llewellyn", "Farquharson", "O'Sullivan", "Chowdhury", "Okonkwo", "Braithwaite",
                           "Al-Masri", "Yılmaz", "Zhang", "Wiśniewski", "Papadopoulos"})
    EXPECT_GE(look_up(name).surname, 1) << name;
}

TEST(Gazetteer, knows_common_names_from_rare_ones) {
  EXPECT_GT(look_up("jack").given, look_up("ahaan").given);
  EXPECT_GT(look_up("SMITH").surname, look_up("maisonave").surname);
}

TEST(Gazetteer, knows_ordinary_words_and_classes) {
  EXPECT_EQ(look_up("the").ordinary, 3);
  EXPECT_GE(look_up("table").ordinary, 1);
  EXPECT_EQ(look_up("Mrs").kind, WordClass::title);
  EXPECT_EQ(look_up("Limited").kind, WordClass::organisation);
  EXPECT_EQ(look_up("Yorkshire").kind, WordClass::place);
  EXPECT_EQ(look_up("van").kind, WordClass::particle);
}

TEST(Gazetteer, knows_nothing_of_other_words) {
  int known = 0;
  for (int i = 0; i < 20'000; ++i) known += !(look_up("qx" + std::to_string(i) + "zw") == WordFacts{});
  EXPECT_LE(known, 5);
  EXPECT_EQ(look_up(""), WordFacts{});
}

TEST(Gazetteer, filter_of_given_names_lets_each_of_them_pass_and_few_others) {
  for (const char* name : {"sarah", "emma", "oluwaseun", "priya", "mehmet", "siân"}) {
    EXPECT_TRUE(given_in_lower_case(look_up(name))) << name;
    EXPECT_TRUE(may_be_given_in_lower_case(word_hash(name))) << name;
  }
  for (const char* word : {"mark", "rose", "will", "table", "may"})
    EXPECT_FALSE(given_in_lower_case(look_up(word))) << word;
  int passed = 0;
  for (int i = 0; i < 10'000; ++i) passed += may_be_given_in_lower_case(word_hash("qx" + std::to_string(i) + "zw"));
  EXPECT_LT(passed, 3'000);
}

TEST(Gazetteer, facts_survive_packing) {
  for (std::uint32_t bits = 0; bits < 1u << 12; ++bits) EXPECT_EQ(packed(unpacked(bits)), bits);
}

}  // namespace
}  // namespace trawl::detectors
