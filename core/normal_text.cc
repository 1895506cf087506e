// Normalisation with ICU, asked only about the few characters that are not plain.
//
// UAX #15 section 9: text can be normalised in pieces that begin at characters with a normalisation
// boundary before them. Three kinds of character follow from it: `plain` ones have such a boundary and
// stay what they are; `changes` ones have one and become something else; `joins` ones combine with
// what stands before them, so that they are normalised together with it.
#include "core/normal_text.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "core/utf8.h"

namespace trawl {
namespace {

enum class Nature : std::uint8_t { plain, changes, joins };

const UNormalizer2& nfkc() {
  UErrorCode error = U_ZERO_ERROR;
  return *unorm2_getNFKCInstance(&error);  // its data is built into ICU; the instance is ICU's own
}

constexpr UChar32 kDropped = -1;

// A run of characters that join is cut here: ICU sorts combining marks in square time. UAX #15 section 13
// (stream-safe text) knows of no more than 30 in a row.
constexpr std::size_t kLongestJoin = 1024;

// What a character of NFKC text is folded to, or kDropped.
UChar32 folded(UChar32 c) {
  if (c < 0x80) return c;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x02B9: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F: return '"';
    case 0x2212: return '-';  // minus sign
  }
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return kDropped;
  switch (u_charType(c)) {
    case U_DASH_PUNCTUATION: return '-';
    case U_SPACE_SEPARATOR: return ' ';
    case U_DECIMAL_DIGIT_NUMBER: return '0' + u_charDigitValue(c);
    default: return c;
  }
}

// NFKC and fold of a piece of text that ICU can take alone.
std::string normalised(std::string_view text) {
  std::u16string wide;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (c > 0xFFFF) {
      wide += static_cast<char16_t>(U16_LEAD(c));
      wide += static_cast<char16_t>(U16_TRAIL(c));
    } else {
      wide += static_cast<char16_t>(c);
    }
  }
  std::u16string out(wide.size() * 2 + 18, u'\0');  // one character becomes 18 at most (U+FDFA)
  const auto run = [&](UErrorCode& error) {
    return unorm2_normalize(&nfkc(), wide.data(), static_cast<int32_t>(wide.size()), out.data(),
                            static_cast<int32_t>(out.size()), &error);
  };
  UErrorCode error = U_ZERO_ERROR;
  int32_t size = run(error);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    out.resize(static_cast<std::size_t>(size));
    error = U_ZERO_ERROR;
    size = run(error);
  }
  if (U_FAILURE(error)) return std::string(text);
  std::string result;
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U16_NEXT(out.data(), i, size, c);
    if (const UChar32 to = folded(c); to != kDropped) append_utf8(result, static_cast<char32_t>(to));
  }
  return result;
}

Nature ask_icu(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (!unorm2_hasBoundaryBefore(&nfkc(), c)) return Nature::joins;
  std::string text;
  append_utf8(text, code_point);
  return normalised(text) == text ? Nature::plain : Nature::changes;
}

// The natures of the basic plane, found at the first use (milliseconds).
class Natures {
 public:
  Natures() {
    for (char32_t c = 0x80; c < table_.size(); ++c) {
      if (c < 0xD800 || c > 0xDFFF) table_[c] = ask_icu(c);
    }
  }
  Nature of(char32_t c) const { return c < table_.size() ? table_[c] : ask_icu(c); }

 private:
  std::array<Nature, 0x10000> table_{};
};

const Natures& natures() {
  static const std::unique_ptr<const Natures> table = std::make_unique<Natures>();
  return *table;
}

// The first byte at or behind `at` that is not ASCII.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHigh = 0x8080808080808080ull;
  while (at + 32 <= text.size()) {
    std::uint64_t words[4];
    std::memcpy(words, text.data() + at, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & kHigh) break;
    at += sizeof words;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

// Where the character before text[at] begins, at least at `floor`.
std::size_t character_before(std::string_view text, std::size_t at, std::size_t floor) {
  if (at <= floor) return floor;
  do --at;
  while (at > floor && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

}  // namespace

void NormalText::keep(std::string_view text, std::size_t from, std::size_t to) {
  if (from >= to) return;
  pieces_.push_back({static_cast<std::uint32_t>(copy_.size()), static_cast<std::uint32_t>(from),
                     static_cast<std::uint32_t>(to), false});
  copy_.append(text.substr(from, to - from));
}

void NormalText::replace(std::size_t from, std::size_t to, std::string_view with) {
  const auto start = static_cast<std::uint32_t>(copy_.size());
  pieces_.push_back({start, static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), true});
  copy_ += with;
}

void NormalText::assign(std::string_view text) {
  view_ = text;
  copy_.clear();
  pieces_.clear();
  original_size_ = static_cast<std::uint32_t>(text.size());
  std::size_t at = skip_ascii(text, 0);
  if (at == text.size()) return;
  const Natures& table = natures();
  std::size_t kept = 0;  // text before it is in copy_, once there is one
  while (at < text.size()) {
    std::size_t next = at;
    const Nature nature = table.of(decode(text, next));
    if (nature == Nature::plain) {
      at = skip_ascii(text, next);
      continue;
    }
    const std::size_t from = nature == Nature::joins ? character_before(text, at, kept) : at;
    while (next < text.size() && next - from < kLongestJoin) {
      std::size_t behind = next;
      if (static_cast<unsigned char>(text[next]) < 0x80 || table.of(decode(text, behind)) != Nature::joins) break;
      next = behind;
    }
    const std::string_view original = text.substr(from, next - from);
    const std::string changed = normalised(original);
    if (changed != original) {
      keep(text, kept, from);
      replace(from, next, changed);
      kept = next;
    }
    at = skip_ascii(text, next);
  }
  if (pieces_.empty()) return;
  keep(text, kept, text.size());
  view_ = copy_;
}

// The last piece that begins at or before the offset.
const NormalText::Piece& NormalText::piece_of(std::uint32_t offset) const {
  const auto behind = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                       [](std::uint32_t value, const Piece& piece) { return value < piece.start; });
  return *(behind == pieces_.begin() ? behind : behind - 1);
}

std::uint32_t NormalText::original_start(std::uint32_t offset) const {
  if (pieces_.empty()) return offset;
  if (offset >= view_.size()) return original_size_;
  const Piece& piece = piece_of(offset);
  return piece.replaced ? piece.original_start : piece.original_start + (offset - piece.start);
}

std::uint32_t NormalText::original_end(std::uint32_t offset) const {
  if (pieces_.empty() || offset == 0) return offset;
  const Piece& piece = piece_of(offset - 1);
  return piece.replaced ? piece.original_end : piece.original_start + (offset - piece.start);
}

}  // namespace trawl
