// Class masks with AVX2. Compiled with -mavx2, so it uses nothing from headers that the linker could
// share with the rest of the program.
#include "detectors/marks.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace trawl::detectors {

void classify_avx2(const char* text, std::size_t blocks, ClassMasks* out) {
  const auto bits = [](__m256i v) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(v)));
  };
  const auto is = [](__m256i v, char c) { return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c)); };
  const auto within = [](__m256i v, char first, char span) {  // first <= v <= first + span, unsigned
    const __m256i moved = _mm256_sub_epi8(v, _mm256_set1_epi8(first));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8(span)), moved);
  };
  for (; blocks > 0; --blocks, text += 64, ++out) {
    ClassMasks masks{};
    for (int i = 0; i < 64; i += 32) {
      const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + i));
      masks.digit |= bits(within(v, '0', 9)) << i;
      masks.upper |= bits(within(v, 'A', 25)) << i;
      masks.at |= bits(is(v, '@')) << i;
      masks.colon |= bits(is(v, ':')) << i;
      masks.dash |= bits(is(v, '-')) << i;
      masks.equals |= bits(is(v, '=')) << i;
      masks.open |= bits(_mm256_or_si256(is(v, '['), is(v, '('))) << i;
      masks.space |= bits(is(v, ' ')) << i;
      masks.slash |= bits(is(v, '/')) << i;
      const __m256i small = _mm256_or_si256(v, _mm256_set1_epi8(0x20));
      masks.dee |= bits(is(small, 'd')) << i;
      masks.ess |= bits(is(small, 's')) << i;
      masks.you |= bits(is(small, 'u')) << i;
    }
    *out = masks;
  }
}

}  // namespace trawl::detectors

#endif
