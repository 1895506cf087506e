// trawl scan: reads shares into the index.
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>

#include "reports/lines.h"
#include "reports/wording.h"
#include "requests/ledger.h"
#include "scanner/cli/commands.h"
#include "scanner/cli/index_access.h"
#include "scanner/cli/reading.h"
#include "scanner/cli/terminal.h"
#include "scanner/cli/version.h"
#include "scanner/pipeline.h"
#include "scanner/total_count.h"

namespace trawl::cli {
namespace {

Result<scanner::ScanOptions> scan_options(const ScanCommand& command, const IndexPaths& paths) {
  scanner::ScanOptions options;
  auto roots = absolute_roots(command.paths);
  if (!roots) return tl::unexpected(roots.error());
  options.roots = std::move(*roots);
  options.jobs = command.reading.jobs;
  options.version = kVersion;
  options.ocr_languages = ocr_languages(command.reading);
  options.excluded = command.exclude;
  if (command.all_words) options.words = index::Words::all;
  options.walk.one_file_system = command.one_file_system;
  for (const std::string& pattern : command.exclude) {
    auto glob = Glob::parse(pattern);
    if (!glob) return tl::unexpected(glob.error());
    options.walk.exclude.push_back(std::move(*glob));
  }
  std::error_code unknown;
  const std::string index = std::filesystem::weakly_canonical(paths.index, unknown).string();
  for (const char* suffix : {"", "-wal", "-shm", "-journal", "-lock"}) options.walk.own_files.push_back(index + suffix);
  options.walk.own_files.push_back(std::filesystem::weakly_canonical(paths.key, unknown).string());
  auto settings = detector_settings(command.detection);
  if (!settings) return tl::unexpected(settings.error());
  options.detectors = std::move(*settings);
  return options;
}

std::string progress_text(const scanner::ScanProgress& progress, double seconds) {
  const std::uint64_t bytes = progress.bytes;
  const auto rate = static_cast<std::uint64_t>(seconds > 0 ? static_cast<double>(bytes) / seconds : 0);
  std::string text = reports::counted(progress.files, "file", "files") + ", " + reports::size_in_words(bytes) + ", " + reports::size_in_words(rate) + "/s";
  if (progress.unchanged > 0) text += ", " + reports::grouped(progress.unchanged) + " unchanged";
  text += ", " + reports::counted(progress.findings, "finding", "findings");
  if (progress.unread > 0) text += ", " + reports::grouped(progress.unread) + " not read";
  const std::uint64_t total = progress.total_bytes;
  const std::uint64_t done = bytes + progress.bytes_unchanged;
  if (progress.total_known && total > done && seconds > 1 && rate > 0) {
    text += ", " + human_seconds(static_cast<double>(total - done) / static_cast<double>(rate)) + " left";
  } else {
    text += ", " + human_seconds(seconds);
  }
  return text;
}

std::uint64_t count_of(const scanner::Tally& tally, OutcomeKind kind) { return tally[static_cast<std::size_t>(kind)]; }

std::uint64_t unread(const scanner::Tally& tally) {
  std::uint64_t sum = 0;
  for (const OutcomeKind kind : kOutcomeKinds) {
    if (kind != OutcomeKind::read && kind != OutcomeKind::skipped) sum += count_of(tally, kind);
  }
  return sum;
}

std::uint64_t walked(const scanner::Tally& tally) {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : tally) sum += count;
  return sum;
}

void print_summary(const scanner::ScanSummary& summary, double seconds, const Colors& colors) {
  const index::ScanRecord& record = summary.record;
  std::ostream& out = std::cerr;
  out << colors.bold << (summary.stopped ? "Stopped" : "Scanned") << colors.off << ' '
      << reports::counted(record.files_seen, "object", "objects") << " in " << human_seconds(seconds) << ": "
      << reports::grouped(record.files_read) << " read (" << reports::size_in_words(record.bytes_read) << "), "
      << reports::grouped(record.files_unchanged) << " unchanged, " << reports::grouped(record.files_removed) << " gone.\n";
  out << "With what stands inside them " << reports::counted(walked(summary.tally), "object was", "objects were") << " walked:";
  const char* separator = " ";
  for (const OutcomeKind kind : kOutcomeKinds) {
    if (count_of(summary.tally, kind) == 0) continue;
    const std::string_view color = kind == OutcomeKind::read ? colors.green : colors.yellow;
    out << separator << color << reports::grouped(count_of(summary.tally, kind)) << ' ' << name_of(kind) << colors.off;
    separator = ", ";
  }
  out << ".\n" << reports::counted(summary.findings, "finding", "findings") << " of personal data.";
  if (unread(summary.tally) > 0) out << " `trawl report` lists what could not be read, and why.";
  if (summary.stopped) out << " The next scan goes on from here.";
  out << '\n';
}

// The ledger of the whole index, so that the summary states what could not be read by this scan or an earlier one.
Result<requests::Ledger> whole_ledger(const OpenWriter& index) {
  auto reader = index::Reader::open(index.paths.index, index.key);
  if (!reader) return tl::unexpected(reader.error());
  requests::Ledger ledger;
  const Status read = (*reader)->for_each_part([&ledger](index::PartId, const index::PartRecord& record) {
    ledger.add(record);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  return ledger;
}

int finish(const ScanCommand& command, const scanner::ScanSummary& summary, double seconds, const OpenWriter& index) {
  if (!command.output.quiet) print_summary(summary, seconds, colors_for(STDERR_FILENO, command.output));
  if (command.output.json) {
    auto ledger = whole_ledger(index);
    if (!ledger) return report_error(ledger.error());
    const auto milliseconds = static_cast<std::uint64_t>(seconds * 1000);
    std::cout << reports::scan_summary({summary.record, summary.tally, summary.findings, summary.text_bytes, milliseconds, summary.stopped},
                                       *ledger);
  }
  if (summary.stopped) return kExitStopped;
  return command.strict && unread(summary.tally) > 0 ? kExitUnread : kExitDone;
}

}  // namespace

int run(const ScanCommand& command) {
  auto paths = index_paths(command.index);
  if (!paths) return report_error(paths.error());
  auto options = scan_options(command, *paths);
  if (!options) return report_error(options.error());
  auto started = start_host(command.reading);
  if (!started) return report_error(started.error());
  scanner::Host& host = *started->host;
  options->limits = started->limits;
  options->passwords = std::move(started->passwords);
  auto index = open_writer(command.index);
  if (!index) return report_error(index.error());
  if ((*index)->new_key && !command.output.quiet) {
    std::cerr << "A new key was made: " << (*index)->paths.key.string()
              << "\nKeep a copy in a safe place: without it the index cannot be read, with it everybody can read it.\n";
  }
  for (const std::string& weakness : host.confinement().missing()) std::cerr << "trawl: warning: " << weakness << '\n';
  watch_for_stop();
  scanner::ScanProgress progress;
  const auto start = std::chrono::steady_clock::now();
  Result<scanner::ScanSummary> summary = fail(ErrorKind::internal, "");
  {
    const bool watched = !command.output.quiet && isatty(STDERR_FILENO) != 0;
    const scanner::TotalCount counting(watched, options->roots, options->walk, progress);
    const ProgressLine line(watched, [&](double seconds) { return progress_text(progress, seconds); });
    summary = scanner::scan(*options, (*index)->key, *(*index)->writer, host, progress, stop_requested());
  }
  if (!summary) return report_error(summary.error());
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return finish(command, *summary, seconds.count(), **index);
}

}  // namespace trawl::cli
