// WorkerProcess: one running trawl-worker: the process, its socket and its shared memory.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "scanner/worker/channel.h"
#include "scanner/worker/confinement.h"
#include "scanner/worker/event_reader.h"
#include "scanner/worker/protocol.h"
#include "scanner/worker/shared_area.h"

namespace trawl::scanner {

// Used by one thread at a time. The process ends with the object.
class WorkerProcess {
 public:
  // Starts the program by posix_spawn (never fork alone: this process holds the key) with nothing of this
  // environment and no descriptor but the socket, and waits until it has confined itself. half_bytes of the terms is
  // found here.
  static Result<std::unique_ptr<WorkerProcess>> start(const std::filesystem::path& program, Terms terms);
  ~WorkerProcess();

  Channel& channel() { return channel_; }
  SharedArea& area() { return area_; }
  EventReader& events() { return events_; }
  const Confinement& confinement() const { return confinement_; }
  pid_t pid() const { return pid_; }

  // Ends the process if it still runs. Its status as of waitpid(2), or -1 where that is not known.
  int kill();

  // Memory of its own, without what it shares, in bytes; 0 where the system does not tell.
  std::uint64_t resident_bytes() const;

 private:
  WorkerProcess(pid_t pid, Channel channel, SharedArea area, std::uint64_t block_bytes);
  Status greet(const Terms& terms);

  pid_t pid_ = -1;
  Channel channel_;
  SharedArea area_;
  EventReader events_;
  Confinement confinement_;
};

}  // namespace trawl::scanner
