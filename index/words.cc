// Splitting into words: classes of 64 bytes as bit masks, runs by counting bits; code point by code point only where
// a run holds an apostrophe or is not ASCII.
#include "index/words.h"

#include <algorithm>

#include "core/utf8.h"
#include "index/folding.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace trawl::index {
namespace {

constexpr std::size_t kBlock = 64;

bool within(char c, char first, char last) {
  return c >= first && c <= last;
}

}  // namespace

ByteClasses classify_portably(const char* text) {
  ByteClasses classes;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const char c = text[i];
    const std::uint64_t bit = std::uint64_t{1} << i;
    const bool upper = within(c, 'A', 'Z');
    const bool digit = within(c, '0', '9');
    const bool closer = c == '\'' || static_cast<unsigned char>(c) >= 0x80;
    if (upper) classes.upper |= bit;
    if (digit) classes.digit |= bit;
    if (closer) classes.closer |= bit;
    if (upper || digit || closer || within(c, 'a', 'z')) classes.word |= bit;
  }
  return classes;
}

#ifdef __SSE2__

ByteClasses classify(const char* text) {
  // c - first, moved so that a signed comparison tells whether it is one of `count`.
  const auto in_range = [](__m128i c, char first, int count) {
    const __m128i moved = _mm_sub_epi8(c, _mm_set1_epi8(static_cast<char>(first + 128)));
    return _mm_cmplt_epi8(moved, _mm_set1_epi8(static_cast<char>(-128 + count)));
  };
  const auto bits = [](__m128i mask) {
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(mask)));
  };
  ByteClasses classes;
  for (unsigned i = 0; i < kBlock; i += 16) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
    const __m128i letter = in_range(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 26);
    const __m128i digit = in_range(c, '0', 10);
    const std::uint64_t closer = bits(c) | bits(_mm_cmpeq_epi8(c, _mm_set1_epi8('\'')));
    classes.upper |= bits(in_range(c, 'A', 26)) << i;
    classes.digit |= bits(digit) << i;
    classes.closer |= closer << i;
    classes.word |= (bits(_mm_or_si128(letter, digit)) | closer) << i;
  }
  return classes;
}

#else

ByteClasses classify(const char* text) {
  return classify_portably(text);
}

#endif

void WordSplitter::load() {
  if (block_ + kBlock <= text_.size()) {
    classes_ = classify(text_.data() + block_);
    return;
  }
  char tail[kBlock] = {};  // zeros divide words
  if (block_ < text_.size()) std::memcpy(tail, text_.data() + block_, text_.size() - block_);
  classes_ = classify(tail);
}

inline bool WordSplitter::next_run(Run& run) {
  while (true) {
    if (at_ >= text_.size()) return false;
    if (at_ - block_ >= kBlock) {
      block_ += kBlock;
      load();
    }
    const std::uint64_t bits = classes_.word >> (at_ - block_);
    if (bits != 0) {
      at_ += static_cast<unsigned>(__builtin_ctzll(bits));
      break;
    }
    at_ = block_ + kBlock;
  }
  run = Run();
  run.start = at_;
  while (at_ < text_.size()) {
    if (at_ - block_ >= kBlock) {
      block_ += kBlock;
      load();
    }
    const std::size_t offset = at_ - block_;
    const std::uint64_t gaps = ~(classes_.word >> offset);
    const std::size_t length = gaps == 0 ? kBlock : static_cast<unsigned>(__builtin_ctzll(gaps));
    if (length == 0) break;
    const std::uint64_t here = (~std::uint64_t{0} >> (kBlock - length)) << offset;
    run.upper = run.upper || (classes_.upper & here) != 0;
    run.digit = run.digit || (classes_.digit & here) != 0;
    run.only_digits = run.only_digits && (classes_.digit & here) == here;
    run.closer = run.closer || (classes_.closer & here) != 0;
    at_ += length;
    if (offset + length < kBlock) break;
  }
  run.end = at_;
  return true;
}

inline void WordSplitter::plain(Word& word, const Run& run) {
  const std::size_t size = std::min(run.end - run.start, kLongestWord);
  if (size <= 16) {
    std::uint64_t halves[2] = {};
    if (run.start + 16 <= text_.size()) {
      std::memcpy(halves, text_.data() + run.start, 16);
    } else {
      std::memcpy(halves, text_.data() + run.start, size);
    }
    // All are letters and digits, and those have this bit when in lower case.
    constexpr std::uint64_t kLower = 0x2020202020202020;
    halves[0] = (halves[0] | kLower) & (size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1);
    halves[1] = size <= 8 ? 0
                          : (halves[1] | kLower) &
                                (size == 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * (size - 8))) - 1);
    std::memcpy(folded_, halves, 16);
  } else {
    for (std::size_t i = 0; i < size; ++i) folded_[i] = static_cast<char>(text_[run.start + i] | 0x20);
  }
  word = {{folded_, size}, run.start, run.end, run.upper, run.digit, run.only_digits};
}

bool WordSplitter::finish_closer(Word& word) {
  if (folding_.size() > kLongestWord) folding_.resize(character_start(folding_, kLongestWord));
  if (folding_.size() < kShortestWord) {
    folding_.clear();
    return false;
  }
  std::memset(folded_, 0, 16);
  std::memcpy(folded_, folding_.data(), folding_.size());
  word.folded = {folded_, folding_.size()};
  word.all_digits =
      word.digits && std::all_of(word.folded.begin(), word.folded.end(), [](char c) { return within(c, '0', '9'); });
  folding_.clear();
  return true;
}

bool WordSplitter::next_in_closer(Word& word) {
  word = Word();
  while (closer_at_ < closer_end_) {
    const std::size_t here = closer_at_;
    std::size_t after = here;
    const char32_t c = decode(text_, after);
    if (is_apostrophe(c)) {
      closer_at_ = after;
      continue;
    }
    const LetterKind kind = letter_kind(c);
    const bool alone = kind == LetterKind::ideograph;
    const bool begun = !folding_.empty();
    if (begun && (alone || kind == LetterKind::none)) {  // the word before ends here; this one is seen again
      if (finish_closer(word)) return true;
      word = Word();
      continue;
    }
    closer_at_ = after;
    if (kind == LetterKind::none) continue;
    if (!begun) word.start = here;
    append_folded(folding_, c);
    word.end = after;
    word.capital = word.capital || kind == LetterKind::capital;
    word.digits = word.digits || kind == LetterKind::digit;
    if (alone && finish_closer(word)) return true;
  }
  return finish_closer(word);
}

bool WordSplitter::next(Word& word) {
  while (true) {
    if (closer_at_ < closer_end_ && next_in_closer(word)) return true;
    Run run;
    if (!next_run(run)) return false;
    if (run.closer) {
      closer_at_ = run.start;
      closer_end_ = run.end;
      continue;
    }
    if (run.end - run.start < kShortestWord) continue;
    plain(word, run);
    return true;
  }
}

}  // namespace trawl::index
