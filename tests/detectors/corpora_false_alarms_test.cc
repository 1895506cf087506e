// False alarms in 622 real mails that hold practically no UK identifiers: limits per MB, by kind.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/utf8.h"
#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

TEST(CorporaFalseAlarms, stay_under_their_limits) {
  std::ifstream file(std::string(TRAWL_CORPORA) + "/mail/ham.jsonl");
  ASSERT_TRUE(file);
  auto set = DetectorSet::create({});
  ASSERT_TRUE(set.has_value());
  std::map<std::string_view, double> counts;
  double megabytes = 0;
  for (std::string line; std::getline(file, line);) {
    const std::string text = repaired_utf8(nlohmann::json::parse(line)["text"].get<std::string>());
    TextBlock block;
    block.text = text;
    NormalText normal;
    normal.assign(text);
    std::vector<Finding> findings;
    (*set)->begin_part("text/plain", "mail");
    (*set)->scan(block, normal, findings);
    for (const Finding& finding : findings) ++counts[finding.kind];
    megabytes += static_cast<double>(text.size()) / 1e6;
  }
  ASSERT_GT(megabytes, 2);
  ASSERT_GT(counts["email"], 1000);  // it does read the mails
  const std::pair<std::string_view, double> limits[] = {{"nino", 0},
                                                        {"card", 0},
                                                        {"iban", 0},
                                                        {"driving_licence", 0},
                                                        {"nhs_number", 0.1},
                                                        {"postcode", 0.2},
                                                        {"vehicle_registration", 0.1},
                                                        {"phone", 15},
                                                        {"bank_account", 0.5},
                                                        {"utr", 0.1},
                                                        {"passport", 0.1},
                                                        {"upn", 0.1},
                                                        {"mac_address", 0.5},
                                                        {"credential", 0.5},
                                                        {"cvv", 0.5}};
  for (const auto& [kind, limit] : limits) EXPECT_LE(counts[kind] / megabytes, limit) << kind;
}

}  // namespace
}  // namespace trawl::detectors
