// Starting and ending of worker processes: see worker_process.h.
#include "scanner/worker/worker_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>

#include "core/sensitive.h"
#include "scanner/worker/protocol.h"
#include "scanner/worker/sandbox.h"
#include "scanner/worker/serve.h"

namespace trawl::scanner {
namespace {

constexpr std::chrono::seconds kStartPatience{30};
constexpr std::size_t kMaxAnswer = 64;  // a worker sends ControlMessage only

std::uint64_t page_bytes() { return static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)); }

std::size_t half_bytes_for(std::uint64_t block_bytes) {
  return (max_record_bytes(block_bytes) + page_bytes() - 1) / page_bytes() * page_bytes();
}

// Libraries print what they stumble over, and that may be a file's content: nothing of it leaves a worker.
void set_descriptors(posix_spawn_file_actions_t& actions, int socket) {
  posix_spawn_file_actions_adddup2(&actions, socket, kWorkerSocket);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  if (!kSanitized) posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, kWorkerSocket + 1);
}

// A process group of its own: Ctrl-C at the terminal is the scan's to handle, not the workers'.
void set_attributes(posix_spawnattr_t& attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
}

// An empty environment, except that OpenMP, which OCR brings, is to start no threads: they make it no faster, and the
// sandbox lets none be started.
Result<pid_t> spawn(const std::filesystem::path& program, int socket, bool ocr) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  set_descriptors(actions, socket);
  set_attributes(attributes);
  char name[] = "trawl-worker";
  char* arguments[] = {name, nullptr};
  char one_thread[] = "OMP_THREAD_LIMIT=1";
  char* environment[] = {ocr ? one_thread : nullptr, nullptr};
  pid_t pid = -1;
  const int error = posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) return fail(ErrorKind::not_found, "trawl-worker is not where it should be; install trawl again");
  if (error != 0) return fail(ErrorKind::io, "no worker process can be started");
  return pid;
}

Error no_ocr(const ControlMessage& message, const std::string& languages) {
  if (message.value == static_cast<std::uint32_t>(ErrorKind::unsupported)) {
    return {ErrorKind::unsupported, "this build of trawl has no OCR; build it with Tesseract (libtesseract-dev)"};
  }
  return {ErrorKind::not_found, "there is no OCR data for the language '" + languages +
                                    "'; install tesseract-ocr-LANGUAGE, or name another with --ocr-language"};
}

}  // namespace

WorkerProcess::WorkerProcess(pid_t pid, Channel channel, SharedArea area, std::uint64_t block_bytes)
    : pid_(pid), channel_(std::move(channel)), area_(std::move(area)), events_(area_, block_bytes) {}

WorkerProcess::~WorkerProcess() { kill(); }

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const std::filesystem::path& program, Terms terms) {
  const std::uint64_t block_bytes = terms.limits.block_bytes;
  Result<SharedArea> area = SharedArea::create(half_bytes_for(block_bytes));
  if (!area) return tl::unexpected(area.error());
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return fail(ErrorKind::io, "no socket for a worker can be had");
  }
  Channel channel{Descriptor(ends[0]), kMaxAnswer};
  Descriptor worker_end(ends[1]);
  const Result<pid_t> pid = spawn(program, worker_end.number(), !terms.ocr_languages.empty());
  worker_end = Descriptor();  // so that its end is noticed
  if (!pid) return tl::unexpected(pid.error());
  terms.half_bytes = area->half_bytes();
  std::unique_ptr<WorkerProcess> worker(new WorkerProcess(*pid, std::move(channel), std::move(*area), block_bytes));
  if (Status greeted = worker->greet(terms); !greeted) return tl::unexpected(greeted.error());
  return worker;
}

Status WorkerProcess::greet(const Terms& terms) {
  std::string packed = pack(terms);
  const bool sent = channel_.send(packed, area_.descriptor());
  wipe(packed.data(), packed.size());
  channel_.set_patience(kStartPatience);
  std::string_view bytes;
  if (!sent || channel_.receive(bytes) != Receipt::message) {
    return fail(ErrorKind::internal, "a worker process ended before it was ready");
  }
  const auto message = control_message(bytes);
  if (message && message->type == MessageType::no_ocr) return tl::unexpected(no_ocr(*message, terms.ocr_languages));
  if (!message || message->type != MessageType::ready || message->version != kProtocolVersion) {
    return fail(ErrorKind::wrong_version, "trawl and trawl-worker are of different versions; install trawl again");
  }
  confinement_ = confinement_from(message->value);
  return {};
}

int WorkerProcess::kill() {
  if (pid_ < 0) return -1;
  ::kill(pid_, SIGKILL);  // without effect on what is dead already: its status stays as it was
  int status = -1;
  pid_t reaped = 0;
  do {
    reaped = waitpid(pid_, &status, 0);
  } while (reaped < 0 && errno == EINTR);
  pid_ = -1;
  return reaped < 0 ? -1 : status;
}

std::uint64_t WorkerProcess::resident_bytes() const {
  const std::string path = "/proc/" + std::to_string(pid_) + "/statm";
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char text[128] = {};
  if (!file || read(file.number(), text, sizeof text - 1) <= 0) return 0;
  unsigned long long total = 0, resident = 0, shared = 0;
  if (std::sscanf(text, "%llu %llu %llu", &total, &resident, &shared) != 3 || shared > resident) return 0;
  return (resident - shared) * page_bytes();
}

}  // namespace trawl::scanner
