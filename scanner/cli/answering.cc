// Opening what an answer needs, and the lines that every answer ends with.
#include "scanner/cli/answering.h"

#include <algorithm>
#include <ctime>
#include <ostream>

#include "reports/wording.h"
#include "requests/suppress.h"
#include "scanner/cli/reading.h"
#include "scanner/cli/version.h"

namespace trawl::cli {

Result<std::unique_ptr<detectors::DetectorSet>> open_detectors(const std::string& custom_detectors) {
  DetectionOptions options;
  options.custom = custom_detectors;
  auto settings = detector_settings(options);
  if (!settings) return tl::unexpected(settings.error());
  return detectors::DetectorSet::create(*settings);
}

namespace {

// With OCR as the last scan had it, unless the user said: what was found in a picture is found again.
ReadingOptions as_scanned(ReadingOptions reading, const index::Reader& index) {
  const auto scans = index.scans();
  if (!reading.ocr.empty() || !scans || scans->empty() || scans->back().ocr_languages.empty()) return reading;
  reading.ocr = "on";
  reading.ocr_languages = scans->back().ocr_languages;
  return reading;
}

}  // namespace

Result<std::unique_ptr<Answering>> Answering::open(const IndexOptions& index, const ReadingOptions& reading,
                                                   const std::string& custom_detectors, bool suppress) {
  auto answering = std::make_unique<Answering>();
  auto reader = open_reader(index);
  if (!reader) return tl::unexpected(reader.error());
  answering->index_ = std::move(*reader);
  if (suppress) {
    auto suppressor = requests::Suppressor::of(*answering->index_->reader, std::time(nullptr));
    if (!suppressor) return tl::unexpected(suppressor.error());
    answering->suppressor_.emplace(std::move(*suppressor));
  }
  auto detectors = open_detectors(custom_detectors);
  if (!detectors) return tl::unexpected(detectors.error());
  answering->detectors_ = std::move(*detectors);
  auto documents = start_document_reader(as_scanned(reading, *answering->index_->reader));
  if (!documents) return tl::unexpected(documents.error());
  answering->documents_ = std::move(*documents);
  return answering;
}

SearchProgress::SearchProgress(const OutputOptions& output)
    : line_(!output.quiet, [this](double seconds) {
        return "reading documents again: " + reports::grouped(done_) + " of " + reports::counted(total_, "file") + ", " +
               human_seconds(seconds);
      }) {}

std::function<bool(std::uint64_t, std::uint64_t)> SearchProgress::callback() {
  return [this](std::uint64_t done, std::uint64_t total) {
    done_ = done;
    total_ = total;
    return !stop_requested();
  };
}

reports::Made made_now() { return {kVersion, std::time(nullptr)}; }

namespace {

constexpr std::size_t kSuppressionsShown = 10;  // lines

}  // namespace

void print_suppression(std::ostream& out, const requests::SuppressionAccount& account, const Colors& colors) {
  if (!account.applied) out << "The list of suppressions was not applied.\n";
  if (account.all.findings > 0) {
    out << colors.bold << "Left out by the list of suppressions: " << colors.off << reports::suppression_in_words(account) << '\n';
  }
  if (account.all.asked_for > 0) {
    out << colors.yellow << "On the list of suppressions, and shown because it was asked for: " << colors.off
        << reports::counted(account.all.asked_for, "hit") << '\n';
  }
  std::vector<const requests::SuppressionAccount::Entry*> met;
  for (const auto& entry : account.entries) {
    if (entry.count.findings + entry.count.asked_for > 0) met.push_back(&entry);
  }
  std::stable_sort(met.begin(), met.end(), [](const auto* a, const auto* b) { return a->count.findings > b->count.findings; });
  for (std::size_t n = 0; n < std::min(met.size(), kSuppressionsShown); ++n) {
    const requests::SuppressionAccount::Entry& one = *met[n];
    out << "  entry " << one.entry.id << "  " << reports::counted(one.count.findings, "value") << " left out";
    if (one.count.asked_for > 0) out << ", " << reports::counted(one.count.asked_for, "hit") << " shown";
    out << "  " << requests::title_of(one.entry);
    if (!one.entry.place.empty()) out << " at " << reports::where_in_words(one.entry);
    out << colors.dim << "  " << one.entry.reason << colors.off << '\n';
  }
  if (met.size() > kSuppressionsShown) {
    out << "  and " << reports::grouped(met.size() - kSuppressionsShown) << " more entries: --json and --html list all\n";
  }
  if (account.expired > 0) {
    out << reports::counted(account.expired, "suppression has ended", "suppressions have ended")
        << " and " << (account.expired == 1 ? "is" : "are") << " not applied: trawl suppress list\n";
  }
}

void print_unread(std::ostream& out, const requests::Ledger& ledger, const Colors& colors) {
  if (ledger.walked == 0) {
    out << "The index is empty: `trawl scan PATH` fills it.\n";
    return;
  }
  if (ledger.unread.empty()) {
    out << "Everything that was walked could be read (" << reports::counted(ledger.walked, "object") << ").\n";
    return;
  }
  out << colors.yellow << reports::counted(ledger.unread.size(), "object") << " of " << reports::grouped(ledger.walked)
      << " could not be read in full" << colors.off << " and may hold more:";
  const char* separator = " ";
  for (const OutcomeKind kind : kOutcomeKinds) {
    if (kind == OutcomeKind::read || kind == OutcomeKind::skipped || ledger.count(kind) == 0) continue;
    out << separator << reports::grouped(ledger.count(kind)) << ' ' << name_of(kind);
    separator = ", ";
  }
  out << ".\n";
}

}  // namespace trawl::cli
