// The archives of Pages, Numbers and Keynote since 2013 (.iwa): pieces packed with Snappy, of messages in the encoding
// of Protocol Buffers. Apple publishes no description; what is here is the encoding itself (both are documented by
// Google) and two kinds of message that hold most text.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl::extractors {

// The pieces of an archive unpacked and joined; at most `limit` bytes. What could be unpacked before the damage is
// given with whole = false.
struct IworkBytes {
  std::string bytes;
  bool whole = true;
};
IworkBytes unpacked_iwork(std::string_view archive, std::size_t limit);

enum class IworkText { running, cell, other };

// Calls found(kind, text) for every text in the messages; false from it: stop. False: the bytes are no such messages.
bool iwork_texts(std::string_view bytes, const std::function<bool(IworkText, std::string_view)>& found);

}  // namespace trawl::extractors
