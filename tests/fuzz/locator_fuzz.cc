// What parses as a locator prints to what parses to the same.
#include "core/locator.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto first = trawl::parse_locator({reinterpret_cast<const char*>(data), size});
  if (!first) return 0;
  const auto second = trawl::parse_locator(trawl::print(*first));
  if (!second || !(*second == *first)) std::abort();
  return 0;
}
