// The user's own detectors: what they find, and what is wrong with a file, by line.
#include <gtest/gtest.h>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr std::string_view kStaff = R"(
[[detector]]
name = "staff_number"
title = "Staff number"
pattern = '\bS\d{6}\b'
words = ["staff no", "employee number"]
risk = "high"

[[detector]]
name = "member"
pattern = '\b\d{11}\b'
check = "luhn"
confidence = "none"
confidence_with_words = "certain"
words = ["member"]
)";

std::vector<Finding> found_with(std::string_view toml, std::string_view text) {
  TextBlock block;
  block.text = text;
  Settings settings;
  settings.custom_toml = toml;
  settings.only = {"staff_number", "member"};
  return findings_in(block, settings);
}

TEST(Custom, finds_with_words_and_without) {
  auto findings = found_with(kStaff, "Staff no: S123456 and later or elsewhere, in a line of its own:\n\n\nS654321");
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].value.reveal(), "S123456");
  EXPECT_EQ(findings[0].confidence, Confidence::likely);
  EXPECT_EQ(findings[1].confidence, Confidence::possible);
  findings = found_with(kStaff, "member 79927398713, member 79927398714");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].confidence, Confidence::certain);
  EXPECT_TRUE(found_with(kStaff, "79927398713").empty());
}

TEST(Custom, kinds_are_listed_behind_the_built_in_ones) {
  Settings settings;
  settings.custom_toml = kStaff;
  const auto set = DetectorSet::create(settings);
  ASSERT_TRUE(set.has_value());
  const auto& kinds = (*set)->kinds();
  ASSERT_GE(kinds.size(), 2u);
  EXPECT_EQ(kinds[kinds.size() - 2].name, "staff_number");
  EXPECT_EQ(kinds[kinds.size() - 2].risk, Risk::high);
  EXPECT_EQ(kinds.back().title, "member");
}

TEST(Custom, errors_name_the_line) {
  struct Row {
    std::string_view toml;
    std::string_view message;
  };
  const Row table[] = {
      {"[[detector]]\nname = \"a\"\npattern = '('", "detector file, line 3: 'pattern' is no RE2 pattern: missing ): ("},
      {"[[detector]]\nname = \"a\"\npattern = 'x*'", "detector file, line 3: 'pattern' matches the empty text"},
      {"[[detector]]\nname = \"a\"", "detector file, line 1: a detector needs a 'pattern'"},
      {"[[detector]]\nname = \"email\"\npattern = 'x'", "detector file, line 1: 'email' is a built-in detector"},
      {"[[detector]]\nname = \"a\"\npattern = 'x'\nmask = 1", "detector file, line 4: unknown key 'mask'"},
      {"[[detector]]\nname = \"a\"\npattern = 'x'\ncheck = \"crc\"",
       "detector file, line 4: 'check' must be none, luhn, mod11, mod97, iban, nhs, utr or vat"},
      {"[[detector]]\nname = \"a\"\npattern = 'x'\nwords = \"b\"",
       "detector file, line 4: 'words' must be a list of strings"},
      {"[[detector]]\nname = \"a\"\npattern = 'x'\nrisk = \"huge\"",
       "detector file, line 4: 'risk' must be low, medium, high or critical"},
      {"title = 1", "detector file: it must hold [[detector]] tables and nothing else"},
  };
  for (const Row& row : table) {
    Settings settings;
    settings.custom_toml = row.toml;
    const auto set = DetectorSet::create(settings);
    ASSERT_FALSE(set.has_value()) << row.toml;
    EXPECT_EQ(set.error().message, row.message);
  }
  Settings settings;
  settings.custom_toml = "[[detector]\nname";
  const auto set = DetectorSet::create(settings);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().message.substr(0, 22), "detector file, line 1:");
}

TEST(DetectorSet, refuses_a_kind_that_does_not_exist) {
  Settings settings;
  settings.only = {"emial"};
  const auto set = DetectorSet::create(settings);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().message, "no detector is called 'emial'");
}

TEST(Custom, of_one_kind_only_is_all_that_is_looked_for) {
  Settings settings;
  settings.only = {"nino"};
  TextBlock block;
  block.text = "jo@acme.com AB123456C";
  const auto findings = findings_in(block, settings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].kind, "nino");
}

}  // namespace
}  // namespace trawl::detectors
