// Real DOC, XLS and PPT files of Apache POI's test set: each is read, without a crash and without a damaged outcome;
// those with a password say so.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

TEST(CorporaOle, EveryDocumentIsReadOrSaysThatItIsLocked) {
  int documents = 0;
  for (const auto& file : std::filesystem::directory_iterator(TRAWL_CORPORA "/files/office")) {
    const std::string end = file.path().extension();
    if (end != ".doc" && end != ".xls" && end != ".ppt") continue;
    const std::string name = file.path().filename();
    const bool locked = name == "35897-type4.xls";
    std::ifstream in(file.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const test::SeenPart seen = test::read_bytes(bytes.str(), name);
    EXPECT_EQ(seen.outcome.kind, locked ? OutcomeKind::encrypted : OutcomeKind::read)
        << name << ": " << seen.outcome.reason;
    EXPECT_FALSE(seen.blocks.empty()) << name;
    ++documents;
  }
  EXPECT_GT(documents, 60);
}

}  // namespace
}  // namespace trawl::extractors
