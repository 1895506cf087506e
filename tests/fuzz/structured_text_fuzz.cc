// Any bytes are read as settings, LDIF, YAML, a log and a dump in SQL.
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const char* name : {"x.ini", "x.ldif", "x.yml", "x.log", "x.sql"}) trawl::fuzz::read_both_ways(data, size, name);
  return 0;
}
