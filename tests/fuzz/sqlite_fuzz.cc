// Any bytes called x.sqlite are read: databases, write-ahead logs, and what only begins like one.
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  trawl::fuzz::read_both_ways(data, size, "x.sqlite");
  return 0;
}
