// Every JSON output, made from a real answer, is what its schema in docs/schemas says.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reports/lines.h"
#include "reports/reports.h"
#include "requests/suppress.h"
#include "tests/requests/person.h"

namespace trawl::reports {
namespace {

using requests::testing::Estate;

class SchemaTest : public ::testing::Test {
 protected:
  SchemaTest() : folder_(std::filesystem::temp_directory_path() / ("trawl-schemas-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~SchemaTest() override { std::filesystem::remove_all(folder_); }

  void expect_valid(const std::string& schema, const std::string& suffix, const std::string& json) {
    EXPECT_TRUE(valid(schema, suffix, json));
  }

  bool valid(const std::string& schema, const std::string& suffix, const std::string& json) {
    const std::string path = folder_ / (schema + suffix);
    std::ofstream(path) << json;
    const std::string source = TRAWL_SOURCE_DIR;
    const std::string command = "python3 '" + source + "/tests/reports/validate.py' '" + source + "/docs/schemas/" +
                                schema + ".schema.json' '" + path + "'";
    return std::system(command.c_str()) == 0;
  }

  std::filesystem::path folder_;
  Made made_{"0.1.0", 1'790'000'000};
};

TEST_F(SchemaTest, AnswersAreValid) {
  Estate estate;
  requests::testing::fill(estate);
  estate.files.erase("/share/old/f.txt");  // something unconfirmed
  auto subject = requests::parse_subject(requests::testing::kMargaret);
  const auto dsar = requests::access(*subject, estate.sources(), {});
  ASSERT_FALSE(dsar->unconfirmed.empty());
  expect_valid("dsar", ".json", access_json(*dsar, made_));
  const auto find = requests::find({"", Sensitive("Margaret O'Neill")}, estate.sources(), {});
  ASSERT_FALSE(find->named.empty());
  expect_valid("find", ".json", find_json(*find, made_));
  const auto inventory = requests::inventory(estate.reader, detectors::built_in_kinds());
  expect_valid("report", ".json", inventory_json(*inventory, made_));
  expect_valid("scan", ".json", scan_summary({estate.reader.scan_records[0], inventory->ledger.counts, 3, 1'000, 20, false}, inventory->ledger));
}

TEST_F(SchemaTest, AnswersWithSuppressionsAreValid) {
  Estate estate;
  requests::testing::fill(estate);
  requests::SuppressRequest request;
  request.value = Sensitive("AB123456C");
  request.reason = "a number in all our forms";
  request.until = "2100-01-01";
  request.added = made_.at;
  (void)requests::add_to(estate.reader.suppression_list,
                         *requests::suppression_of(request, *estate.detectors, estate.reader.key()));
  request.value = Sensitive();
  request.place = "letters";
  request.until.clear();
  (void)requests::add_to(estate.reader.suppression_list,
                         *requests::suppression_of(request, *estate.detectors, estate.reader.key()));
  const auto list = requests::Suppressor::of(estate.reader, made_.at);
  requests::SearchOptions options;
  options.examine.suppressor = &*list;
  auto subject = requests::parse_subject(requests::testing::kMargaret);
  const auto dsar = requests::access(*subject, estate.sources(), options);
  ASSERT_GT(dsar->suppression.all.asked_for, 0u);
  expect_valid("dsar", ".json", access_json(*dsar, made_));
  const auto find = requests::find({"", Sensitive("AB123456C")}, estate.sources(), {{}, options});
  expect_valid("find", ".json", find_json(*find, made_));
  const auto inventory = requests::inventory(estate.reader, detectors::built_in_kinds(), &*list);
  ASSERT_GT(inventory->suppression.all.findings, 0u);
  expect_valid("report", ".json", inventory_json(*inventory, made_));
  expect_valid("suppress", ".json", suppressions_json(inventory->suppression, made_));
  const auto first = *estate.reader.part(1);
  expect_valid("finding", ".jsonl",
               finding_line(first, first.findings[0], true) + suppression_line(inventory->suppression));
  requests::ProposalOptions few;
  few.least_documents = 2;
  few.least_folders = 1;
  const auto proposed = requests::proposals(estate.reader, *list, few);
  ASSERT_FALSE(proposed->values.empty());
  expect_valid("proposals", ".json", proposals_json(*proposed, made_));
}

TEST_F(SchemaTest, LinesAreValid) {
  TextBlock block;
  block.text = "two\nlines \xE2\x80\xA8 \"quoted\"";
  block.label = "Subject";
  block.anchor = "page=3";
  block.kind = BlockKind::header;
  const Locator locator{{"/a\n", "b"}, ""};
  expect_valid("text", ".jsonl",
               text_line(locator, block) + outcome_line(locator, {OutcomeKind::damaged, "cut short"}, "application/zip"));
  Finding finding;
  finding.kind = "nino";
  finding.value = Sensitive("AB123456C");
  finding.start = 6;
  finding.end = 15;
  std::vector<Finding> findings;
  findings.push_back(std::move(finding));
  const std::string line = detect_line("1", "\xC3\xA9\xC3\xA9: AB123456C", findings, false);
  expect_valid("detect", ".jsonl", line);
  EXPECT_NE(line.find("\"start\":4,\"end\":13"), std::string::npos) << line;
  EXPECT_EQ(line.find("AB123456C"), std::string::npos) << line;
}

TEST_F(SchemaTest, ASchemaRefusesWhatIsNotItsOwn) {
  EXPECT_FALSE(valid("scan", ".json", "{\"format\":\"trawl-find\"}"));
}

}  // namespace
}  // namespace trawl::reports
