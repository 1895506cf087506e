// Storage in one SQLite file (https://www.sqlite.org/fileformat2.html), in WAL mode: readers see the
// last commit while a writer works, and a process killed at any moment leaves the last commit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "index/storage.h"

namespace trawl::index {

enum class Access {
  read,   // a transaction is a view of the last commit before it
  write,  // the file must exist
};

// not_found; wrong_version where another format version wrote it; damaged where it is no index.
Result<std::unique_ptr<Storage>> open_sqlite(const std::filesystem::path& path, Access access);

// Makes an index file of mode 0600 that holds what `fill` puts into it, and opens it for writing. Nothing may
// be there yet. A kill leaves the whole of it or none.
Result<std::unique_ptr<Storage>> create_sqlite(const std::filesystem::path& path,
                                               const std::function<Status(Storage&)>& fill);

}  // namespace trawl::index
