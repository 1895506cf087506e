// The pipeline of a scan: walk -> read and detect, in parallel -> store. All concurrency of the program is here.
//
// tbb::parallel_pipeline with three filters: one hands out bunches of files and slices of huge plain files, in order; one
// reads, extracts and detects, on all threads; one stores, in order. As many bunches are under way as four times the
// threads, so memory is bounded whatever is scanned.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "detectors/detector_set.h"
#include "index/index.h"
#include "scanner/recorder.h"
#include "scanner/walk/walker.h"
#include "scanner/worker/host.h"

namespace trawl::scanner {

struct ScanOptions {
  std::vector<std::string> roots;
  WalkOptions walk;
  unsigned jobs = 0;  // threads; 0: as many as the machine has
  Limits limits;
  index::Words words = index::Words::telling;
  detectors::Settings detectors;
  std::vector<std::string> passwords;  // HostOptions::passwords: another list reads again what is encrypted
  std::string ocr_languages;           // HostOptions::ocr_languages
  std::string version;                 // of trawl: another one reads everything again
  std::vector<std::string> excluded;   // the patterns as typed, for the record of the scan
};

// Written by the scan, read by whoever shows progress. Counts are of this scan.
struct ScanProgress {
  std::atomic<std::uint64_t> files{0};      // read so far
  std::atomic<std::uint64_t> bytes{0};      // of content, read so far
  std::atomic<std::uint64_t> unchanged{0};  // files
  std::atomic<std::uint64_t> bytes_unchanged{0};
  std::atomic<std::uint64_t> findings{0};
  std::atomic<std::uint64_t> unread{0};       // parts whose outcome is not `read` or `skipped`
  std::atomic<std::uint64_t> total_bytes{0};  // of all files below the roots, where a TotalCount runs beside
  std::atomic<bool> total_known{false};       // it has counted all
};

struct ScanSummary {
  index::ScanRecord record;
  Tally tally{};                    // parts of this scan by outcome
  std::uint64_t findings = 0;
  std::uint64_t text_bytes = 0;
  std::uint64_t bytes_unchanged = 0;
  bool stopped = false;             // by the user; what was read is stored, the next scan goes on
};

// Scans the roots into the index. `stop` may be set at any time from any thread or a signal handler. An error means that
// the scan could not go on (the index cannot be written, no worker can be started); a file that cannot be read is none.
Result<ScanSummary> scan(const ScanOptions& options, const index::Key& key, index::Writer& writer, Host& host,
                         ScanProgress& progress, const std::atomic<bool>& stop);

}  // namespace trawl::scanner
