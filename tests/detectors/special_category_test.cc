// Hints of special categories: words with a person near, labels, and the switch.
#include <gtest/gtest.h>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

std::vector<std::string> hints_in(std::string_view text, std::string_view label = {}) {
  std::vector<std::string> categories;
  for (const Finding& finding : found("special_category_hint", text, label)) {
    EXPECT_EQ(finding.confidence, Confidence::possible);
    EXPECT_EQ(finding.tags, "hint");
    categories.emplace_back(finding.value.reveal());
  }
  return categories;
}

using Hints = std::vector<std::string>;

TEST(SpecialCategory, is_hinted_at_by_words_with_a_person_near) {
  EXPECT_EQ(hints_in("Mrs Okafor was diagnosed with asthma."), Hints{"health"});
  EXPECT_EQ(hints_in("his union rep came along"), Hints{"union membership"});
  EXPECT_EQ(hints_in("she was convicted of theft"), Hints{"offences"});
  EXPECT_EQ(hints_in("The tenant is gay"), Hints{"sexuality"});
  EXPECT_EQ(hints_in("Asthma inhalers are sold in packs of two."), Hints{});
  EXPECT_EQ(hints_in("The union representatives of all works met."), Hints{});
}

TEST(SpecialCategory, needs_a_second_word_where_the_first_is_of_every_day) {
  EXPECT_EQ(hints_in("He went to the church for a concert."), Hints{});
  EXPECT_EQ(hints_in("She is catholic and goes to church."), Hints{"religion"});
  EXPECT_EQ(hints_in("I rang the hospital."), Hints{});
  EXPECT_EQ(hints_in("I rang the hospital about my symptoms."), Hints{"health"});
}

TEST(SpecialCategory, is_hinted_at_by_labels) {
  EXPECT_EQ(hints_in("Religion: none stated"), Hints{"religion"});
  EXPECT_EQ(hints_in("White British", "Ethnic origin"), Hints{"ethnicity"});
  EXPECT_EQ(hints_in("\"sexualOrientation\": \"x\""), Hints{});
  EXPECT_EQ(hints_in("Religion is a large word"), Hints{});
}

TEST(SpecialCategory, is_hinted_at_once_a_stretch) {
  EXPECT_EQ(hints_in("She has asthma, diabetes and epilepsy.").size(), 1u);
  const std::string far(600, '.');
  EXPECT_EQ(hints_in("She has asthma. " + far + " He has epilepsy.").size(), 2u);
}

TEST(SpecialCategory, can_be_switched_off) {
  TextBlock block;
  block.text = "Mrs Okafor was diagnosed with asthma.";
  Settings settings;
  settings.special_categories = false;
  for (const Finding& finding : findings_in(block, settings)) EXPECT_NE(finding.kind, "special_category_hint");
  auto set = DetectorSet::create(settings);
  ASSERT_TRUE(set.has_value());
  for (const Kind& kind : (*set)->kinds()) EXPECT_NE(kind.name, "special_category_hint");
}

TEST(SpecialCategory, is_shown_as_it_is) {
  EXPECT_EQ(masked("special_category_hint", "health"), "health");
}

TEST(Lost, is_what_overlapped_and_was_less_well_explained) {
  Settings settings;
  settings.keep_lost = true;
  auto set = DetectorSet::create(settings);
  ASSERT_TRUE(set.has_value());
  TextBlock block;
  block.text = "UTR or NHS number: 401 023 2137, tel";
  NormalText normal;
  normal.assign(block.text);
  std::vector<Finding> found;
  (*set)->begin_part("", "");
  (*set)->scan(block, normal, found);
  for (const Lost& lost : (*set)->lost()) {
    EXPECT_NE(lost.finding.kind, lost.to);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Finding& f) { return f.kind == lost.to; }));
  }
  block.text = "plain";
  normal.assign(block.text);
  (*set)->scan(block, normal, found);
  EXPECT_TRUE((*set)->lost().empty());
}

}  // namespace
}  // namespace trawl::detectors
