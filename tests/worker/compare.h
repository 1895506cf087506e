// Reads every file of a folder in a worker and in this process, and expects the same of both.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <tuple>

#include "extractors/extractor.h"
#include "core/descriptor.h"
#include "scanner/worker/host.h"
#include "tests/support/part_tree.h"

namespace trawl::test {

inline void expect_same(const SeenPart& worker, const SeenPart& here) {
  EXPECT_EQ(worker.header.name, here.header.name);
  EXPECT_EQ(worker.header.media_type, here.header.media_type);
  EXPECT_EQ(worker.header.size, here.header.size);
  EXPECT_EQ(worker.header.modified, here.header.modified);
  EXPECT_EQ(worker.outcome, here.outcome);
  ASSERT_EQ(worker.blocks.size(), here.blocks.size());
  for (std::size_t i = 0; i < here.blocks.size(); ++i) {
    const SeenBlock &a = worker.blocks[i], &b = here.blocks[i];
    EXPECT_EQ(std::tie(a.kind, a.text, a.label, a.anchor, a.line, a.row, a.hidden, a.deleted),
              std::tie(b.kind, b.text, b.label, b.anchor, b.line, b.row, b.hidden, b.deleted));
  }
  ASSERT_EQ(worker.parts.size(), here.parts.size());
  for (std::size_t i = 0; i < here.parts.size(); ++i) expect_same(worker.parts[i], here.parts[i]);
}

// How many files were compared.
inline std::size_t compare_all(const std::filesystem::path& folder) {
  scanner::HostOptions options;
  options.program = TRAWL_BINARY_DIR "/bin/trawl-worker";
  const auto host = scanner::Host::start(options);
  EXPECT_TRUE(host);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!host || !entry.is_regular_file()) continue;
    SCOPED_TRACE(entry.path().string());
    const Descriptor file(open(entry.path().c_str(), O_RDONLY | O_CLOEXEC));
    PartHeader header;
    header.name = entry.path().filename();
    PartTree in_worker, here;
    EXPECT_TRUE((*host)->read(file.number(), header, in_worker));
    const auto source = extractors::file_source(file.number());
    extractors::read_part(header, *source, {}, here);
    EXPECT_TRUE(in_worker.balanced());
    expect_same(in_worker.root, here.root);
    ++files;
  }
  return files;
}

}  // namespace trawl::test
