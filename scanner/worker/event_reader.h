// EventReader: the host's end of the stream of events. Takes the shared memory for hostile: each record is copied
// before it is checked, and only the copy is used.
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/worker/protocol.h"
#include "scanner/worker/shared_area.h"

namespace trawl::scanner {

class EventReader {
 public:
  // The area must outlive the reader.
  EventReader(SharedArea& area, std::uint64_t block_bytes) : area_(area), block_bytes_(block_bytes) {}
  ~EventReader() { wipe(); }
  EventReader(const EventReader&) = delete;
  EventReader& operator=(const EventReader&) = delete;

  enum class Next { event, nothing, invalid };

  // The next complete event of a half, valid until the next call.
  Next next(std::size_t half, Event& event);

  // Overwrites what stands in a half and makes it empty.
  void release(std::size_t half);

  // Overwrites the private copies; at the end of each file.
  void wipe();

 private:
  SharedArea& area_;
  std::uint64_t block_bytes_;
  std::size_t taken_[SharedArea::kHalves] = {};
  std::vector<char> copy_;
  std::size_t copy_used_ = 0;  // the most since wipe()
};

}  // namespace trawl::scanner
