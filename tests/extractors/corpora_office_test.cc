// Real files of Apache POI's test set: each is read, without a crash and without a damaged outcome.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

TEST(CorporaOffice, EveryDocumentIsRead) {
  int documents = 0;
  for (const auto& file : std::filesystem::directory_iterator(TRAWL_CORPORA "/files/office")) {
    const std::string end = file.path().extension();
    if (end != ".docx" && end != ".xlsx" && end != ".xlsm" && end != ".pptx") continue;
    std::ifstream in(file.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const test::SeenPart seen = test::read_bytes(bytes.str());
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << file.path() << ": " << seen.outcome.reason;
    EXPECT_FALSE(seen.blocks.empty()) << file.path();
    ++documents;
  }
  EXPECT_GT(documents, 60);
}

}  // namespace
}  // namespace trawl::extractors
