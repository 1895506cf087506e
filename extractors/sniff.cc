// Content sniffing: signatures first, then text, in any encoding that shows itself by zero bytes.
#include "extractors/sniff.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/utf8.h"
#include "extractors/sniff_seven_bit.h"
#include "extractors/sniff_parts.h"
#include "extractors/sniff_wide.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

// How many bytes of a kind text does not hold: control characters but for tab, line ends, form feed,
// backspace and escape.
struct Controls {
  std::size_t zeros = 0;
  std::size_t others = 0;
};

constexpr std::array<std::uint8_t, 256> kClass = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 1; c < 32; ++c) kinds[c] = 2;
  for (const char c : {'\t', '\n', '\r', '\f', '\b', '\x1B', '\x1A'}) kinds[static_cast<unsigned char>(c)] = 0;
  kinds[0x7F] = 2;
  kinds[0] = 1;
  return kinds;
}();

// Whether one of eight bytes is below 0x20 or is 0x7F ("Bit Twiddling Hacks", haszero and hasless).
bool has_control(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ull;
  constexpr std::uint64_t kHighs = kOnes << 7;
  const std::uint64_t deletes = word ^ kOnes * 0x7F;
  return (((word - kOnes * 0x20) & ~word) | ((deletes - kOnes) & ~deletes)) & kHighs;
}

Controls controls_of(std::string_view bytes) {
  Controls found;
  std::size_t at = 0;
  const auto count_to = [&](std::size_t end) {
    for (; at < end; ++at) {
      const std::uint8_t kind = kClass[static_cast<unsigned char>(bytes[at])];
      found.zeros += kind & 1;
      found.others += kind >> 1;
    }
  };
  while (at + 8 <= bytes.size()) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, 8);
    if (has_control(word)) {
      count_to(at + 8);
    } else {
      at += 8;
    }
  }
  count_to(bytes.size());
  return found;
}

struct Wide {
  std::size_t unit;  // bytes a code unit: 2 or 4
  std::size_t low;   // which of them holds the low byte
};

// UTF-16 and UTF-32, by byte order mark or because the zero bytes of Latin text stand in one place of each unit.
std::optional<Wide> wide_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return Wide{4, 0};
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return Wide{4, 3};
  if (bytes.starts_with("\xFF\xFE"sv)) return Wide{2, 0};
  if (bytes.starts_with("\xFE\xFF"sv)) return Wide{2, 1};
  const std::string_view charset = wide_charset(bytes);
  if (!charset.empty()) {
    const std::size_t unit = charset.starts_with("utf-32") ? 4 : 2;
    return Wide{unit, charset.ends_with("be") ? unit - 1 : 0};
  }
  const std::size_t size = std::min<std::size_t>(bytes.size(), 512) / 4 * 4;
  if (size < 4) return std::nullopt;
  std::array<std::size_t, 4> zeros{};
  for (std::size_t i = 0; i < size; ++i) zeros[i % 4] += bytes[i] == '\0';
  const std::size_t units = size / 4;
  if (zeros[0] == 0 && zeros[1] > units * 9 / 10 && zeros[2] == units && zeros[3] == units) return Wide{4, 0};
  if (zeros[3] == 0 && zeros[2] > units * 9 / 10 && zeros[1] == units && zeros[0] == units) return Wide{4, 3};
  const std::size_t even = zeros[0] + zeros[2];
  const std::size_t odd = zeros[1] + zeros[3];
  if (odd > units * 2 * 7 / 10 && even * 20 <= odd) return Wide{2, 0};
  if (even > units * 2 * 7 / 10 && odd * 20 <= even) return Wide{2, 1};
  return std::nullopt;
}

// The ASCII characters of a wide text, all others as '~': enough to tell formats.
std::string narrowed(std::string_view bytes, Wide wide) {
  std::string text;
  const std::size_t end = std::min<std::size_t>(bytes.size(), 16 * 1024);
  for (std::size_t at = 0; at + wide.unit <= end; at += wide.unit) {
    const char low = bytes[at + wide.low];
    const bool ascii = std::count(bytes.begin() + at, bytes.begin() + at + wide.unit, '\0') + 1 >=
                           static_cast<std::ptrdiff_t>(wide.unit) &&
                       static_cast<unsigned char>(low) < 0x80;
    text += ascii ? low : '~';
  }
  if (text.starts_with('~')) text.erase(0, 1);  // the byte order mark
  return text;
}

std::optional<Format> sniff_wide(const Head& head) {
  const auto wide = wide_text(head.bytes);
  if (!wide) return std::nullopt;
  const std::string text = narrowed(head.bytes, *wide);
  const Controls controls = controls_of(text);
  if ((controls.zeros + controls.others) * 50 > text.size()) return std::nullopt;
  const Format format = sniff_text({text, head.name, head.declared_type, head.whole && text.size() < 8 * 1024});
  return format;
}

// Readers look for the header in the first 1024 bytes (PDF 1.7, annex H.3.4.1); what stands before it may be anything.
bool pdf_behind_junk(std::string_view bytes) {
  const std::size_t at = bytes.substr(0, 1024).find("%PDF-");
  if (at == bytes.npos || at + 8 > bytes.size()) return false;
  const bool version = bytes[at + 5] >= '1' && bytes[at + 5] <= '2' && bytes[at + 6] == '.';
  return version && bytes.find(" obj", at) != bytes.npos;
}

// A message whose body is binary (RFC 3030): its headers alone are text.
bool binary_mail(const Head& head, std::string_view sample) {
  const std::size_t end = std::min(sample.find("\r\n\r\n"), sample.find("\n\n"));
  const std::string_view headers = sample.substr(0, end);
  const Controls controls = controls_of(headers);
  return end != sample.npos && controls.zeros + controls.others == 0 &&
         sniff_text({headers, head.name, head.declared_type, true}) == Format::eml;
}

// A ZIP archive is read from its end (PKWARE's APPNOTE, section 4.3.16): something may stand before it, and its members may have lost
// their headers.
bool zip_behind_prefix(const Head& head) {
  const auto has = [&head](std::string_view signature) { return head.bytes.find(signature) != head.bytes.npos; };
  if (Suffix(head.name).is_one_of({"zip", "zipx", "jar"})) return has("PK\3\4") || has("PK\1\2");
  return head.whole && (has("PK\3\4") || has("PK\1\2")) && has("PK\5\6");
}

// Text in ISO 2022 shifts by control characters (0x0E, 0x0F).
bool shifts_charset(std::string_view sample) {
  const auto other = [](char c) { return kClass[static_cast<unsigned char>(c)] != 0 && c != '\x0E' && c != '\x0F'; };
  return sample.find("\x1B$") != sample.npos && std::none_of(sample.begin(), sample.end(), other) &&
         !seven_bit_charset(sample).empty();
}

}  // namespace

std::string_view name_of(Format format) {
  switch (format) {
#define TRAWL_FORMAT(name, media_type, extractor) \
  case Format::name: return #name;
#include "extractors/all.inc"
#undef TRAWL_FORMAT
  }
  return "unknown";
}

std::string_view media_type_of(Format format) {
  switch (format) {
#define TRAWL_FORMAT(name, media_type, extractor) \
  case Format::name: return media_type;
#include "extractors/all.inc"
#undef TRAWL_FORMAT
  }
  return "application/octet-stream";
}

Format sniff(const Head& head) {
  if (head.bytes.empty()) return Format::empty;
  if (const auto format = sniff_binary(head)) return *format;
  if (pdf_behind_junk(head.bytes)) return Format::pdf;
  const std::string_view sample = head.bytes.substr(0, 4 * 1024);
  const Controls controls = controls_of(sample);
  if (controls.zeros > 0) {
    if (const auto format = sniff_wide(head)) return *format;
    if (controls.zeros == sample.size()) return Format::unknown;
  } else if (sample.starts_with("\xFF\xFE") || sample.starts_with("\xFE\xFF")) {
    if (const auto format = sniff_wide(head)) return *format;  // without any Latin letter
  }
  const bool declared_text = head.declared_type.starts_with("text/") || head.declared_type.starts_with("message/");
  const std::size_t tolerated = sample.size() / (declared_text ? 8 : 32);
  if (controls.zeros + controls.others > tolerated && !shifts_charset(sample)) {
    if (binary_mail(head, sample)) return Format::eml;
    return zip_behind_prefix(head) ? Format::zip : Format::unknown;
  }
  return sniff_text(head);
}

bool plain_utf8(const Head& head) {
  if (head.bytes.empty()) return true;
  const std::size_t valid = valid_prefix(head.bytes);
  if (valid != head.bytes.size() && (head.whole || head.bytes.size() - valid > 3)) return false;
  if (std::memchr(head.bytes.data(), '\0', head.bytes.size()) != nullptr) return false;
  return sniff(head) == Format::plain && seven_bit_charset(head.bytes).empty();
}

}  // namespace trawl::extractors
