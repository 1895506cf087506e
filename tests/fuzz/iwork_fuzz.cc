// Any bytes as an archive of iWork: unpacked within the limit, its texts valid UTF-8.
#include "core/utf8.h"
#include "extractors/iwork_archive.h"
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto valid = [](extractors::IworkText, std::string_view text) {
    fuzz::require(valid_utf8(text) && !text.empty());
    return true;
  };
  const extractors::IworkBytes unpacked = extractors::unpacked_iwork(bytes, 1u << 20);
  fuzz::require(unpacked.bytes.size() <= 1u << 20);
  extractors::iwork_texts(unpacked.bytes, valid);
  extractors::iwork_texts(bytes, valid);
  return 0;
}
