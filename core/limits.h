// Limits: how much of anything trawl reads before it says `over_limit`. All configurable; each has
// an outcome and a test. Defaults: docs/limits.md.
#pragma once

#include <cstdint>

namespace trawl {

struct Limits {
  std::uint32_t depth = 16;                           // parts inside parts
  std::uint64_t members = 1'000'000;                  // parts directly in one container, messages in a mailbox
  std::uint64_t parts = 10'000'000;                   // parts in one top-level file, at any depth
  std::uint64_t container_bytes = 4ull << 30;         // unpacked bytes out of one top-level file, beyond its own size
  std::uint32_t ratio = 200;                          // unpacked to packed, once ratio_floor was unpacked
  std::uint64_t ratio_floor = 100ull << 20;           // bytes
  std::uint64_t whole_bytes = 512ull << 20;           // bytes of a part that must be held in memory as a whole
  std::uint64_t text_bytes = 4ull << 30;              // text out of one part
  std::uint64_t block_bytes = 1ull << 20;             // text in one block
  std::uint32_t pages = 20'000;                       // pages of a document
  std::uint32_t part_seconds = 60;                    // time in one part without its children
  std::uint32_t ocr_seconds = 30;                     // time in the recognition of one picture or page
  std::uint64_t ocr_pixels = 120'000'000;             // of a picture or page that is recognised
  std::uint64_t worker_bytes = 2ull << 30;            // address space of a worker process
  std::uint32_t crashes = 8;                          // workers one top-level file may kill
};

}  // namespace trawl
