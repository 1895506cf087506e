// TotalCount: counts, beside a scan, how many bytes stand below its roots, so that progress can tell what is left.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "scanner/pipeline.h"

namespace trawl::scanner {

// Counts in a thread of its own into progress.total_bytes until it is done or destroyed.
class TotalCount {
 public:
  TotalCount(bool wanted, std::vector<std::string> roots, WalkOptions options, ScanProgress& progress);
  ~TotalCount();
  TotalCount(const TotalCount&) = delete;
  TotalCount& operator=(const TotalCount&) = delete;

 private:
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace trawl::scanner
