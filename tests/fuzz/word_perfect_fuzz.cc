// Any bytes are read as a document the same way in one piece and in many.
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  trawl::fuzz::read_both_ways(data, size, {});
  return 0;
}
