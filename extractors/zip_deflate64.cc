// Deflate64: RFC 1951 with a window of 64 KiB, longer matches and two more distances (APPNOTE 5.5; the numbers are
// those of 7-Zip's DeflateConst.h).
#include <array>
#include <vector>

#include "extractors/zip_expander.h"
#include "extractors/zip_methods.h"

namespace trawl::extractors {
namespace {

constexpr unsigned kLongestCode = 15;

// Canonical codes by a table of all that the next bits may be.
class Codes {
 public:
  bool build(std::span<const std::uint8_t> lengths) {
    std::array<unsigned, kLongestCode + 2> next{};
    for (const std::uint8_t length : lengths) next[length + 1] += length > 0;
    unsigned code = 0;
    for (unsigned length = 1; length <= kLongestCode; ++length) {
      const unsigned count = next[length + 1];
      next[length] = code;
      code += count;
      if (code > 1u << length) return false;
      code <<= 1;
    }
    table_.assign(1u << kLongestCode, 0);
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
      if (lengths[symbol] > 0) enter(symbol, lengths[symbol], next[lengths[symbol]]++);
    }
    return true;
  }

  // -1 for bits that are no code.
  int take(LowBits& bits) const {
    const std::uint16_t entry = table_[bits.peek(kLongestCode) & ((1u << kLongestCode) - 1)];
    if (entry == 0) return -1;
    bits.drop(entry & 15);
    return entry >> 4;
  }

 private:
  void enter(std::size_t symbol, unsigned length, unsigned code) {
    unsigned reversed = 0;
    for (unsigned i = 0; i < length; ++i) reversed |= (code >> i & 1u) << (length - 1 - i);
    for (unsigned at = reversed; at < table_.size(); at += 1u << length) {
      table_[at] = static_cast<std::uint16_t>(symbol << 4 | length);
    }
  }

  std::vector<std::uint16_t> table_;
};

constexpr std::array<std::uint16_t, 29> kLengthBase = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                       31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3};
constexpr std::array<std::uint8_t, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                      2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16};

class Deflate64 final : public Expander {
 public:
  using Expander::Expander;

 private:
  enum class State : std::uint8_t { header, stored, coded };

  bool step() override {
    switch (state_) {
      case State::header: return header();
      case State::stored:
        for (; stored_ > 0; --stored_) {
          put(static_cast<unsigned char>(bits_.take(8)));
          if (bits_.overrun()) return false;
        }
        return end_block();
      case State::coded: return coded();
    }
    return false;
  }

  bool header() {
    last_ = bits_.take(1) != 0;
    switch (bits_.take(2)) {
      case 0: {
        bits_.align();
        stored_ = bits_.take(16);
        const std::uint32_t inverse = bits_.take(16);
        state_ = State::stored;
        return stored_ == (~inverse & 0xFFFF);
      }
      case 1: state_ = State::coded; return fixed();
      case 2: state_ = State::coded; return dynamic();
      default: return false;
    }
  }

  bool end_block() {
    state_ = State::header;
    if (last_) end();
    return true;
  }

  bool fixed() {
    std::array<std::uint8_t, 288> lengths{};
    for (std::size_t i = 0; i < lengths.size(); ++i) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    std::array<std::uint8_t, 32> distances;
    distances.fill(5);
    return literals_.build(lengths) && distances_.build(distances);
  }

  bool dynamic() {
    constexpr std::array<std::uint8_t, 19> kOrder = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    const std::size_t literals = bits_.take(5) + 257, distances = bits_.take(5) + 1, count = bits_.take(4) + 4;
    std::array<std::uint8_t, 19> meta{};
    for (std::size_t i = 0; i < count; ++i) meta[kOrder[i]] = static_cast<std::uint8_t>(bits_.take(3));
    Codes codes;
    if (!codes.build(meta)) return false;
    std::vector<std::uint8_t> lengths;
    while (lengths.size() < literals + distances) {
      const int symbol = codes.take(bits_);
      if (symbol < 0 || bits_.overrun() || (symbol == 16 && lengths.empty())) return false;
      if (symbol < 16) lengths.push_back(static_cast<std::uint8_t>(symbol));
      if (symbol == 16) lengths.insert(lengths.end(), 3 + bits_.take(2), lengths.back());
      if (symbol == 17) lengths.insert(lengths.end(), 3 + bits_.take(3), 0);
      if (symbol == 18) lengths.insert(lengths.end(), 11 + bits_.take(7), 0);
    }
    lengths.resize(literals + distances);
    const std::span<const std::uint8_t> all(lengths);
    return literals_.build(all.first(literals)) && distances_.build(all.subspan(literals));
  }

  bool coded() {
    constexpr std::uint64_t kPiece = 1u << 16;
    for (const std::uint64_t until = produced() + kPiece; produced() < until;) {
      const int symbol = literals_.take(bits_);
      if (symbol < 0 || symbol > 285 || bits_.overrun()) return false;
      if (symbol == 256) return end_block();
      if (symbol < 256)
        put(static_cast<unsigned char>(symbol));
      else if (!match(static_cast<std::size_t>(symbol) - 257))
        return false;
    }
    return true;
  }

  bool match(std::size_t code) {
    const std::size_t length = kLengthBase[code] + bits_.take(kLengthBits[code]);
    const int symbol = distances_.take(bits_);
    if (symbol < 0 || symbol > 31) return false;
    const unsigned extra = symbol < 4 ? 0 : static_cast<unsigned>(symbol) / 2 - 1;
    const std::size_t base = symbol < 4 ? static_cast<std::size_t>(symbol) + 1 : ((2u + (symbol & 1u)) << extra) + 1;
    const std::size_t distance = base + bits_.take(extra);
    if (distance > produced()) return false;
    repeat(distance, length);
    return true;
  }

  State state_ = State::header;
  bool last_ = false;
  std::uint32_t stored_ = 0;
  Codes literals_, distances_;
};

}  // namespace

std::unique_ptr<Pull> deflate64_expander(std::string_view packed) {
  return std::make_unique<Deflate64>(packed);
}

}  // namespace trawl::extractors
