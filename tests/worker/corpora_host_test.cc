// As golden_host_test.cc, over the office and Outlook files of the corpora.
#include <gtest/gtest.h>

#include "tests/worker/compare.h"

namespace trawl::test {
namespace {

TEST(Worker, reads_the_corpora_as_this_process_does) { EXPECT_GT(compare_all(TRAWL_CORPORA "/files"), 100u); }

}  // namespace
}  // namespace trawl::test
