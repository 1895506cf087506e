// trawl-worker: parses files for a Host, one at a time, in a sandbox. Started by trawl, never by hand, except as
// `trawl-worker --self-test`, which tells what holds it in on this system.
#include <cstdio>
#include <string_view>

#include "extractors/extractor.h"
#include "extractors/ocr.h"
#include "scanner/worker/host.h"
#include "scanner/worker/serve.h"

namespace {

using namespace trawl;

void read_file(int descriptor, const scanner::Task& task, extractors::Ocr* ocr, PartSink& sink) {
  extractors::ReadOptions options;
  options.ocr = ocr;
  options.limits = task.limits;
  options.passwords = task.passwords;
  options.given_up = task.given_up;
  const auto source = extractors::file_source(descriptor);
  extractors::read_part(task.header, *source, options, sink);
}

// Starts this very program as a worker and prints what it found out about itself.
int self_test() {
  scanner::HostOptions options;
  options.program = "/proc/self/exe";
  options.workers = 1;
  const auto host = scanner::Host::start(options);
  if (!host) {
    std::fprintf(stderr, "%s\n", host.error().message.c_str());
    return 2;
  }
  const scanner::Confinement confinement = (*host)->confinement();
  for (const std::string& missing : confinement.missing()) std::printf("missing: %s\n", missing.c_str());
  if (confinement.complete()) std::printf("complete: workers are confined by Landlock, seccomp and a memory limit\n");
  return confinement.complete() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 2 && std::string_view(arguments[1]) == "--self-test") return self_test();
  std::unique_ptr<extractors::Ocr> ocr;
  const auto read = [&ocr](int descriptor, const scanner::Task& task, PartSink& sink) {
    read_file(descriptor, task, ocr.get(), sink);
  };
  const auto start_ocr = [&ocr](const std::string& languages) -> Status {
    auto started = extractors::start_ocr(languages);
    if (!started) return tl::unexpected(started.error());
    ocr = std::move(*started);
    return {};
  };
  return scanner::serve(read, start_ocr);
}
