// The work that names ask for grows no faster than the block. Work is counted in allocations, which every look at an
// address makes that is not in a table.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string>

#include "detectors/detector_set.h"

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

// Not inlined: the compiler would take malloc and delete for a pair.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size > 0 ? size : 1);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace trawl::detectors {
namespace {

// A staff list of so many lines, each with a name and an address that is nobody else's.
std::string staff_list(int people) {
  std::string text;
  for (int i = 0; i < people; ++i) {
    std::string surname = "Featherstone";
    for (int left = i; left > 0; left /= 26) surname += static_cast<char>('a' + left % 26);
    text += "Mrs Alexandra " + surname + " writes from alexandra." + surname + "@example.org about the minutes.\n";
  }
  return text;
}

struct Work {
  std::size_t names = 0, allocations = 0;
};

Work work_of(DetectorSet& set, const std::string& text) {
  TextBlock block;
  block.text = text;
  NormalText normal;
  normal.assign(block.text);
  std::vector<Finding> findings;
  set.begin_part("text/plain", "staff.txt");
  const std::size_t before = allocations;
  set.scan(block, normal, findings);
  Work work{0, allocations - before};
  for (const Finding& finding : findings) work.names += finding.kind == "person";
  return work;
}

TEST(NameWork, grows_with_the_size_of_a_block_of_names_and_addresses_and_no_faster) {
  Settings settings;
  settings.only = {"person", "email"};
  const auto set = DetectorSet::create(settings);
  ASSERT_TRUE(set);
  work_of(**set, staff_list(100));  // what is allocated once
  const Work small = work_of(**set, staff_list(100));
  const Work large = work_of(**set, staff_list(1600));
  ASSERT_GE(small.names, 95u);
  ASSERT_GE(large.names, 1550u);
  EXPECT_LT(large.allocations, 24 * small.allocations);
}

}  // namespace
}  // namespace trawl::detectors
