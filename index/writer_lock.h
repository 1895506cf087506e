// WriterLock: who may write to an index. A file beside it ("INDEX-lock") holds the lock and the holder's process id;
// the system lets go of the lock when the process ends, however it ends.
//
// SQLite's own lock would do for safety, but a scan would have to hold one transaction from its beginning to its
// end to keep it, and a lock on the index file itself would be lost when any reader in the process closes it.
#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"
#include "core/descriptor.h"

namespace trawl::index {

class WriterLock {
 public:
  // busy, with the process id of the holder, where another one writes.
  static Result<std::unique_ptr<WriterLock>> take(const std::filesystem::path& index);
  ~WriterLock();  // takes the file away

 private:
  WriterLock(std::filesystem::path path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  std::filesystem::path path_;
  Descriptor file_;
};

}  // namespace trawl::index
