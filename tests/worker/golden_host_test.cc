// The sandbox takes nothing away from the parsers: every file that real programs wrote reads the same in a worker as
// in this process.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/worker/compare.h"

namespace trawl::test {
namespace {

TEST(Worker, reads_golden_files_as_this_process_does) {
  const std::filesystem::path golden = TRAWL_SOURCE_DIR "/tests/golden";
  if (!std::filesystem::exists(golden)) GTEST_SKIP() << "no golden files";
  EXPECT_GT(compare_all(golden), 0u);
}

}  // namespace
}  // namespace trawl::test
