// Any text: the engine finds what RE2 alone finds. The first byte says which matches are refused.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/utf8.h"
#include "tests/detectors/engine_comparison.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl;
  static const auto engine = detectors::Engine::create(detectors::built_in_detectors());
  if (!engine || size == 0 || size > 4096) return 0;
  const std::string text = repaired_utf8(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  const std::string difference = detectors::difference(**engine, text, data[0] % 3);
  if (difference.empty()) return 0;
  std::fprintf(stderr, "%s\n", difference.c_str());
  std::abort();
}
