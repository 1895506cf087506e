// Any bytes are read as a dBase table, as its memo file and as that of FoxPro.
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* name : {"x.dbf", "x.dbt", "x.fpt"}) trawl::fuzz::read_both_ways(data, size, name);
  return 0;
}
