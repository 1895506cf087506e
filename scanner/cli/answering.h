// What find, dsar and report have in common: the open index, the detectors, and documents to read again.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reports/reports.h"
#include "requests/search.h"
#include "scanner/cli/command_line.h"
#include "scanner/cli/index_access.h"
#include "scanner/cli/terminal.h"

namespace trawl::cli {

class Answering {
 public:
  static Result<std::unique_ptr<Answering>> open(const IndexOptions& index, const ReadingOptions& reading,
                                                 const std::string& custom_detectors, bool suppress);

  // Null where the user wants no suppression.
  const requests::Suppressor* suppressor() const { return suppressor_ ? &*suppressor_ : nullptr; }
  requests::Sources sources() { return {*index_->reader, *documents_, *detectors_}; }
  detectors::DetectorSet& detectors() { return *detectors_; }

 private:
  std::unique_ptr<OpenReader> index_;
  std::optional<requests::Suppressor> suppressor_;
  std::unique_ptr<detectors::DetectorSet> detectors_;
  std::unique_ptr<requests::DocumentReader> documents_;
};

Result<std::unique_ptr<detectors::DetectorSet>> open_detectors(const std::string& custom_detectors);

// How a search shows its progress and learns of Ctrl-C.
class SearchProgress {
 public:
  explicit SearchProgress(const OutputOptions& output);
  std::function<bool(std::uint64_t, std::uint64_t)> callback();

 private:
  std::atomic<std::uint64_t> done_{0}, total_{0};
  ProgressLine line_;
};

reports::Made made_now();

// What the list of suppressions left out, by entry; nothing where it left out and marked nothing.
void print_suppression(std::ostream& out, const requests::SuppressionAccount& account, const Colors& colors);

// The last lines of an answer on the terminal: what it could not look into.
void print_unread(std::ostream& out, const requests::Ledger& ledger, const Colors& colors);

}  // namespace trawl::cli
