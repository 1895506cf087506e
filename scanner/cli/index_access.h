// Which index and which key a command means, and opening them.
#pragma once

#include <filesystem>
#include <memory>

#include "core/result.h"
#include "index/index.h"
#include "scanner/cli/command_line.h"

namespace trawl::cli {

struct IndexPaths {
  std::filesystem::path index, key;
};
// From the options, the environment (TRAWL_INDEX, TRAWL_KEY, systemd's CREDENTIALS_DIRECTORY), or the defaults.
Result<IndexPaths> index_paths(const IndexOptions& options);

// Writer and reader refer to the key beside them.
struct OpenWriter {
  index::Key key;
  std::unique_ptr<index::Writer> writer;
  bool new_key = false;  // a key file was made just now
  IndexPaths paths;
};
// Makes the index, and a key file where no passphrase is used, at the first scan.
Result<std::unique_ptr<OpenWriter>> open_writer(const IndexOptions& options);
// The same of an index that must be there: not_found otherwise.
Result<std::unique_ptr<OpenWriter>> open_writer_of_existing(const IndexOptions& options);

struct OpenReader {
  index::Key key;
  std::unique_ptr<index::Reader> reader;
};
Result<std::unique_ptr<OpenReader>> open_reader(const IndexOptions& options);

}  // namespace trawl::cli
