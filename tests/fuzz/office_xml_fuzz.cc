// XML events are those of libxml2 wherever libxml2 finds the bytes well-formed and without a DTD.
#include "tests/extractors/xml_oracle.h"
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = trawl::test::events_by_reader(bytes, 1u << 20);
  if (trawl::valid_utf8(bytes)) trawl::fuzz::require(whole == trawl::test::events_by_reader(bytes, 3));
  const bool plain = bytes.find("<!") == std::string_view::npos && bytes.find("<?") == std::string_view::npos;
  if (!plain || !trawl::valid_utf8(bytes)) return 0;
  const auto expected = trawl::test::events_by_libxml2(bytes);
  if (expected) trawl::fuzz::require(whole == expected);
  return 0;
}
