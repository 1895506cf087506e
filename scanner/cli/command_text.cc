// trawl text: what trawl reads in a file: the blocks with their places, and how every part ended.
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>

#include "core/locator.h"
#include "reports/lines.h"
#include "scanner/cli/commands.h"
#include "scanner/cli/reading.h"
#include "scanner/cli/terminal.h"
#include "scanner/file_reader.h"
#include "scanner/huge_file.h"
#include "scanner/walk/walker.h"

namespace trawl::cli {
namespace {

// Writes the events of files to standard output, many in one go: a stream writes whatever is long at once.
class TextPrinter final : public PartSink {
 public:
  TextPrinter(bool json, const Colors& colors) : json_(json), colors_(colors) {}

  ~TextPrinter() override { flush(); }
  TextPrinter(const TextPrinter&) = delete;
  TextPrinter& operator=(const TextPrinter&) = delete;

  void begin(std::string path) { locator_.hops = {std::move(path)}; }

  bool enter(const PartHeader& header) override {
    if (depth_++ > 0) locator_.hops.push_back(header.name);
    types_.push_back(header.media_type);
    return !stop_requested() && std::cout.good();
  }

  bool text(const TextBlock& block) override {
    if (json_) {
      TextBlock placed = block;
      const std::string anchor = anchor_at(block, 0);
      placed.anchor = anchor;
      put(reports::text_line(locator_, placed));
    } else {
      print_plain(block);
    }
    return !stop_requested() && std::cout.good();
  }

  void leave(const Outcome& outcome) override {
    if (json_) {
      put(reports::outcome_line(locator_, outcome, types_.back()));
    } else {
      print_plain(outcome);
    }
    types_.pop_back();
    if (--depth_ > 0) locator_.hops.pop_back();
    all_read_ &= outcome.complete();
  }

  bool all_read() const { return all_read_; }

 private:
  static constexpr std::size_t kAtOnce = 64 * 1024;

  void put(std::string_view text) {
    waiting_ += text;
    if (waiting_.size() >= kAtOnce) flush();
  }
  void flush() {
    std::cout << waiting_ << std::flush;
    waiting_.clear();
  }

  void print_plain(const TextBlock& block) {
    line_.assign(colors_.dim);
    locator_.anchor = anchor_at(block, 0);
    line_ += print(locator_);
    locator_.anchor.clear();
    line_.append(" (").append(name_of(block.kind));
    if (!block.label.empty()) line_.append(", ").append(block.label);
    if (block.hidden) line_ += ", hidden";
    if (block.deleted) line_ += ", deleted";
    line_.append(")").append(colors_.off).append("\n").append(block.text);
    if (!block.text.ends_with('\n')) line_ += '\n';
    put(line_);
  }

  void print_plain(const Outcome& outcome) {
    const std::string_view color = outcome.kind == OutcomeKind::read ? colors_.green : colors_.yellow;
    line_.assign(colors_.bold);
    line_ += print(locator_) + std::string(colors_.off) + "  [" + std::string(color) + std::string(name_of(outcome.kind)) +
             std::string(colors_.off);
    if (!outcome.reason.empty()) line_ += ": " + outcome.reason;
    put(line_ += "]\n");
  }

  bool json_;
  Colors colors_;
  Locator locator_;
  std::vector<std::string> types_;
  std::size_t depth_ = 0;
  bool all_read_ = true;
  std::string line_;
  std::string waiting_;  // to be written
};

// A file that is not opened: its outcome alone.
void print_unread(TextPrinter& printer, const Outcome& outcome) {
  printer.enter({});
  printer.leave(outcome);
}

Status print_entry(const scanner::WalkedDirectory& directory, std::size_t index, scanner::FileReader& reader,
                   TextPrinter& printer) {
  const scanner::WalkedEntry& entry = directory.entries[index];
  const std::string& name = entry.listed.name;
  printer.begin(path_of(directory, index));
  if (entry.outcome) {
    print_unread(printer, *entry.outcome);
    return {};
  }
  auto opened = scanner::open_for_reading(directory.descriptor->number(), name.c_str());
  if (!opened) {
    print_unread(printer, outcome_of(opened.error()));
    return {};
  }
  const Descriptor file(*opened);
  const scanner::ExaminedFile examined = scanner::examine(file.number());
  PartHeader header;
  header.name = name;
  header.size = examined.identity.size;
  header.modified = examined.modified;
  return reader.read(file.number(), header, printer);
}

}  // namespace

int run(const TextCommand& command) {
  ReadingOptions reading = command.reading;
  if (reading.jobs == 0) reading.jobs = 1;
  auto started = start_host(reading);
  if (!started) return report_error(started.error());
  auto roots = absolute_roots(command.paths);
  if (!roots) return report_error(roots.error());
  auto walker = scanner::Walker::start(*roots, {});
  if (!walker) return report_error(walker.error());
  watch_for_stop();
  std::ios::sync_with_stdio(false);
  scanner::FileReader reader(*started->host, started->limits);
  TextPrinter printer(command.output.json, colors_for(STDOUT_FILENO, command.output));
  while (auto directory = (*walker)->next()) {
    for (std::size_t entry = 0; entry < directory->entries.size(); ++entry) {
      if (stop_requested()) return kExitStopped;
      const Status printed = print_entry(*directory, entry, reader, printer);
      if (!printed) return report_error(printed.error());
    }
  }
  return kExitDone;
}

}  // namespace trawl::cli
