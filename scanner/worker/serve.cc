// The life of a worker process: see serve.h.
#include "scanner/worker/serve.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include <clocale>
#include <new>
#include <optional>
#include <utility>

#include "scanner/worker/channel.h"
#include "scanner/worker/event_writer.h"
#include "scanner/worker/protocol.h"
#include "scanner/worker/sandbox.h"
#include "scanner/worker/shared_area.h"

namespace trawl::scanner {
namespace {

// Large pieces of memory go back to the system at once, so that a large file does not leave a large worker.
void keep_memory_small() {
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 8 << 20);
  mallopt(M_ARENA_MAX, 1);
}

struct Assignment {
  Terms terms;
  SharedArea area;
};

std::optional<Assignment> receive_assignment(Channel& channel) {
  std::string_view message;
  Descriptor memory;
  if (channel.receive(message, &memory) != Receipt::message || !memory) return std::nullopt;
  std::optional<Terms> terms = unpack_terms(message);
  channel.wipe();
  if (!terms) return std::nullopt;
  Result<SharedArea> area = SharedArea::map(memory.number(), terms->half_bytes);
  if (!area) return std::nullopt;
  return Assignment{std::move(*terms), std::move(*area)};
}

// How the reading of one file ended, as the host wants to know it. After an exception the state of libraries is
// unknown: the process ends, and the host has another one go on.
MessageType read_one(const ReadFile& read_file, Descriptor file, const Task& task, EventWriter& writer) {
  try {
    read_file(file.number(), task, writer);
  } catch (const std::bad_alloc&) {
    return MessageType::out_of_memory;
  } catch (...) {
    return MessageType::failed;
  }
  return MessageType::done;
}

int serve_requests(Channel& channel, SharedArea& area, Task task, const ReadFile& read_file) {
  while (true) {
    std::string_view message;
    Descriptor file;
    const Receipt receipt = channel.receive(message, &file);
    if (receipt == Receipt::nothing_yet) continue;
    if (receipt == Receipt::closed) return 0;
    // What the last file did not wait for any more.
    const auto late = control_message(message);
    if (late && late->type == MessageType::half_free) continue;
    std::optional<Request> request = unpack_request(message);
    channel.wipe();
    if (!request || !file) return 1;
    task.header = std::move(request->header);
    task.given_up = std::move(request->given_up);
    EventWriter writer(area, channel, task.limits.block_bytes);
    const MessageType end = read_one(read_file, std::move(file), task, writer);
    if (!channel.send(bytes_of({end}))) return 0;
    if (end != MessageType::done) return 1;
  }
}

}  // namespace

int serve(const ReadFile& read_file, const StartOcr& start_ocr) {
  setlocale(LC_CTYPE, "C.UTF-8");  // libarchive converts names by it
  signal(SIGXFSZ, SIG_IGN);
  keep_memory_small();
  fcntl(kWorkerSocket, F_SETFD, FD_CLOEXEC);
  close_range(kWorkerSocket + 1, ~0u, 0);
  Channel channel{Descriptor(kWorkerSocket), kMaxControlMessage};
  std::optional<Assignment> assignment = receive_assignment(channel);
  if (!assignment) return 1;
  const Limits& limits = assignment->terms.limits;
  if (const std::string& languages = assignment->terms.ocr_languages; !languages.empty()) {
    const Status started = start_ocr(languages);
    if (!started) {
      channel.send(bytes_of({MessageType::no_ocr, static_cast<std::uint32_t>(started.error().kind)}));
      return 0;
    }
  }
  const Confinement confinement = confine_this_process({kWorkerSocket, limits.worker_bytes});
  if (!channel.send(bytes_of({MessageType::ready, bits_of(confinement)}))) return 0;
  Task task{{}, limits, std::move(assignment->terms.passwords), {}};
  return serve_requests(channel, assignment->area, std::move(task), read_file);
}

}  // namespace trawl::scanner
