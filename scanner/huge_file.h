// HugeFile: a plain text file that is read in slices by several threads, and gathered again in order.
//
// Slices end with lines. A line longer than kOverlap is cut, and the slice behind the cut begins anew there, so that
// the last kOverlap bytes are read by both: what stands across the cut is found, and what is found twice is one value.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "scanner/recorder.h"
#include "scanner/store.h"
#include "scanner/walk/walker.h"

namespace trawl::scanner {

struct Slice {
  std::uint64_t offset = 0;  // bytes
  std::uint64_t size = 0;
  bool last = false;
};

// Hands out the slices of a file of a given size.
class SliceCutter {
 public:
  static constexpr std::uint64_t kBytes = 1u << 20;
  SliceCutter() = default;
  explicit SliceCutter(std::uint64_t size) : size_(size) {}
  Slice next();

 private:
  std::uint64_t size_ = 0, at_ = 0;
};

// What one slice yields; lines are counted from the slice's start.
struct SliceYield {
  std::unique_ptr<PartContent> content;
  std::vector<index::Token> tokens;
  std::uint64_t lines = 0;
  Outcome outcome;  // read, or why not
  bool last = false;
};

struct HugeFile {
  static constexpr std::uint64_t kMinBytes = 4u << 20;

  // Opens an entry if it is plain text; nullptr where it is not, or cannot be opened.
  static std::shared_ptr<HugeFile> open(const DirectoryJob& job, std::size_t entry);

  // Takes in the slices in their order; true with the last one.
  bool gather(SliceYield slice);
  // Makes the file's record and yields it; returns what identifies the file as read.
  index::FileIdentity finish(const index::Key& key, Yield& yield);

  Descriptor descriptor;
  std::size_t entry = 0;
  std::string path, shown_path, name;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // seconds
  index::FileIdentity identity;
  bool stamped_now = false;   // its time stamps may not tell the next change
  index::PartId id = 0;
  bool abandoned = false;     // the scan was stopped

 private:
  std::unique_ptr<PartContent> content_;
  std::uint64_t lines_ = 0;
  Outcome outcome_;
};

SliceYield read_slice(const HugeFile& file, const Slice& slice, Recorder& recorder);

// How the path of an entry is shown and searched: from the root's name on.
std::string shown_path_of(const DirectoryJob& job, std::size_t entry);

// What identifies an open file; and whether it was stamped so lately that a later change might not show.
struct ExaminedFile {
  index::FileIdentity identity;
  std::int64_t modified = 0;  // seconds since 1970 UTC
  bool regular = false;
  bool stamped_now = false;
};
ExaminedFile examine(int descriptor);

}  // namespace trawl::scanner
