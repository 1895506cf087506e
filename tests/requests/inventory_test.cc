// Inventory: every part and every finding is counted once, in each of the tables.
#include "requests/inventory.h"

#include <gtest/gtest.h>

#include "tests/requests/person.h"

namespace trawl::requests {
namespace {

using namespace testing;

TEST(Inventory, AddsUpInEveryTable) {
  Estate estate;
  fill(estate);
  const auto made = inventory(estate.reader, detectors::built_in_kinds());
  ASSERT_TRUE(made.has_value());
  std::uint64_t outcomes = 0, kinds = 0, folders = 0, parts = 0, formats = 0, risks = 0;
  for (const std::uint64_t count : made->ledger.counts) outcomes += count;
  for (const KindCount& kind : made->kinds) {
    kinds += kind.findings;
    EXPECT_EQ(kind.findings, kind.by_confidence[0] + kind.by_confidence[1] + kind.by_confidence[2]);
  }
  for (const FolderCount& folder : made->folders) folders += folder.findings, parts += folder.parts;
  for (const FormatCount& format : made->formats) formats += format.parts;
  for (const std::uint64_t count : made->by_risk) risks += count;
  EXPECT_EQ(outcomes, made->ledger.walked);
  EXPECT_EQ(made->ledger.walked, estate.reader.packed.size());
  EXPECT_EQ(parts, made->ledger.walked);
  EXPECT_EQ(formats, made->ledger.walked);
  EXPECT_EQ(kinds, made->findings);
  EXPECT_EQ(folders, made->findings);
  EXPECT_EQ(risks, made->findings);
  EXPECT_GT(made->findings, 5u);
}

TEST(Inventory, GroupsByTheFoldersInTheScannedPath) {
  Estate estate;
  fill(estate);
  const auto made = inventory(estate.reader, detectors::built_in_kinds());
  std::vector<std::string> folders;
  for (const FolderCount& folder : made->folders) folders.push_back(folder.folder);
  std::sort(folders.begin(), folders.end());
  EXPECT_EQ(folders, (std::vector<std::string>{"/share", "/share/Margaret O'Neill", "/share/hr", "/share/letters",
                                               "/share/mail", "/share/old"}));
}

TEST(Inventory, RanksDocumentsByRisk) {
  Estate estate;
  estate.add("/share/a.txt", text_file("write to t.brown@northbridge.org.uk"));
  estate.add("/share/b.txt", text_file("NI number AB123456C, NI number CE234567A"));
  const auto made = inventory(estate.reader, detectors::built_in_kinds());
  ASSERT_EQ(made->riskiest.size(), 2u);
  EXPECT_EQ(print(made->riskiest[0].locator), "/share/b.txt");
  EXPECT_EQ(made->parts_with_findings, 2u);
}

TEST(Inventory, OfAnEmptyIndexIsEmptyAndSaysSo) {
  Estate estate;
  estate.reader.scan_records.clear();
  const auto made = inventory(estate.reader, detectors::built_in_kinds());
  EXPECT_EQ(made->ledger.walked, 0u);
  EXPECT_TRUE(made->scanned.scans.empty());
}

}  // namespace
}  // namespace trawl::requests
