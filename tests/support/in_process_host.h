// InProcessHost: a Host that parses in this process, for tests of what stands around it. Needs trawl_extractors.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "extractors/extractor.h"
#include "scanner/worker/host.h"

namespace trawl::test {

class InProcessHost final : public scanner::Host {
 public:
  Status read(int descriptor, const PartHeader& header, PartSink& sink) override {
    ++reads;
    const auto source = extractors::file_source(descriptor);
    extractors::ReadOptions options;
    options.passwords = passwords;
    extractors::read_part(header, *source, options, sink);
    return {};
  }
  std::atomic<std::uint64_t> reads{0};
  std::vector<std::string> passwords;
};

}  // namespace trawl::test
