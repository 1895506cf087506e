// The .Z format of compress(1): LZW with codes of 9 to 16 bits, as its source (ncompress 4.2, public domain) defines
// it.
#include <algorithm>
#include <array>
#include <string>

#include "extractors/compressed_codec.h"

namespace trawl::extractors {
namespace {

constexpr unsigned kLeastBits = 9;
constexpr unsigned kMostBits = 16;
constexpr std::uint32_t kClear = 256;
constexpr std::uint32_t kNone = ~0u;

class Lzw final : public Codec {
 public:
  Step step(std::string_view in, std::span<char> out, bool last) override {
    Step step;
    for (give(out, step); step.given < out.size(); give(out, step)) {
      if (!header_done_ && !read_header(in, step)) break;
      if (step.state != State::more) break;
      std::uint32_t code = 0;
      if (!next_code(in, step, last, code)) {
        if (last) step.state = State::stream_end;  // the format has no mark of its end
        break;
      }
      if (!expand(code)) {
        step.state = State::damaged;
        break;
      }
    }
    return step;
  }
  bool restart(std::string_view) override { return false; }

 private:
  bool read_header(std::string_view in, Step& step) {
    for (; header_.size() < 3 && step.taken < in.size(); ++step.taken) header_ += in[step.taken];
    if (header_.size() < 3) return false;
    most_bits_ = static_cast<unsigned>(header_[2]) & 0x1F;
    clears_ = (header_[2] & 0x80) != 0;
    if (most_bits_ < kLeastBits || most_bits_ > kMostBits) step.state = State::unsupported;
    next_ = clears_ ? kClear + 1 : kClear;
    header_done_ = true;
    return true;
  }

  void give(std::span<char> out, Step& step) {
    while (step.given < out.size() && !pending_.empty()) {
      out[step.given++] = pending_.back();
      pending_.pop_back();
    }
  }

  // Codes come in groups of eight; a change of their width, or a clear code, leaves the rest of the group unused.
  bool next_code(std::string_view in, Step& step, bool last, std::uint32_t& code) {
    while (skip_ > 0 && step.taken < in.size()) {
      ++step.taken;
      --skip_;
    }
    while (count_ < bits_ && step.taken < in.size()) {
      buffer_ |= static_cast<std::uint32_t>(static_cast<unsigned char>(in[step.taken++])) << count_;
      count_ += 8;
    }
    if (count_ < bits_ || (last && skip_ > 0)) return false;
    code = buffer_ & ((1u << bits_) - 1);
    buffer_ >>= bits_;
    count_ -= bits_;
    in_group_ = (in_group_ + 1) % 8;
    return true;
  }

  void set_bits(unsigned bits) {
    // What the group still holds: the codes that are left in it, less the whole bytes that were read of them.
    if (in_group_ > 0) skip_ = ((8 - in_group_) * bits_ - count_) / 8;
    in_group_ = 0;
    buffer_ = 0;
    count_ = 0;
    bits_ = bits;
  }

  bool expand(std::uint32_t code) {
    if (code == kClear && clears_) {
      next_ = kClear + 1;
      set_bits(kLeastBits);
      previous_ = kNone;
      return true;
    }
    if (code > next_ || (code == next_ && previous_ == kNone)) return false;
    if (previous_ == kNone && code >= kClear) return false;
    std::uint32_t at = code == next_ ? previous_ : code;
    if (code == next_) pending_ += first_;  // not yet in the table: the last string and its first character
    for (; at >= kClear; at = prefix_[at]) pending_ += suffix_[at];
    first_ = static_cast<char>(at);
    pending_ += first_;
    if (previous_ != kNone && next_ < (1u << most_bits_)) {
      prefix_[next_] = static_cast<std::uint16_t>(previous_);
      suffix_[next_] = first_;
      ++next_;
    }
    previous_ = code;
    if (next_ > (1u << bits_) - 1 && bits_ < most_bits_) set_bits(bits_ + 1);
    return true;
  }

  std::string header_;
  bool header_done_ = false;
  bool clears_ = false;
  unsigned most_bits_ = kMostBits;
  unsigned bits_ = kLeastBits;
  unsigned in_group_ = 0;  // codes of the present group that were read
  unsigned skip_ = 0;      // bytes to pass over
  std::uint32_t buffer_ = 0;
  unsigned count_ = 0;  // bits in buffer_
  std::uint32_t next_ = kClear;
  std::uint32_t previous_ = kNone;
  char first_ = 0;
  std::string pending_;  // decoded bytes, the first of them last
  std::array<std::uint16_t, 1u << kMostBits> prefix_{};
  std::array<char, 1u << kMostBits> suffix_{};
};

}  // namespace

std::unique_ptr<Codec> lzw_codec() {
  return std::make_unique<Lzw>();
}

}  // namespace trawl::extractors
