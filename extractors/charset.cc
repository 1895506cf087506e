// Detection and conversion of charsets with uchardet and ICU.
#include "extractors/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "core/utf8.h"
#include "extractors/charset_latin.h"
#include "extractors/sniff_seven_bit.h"
#include "extractors/sniff_wide.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

std::string label_of(std::string_view declared) {
  std::string label;
  for (const char c : declared) {
    if (c == '"' || c == '\'' || c == ' ' || c == '\t') continue;
    label += ascii_lower(c);
  }
  return label;
}

// Labels whose text is in practice that of a larger charset, and names that ICU lacks.
std::string icu_name(std::string_view declared) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 34> kNames = {{
      {"ascii", "windows-1252"},        {"us-ascii", "windows-1252"},    {"iso-8859-1", "windows-1252"},
      {"latin1", "windows-1252"},       {"iso_8859-1", "windows-1252"},  {"iso8859-1", "windows-1252"},
      {"8859_1", "windows-1252"},       {"ansi_x3.4-1968", "windows-1252"}, {"iso-8859-9", "windows-1254"},
      {"latin5", "windows-1254"},       {"iso-8859-11", "windows-874"},  {"tis-620", "windows-874"},
      {"gb2312", "gb18030"},            {"gbk", "gb18030"},              {"gb_2312-80", "gb18030"},
      {"x-gbk", "gb18030"},             {"euc-kr", "windows-949"},       {"ks_c_5601-1987", "windows-949"},
      {"ksc5601", "windows-949"},       {"uhc", "windows-949"},          {"shift_jis", "windows-31j"},
      {"sjis", "windows-31j"},          {"x-sjis", "windows-31j"},       {"big5", "big5-hkscs"},
      {"utf8", "utf-8"},                {"unicode-1-1-utf-8", "utf-8"},  {"x-mac-roman", "macintosh"},
      {"mac", "macintosh"},             {"utf-16", "utf-16le"},          {"unicode", "utf-16le"},
      {"ucs-2", "utf-16le"},            {"utf-32", "utf-32le"},          {"mac-cyrillic", "x-mac-cyrillic"},
      {"maccyrillic", "x-mac-cyrillic"},
  }};
  const std::string label = label_of(declared);
  for (const auto& [known, name] : kNames) {
    if (label == known) return std::string(name);
  }
  return label;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using OpenConverter = std::unique_ptr<UConverter, CloseConverter>;

OpenConverter open_icu(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  OpenConverter converter(name.empty() ? nullptr : ucnv_open(name.c_str(), &error));
  return U_SUCCESS(error) ? std::move(converter) : OpenConverter();
}

// One byte a character: a table.
class TableConverter final : public Converter {
 public:
  explicit TableConverter(UConverter& icu) {
    for (int byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      UChar utf16[4];
      UErrorCode error = U_ZERO_ERROR;
      const int length = ucnv_toUChars(&icu, utf16, 4, &c, 1, &error);
      std::string utf8;
      append_utf8(utf8, U_SUCCESS(error) && length == 1 ? utf16[0] : kReplacement);
      sizes_[byte] = static_cast<std::uint8_t>(utf8.size());
      std::memcpy(table_[byte].data(), utf8.data(), utf8.size());
      ascii_ = ascii_ && (byte >= 0x80 || (utf8.size() == 1 && utf8[0] == c));
    }
  }

  void append(std::string_view bytes, bool, std::string& out) override {
    std::size_t at = out.size();
    out.resize(at + bytes.size() * 4);
    char* const text = out.data();
    for (std::size_t i = 0; i < bytes.size();) {
      std::uint64_t word;
      if (ascii_ && i + 8 <= bytes.size() && (std::memcpy(&word, bytes.data() + i, 8), word & kHighBits) == 0) {
        std::memcpy(text + at, &word, 8);
        at += 8;
        i += 8;
        continue;
      }
      const auto byte = static_cast<unsigned char>(bytes[i++]);
      std::memcpy(text + at, table_[byte].data(), 4);
      at += sizes_[byte];
    }
    out.resize(at);
  }

 private:
  static constexpr std::uint64_t kHighBits = 0x8080808080808080ull;
  std::array<std::array<char, 4>, 256> table_{};
  std::array<std::uint8_t, 256> sizes_{};
  bool ascii_ = true;
};

class IcuConverter final : public Converter {
 public:
  IcuConverter(OpenConverter from, OpenConverter utf8) : from_(std::move(from)), utf8_(std::move(utf8)) {}

  void append(std::string_view bytes, bool last, std::string& out) override {
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    std::array<char, 16 * 1024> buffer;
    for (;;) {
      char* target = buffer.data();
      UErrorCode error = U_ZERO_ERROR;
      ucnv_convertEx(utf8_.get(), from_.get(), &target, buffer.data() + buffer.size(), &source, end, pivot_.data(),
                     &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(), false, last, &error);
      out.append(buffer.data(), target);
      if (error != U_BUFFER_OVERFLOW_ERROR) return;
    }
  }

 private:
  OpenConverter from_, utf8_;
  std::array<UChar, 4096> pivot_;
  UChar* pivot_source_ = pivot_.data();
  UChar* pivot_target_ = pivot_.data();
};

bool has_high_bytes(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// Whether the bytes are a text in this charset, with the last character perhaps cut.
bool decodes(std::string_view bytes, const std::string& name, bool whole) {
  const OpenConverter converter = open_icu(name);
  if (!converter) return false;
  UErrorCode error = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  std::array<UChar, 4096> buffer;
  do {
    error = U_ZERO_ERROR;
    UChar* target = buffer.data();
    ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, end, nullptr, whole, &error);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  return U_SUCCESS(error);
}

std::string_view by_mark(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF")) return "utf-8";
  if (sample.starts_with("\xFF\xFE\0\0"sv)) return "utf-32le";
  if (sample.starts_with("\0\0\xFE\xFF"sv)) return "utf-32be";
  if (sample.starts_with("\xFF\xFE")) return "utf-16le";
  if (sample.starts_with("\xFE\xFF")) return "utf-16be";
  if (sample.starts_with("\x84\x31\x95\x33")) return "gb18030";
  return {};
}

// Zero bytes in one place of each unit: Latin text in UTF-16 or UTF-32 without a byte order mark.
std::string_view by_zeros(std::string_view sample) {
  const std::size_t size = std::min<std::size_t>(sample.size(), 4096) / 4 * 4;
  if (size < 4) {
    if (sample.size() < 2 || sample.size() % 2 != 0) return {};
    if (sample[0] != '\0' && sample[1] == '\0') return "utf-16le";
    return sample[0] == '\0' && sample[1] != '\0' ? "utf-16be"sv : ""sv;
  }
  std::array<std::size_t, 4> zeros{};
  for (std::size_t i = 0; i < size; ++i) zeros[i % 4] += sample[i] == '\0';
  const std::size_t units = size / 4;
  if (zeros[2] == units && zeros[3] == units && zeros[0] * 10 < units) return "utf-32le";
  if (zeros[0] == units && zeros[1] == units && zeros[3] * 10 < units) return "utf-32be";
  const std::size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
  if (odd * 10 > units && even * 10 < odd) return "utf-16le";
  if (even * 10 > units && odd * 10 < even) return "utf-16be";
  return {};
}

// Text of mainframes (IBM's code page 37 and its like): the space is 0x40, letters and digits are above 0x80, nothing is
// where ASCII has its space and line end.
bool is_ebcdic(std::string_view sample) {
  std::size_t spaces = 0, known = 0;
  for (const char c : sample) {
    const auto byte = static_cast<unsigned char>(c);
    const unsigned low = byte & 0x0F;
    const bool in_column = (byte & 0x30) != 0x30 && low <= 9 && low >= 1 + ((byte & 0x20) != 0 ? 1u : 0u);
    const bool letter_or_digit = byte > 0x80 && ((byte < 0xEA && in_column) || (byte >= 0xF0 && byte <= 0xF9));
    const bool mark = byte == 0x40 || byte == 0x4B || byte == 0x6B || byte == 0x15 || byte == 0x25;  // space, period, comma
    spaces += byte == 0x40;
    known += letter_or_digit || mark;
    if (c == ' ') return false;
  }
  return sample.size() >= 16 && spaces * 16 >= sample.size() && known * 10 >= sample.size() * 8;
}

std::string by_uchardet(std::string_view sample) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  const std::string name = icu_name(uchardet_get_charset(detector.get()));
  return name == "utf-8" || !open_icu(name) ? std::string() : name;
}

std::string by_icu(std::string_view sample) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error), &ucsdet_close);
  if (U_FAILURE(error)) return {};
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return {};
  const char* name = ucsdet_getName(match, &error);
  const std::string known = U_SUCCESS(error) ? icu_name(name) : std::string();
  return known == "utf-8" || !open_icu(known) ? std::string() : known;
}

std::string detected(std::string_view sample) {
  constexpr std::size_t kEnough = 64 * 1024;
  sample = sample.substr(0, kEnough);
  if (is_ebcdic(sample)) return "ibm-037";
  if (const auto name = latin_charset(sample); !name.empty()) return std::string(name);
  if (const auto name = script_charset(sample); !name.empty()) return std::string(name);
  std::string name = by_uchardet(sample);
  if (name.empty()) name = by_icu(sample);
  if (name == "koi8-r") return "koi8-u";  // the same but for four letters more
  const auto is_mac_letter = [](char c) { return (c & 0xE0) == 0x80 || c == '\xDF'; };  // capitals and the last letter
  if (name == "x-mac-cyrillic" && std::none_of(sample.begin(), sample.end(), is_mac_letter)) return "windows-1251";
  return name.empty() ? "windows-1252" : name;
}

}  // namespace

std::unique_ptr<Converter> Converter::open(std::string_view charset) {
  OpenConverter from = open_icu(icu_name(charset));
  if (!from) return nullptr;
  if (ucnv_getMaxCharSize(from.get()) == 1) return std::make_unique<TableConverter>(*from);
  OpenConverter utf8 = open_icu("utf-8");
  return std::make_unique<IcuConverter>(std::move(from), std::move(utf8));
}

bool mostly_utf8(std::string_view text) {
  std::size_t good = 0, bad = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const bool wrong = decode(text, at) == kReplacement && at == start + 1;
    bad += wrong && text.size() - start > 3;  // the last character may be cut
    good += at > start + 1;
  }
  return good > 0 && good >= bad;
}

std::string charset_of(std::string_view sample, std::string_view declared, bool whole) {
  if (const auto name = by_mark(sample); !name.empty()) return std::string(name);
  const std::string label = icu_name(declared);
  if (!has_high_bytes(sample)) {
    if (const auto name = seven_bit_charset(sample); !name.empty() && label != "utf-8") return std::string(name);
    const bool seven_bits = label.starts_with("iso-2022-") || label == "hz-gb-2312" || label == "utf-7";
    if (seven_bits && decodes(sample, label, whole)) return label;
  }
  if (sample.find('\0') != sample.npos) {
    if (const auto name = wide_charset(sample); !name.empty()) return std::string(name);
    if (const auto name = by_zeros(sample); !name.empty()) return std::string(name);
  }
  const std::size_t valid = valid_prefix(sample);
  if (valid == sample.size() || (!whole && sample.size() - valid <= 3)) return "utf-8";
  if (!label.empty() && label != "utf-8" && decodes(sample, label, whole)) return label;
  if (mostly_utf8(sample)) return "utf-8";
  return detected(sample);
}

std::string declared_charset(std::string_view declared_type) {
  const std::string label = label_of(declared_type.substr(0, 200));
  const std::size_t at = label.find("charset=");
  if (at == label.npos) return label.find('/') == label.npos ? label : std::string();
  return label.substr(at + 8, label.find(';', at) - at - 8);
}

std::string to_utf8(std::string_view bytes, std::string_view declared) {
  constexpr std::size_t kSmall = 64 * 1024;  // one look at all of it is cheaper than a reader
  const bool valid = bytes.size() <= kSmall && valid_utf8(bytes) && !bytes.starts_with("\xEF\xBB\xBF");
  if (valid && charset_of(bytes, declared, true) == "utf-8") return std::string(bytes);
  const auto source = memory_source(bytes);
  TextReader reader(*source, declared, Limits{});
  std::string text;
  text.reserve(bytes.size());
  for (auto piece = reader.next(); piece && !piece->empty(); piece = reader.next()) text += *piece;
  return text;
}

}  // namespace trawl::extractors
