// Any bytes called x are read, the same way in one piece and in many; as pkcs7 where they begin so.
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  trawl::fuzz::read_both_ways(data, size, "x");
  return 0;
}
