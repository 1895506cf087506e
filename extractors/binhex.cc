// BinHex 4.0 (RFC 1741): one Macintosh file in letters. Its data are a child part with its name.
#include <algorithm>
#include <array>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/extractor.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kMost = 256u << 20;  // bytes of one file: a run of two bytes stands for up to 255
constexpr unsigned char kRun = 0x90;

constexpr std::array<std::int8_t, 256> kDigits = [] {
  std::array<std::int8_t, 256> digits{};
  for (auto& digit : digits) digit = -1;
  constexpr std::string_view kAlphabet = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    digits[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  }
  return digits;
}();

// Six bits a character, with runs written out.
class Letters {
 public:
  std::string decode(std::string_view text) {
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text) {
      const int digit = kDigits[static_cast<unsigned char>(c)];
      if (digit < 0) continue;
      bits = bits << 6 | static_cast<std::uint32_t>(digit);
      count += 6;
      if (count < 8) continue;
      count -= 8;
      add(static_cast<unsigned char>(bits >> count));
      if (out_.size() > kMost) break;
    }
    return std::move(out_);
  }

 private:
  void add(unsigned char byte) {
    if (run_) {
      run_ = false;
      if (byte == 0)
        out_ += static_cast<char>(kRun);
      else if (!out_.empty())
        out_.append(byte - 1u, out_.back());
      return;
    }
    run_ = byte == kRun;
    if (!run_) out_ += static_cast<char>(byte);
  }

  std::string out_;
  bool run_ = false;
};

class BinHex final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const Result<std::string_view> whole = source.whole(out.limits().whole_bytes);
    if (!whole) return outcome_of(whole.error());
    const std::size_t begin = whole->find("\n:");
    if (begin == std::string_view::npos) return {OutcomeKind::damaged, "BinHex without data"};
    const std::string file = Letters().decode(whole->substr(begin + 2, whole->find(':', begin + 2) - begin - 2));
    // Length of the name, name, zero, type, creator, flags, lengths of data and resources, checksum.
    const std::size_t name = file.empty() ? 0 : static_cast<unsigned char>(file[0]);
    const std::size_t lengths = 1 + name + 1 + 4 + 4 + 2;
    if (name == 0 || lengths + 10 > file.size()) return {OutcomeKind::damaged, "the header of BinHex is damaged"};
    const std::string_view data = std::string_view(file).substr(lengths + 10);
    const std::uint64_t size = big32(file, lengths);
    if (size > data.size()) out.missed(file.size() > kMost ? "larger than is unpacked" : "BinHex that is cut short");
    if (big32(file, lengths + 4) > 0) out.missed("a Macintosh resource fork");
    PartHeader header;
    header.name = file.substr(1, name);
    return out.child(header, *memory_source(data.substr(0, size))) ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& binhex_extractor() {
  static const BinHex extractor;
  return extractor;
}

}  // namespace trawl::extractors
