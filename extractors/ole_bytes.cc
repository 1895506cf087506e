// Texts in the binary formats of Microsoft Office: see ole_bytes.h.
#include "extractors/ole_bytes.h"

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

// ICU's name of a code page; of those beyond the "cp" ones that documents hold.
std::string charset_of_code_page(std::uint32_t code_page) {
  switch (code_page) {
    case 0:
    case 32769: return "windows-1252";  // [MS-XLS] 2.4.52
    case 10000:
    case 32768: return "macintosh";
    case 10001: return "shift_jis";
    case 10006: return "x-mac-greek";
    case 10007: return "x-mac-cyrillic";
    case 10029: return "x-mac-centraleurroman";
    case 10081: return "x-mac-turkish";
    case 20127: return "windows-1252";
    case 20866: return "koi8-r";
    case 932: return "windows-31j";
    case 936: return "gbk";
    case 949: return "windows-949";
    case 950: return "big5";
    default: break;
  }
  if (code_page >= 1250 && code_page <= 1258) return "windows-" + std::to_string(code_page);
  if (code_page >= 28591 && code_page <= 28605) return "iso-8859-" + std::to_string(code_page - 28590);
  return "cp" + std::to_string(code_page);
}

}  // namespace

void append_utf16(std::string& out, std::string_view bytes) {
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    std::uint32_t unit = u16_at(bytes, at);
    const std::uint32_t next = unit >= 0xD800 && unit < 0xDC00 ? u16_at(bytes, at + 2) : 0;
    if (next >= 0xDC00 && next < 0xE000) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00);
      at += 2;
    }
    append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? kReplacement : static_cast<char32_t>(unit));
  }
}

std::string utf16_text(std::string_view bytes) {
  std::string out;
  append_utf16(out, bytes);
  return out;
}

std::string code_page_text(std::string_view bytes, std::uint32_t code_page) {
  if (code_page == 1200) return utf16_text(bytes);
  if (code_page == 65001) return repaired_utf8(bytes);
  auto converter = Converter::open(charset_of_code_page(code_page));
  if (converter == nullptr) converter = Converter::open("windows-1252");
  std::string out;
  if (converter != nullptr) converter->append(bytes, true, out);
  return out;
}

std::string_view before_zero(std::string_view text) { return text.substr(0, text.find('\0')); }

}  // namespace trawl::extractors
