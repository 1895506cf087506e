// Case and folding of letters (Unicode blocks Latin-1 Supplement, Latin Extended-A/B and Additional, Greek, Cyrillic).
#include "detectors/name_word.h"

#include <array>
#include <cstring>

#include "core/utf8.h"

namespace trawl::detectors {
namespace {

// Base letters of U+00C0..U+017F; '?' stands for a letter without one, which keeps its own code.
constexpr std::string_view kBaseLetters =
    "aaaaaaaceeeeiiiidnooooo?ouuuuy?saaaaaaaceeeeiiiidnooooo?ouuuuy?y"   // U+00C0
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"   // U+0100
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";  // U+0140
static_assert(kBaseLetters.size() == 0x180 - 0xC0);

bool upper_by_parity(char32_t c) {
  const bool odd = c & 1;
  if (c >= 0x139 && c <= 0x148) return odd;
  if (c >= 0x179 && c <= 0x17E) return odd;
  if (c == 0x178) return true;
  if (c == 0x138 || c == 0x149 || c == 0x17F) return false;
  return !odd;
}

LetterCase latin_case(char32_t c) {
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA ? LetterCase::lower : LetterCase::none;
  if (c == 0xD7 || c == 0xF7) return LetterCase::none;
  if (c <= 0xDE) return LetterCase::upper;
  if (c <= 0xFF) return LetterCase::lower;
  return upper_by_parity(c) ? LetterCase::upper : LetterCase::lower;
}

// Latin up to U+024F and the Latin-1 letters: the base letter, or 0 where there is none.
char base_letter(char32_t c) {
  if (c >= 0xC0 && c < 0x180) {
    const char base = kBaseLetters[c - 0xC0];
    return base == '?' ? '\0' : base;
  }
  constexpr std::u32string_view from = U"ȘșȚțǍǎǏǐǑǒǓǔǦǧ";
  constexpr std::string_view to = "ssttaaiioouugg";
  const auto at = from.find(c);
  return at == std::u32string_view::npos ? '\0' : to[at];
}

char32_t lower(char32_t c) {
  if (letter_case(c) != LetterCase::upper) return c;
  if (c < 0x80) return c | 0x20;
  if (c >= 0x391 && c <= 0x3AB) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0xC0 && c <= 0xDE) return c + 0x20;
  if (c == 0x178) return 0xFF;
  if (c == 0x130) return 'i';
  return c + 1;
}

void append_folded(std::string& out, char32_t c) {
  if (c == 0x2019 || c == 0x2018 || c == 0x2BC) return out.push_back('\'');
  if (c >= 0x300 && c <= 0x36F) return;
  if (const char base = base_letter(c)) return out.push_back(base);
  append_utf8(out, lower(c));
}

constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ull;

// The n < 8 bytes at p as a number, by loads that may overlap instead of a loop.
std::uint64_t last_bytes(const char* p, std::size_t n) {
  if (n >= 4) {
    std::uint32_t front, back;
    std::memcpy(&front, p, 4);
    std::memcpy(&back, p + n - 4, 4);
    return front | std::uint64_t{back} << (8 * (n - 4));
  }
  if (n == 0) return 0;
  const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(p[i])} << (8 * i); };
  return byte(0) | byte(n / 2) | byte(n - 1);
}

constexpr std::uint64_t kLowering = 0x2020202020202020ull;

// The end of word_hash_ascii: the bytes, fewer than eight, behind whole groups of eight.
std::uint64_t with_last_bytes(std::uint64_t hash, std::uint64_t bytes, std::size_t count) {
  const std::uint64_t lowers = count == 0 ? 0 : kLowering >> (8 * (8 - count));
  hash = (hash ^ (bytes | lowers)) * kPrime;
  hash ^= hash >> 29;
  hash *= kPrime;
  return hash ^ (hash >> 32);
}

bool is_ascii(std::string_view word) {
  unsigned char all = 0;
  for (const char c : word) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

}  // namespace

LetterCase letter_case(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return LetterCase::lower;
    return c >= 'A' && c <= 'Z' ? LetterCase::upper : LetterCase::none;
  }
  if (c < 0x180) return latin_case(c);
  if (c < 0x250) return c & 1 ? LetterCase::lower : LetterCase::upper;
  if (c < 0x300) return LetterCase::lower;
  if (c < 0x370) return LetterCase::none;
  if (c < 0x400) {
    if (c == 0x37E || c == 0x387) return LetterCase::none;
    return c < 0x3AC && c != 0x390 ? LetterCase::upper : LetterCase::lower;
  }
  if (c < 0x430) return LetterCase::upper;
  if (c < 0x460) return LetterCase::lower;
  if (c < 0x530) return c & 1 ? LetterCase::lower : LetterCase::upper;
  if (c >= 0x1E00 && c < 0x1F00) return c & 1 ? LetterCase::lower : LetterCase::upper;
  if (c >= 0x2000 && c < 0x2C00) return LetterCase::none;
  if (c >= 0x3000 && c < 0x3040) return LetterCase::none;
  if (c >= 0xE000 && c < 0xF900) return LetterCase::none;
  if (c >= 0xFE00 && c < 0xFE70) return LetterCase::none;
  if (c >= 0xFF00 || (c >= 0x660 && c < 0x66A)) return LetterCase::none;
  return LetterCase::other;
}

std::string folded(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) append_folded(out, decode(word, at));
  return out;
}

std::uint64_t word_hash_within(std::string_view text, std::size_t start, std::size_t end) {
  const std::size_t size = end - start;
  if (size == 0 || size >= 8 || start + 8 > text.size()) return word_hash_ascii(text.substr(start, size));
  std::uint64_t bytes;
  std::memcpy(&bytes, text.data() + start, 8);
  return with_last_bytes(size * kPrime, bytes & (~std::uint64_t{0} >> (64 - 8 * size)), size);
}

// Bytes are or-ed with 0x20, which lowers ASCII letters; eight at a time.
std::uint64_t word_hash_ascii(std::string_view word) {
  std::uint64_t hash = word.size() * kPrime;
  while (word.size() >= 8) {
    std::uint64_t chunk;
    std::memcpy(&chunk, word.data(), 8);
    hash = (hash ^ (chunk | kLowering)) * kPrime;
    hash ^= hash >> 32;
    word.remove_prefix(8);
  }
  return with_last_bytes(hash, last_bytes(word.data(), word.size()), word.size());
}

std::uint64_t word_hash(std::string_view word) {
  if (is_ascii(word)) return word_hash_ascii(word);
  return word_hash_ascii(folded(word));
}

std::string in_capitals(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = decode(word, at);
    char32_t capital = c;
    for (const char32_t guess : {c - 0x20, c - 1, c - 0x50})
      if (letter_case(c) == LetterCase::lower && letter_case(guess) == LetterCase::upper && lower(guess) == c)
        capital = guess;
    append_utf8(out, capital);
  }
  return out;
}

bool all_capitals(std::string_view word) {
  int letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const LetterCase kind = letter_case(decode(word, at));
    if (kind == LetterCase::lower || kind == LetterCase::other) return false;
    letters += kind == LetterCase::upper;
  }
  return letters >= 2;
}

std::string title_cased(std::string_view word) {
  if (!all_capitals(word) || word.find('.') != std::string_view::npos) return std::string(word);
  std::string out;
  bool start = true;
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = decode(word, at);
    append_utf8(out, start ? c : lower(c));
    start = letter_case(c) == LetterCase::none;
    if (out == "Mc" && word.size() > 3) start = true;
  }
  return out;
}

}  // namespace trawl::detectors
