// Any bytes in any charset become valid UTF-8; what is UTF-8 already stays as it is.
#include "extractors/charset.h"

#include "core/utf8.h"
#include "tests/fuzz/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace trawl;
  constexpr const char* kNames[] = {"",         "utf-8",       "iso-8859-1", "utf-16le", "utf-16be", "utf-32le",
                                    "shift_jis", "iso-2022-jp", "gb18030",    "utf-7",    "cp850",    "no such one"};
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string text = extractors::to_utf8(bytes, kNames[data[0] % std::size(kNames)]);
  fuzz::require(valid_utf8(text));
  const bool plain = bytes.find_first_of(std::string_view("\0\x1B\xEF\xFF\xFE+~\x84", 8)) == bytes.npos;
  if (plain && valid_utf8(bytes)) fuzz::require(text == bytes);
  return 0;
}
