// Part: one thing with bytes (a file, an archive member, a message, an attachment), and PartSink,
// the stream of events in which a tree of parts is read.
//
// The same events travel from an extractor to its caller, through the worker's shared memory,
// and into the recorder of the scan, so that each end can be tested with any other.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "core/outcome.h"
#include "core/text_block.h"

namespace trawl {

inline constexpr std::uint64_t kUnknownSize = std::numeric_limits<std::uint64_t>::max();
inline constexpr std::int64_t kUnknownTime = std::numeric_limits<std::int64_t>::min();

struct PartHeader {
  std::string name;                        // one hop of a Locator: raw bytes, unique among its siblings
  std::string media_type;                  // found from content ("application/pdf"); empty until known
  std::uint64_t size = kUnknownSize;       // bytes
  std::int64_t modified = kUnknownTime;    // seconds since 1970-01-01 UTC, as the container tells
};

// Receives one tree of parts, depth first: enter, then the part's text blocks and children in any
// order, then leave. Every enter is followed by exactly one leave. When enter or text returns
// false the caller stops as soon as it can, and still leaves every part it entered.
class PartSink {
 public:
  virtual ~PartSink() = default;
  // Said before the first byte of a part is touched, which may be what kills the process; enter follows.
  virtual void opening(const PartHeader&) {}
  virtual bool enter(const PartHeader& header) = 0;
  virtual bool text(const TextBlock& block) = 0;
  // A long step of the part is behind it (a page was recognised): time that is limited by part begins anew.
  virtual void progressed() {}
  virtual void leave(const Outcome& outcome) = 0;
};

}  // namespace trawl
