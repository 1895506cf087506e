// Texts in the binary formats of Microsoft Office: see ole_bytes.h.
#include "extractors/ole_bytes.h"

#include "core/utf8.h"
#include "extractors/charset.h"
#include "extractors/code_page.h"

namespace trawl::extractors {

std::string code_page_text(std::string_view bytes, std::uint32_t code_page) {
  if (code_page == 1200) return utf16_text(bytes);
  if (code_page == 65001) return repaired_utf8(bytes);
  // [MS-XLS] 2.4.52 has a number of its own for Mac Roman.
  auto converter = Converter::open(charset_of_code_page(code_page == 32768 ? 10000 : code_page));
  if (converter == nullptr) converter = Converter::open("windows-1252");
  std::string out;
  if (converter != nullptr) converter->append(bytes, true, out);
  return out;
}

}  // namespace trawl::extractors
