// Any bytes as a ZIP file: members are unpacked whole or end in an error, and their number is bounded.
#include <array>

#include "extractors/zip_reader.h"
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl::extractors;
  const auto zip = ZipReader::open(std::string_view(reinterpret_cast<const char*>(data), size), 100);
  if (!zip) return 0;
  trawl::fuzz::require(zip->entries().size() <= 100);
  for (const ZipEntry& entry : zip->entries()) {
    const auto stream = zip->stream(entry);
    std::array<char, 4096> buffer;
    std::uint64_t total = 0;
    auto got = stream ? (*stream)->read(buffer) : trawl::Result<std::size_t>(std::size_t{0});
    while (got && *got > 0 && total < (1u << 20)) {
      total += *got;
      got = (*stream)->read(buffer);
    }
    if (stream && got && *got == 0 && entry.checked) trawl::fuzz::require(total == entry.unpacked);
  }
  return 0;
}
