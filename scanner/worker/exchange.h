// Exchange: has one worker read one file, and watches over it meanwhile.
#pragma once

#include <chrono>
#include <optional>

#include "scanner/worker/protocol.h"
#include "scanner/worker/reading.h"
#include "scanner/worker/worker_process.h"

namespace trawl::scanner {

// How an exchange ended. Only after `done` may the worker be used again.
struct Ending {
  enum Kind { done, not_begun, died } kind = done;
  Outcome outcome;  // of the part that it died in
};

// A part may take Limits::part_seconds from its beginning or from the end of its last child, not counting the time
// in which the worker waits for this process or this process is busy with what it got. A worker that says that it
// progressed gets as much again, within bounds.
class Exchange {
 public:
  Exchange(WorkerProcess& worker, Reading& reading, const Limits& limits);
  Ending run(int descriptor, const PartHeader& header);

 private:
  std::optional<Ending> on_message(const ControlMessage& message);
  std::optional<Ending> on_silence();
  bool take_events();
  Ending killed(OutcomeKind kind, std::string reason);
  Ending ended();

  WorkerProcess& worker_;
  Reading& reading_;
  const Limits& limits_;
  std::chrono::microseconds tick_;
  std::chrono::nanoseconds waited_{0};  // since steps_ was what it is
  std::chrono::nanoseconds waited_in_part_{0};  // since a part was begun or left
  std::uint64_t steps_ = 0;
  std::size_t half_ = 0;  // that the worker writes, as far as is known here
};

}  // namespace trawl::scanner
