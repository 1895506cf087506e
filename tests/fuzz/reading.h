// What holds for the reading of any bytes as any format, for fuzz targets: the sink gets a balanced tree of valid UTF-8
// blocks, and the same text whether it is worked on as a whole or in small pieces.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/utf8.h"
#include "extractors/extractor.h"

namespace trawl::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

class Checks final : public PartSink {
 public:
  bool enter(const PartHeader&) override {
    ++open_;
    return true;
  }
  bool text(const TextBlock& block) override {
    require(open_ > 0);
    require(!block.text.empty());
    require(block.text.size() <= Limits{}.block_bytes);
    require(valid_utf8(block.text) && valid_utf8(block.label) && valid_utf8(block.anchor));
    for (const char c : block.text) {
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') words += c;
    }
    return true;
  }
  void leave(const Outcome& outcome) override {
    require(open_-- > 0);
    require(valid_utf8(outcome.reason));
    outcomes += name_of(outcome.kind);
  }
  bool balanced() const { return open_ == 0 && !outcomes.empty(); }

  std::string words;  // all text without space
  std::string outcomes;

 private:
  int open_ = 0;
};

class Trickle final : public extractors::Pull {
 public:
  explicit Trickle(std::string_view bytes) : bytes_(bytes) {}
  Result<std::size_t> read(std::span<char> out) override {
    const std::size_t count = std::min({out.size(), bytes_.size() - at_, std::size_t{1} + at_ % 13});
    bytes_.copy(out.data(), count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

// Some flaws are mended line by line and so depend on the pieces: the same text is demanded of UTF-8 only.
inline void read_both_ways(const std::uint8_t* data, std::size_t size, std::string_view name) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  PartHeader header;
  header.name = name;
  extractors::ReadOptions options;
  options.limits.depth = 4;
  options.limits.container_bytes = 16u << 20;
  Checks at_once, in_pieces;
  const auto memory = extractors::memory_source(bytes);
  extractors::read_part(header, *memory, options, at_once);
  Trickle trickle(bytes);
  const auto pulled = extractors::pull_source(trickle);
  options.limits.block_bytes = 64;
  extractors::read_part(header, *pulled, options, in_pieces);
  require(at_once.balanced() && in_pieces.balanced());
  if (valid_utf8(bytes)) require(at_once.words == in_pieces.words && at_once.outcomes == in_pieces.outcomes);
}

}  // namespace trawl::fuzz
