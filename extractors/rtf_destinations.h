// The destinations of RTF that hold text, and what their text is. Private to rtf*.cc.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/text_block.h"

namespace trawl::extractors {

enum class RtfUse : std::uint8_t {
  none,         // not a destination that is known
  flow,         // text of its own, apart from that around it
  through,      // text like that around it, although an unknown destination would be left out
  nothing,      // no text, but groups in it may have some
  silence,      // no text anywhere in it
  instruction,  // of a field
  key,          // that a value follows: the label of the next `value`
  value,
  author,       // of the next annotation
  picture,
  object,
};

struct RtfDestination {
  std::string_view word;
  RtfUse use = RtfUse::none;
  BlockKind kind = BlockKind::text;
  std::string_view label{};
  std::string_view anchor{};
};

// Of the group that the word opens; use none where the word is no destination.
RtfDestination rtf_destination(std::string_view word);

}  // namespace trawl::extractors
