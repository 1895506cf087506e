// What a worker costs: reading a text file of 4 KB, 64 KB and 1 MB by way of trawl-worker, against the same reading in
// this process. Prints microseconds a file, the median of runs, and what a worker weighs.
//
// usage: worker_roundtrip [TRAWL-WORKER]
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "extractors/extractor.h"
#include "core/descriptor.h"
#include "scanner/worker/host.h"

namespace {

using namespace trawl;
using Clock = std::chrono::steady_clock;

// Takes what comes and adds it up, so that nothing of it can be left out.
class CountingSink : public PartSink {
 public:
  bool enter(const PartHeader&) override { return true; }
  bool text(const TextBlock& block) override {
    bytes += block.text.size();
    return true;
  }
  void leave(const Outcome& outcome) override { complete = outcome.complete(); }
  std::size_t bytes = 0;
  bool complete = false;
};

Descriptor file_of(std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += "Dear Ann, the minutes of the last meeting are attached; please check them. Bob\n";
  text.resize(bytes);
  Descriptor file(memfd_create("file", MFD_CLOEXEC));
  for (std::size_t done = 0; done < bytes;) {
    const ssize_t written = write(file.number(), text.data() + done, bytes - done);
    if (written <= 0) return {};
    done += static_cast<std::size_t>(written);
  }
  return file;
}

// Microseconds a call, the median of some runs of many calls.
template <typename Call>
double median_microseconds(std::size_t calls, Call call) {
  std::vector<double> runs;
  for (int run = 0; run < 9; ++run) {
    const auto begun = Clock::now();
    for (std::size_t i = 0; i < calls; ++i) call();
    const std::chrono::duration<double, std::micro> took = Clock::now() - begun;
    runs.push_back(took.count() / static_cast<double>(calls));
  }
  std::nth_element(runs.begin(), runs.begin() + runs.size() / 2, runs.end());
  return runs[runs.size() / 2];
}

// Memory of this program's one child process, where the system tells.
void print_weight(const char* when) {
  std::string child;
  std::ifstream("/proc/thread-self/children") >> child;
  std::ifstream file("/proc/" + child + "/smaps_rollup");
  std::string name, unit;
  long kilobytes = 0, resident = 0, own = 0;
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    if (!(fields >> name >> kilobytes >> unit)) continue;
    if (name == "Rss:") resident = kilobytes;
    if (name == "Private_Clean:" || name == "Private_Dirty:") own += kilobytes;
  }
  std::printf("a worker %s: %.1f MB resident, %.1f MB of its own\n", when, static_cast<double>(resident) / 1024,
              static_cast<double>(own) / 1024);
}

int compare(scanner::Host& host, std::size_t bytes) {
  const Descriptor file = file_of(bytes);
  PartHeader header;
  header.name = "minutes.txt";
  extractors::ReadOptions options;
  CountingSink sink;
  const std::size_t calls = std::max<std::size_t>(20, (8u << 20) / bytes);
  const double here = median_microseconds(calls, [&] {
    const auto source = extractors::file_source(file.number());
    extractors::read_part(header, *source, options, sink);
  });
  const std::size_t read_here = sink.bytes;
  sink.bytes = 0;
  bool good = true;
  const double there = median_microseconds(calls, [&] { good = host.read(file.number(), header, sink) && good; });
  if (!good || !sink.complete || sink.bytes != read_here) {
    std::fprintf(stderr, "the worker read something else than this process\n");
    return 1;
  }
  std::printf("%8zu bytes: in process %8.1f us, worker %8.1f us, overhead %+7.1f us\n", bytes, here, there,
              there - here);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  scanner::HostOptions options;
  options.workers = 1;
  if (count > 1) options.program = arguments[1];
  const auto begun = Clock::now();
  const auto host = scanner::Host::start(options);
  if (!host) {
    std::fprintf(stderr, "%s\n", host.error().message.c_str());
    return 1;
  }
  std::printf("start of a worker: %.1f ms\n", std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
  print_weight("at its start");
  for (const std::size_t bytes : {4u << 10, 64u << 10, 1u << 20}) {
    if (compare(**host, bytes) != 0) return 1;
  }
  print_weight("at the end");
  return 0;
}
