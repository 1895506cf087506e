// Class masks without vector instructions and with SSE2, and the choice between them.
#include "detectors/marks.h"

#include <array>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

namespace trawl::detectors {
namespace {

enum : std::uint16_t {
  kDigit = 1,
  kUpper = 2,
  kAt = 4,
  kColon = 8,
  kDash = 16,
  kEquals = 32,
  kOpen = 64,
  kSpace = 128,
  kDee = 256,
  kSlash = 512,
  kEss = 1024,
  kYou = 2048
};

constexpr std::array<std::uint16_t, 256> classes() {
  std::array<std::uint16_t, 256> table{};
  for (int c = '0'; c <= '9'; ++c) table[c] = kDigit;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = kUpper;
  table['@'] = kAt;
  table[':'] = kColon;
  table['-'] = kDash;
  table['='] = kEquals;
  table['['] = table['('] = kOpen;
  table[' '] = kSpace;
  table['/'] = kSlash;
  table['d'] = kDee;
  table['D'] |= kDee;
  table['s'] = kEss;
  table['S'] |= kEss;
  table['u'] = kYou;
  table['U'] |= kYou;
  return table;
}
constexpr std::array<std::uint16_t, 256> kClasses = classes();

}  // namespace

void classify_portable(const char* text, std::size_t blocks, ClassMasks* out) {
  for (; blocks > 0; --blocks, text += 64, ++out) {
    ClassMasks masks{};
    for (int i = 0; i < 64; ++i) {
      const std::uint64_t c = kClasses[static_cast<unsigned char>(text[i])];
      masks.digit |= (c & 1) << i;
      masks.upper |= (c >> 1 & 1) << i;
      masks.at |= (c >> 2 & 1) << i;
      masks.colon |= (c >> 3 & 1) << i;
      masks.dash |= (c >> 4 & 1) << i;
      masks.equals |= (c >> 5 & 1) << i;
      masks.open |= (c >> 6 & 1) << i;
      masks.space |= (c >> 7 & 1) << i;
      masks.dee |= (c >> 8 & 1) << i;
      masks.slash |= (c >> 9 & 1) << i;
      masks.ess |= (c >> 10 & 1) << i;
      masks.you |= (c >> 11 & 1) << i;
    }
    *out = masks;
  }
}

#if defined(__x86_64__)

void classify_sse2(const char* text, std::size_t blocks, ClassMasks* out) {
  const auto bits = [](__m128i v) { return static_cast<std::uint64_t>(_mm_movemask_epi8(v)); };
  const auto is = [](__m128i v, char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); };
  const auto within = [](__m128i v, char first, char span) {  // first <= v <= first + span, unsigned
    const __m128i moved = _mm_sub_epi8(v, _mm_set1_epi8(first));
    return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8(span)), moved);
  };
  for (; blocks > 0; --blocks, text += 64, ++out) {
    ClassMasks masks{};
    for (int i = 0; i < 64; i += 16) {
      const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
      masks.digit |= bits(within(v, '0', 9)) << i;
      masks.upper |= bits(within(v, 'A', 25)) << i;
      masks.at |= bits(is(v, '@')) << i;
      masks.colon |= bits(is(v, ':')) << i;
      masks.dash |= bits(is(v, '-')) << i;
      masks.equals |= bits(is(v, '=')) << i;
      masks.open |= bits(_mm_or_si128(is(v, '['), is(v, '('))) << i;
      masks.space |= bits(is(v, ' ')) << i;
      masks.slash |= bits(is(v, '/')) << i;
      const __m128i small = _mm_or_si128(v, _mm_set1_epi8(0x20));
      masks.dee |= bits(is(small, 'd')) << i;
      masks.ess |= bits(is(small, 's')) << i;
      masks.you |= bits(is(small, 'u')) << i;
    }
    *out = masks;
  }
}

Classify fastest_classify() {
  return __builtin_cpu_supports("avx2") ? classify_avx2 : classify_sse2;
}

#else

Classify fastest_classify() {
  return classify_portable;
}

#endif

}  // namespace trawl::detectors
