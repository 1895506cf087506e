// EventWriter: the worker's end of the stream of events: a PartSink that writes records into the shared area and
// waits where the host has not emptied the other half yet.
#pragma once

#include "core/part.h"
#include "scanner/worker/channel.h"
#include "scanner/worker/protocol.h"
#include "scanner/worker/shared_area.h"

namespace trawl::scanner {

// One object writes one tree. Text longer than block_bytes is passed as several blocks. When the host is gone,
// events are dropped and enter and text say stop.
class EventWriter : public PartSink {
 public:
  EventWriter(SharedArea& area, Channel& channel, std::uint64_t block_bytes)
      : area_(area), channel_(channel), block_bytes_(block_bytes) {}

  void opening(const PartHeader& header) override { write(record_of(EventKind::opening, header)); }
  bool enter(const PartHeader& header) override { return write(record_of(EventKind::enter, header)); }
  bool text(const TextBlock& block) override;
  void progressed() override { write(record_of_progress()); }
  void leave(const Outcome& outcome) override { write(record_of(outcome)); }

 private:
  bool write(const Record& record);
  bool turn();

  SharedArea& area_;
  Channel& channel_;
  std::uint64_t block_bytes_;
  std::size_t half_ = 0;
  std::size_t used_ = 0;  // of the present half
  bool free_[SharedArea::kHalves] = {true, true};
  bool host_gone_ = false;
};

}  // namespace trawl::scanner
