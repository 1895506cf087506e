// Code pages by number (learn.microsoft.com, "Code Page Identifiers").
#include "extractors/code_page.h"

#include <algorithm>
#include <iterator>

namespace trawl::extractors {
namespace {

struct CodePage {
  std::uint32_t number;
  std::string_view charset;
};

// Those whose name does not follow from the number; sorted.
constexpr CodePage kNamed[] = {
    {708, "iso-8859-6"},    {874, "windows-874"},     {932, "windows-31j"},     {936, "gbk"},
    {949, "windows-949"},   {950, "big5"},            {1200, "utf-16le"},       {1201, "utf-16be"},
    {1361, "johab"},        {10000, "macintosh"},     {10001, "shift_jis"},     {10002, "big5"},
    {10003, "euc-kr"},      {10006, "x-mac-greek"},   {10007, "x-mac-cyrillic"}, {10008, "gbk"},
    {10029, "x-mac-centraleurroman"}, {10081, "x-mac-turkish"}, {20127, "windows-1252"}, {20866, "koi8-r"},
    {20932, "euc-jp"},      {20936, "gb2312"},        {20949, "euc-kr"},        {21866, "koi8-u"},
    {38598, "iso-8859-8"},  {50220, "iso-2022-jp"},   {50221, "iso-2022-jp"},   {50222, "iso-2022-jp"},
    {50225, "iso-2022-kr"}, {51932, "euc-jp"},        {51936, "gb2312"},        {51949, "euc-kr"},
    {52936, "hz-gb-2312"},  {54936, "gb18030"},       {65000, "utf-7"},         {65001, "utf-8"},
};

}  // namespace

std::string charset_of_code_page(std::uint32_t code_page) {
  const auto found = std::lower_bound(std::begin(kNamed), std::end(kNamed), code_page,
                                      [](const CodePage& a, std::uint32_t number) { return a.number < number; });
  if (found != std::end(kNamed) && found->number == code_page) return std::string(found->charset);
  if (code_page >= 1250 && code_page <= 1258) return "windows-" + std::to_string(code_page);
  if (code_page > 28590 && code_page < 28606) return "iso-8859-" + std::to_string(code_page - 28590);
  if (code_page >= 437 && code_page < 870) return "ibm-" + std::to_string(code_page);
  return {};
}

std::uint32_t code_page_of_font_charset(std::int32_t charset) {
  switch (charset) {
    case 77: return 10000;
    case 78: return 10001;
    case 79: return 10003;
    case 80: return 10008;
    case 81: return 10002;
    case 85: return 10006;
    case 86: return 10081;
    case 88: return 10029;
    case 89: return 10007;
    case 128: return 932;
    case 129: return 949;
    case 130: return 1361;
    case 134: return 936;
    case 136: return 950;
    case 161: return 1253;
    case 162: return 1254;
    case 163: return 1258;
    case 177: return 1255;
    case 178: return 1256;
    case 186: return 1257;
    case 204: return 1251;
    case 222: return 874;
    case 238: return 1250;
    case 254: return 437;
    case 255: return 850;
    default: return 0;
  }
}

std::string bytes_of_double_width(std::string_view characters) {
  constexpr unsigned char kFirstOfTwo = 0x81, kWestern = 0x10;
  constexpr std::string_view kQuotes = "\x27\x27\"\"";  // 0x91 to 0x94, which would begin a character of two bytes here
  std::string bytes;
  for (std::size_t at = 0; at + 1 < characters.size(); at += 2) {
    const auto low = static_cast<unsigned char>(characters[at]), high = static_cast<unsigned char>(characters[at + 1]);
    if (high >= kFirstOfTwo) bytes += characters[at + 1];
    const bool quote = high == kWestern && low >= 0x91 && low <= 0x94;
    bytes += quote ? kQuotes[low - 0x91] : characters[at];
  }
  return bytes;
}

}  // namespace trawl::extractors
