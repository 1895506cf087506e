// Any bytes called x.mdb are read, the same way from memory and from a stream.
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  trawl::fuzz::read_both_ways(data, size, "x.mdb");
  return 0;
}
