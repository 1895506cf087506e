// The counting walk.
#include "scanner/total_count.h"

namespace trawl::scanner {

TotalCount::TotalCount(bool wanted, std::vector<std::string> roots, WalkOptions options, ScanProgress& progress) {
  if (!wanted) return;
  thread_ = std::thread([this, roots = std::move(roots), options = std::move(options), &progress] {
    auto walker = Walker::start(roots, options);
    if (!walker) return;
    while (auto directory = (*walker)->next()) {
      if (stop_) return;
      for (const WalkedEntry& entry : directory->entries) {
        if (!entry.outcome) progress.total_bytes += entry.listed.size;
      }
    }
    progress.total_known = true;
  });
}

TotalCount::~TotalCount() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

}  // namespace trawl::scanner
