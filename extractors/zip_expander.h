// Expander: what the unpackers of zip_methods.h have in common: bits, lowest first, in; bytes with a window behind them
// out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/source.h"

namespace trawl::extractors {

// Bits out of bytes. Behind the end come zeros; overrun() tells.
class LowBits {
 public:
  explicit LowBits(std::string_view bytes) : bytes_(bytes) {}

  // At least `count` bits, at most 25, are in the result; they stay.
  std::uint32_t peek(unsigned count) {
    while (count_ < count) {
      const std::uint32_t next = at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_]) : 0u;
      bits_ |= next << count_;
      count_ += 8;
      ++at_;
    }
    return bits_;
  }
  void drop(unsigned count) {
    bits_ >>= count;
    count_ -= count;
  }
  std::uint32_t take(unsigned count) {
    if (count == 0) return 0;
    const std::uint32_t value = peek(count) & ((1u << count) - 1);
    drop(count);
    return value;
  }
  void align() { drop(count_ % 8); }
  bool overrun() const { return at_ > bytes_.size() + count_ / 8; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t bits_ = 0;
  unsigned count_ = 0;
};

class Expander : public Pull {
 public:
  explicit Expander(std::string_view packed) : bits_(packed) {}

  Result<std::size_t> read(std::span<char> out) final {
    while (given_ == out_.size() && !ended_ && !damaged_) {
      trim();
      damaged_ = !step() || bits_.overrun();
    }
    if (given_ == out_.size() && damaged_) return fail(ErrorKind::damaged, "a ZIP member cannot be unpacked");
    const std::size_t size = std::min(out.size(), out_.size() - given_);
    out_.copy(out.data(), size, given_);
    given_ += size;
    return size;
  }

 protected:
  // Unpacks some more, or ends; false: the bytes make no sense.
  virtual bool step() = 0;

  void put(unsigned char byte) { out_ += static_cast<char>(byte); }
  // Before the beginning are zeros.
  void repeat(std::size_t distance, std::size_t length) {
    for (; length > 0; --length) out_ += distance <= out_.size() ? out_[out_.size() - distance] : '\0';
  }
  std::uint64_t produced() const { return trimmed_ + out_.size(); }
  void end() { ended_ = true; }

  LowBits bits_;

 private:
  static constexpr std::size_t kWindow = 1u << 16;

  void trim() {
    if (out_.size() < 8 * kWindow) return;
    const std::size_t old = out_.size() - kWindow;
    out_.erase(0, old);
    trimmed_ += old;
    given_ -= old;
  }

  std::string out_;
  std::size_t given_ = 0;
  std::uint64_t trimmed_ = 0;
  bool ended_ = false, damaged_ = false;
};

}  // namespace trawl::extractors
