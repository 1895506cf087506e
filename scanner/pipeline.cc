// Three filters and what passes between them.
#include "scanner/pipeline.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#define TBB_PREVIEW_GLOBAL_CONTROL 1
#include <tbb/enumerable_thread_specific.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "scanner/file_reader.h"
#include "scanner/huge_file.h"
#include "scanner/store.h"
#include "scanner/unchanged.h"

namespace trawl::scanner {
namespace {

constexpr std::size_t kBunchFiles = 64;
constexpr std::uint64_t kBunchBytes = 1u << 20;

// What the first filter hands out: some entries of a directory, or a slice of a huge plain file.
struct Work {
  std::shared_ptr<DirectoryJob> job;
  std::vector<std::size_t> entries;
  std::shared_ptr<HugeFile> huge;  // then entries holds its one entry
  Slice slice;
};

struct FileDone {
  std::size_t entry = 0;
  Yield yield;
  index::FileIdentity identity;
  bool complete = true;  // false: stopped while it was read; not to be stored
};

// What the second filter makes of it.
struct Done {
  std::shared_ptr<DirectoryJob> job;
  std::vector<FileDone> files;
  std::shared_ptr<HugeFile> huge;
  std::unique_ptr<SliceYield> slice;
};

// What one thread needs to read files.
struct Reading {
  Reading(const RecordingContext& context, Host& host, const ScanOptions& options,
          std::unique_ptr<detectors::DetectorSet> detectors)
      : analysis(std::move(detectors)), recorder(context, analysis), reader(host, options.limits) {}
  Analysis analysis;
  Recorder recorder;
  FileReader reader;
};

class Scan {
 public:
  Scan(const ScanOptions& options, const index::Key& key, index::Writer& writer, Host& host, ScanProgress& progress,
       const std::atomic<bool>& stop)
      : options_(options), writer_(writer), host_(host), progress_(progress), stop_(stop),
        tried_(key, options.passwords), store_(writer, fingerprint_of(options), tried_),
        context_{key, options.words, [&writer](std::uint64_t n) { return writer.allocate(n); }, halt_} {}

  Result<ScanSummary> run();

 private:
  std::optional<Work> next_work();
  std::optional<Work> bunch();
  Done process(const Work& work);
  FileDone read_file(Reading& reading, DirectoryJob& job, std::size_t entry);
  FileDone only_record(Reading& reading, const DirectoryJob& job, std::size_t entry, const Outcome& outcome);
  void keep(Done done);
  void keep_file(Done& done, FileDone file);
  void give_up(const Error& error);
  std::unique_ptr<Reading> new_reading();

  const ScanOptions& options_;
  index::Writer& writer_;
  Host& host_;
  ScanProgress& progress_;
  const std::atomic<bool>& stop_;
  std::atomic<bool> halt_{false};  // stop_, or an error
  const TriedPasswords tried_;
  Store store_;
  RecordingContext context_;
  tbb::enumerable_thread_specific<std::unique_ptr<Reading>> readings_{[this] { return new_reading(); }};

  // First filter only.
  std::unique_ptr<Walker> walker_;
  std::shared_ptr<DirectoryJob> job_;
  std::size_t next_entry_ = 0;  // in job_->to_read
  std::shared_ptr<HugeFile> huge_;
  std::size_t huge_entry_ = 0;
  SliceCutter cutter_;

  // Third filter only.
  ScanSummary summary_;

  std::atomic<bool> failed_{false};
  std::mutex error_mutex_;
  std::optional<Error> error_;
};

std::unique_ptr<Reading> Scan::new_reading() {
  auto detectors = detectors::DetectorSet::create(options_.detectors);
  if (!detectors) {
    give_up(detectors.error());
    return nullptr;
  }
  return std::make_unique<Reading>(context_, host_, options_, std::move(*detectors));
}

void Scan::give_up(const Error& error) {
  const std::lock_guard lock(error_mutex_);
  if (!error_) error_ = error;
  failed_ = true;
  halt_ = true;
}

Result<ScanSummary> Scan::run() {
  auto walker = Walker::start(options_.roots, options_.walk);
  if (!walker) return tl::unexpected(walker.error());
  walker_ = std::move(*walker);
  index::ScanRecord& record = summary_.record;
  record.id = writer_.new_scan_id();
  record.started = ::time(nullptr);
  record.version = options_.version;
  record.excluded = options_.excluded;
  record.ocr_languages = options_.ocr_languages;
  for (const std::string& root : options_.roots) {
    if (auto path = absolute_root(root)) record.roots.push_back(std::move(*path));
  }
  if (const Status stored = writer_.put_scan(record); !stored) return tl::unexpected(stored.error());

  const unsigned jobs = options_.jobs ? options_.jobs : std::max(1u, std::thread::hardware_concurrency());
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, jobs);
  tbb::task_arena arena(static_cast<int>(jobs));
  arena.execute([&] {
    tbb::parallel_pipeline(
        4 * jobs,
        tbb::make_filter<void, std::shared_ptr<Work>>(tbb::filter_mode::serial_in_order,
                                                      [&](tbb::flow_control& flow) -> std::shared_ptr<Work> {
                                                        auto work = next_work();
                                                        if (!work) {
                                                          flow.stop();
                                                          return nullptr;
                                                        }
                                                        return std::make_shared<Work>(std::move(*work));
                                                      }) &
            tbb::make_filter<std::shared_ptr<Work>, std::shared_ptr<Done>>(
                tbb::filter_mode::parallel,
                [&](const std::shared_ptr<Work>& work) { return std::make_shared<Done>(process(*work)); }) &
            tbb::make_filter<std::shared_ptr<Done>, void>(
                tbb::filter_mode::serial_in_order,
                [&](const std::shared_ptr<Done>& done) { keep(std::move(*done)); }));
  });
  if (error_) return tl::unexpected(*error_);

  summary_.stopped = stop_;
  const Store::Totals totals = store_.totals();
  record.files_seen = totals.files_seen;
  record.files_unchanged = totals.files_unchanged;
  record.files_removed = totals.files_removed;
  record.finished = summary_.stopped ? 0 : ::time(nullptr);
  summary_.bytes_unchanged = totals.bytes_unchanged;
  if (const Status stored = writer_.put_scan(record); !stored) return tl::unexpected(stored.error());
  if (const Status committed = store_.commit(); !committed) return tl::unexpected(committed.error());
  if (const Status tidied = writer_.tidy(); !tidied) return tl::unexpected(tidied.error());
  return std::move(summary_);
}

// First filter: the next slice of a huge file, bunch of files, or directory.
std::optional<Work> Scan::next_work() {
  for (;;) {
    if (stop_) halt_ = true;
    if (halt_) return std::nullopt;
    if (huge_) {
      Work work;
      work.job = job_;
      work.entries = {huge_entry_};
      work.huge = huge_;
      work.slice = cutter_.next();
      if (work.slice.last) huge_ = nullptr;
      return work;
    }
    if (job_ && next_entry_ < job_->to_read.size()) {
      if (auto work = bunch()) return work;
      continue;
    }
    auto walked = walker_->next();
    if (!walked) return std::nullopt;
    auto job = store_.open(std::move(*walked));
    if (!job) {
      give_up(job.error());
      return std::nullopt;
    }
    job_ = std::move(*job);
    next_entry_ = 0;
    progress_.unchanged += job_->entries.size() - job_->to_read.size();
    progress_.bytes_unchanged = store_.totals().bytes_unchanged;
  }
}

// Some of the present directory's files; nothing when the next one turned out to be huge and plain.
std::optional<Work> Scan::bunch() {
  Work work;
  work.job = job_;
  std::uint64_t bytes = 0;
  while (next_entry_ < job_->to_read.size() && work.entries.size() < kBunchFiles && bytes < kBunchBytes) {
    const std::size_t entry = job_->to_read[next_entry_];
    const WalkedEntry& walked = job_->walked.entries[entry];
    if (!walked.outcome && walked.listed.size >= HugeFile::kMinBytes) {
      if (!work.entries.empty()) return work;
      ++next_entry_;
      if (auto huge = HugeFile::open(*job_, entry)) {
        huge_ = std::move(huge);
        huge_->id = writer_.allocate(1);
        huge_entry_ = entry;
        cutter_ = SliceCutter(huge_->size);
        return std::nullopt;
      }
      work.entries.push_back(entry);
      return work;
    }
    ++next_entry_;
    work.entries.push_back(entry);
    bytes += walked.listed.size;
  }
  return work;
}

// Second filter.
Done Scan::process(const Work& work) {
  Done done;
  done.job = work.job;
  done.huge = work.huge;
  Reading* reading = readings_.local().get();
  if (halt_ || reading == nullptr) return done;
  if (work.huge) {
    done.slice = std::make_unique<SliceYield>(read_slice(*work.huge, work.slice, reading->recorder));
    progress_.bytes += work.slice.size;
    return done;
  }
  for (const std::size_t entry : work.entries) {
    if (halt_) break;
    const WalkedEntry& walked = work.job->walked.entries[entry];
    FileDone file = walked.outcome ? only_record(*reading, *work.job, entry, *walked.outcome)
                                   : read_file(*reading, *work.job, entry);
    if (!file.complete) break;
    progress_.files += 1;
    progress_.findings += file.yield.findings;
    done.files.push_back(std::move(file));
  }
  return done;
}

FileDone Scan::only_record(Reading& reading, const DirectoryJob& job, std::size_t entry, const Outcome& outcome) {
  const WalkedEntry& walked = job.walked.entries[entry];
  FileDone done;
  done.entry = entry;
  done.identity = identity_of(walked);
  PartHeader header;
  header.name = walked.listed.name;
  reading.recorder.begin(path_of(job.walked, entry), shown_path_of(job, entry), nullptr, nullptr);
  reading.recorder.enter(header);
  reading.recorder.leave(outcome);
  done.yield = reading.recorder.take();
  return done;
}

FileDone Scan::read_file(Reading& reading, DirectoryJob& job, std::size_t entry) {
  const std::string& name = job.walked.entries[entry].listed.name;
  auto opened = open_for_reading(job.walked.descriptor->number(), name.c_str());
  if (!opened) return only_record(reading, job, entry, outcome_of(opened.error()));
  const Descriptor file(*opened);
  const ExaminedFile before = examine(file.number());
  if (!before.regular) {
    return only_record(reading, job, entry, {OutcomeKind::changed, "it became something else while it was scanned"});
  }
  FileDone done;
  done.entry = entry;
  done.identity = before.identity;
  PartHeader header;
  header.name = name;
  header.size = before.identity.size;
  header.modified = before.modified;
  const auto spill = [this, &job, entry](Yield& yield) { return store_.put_some(job, entry, yield); };
  const auto last_word = [&]() -> std::optional<Outcome> {
    if (examine(file.number()).identity == before.identity) return std::nullopt;
    return Outcome{OutcomeKind::changed, "it changed while it was read"};
  };
  reading.recorder.begin(path_of(job.walked, entry), shown_path_of(job, entry), spill, last_word);
  if (const Status read = reading.reader.read(file.number(), header, reading.recorder); !read) give_up(read.error());
  if (!reading.recorder.status()) give_up(reading.recorder.status().error());
  done.yield = reading.recorder.take();
  done.complete = !halt_;
  if (done.yield.tally[static_cast<std::size_t>(OutcomeKind::encrypted)] > 0) done.identity = tried_.mark(done.identity);
  const OutcomeKind kind = done.yield.outcome.kind;
  if (kind == OutcomeKind::changed || kind == OutcomeKind::denied || before.stamped_now) done.identity = {};
  progress_.bytes += before.identity.size;
  return done;
}

// Third filter.
void Scan::keep(Done done) {
  if (failed_) return;
  for (FileDone& file : done.files) keep_file(done, std::move(file));
  if (!done.slice) {
    if (done.huge) done.huge->abandoned = true;
    return;
  }
  HugeFile& huge = *done.huge;
  if (huge.abandoned) return;
  const std::size_t entry = huge.entry;
  const Status stored = store_.put_tokens(*done.job, entry, huge.id, std::move(done.slice->tokens));
  if (!stored) give_up(stored.error());
  const bool last = huge.gather(std::move(*done.slice));
  if (!last || !stored) return;
  FileDone file;
  file.entry = entry;
  file.identity = huge.finish(context_.key, file.yield);
  progress_.files += 1;
  progress_.findings += file.yield.findings;
  keep_file(done, std::move(file));
}

void Scan::keep_file(Done& done, FileDone file) {
  add_to(summary_.tally, file.yield.tally);
  summary_.findings += file.yield.findings;
  summary_.text_bytes += file.yield.text_bytes;
  const WalkedEntry& walked = done.job->walked.entries[file.entry];
  if (!walked.outcome) {
    ++summary_.record.files_read;
    summary_.record.bytes_read += walked.listed.size;
  }
  for (const OutcomeKind kind : kOutcomeKinds) {
    if (kind == OutcomeKind::read || kind == OutcomeKind::skipped) continue;
    progress_.unread += file.yield.tally[static_cast<std::size_t>(kind)];
  }
  const Status stored = store_.put(done.job, file.entry, std::move(file.yield), file.identity);
  if (!stored) give_up(stored.error());
}

}  // namespace

Result<ScanSummary> scan(const ScanOptions& options, const index::Key& key, index::Writer& writer, Host& host,
                         ScanProgress& progress, const std::atomic<bool>& stop) {
  return Scan(options, key, writer, host, progress, stop).run();
}

}  // namespace trawl::scanner
