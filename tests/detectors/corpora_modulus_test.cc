// Vocalink's 34 published cases against its own table.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "detectors/modulus.h"

namespace trawl::detectors {
namespace {

std::string content(const std::string& name) {
  std::ifstream file(std::string(TRAWL_CORPORA) + "/bank/" + name);
  EXPECT_TRUE(file) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(CorporaModulus, answers_all_published_cases) {
  const auto table = ModulusTable::parse(content("valacdos.txt"), content("scsubtab.txt"));
  ASSERT_TRUE(table.has_value()) << table.error().message;
  std::istringstream cases(content("cases.tsv"));
  std::string sort_code, account, valid, number;
  cases >> sort_code >> account >> valid >> number;
  int count = 0;
  while (cases >> sort_code >> account >> valid >> number) {
    const auto expected = valid == "true" ? ModulusTable::Answer::valid : ModulusTable::Answer::invalid;
    EXPECT_EQ(table->check(sort_code, account), expected) << "case " << number;
    ++count;
  }
  EXPECT_EQ(count, 34);
}

}  // namespace
}  // namespace trawl::detectors
