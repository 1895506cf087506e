// Snippet: the words around a hit, on one line, with everything that identifies a person masked unless
// plain text is asked for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::requests {

struct Snippet {
  std::string before;
  std::string match;
  std::string after;
};

// A place of a text, and what is shown instead of it. Byte offsets, end exclusive.
struct MaskedSpan {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::string mask;
};

inline constexpr std::size_t kSnippetCharacters = 60;  // each side
inline constexpr std::size_t kMatchBytes = 400;        // a longer match is cut

// The snippet of [start, end) in a text. Spans may overlap, also the match; they are masked whole, also where the
// snippet would cut them. Of overlapping ones the first, then the longest, gives its mask to all.
Snippet snippet_of(std::string_view text, std::uint32_t start, std::uint32_t end, std::vector<MaskedSpan> spans);

// Control characters, line ends and runs of white space become one space; bidirectional controls go.
std::string one_line(std::string_view text);

}  // namespace trawl::requests
