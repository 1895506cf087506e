// The pool of workers: see host.h.
#include "scanner/worker/host.h"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <utility>

#include "scanner/worker/exchange.h"
#include "scanner/worker/reading.h"
#include "scanner/worker/worker_process.h"

namespace trawl::scanner {
namespace {

// A worker is replaced before leaks of its libraries add up.
constexpr unsigned kFilesPerWorker = 10'000;
constexpr std::uint64_t kMaxResident = 160ull << 20;  // bytes of its own, between files
constexpr std::chrono::milliseconds kLongReading{20};  // after which its memory is looked at
constexpr unsigned kLookEvery = 64;                    // files, when all are short

constexpr std::uint64_t kMinBlock = 1 << 10, kMaxBlock = 256 << 20;
constexpr std::size_t kMaxPasswords = 64 * 1024;  // bytes of all

Result<std::filesystem::path> found_program(const std::filesystem::path& given) {
  std::error_code error;
  if (!given.empty()) return given;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path folder = self.parent_path();
  for (const auto& path : {folder / "trawl-worker", folder.parent_path() / "libexec/trawl/trawl-worker"}) {
    if (std::filesystem::is_regular_file(path, error)) return path;
  }
  return fail(ErrorKind::not_found,
              "trawl-worker is neither beside trawl nor in ../libexec/trawl; install trawl again");
}

Status check(const HostOptions& options) {
  std::size_t bytes = 0;
  for (const std::string& password : options.passwords) bytes += password.size() + sizeof(std::uint64_t);
  if (bytes > kMaxPasswords) return fail(ErrorKind::invalid_argument, "the passwords are more than 64 KB together");
  if (options.workers == 0) return fail(ErrorKind::invalid_argument, "at least one worker is needed");
  if (options.limits.block_bytes < kMinBlock || options.limits.block_bytes > kMaxBlock) {
    return fail(ErrorKind::invalid_argument, "a block of text must be allowed 1 KB to 256 MB");
  }
  return {};
}

struct PooledWorker {
  std::unique_ptr<WorkerProcess> process;
  unsigned files = 0;
};

class WorkerPool : public Host {
 public:
  explicit WorkerPool(HostOptions options) : options_(std::move(options)) {}

  Status start_first();
  Status read(int descriptor, const PartHeader& header, PartSink& sink) override;
  Confinement confinement() const override { return confinement_; }

 private:
  // The right to have one worker; gives the worker back, or only the right when it is not fit for more.
  class Lease {
   public:
    explicit Lease(WorkerPool& pool) : pool_(pool) {}
    ~Lease() { pool_.give_back(fit ? std::move(worker) : PooledWorker()); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    PooledWorker worker;
    bool fit = false;

   private:
    WorkerPool& pool_;
  };

  Result<PooledWorker> start_worker() const;
  PooledWorker wait_for_turn();
  void give_back(PooledWorker worker);
  bool fit_for_more(PooledWorker& worker, std::chrono::nanoseconds took) const;
  Ending read_with(Lease& lease, int descriptor, const PartHeader& header, Reading& reading);

  const HostOptions options_;
  Confinement confinement_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<PooledWorker> idle_;
  unsigned leased_ = 0;
};

Result<PooledWorker> WorkerPool::start_worker() const {
  Result<std::unique_ptr<WorkerProcess>> process =
      WorkerProcess::start(options_.program, {options_.limits, 0, options_.passwords, options_.ocr_languages});
  if (!process) return tl::unexpected(process.error());
  return PooledWorker{std::move(*process), 0};
}

Status WorkerPool::start_first() {
  Result<PooledWorker> worker = start_worker();
  if (!worker) return tl::unexpected(worker.error());
  confinement_ = worker->process->confinement();
  idle_.push_back(std::move(*worker));
  return {};
}

// An idle worker, or the right to start one.
PooledWorker WorkerPool::wait_for_turn() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return leased_ < options_.workers; });
  ++leased_;
  if (idle_.empty()) return {};
  PooledWorker worker = std::move(idle_.back());
  idle_.pop_back();
  return worker;
}

void WorkerPool::give_back(PooledWorker worker) {
  {
    const std::lock_guard lock(mutex_);
    --leased_;
    if (worker.process) idle_.push_back(std::move(worker));
  }
  changed_.notify_one();
}

bool WorkerPool::fit_for_more(PooledWorker& worker, std::chrono::nanoseconds took) const {
  ++worker.files;
  if (worker.files >= kFilesPerWorker) return false;
  if (took < kLongReading && worker.files % kLookEvery != 0) return true;
  return worker.process->resident_bytes() <= kMaxResident;
}

// Reads with the leased worker; one that died while it was idle is replaced.
Ending WorkerPool::read_with(Lease& lease, int descriptor, const PartHeader& header, Reading& reading) {
  constexpr int kAttempts = 3;
  Ending ending{Ending::not_begun, {}};
  for (int i = 0; i < kAttempts && ending.kind == Ending::not_begun; ++i) {
    if (!lease.worker.process) {
      Result<PooledWorker> fresh = start_worker();
      if (!fresh) return ending;
      lease.worker = std::move(*fresh);
    }
    Exchange exchange(*lease.worker.process, reading, options_.limits);
    ending = exchange.run(descriptor, header);
    lease.worker.process->events().wipe();
    if (ending.kind != Ending::done) lease.worker = {};
  }
  return ending;
}

Status WorkerPool::read(int descriptor, const PartHeader& header, PartSink& sink) {
  Lease lease(*this);
  lease.worker = wait_for_turn();
  Reading reading(header, options_.limits, sink);
  const auto begun = std::chrono::steady_clock::now();
  bool first = true;
  while (true) {
    const Ending ending = read_with(lease, descriptor, header, reading);
    if (ending.kind == Ending::done) break;
    if (ending.kind == Ending::not_begun) {
      if (first) return fail(ErrorKind::io, "no worker process can be started");
      reading.abandon("the rest was not read: no worker process could be started again");
      return {};
    }
    first = false;
    if (!reading.died(ending.outcome)) return {};
  }
  lease.fit = fit_for_more(lease.worker, std::chrono::steady_clock::now() - begun);
  return {};
}

}  // namespace

Result<std::unique_ptr<Host>> Host::start(HostOptions options) {
  if (Status checked = check(options); !checked) return tl::unexpected(checked.error());
  Result<std::filesystem::path> program = found_program(options.program);
  if (!program) return tl::unexpected(program.error());
  options.program = std::move(*program);
  auto pool = std::make_unique<WorkerPool>(std::move(options));
  if (Status started = pool->start_first(); !started) return tl::unexpected(started.error());
  return pool;
}

}  // namespace trawl::scanner
