// Folding with ICU's character data.
#include "index/folding.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <string_view>

#include "core/utf8.h"

namespace trawl::index {
namespace {

struct Spelling {
  char32_t letter;
  std::string_view written;
};

// In lower case.
constexpr Spelling kSpellings[] = {{U'ß', "ss"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'ø', "o"}, {U'ł', "l"}, {U'đ', "d"},
                                   {U'ð', "d"},  {U'þ', "th"}, {U'ı', "i"},  {U'ħ', "h"}, {U'ŧ', "t"}};

bool is_mark(UChar32 c) {
  return (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

void append_lower(std::string& out, UChar32 c) {
  if (is_mark(c) || is_apostrophe(static_cast<char32_t>(c))) return;
  const auto lower = static_cast<char32_t>(u_foldCase(c, U_FOLD_CASE_DEFAULT));
  for (const Spelling& spelling : kSpellings) {
    if (spelling.letter == lower) {
      out += spelling.written;
      return;
    }
  }
  append_utf8(out, lower);
}

}  // namespace

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == U'\u2019' || c == U'\u2018' || c == U'\u02BC' || c == U'\uFF07';
}

void append_folded(std::string& out, char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  if (code_point < 0x80) {
    if (code_point == U'\'') return;
    out += static_cast<char>(code_point >= 'A' && code_point <= 'Z' ? code_point | 0x20 : code_point);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkd = unorm2_getNFKDInstance(&status);
  UChar decomposed[32];  // the longest decomposition has 18
  const std::int32_t length = U_SUCCESS(status) ? unorm2_getDecomposition(nfkd, c, decomposed, 32, &status) : -1;
  if (length < 0 || U_FAILURE(status)) return append_lower(out, c);
  for (std::int32_t at = 0; at < length;) {
    UChar32 part;
    U16_NEXT(decomposed, at, length, part);
    append_lower(out, part);
  }
}

LetterKind letter_kind(char32_t code_point) {
  const auto c = static_cast<UChar32>(code_point);
  const std::uint32_t kind = U_GET_GC_MASK(c);
  if ((kind & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0) return LetterKind::capital;
  if ((kind & U_GC_ND_MASK) != 0) return LetterKind::digit;
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || (c >= 0x3041 && c <= 0x30FF && (kind & U_GC_L_MASK) != 0)) {
    return LetterKind::ideograph;
  }
  if ((kind & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0) return LetterKind::letter;
  return LetterKind::none;
}

}  // namespace trawl::index
