// The methods of PKZIP before 1993: see zip_methods.h. None marks its end: they stop at the declared size.
#include "extractors/zip_methods.h"

#include <array>
#include <vector>

#include "extractors/zip_expander.h"

namespace trawl::extractors {
namespace {

// One that ends at a known size.
class Sized : public Expander {
 public:
  Sized(std::string_view packed, std::uint64_t size) : Expander(packed), size_(size) {}

 protected:
  bool complete() {
    if (produced() < size_) return false;
    end();
    return true;
  }

 private:
  std::uint64_t size_;
};

// Section 5.1: LZW with codes of 9 to 13 bits, of which those that no other continues can be cleared.
class Shrunk final : public Sized {
 public:
  using Sized::Sized;

 private:
  static constexpr std::uint16_t kControl = 256, kFree = 0xFFFF, kRoot = 0xFFFE;
  static constexpr std::size_t kCodes = 8192;

  bool step() override {
    if (complete()) return true;
    const std::uint32_t code = bits_.take(code_bits_);
    if (code == kControl) return control();
    std::string text;
    const bool known = code < kControl || parents_[code] != kFree;
    if (!known && before_ == kFree) return false;
    if (!append(known ? static_cast<std::uint16_t>(code) : before_, text)) return false;
    std::reverse(text.begin(), text.end());
    if (!known) text += text.front();
    for (const char c : text) put(static_cast<unsigned char>(c));
    if (before_ != kFree) add(text.front());
    before_ = static_cast<std::uint16_t>(code);
    return true;
  }

  bool control() {
    switch (bits_.take(code_bits_)) {
      case 1: return ++code_bits_ <= 13;
      case 2: clear(); return true;
      default: return false;
    }
  }

  // The text of a code, from its end.
  bool append(std::uint16_t code, std::string& text) const {
    while (code >= kControl) {
      if (parents_[code] == kFree || text.size() > kCodes) return false;
      text += chars_[code];
      code = parents_[code];
    }
    text += static_cast<char>(code);
    return true;
  }

  void add(char last) {
    do {
      ++newest_;
    } while (newest_ < kCodes && parents_[newest_] != kFree);
    if (newest_ >= kCodes) {
      newest_ = kCodes - 1;
      return;
    }
    parents_[newest_] = before_;
    chars_[newest_] = last;
  }

  void clear() {
    std::vector<bool> continued(kCodes);
    for (std::size_t code = kControl + 1; code < kCodes; ++code) {
      if (parents_[code] < kCodes) continued[parents_[code]] = true;
    }
    for (std::size_t code = kControl + 1; code < kCodes; ++code) {
      if (!continued[code]) parents_[code] = kFree;
    }
    newest_ = kControl;
  }

  static std::vector<std::uint16_t> all_free() { return std::vector<std::uint16_t>(kCodes, kFree); }

  std::vector<std::uint16_t> parents_ = all_free();
  std::vector<char> chars_ = std::vector<char>(kCodes);
  std::size_t newest_ = kControl;
  std::uint16_t before_ = kFree;  // the code before the present one
  unsigned code_bits_ = 9;
};

// Section 5.2: characters by the sets of those that follow each, then runs.
class Reduced final : public Sized {
 public:
  Reduced(std::string_view packed, std::uint64_t size, unsigned factor) : Sized(packed, size), factor_(factor) {}

 private:
  static constexpr unsigned char kEscape = 144;

  bool step() override {
    if (!ready_) read_followers();
    if (complete()) return true;
    const unsigned char c = next();
    const unsigned mask = 0xFFu >> factor_;
    switch (state_) {
      case 0:
        if (c == kEscape)
          state_ = 1;
        else
          put(c);
        return true;
      case 1:
        state_ = 0;
        if (c == 0) {
          put(kEscape);
          return true;
        }
        first_ = c;
        length_ = c & mask;
        state_ = length_ == mask ? 2 : 3;
        return true;
      case 2:
        length_ += c;
        state_ = 3;
        return true;
      default:
        repeat((first_ >> (8 - factor_)) * 256u + c + 1, length_ + 3);
        state_ = 0;
        return true;
    }
  }

  void read_followers() {
    ready_ = true;
    for (std::size_t i = 256; i-- > 0;) {
      followers_[i].resize(bits_.take(6));
      for (unsigned char& follower : followers_[i]) follower = static_cast<unsigned char>(bits_.take(8));
    }
  }

  unsigned char next() {
    const std::vector<unsigned char>& set = followers_[last_];
    const bool literal = set.empty() || bits_.take(1) != 0;
    if (literal) return last_ = static_cast<unsigned char>(bits_.take(8));
    unsigned size = 1;
    while (1u << size < set.size()) ++size;
    const std::uint32_t index = bits_.take(size);
    return last_ = index < set.size() ? set[index] : 0;
  }

  unsigned factor_;
  bool ready_ = false;
  int state_ = 0;
  unsigned char last_ = 0, first_ = 0;
  std::size_t length_ = 0;
  std::array<std::vector<unsigned char>, 256> followers_;
};

// Section 5.3: a window of 4 or 8 KiB with Shannon-Fano codes.
class Imploded final : public Sized {
 public:
  Imploded(std::string_view packed, std::uint64_t size, std::uint16_t flags)
      : Sized(packed, size), low_bits_((flags & 2) != 0 ? 7 : 6), literal_codes_((flags & 4) != 0) {}

 private:
  struct Code {
    std::uint16_t bits;  // in the order in which they come, lowest first
    std::uint8_t length;
    std::uint8_t value;
  };
  using Tree = std::vector<Code>;

  bool step() override {
    if (!ready_) {
      ready_ = true;
      return (!literal_codes_ || read_tree(256, literals_)) && read_tree(64, lengths_) && read_tree(64, distances_);
    }
    if (complete()) return true;
    if (bits_.take(1) != 0) {
      const int literal = literal_codes_ ? decode(literals_) : static_cast<int>(bits_.take(8));
      if (literal >= 0) put(static_cast<unsigned char>(literal));
      return literal >= 0;
    }
    const std::size_t low = bits_.take(low_bits_);
    const int high = decode(distances_);
    const int length = high < 0 ? -1 : decode(lengths_);
    if (length < 0) return false;
    const std::size_t more = length == 63 ? bits_.take(8) : 0;
    repeat((static_cast<std::size_t>(high) << low_bits_ | low) + 1,
           static_cast<std::size_t>(length) + more + (literal_codes_ ? 3 : 2));
    return true;
  }

  // Runs of values with codes of one length; the longest code of all is 0, and so on down.
  bool read_tree(std::size_t values, Tree& tree) {
    for (std::size_t runs = bits_.take(8) + 1; runs > 0; --runs) {
      const auto length = static_cast<std::uint8_t>(bits_.take(4) + 1);
      for (std::size_t count = bits_.take(4) + 1; count > 0; --count) {
        if (tree.size() == values) return false;
        tree.push_back({0, length, static_cast<std::uint8_t>(tree.size())});
      }
    }
    if (tree.size() != values) return false;
    std::stable_sort(tree.begin(), tree.end(), [](const Code& a, const Code& b) { return a.length < b.length; });
    unsigned code = 0, increment = 0, last = 0;
    for (std::size_t i = tree.size(); i-- > 0;) {
      code += increment;
      if (tree[i].length != last) {
        last = tree[i].length;
        increment = 1u << (16 - last);
      }
      for (unsigned bit = 0; bit < 16; ++bit)
        tree[i].bits |= static_cast<std::uint16_t>((code >> (15 - bit) & 1) << bit);
    }
    return true;
  }

  int decode(const Tree& tree) {
    const std::uint32_t next = bits_.peek(16);
    for (const Code& code : tree) {
      if ((next & ((1u << code.length) - 1)) != code.bits) continue;
      bits_.drop(code.length);
      return code.value;
    }
    return -1;
  }

  unsigned low_bits_;
  bool literal_codes_;
  bool ready_ = false;
  Tree literals_, lengths_, distances_;
};

}  // namespace

std::unique_ptr<Pull> zip_expander(std::string_view packed, const ZipPacking& packing) {
  switch (packing.method) {
    case 1: return std::make_unique<Shrunk>(packed, packing.unpacked);
    case 2:
    case 3:
    case 4:
    case 5: return std::make_unique<Reduced>(packed, packing.unpacked, packing.method - 1u);
    case 6: return std::make_unique<Imploded>(packed, packing.unpacked, packing.flags);
    case 9: return deflate64_expander(packed);
    default: return nullptr;
  }
}

}  // namespace trawl::extractors
