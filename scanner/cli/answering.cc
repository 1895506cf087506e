// Opening what an answer needs, and the lines that every answer ends with.
#include "scanner/cli/answering.h"

#include <ctime>
#include <ostream>

#include "reports/wording.h"
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
                                                   const std::string& custom_detectors) {
  auto answering = std::make_unique<Answering>();
  auto reader = open_reader(index);
  if (!reader) return tl::unexpected(reader.error());
  answering->index_ = std::move(*reader);
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
