// CommonWords: the words of English that tell nothing of a person; index/make_common_words.py says which.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace trawl::index {

// A word of at most 16 bytes as two numbers: its bytes, zeros behind them.
struct ShortWord {
  static constexpr std::size_t kLongest = 16;

  std::uint64_t low = 0;
  std::uint64_t high = 0;

  ShortWord() = default;
  explicit ShortWord(std::string_view word) {
    std::memcpy(&low, word.data(), word.size() < 8 ? word.size() : 8);
    if (word.size() > 8) std::memcpy(&high, word.data() + 8, word.size() - 8);
  }
  bool operator==(const ShortWord&) const = default;
  // Spread well in the upper bits.
  std::uint64_t hash() const { return (low ^ high * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93; }
};

class CommonWords {
 public:
  // The one table, made at the first call; constant from then on.
  static const CommonWords& english();

  bool contains(const ShortWord& word) const {
    for (std::size_t at = word.hash() >> kShift;; at = (at + 1) & (kSlots - 1)) {
      if (slots_[at] == word) return true;
      if (slots_[at] == ShortWord()) return false;
    }
  }
  bool contains(std::string_view word) const {
    return word.size() <= ShortWord::kLongest && !word.empty() && contains(ShortWord(word));
  }

 private:
  static constexpr unsigned kShift = 48;
  static constexpr std::size_t kSlots = std::size_t{1} << (64 - kShift);

  CommonWords();

  std::vector<ShortWord> slots_;
};

}  // namespace trawl::index
