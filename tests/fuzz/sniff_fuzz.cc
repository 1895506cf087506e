// Any bytes have a format, and what is plain UTF-8 is plain text.
#include "core/utf8.h"
#include "extractors/sniff.h"
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl::extractors;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string_view name : {"", "a.csv", "a.eml", "a.docx", "a.dbf"}) {
    for (const bool whole : {true, false}) {
      const Head head{bytes, name, {}, whole};
      const Format format = sniff(head);
      trawl::fuzz::require(name_of(format) != "unknown" || format == Format::unknown);
      if (!plain_utf8(head)) continue;
      trawl::fuzz::require(format == Format::plain || format == Format::empty);
      trawl::fuzz::require(!whole || trawl::valid_utf8(bytes));
    }
  }
  return 0;
}
