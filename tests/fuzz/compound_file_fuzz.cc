// Any bytes are read as a compound file without more bytes in its streams than it has; what is read of it can be written,
// and comes back the same.
#include <cstdint>
#include <cstdlib>

#include "extractors/compound_file.h"
#include "extractors/compound_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using trawl::extractors::CompoundFile;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = CompoundFile::open(bytes);
  if (!file) return 0;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < file->entries().size(); ++i) {
    if (i > 0 && file->entries()[i].parent >= i) std::abort();
    total += file->read(i, ~0ull).bytes.size();
  }
  if (total > 2 * size) std::abort();  // the last sector of each chain may be cut by the file's end, but is counted whole
  const auto node = trawl::extractors::compound_node(*file, CompoundFile::kRoot, 1u << 20);
  if (!node) return 0;
  const auto written = trawl::extractors::compound_bytes(*node);
  if (!written) return 0;
  const auto again = CompoundFile::open(*written);
  if (!again || again->damaged() || again->entries().size() != file->entries().size()) std::abort();
  return 0;
}
