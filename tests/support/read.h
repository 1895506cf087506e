// Reads bytes as a part, for tests of extractors. Needs trawl_extractors.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "extractors/extractor.h"
#include "tests/support/part_tree.h"

namespace trawl::test {

inline SeenPart read_bytes(std::string_view bytes, std::string_view name = {},
                           const extractors::ReadOptions& options = {}) {
  const auto source = extractors::memory_source(bytes);
  PartTree tree;
  PartHeader header;
  header.name = name;
  extractors::read_part(header, *source, options, tree);
  EXPECT_TRUE(tree.balanced());
  return std::move(tree.root);
}

// Reads `whole` with each byte turned around and cut off at each, where it must end in some outcome.
inline void read_mutilated(const std::string& whole) {
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string broken = whole;
    broken[at] = static_cast<char>(~broken[at]);
    read_bytes(broken);
    read_bytes(whole.substr(0, at));
  }
}

// A function over the bytes that hands them out in pieces of a given size.
class Pieces final : public extractors::Pull {
 public:
  Pieces(std::string_view bytes, std::size_t size) : bytes_(bytes), size_(size) {}
  Result<std::size_t> read(std::span<char> out) override {
    const std::size_t count = std::min({size_, out.size(), bytes_.size() - at_});
    bytes_.copy(out.data(), count, at_);
    at_ += count;
    return count;
  }

 private:
  std::string_view bytes_;
  std::size_t size_, at_ = 0;
};

// The same, from a source that gives few bytes at a time.
inline SeenPart read_pieces(std::string_view bytes, std::string_view name, std::size_t size,
                            const extractors::ReadOptions& options = {}) {
  Pieces pieces(bytes, size);
  const auto source = extractors::pull_source(pieces);
  PartTree tree;
  PartHeader header;
  header.name = name;
  extractors::read_part(header, *source, options, tree);
  EXPECT_TRUE(tree.balanced());
  return std::move(tree.root);
}

}  // namespace trawl::test
