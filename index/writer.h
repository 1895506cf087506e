// The writer and the reader over any Storage: what Writer::open and Reader::open make over a file.
#pragma once

#include <memory>

#include "index/index.h"
#include "index/storage.h"
#include "index/writer_lock.h"

namespace trawl::index {

// Puts the first blobs of a new index into storage, in its open transaction.
Status fill_new_index(Storage& storage, const Key& key, const std::optional<Key::PassphraseCost>& cost);

// `lock` is held as long as the writer lives; may be null where the storage locks by itself.
Result<std::unique_ptr<Writer>> make_writer(std::unique_ptr<Storage> storage, const Key& key,
                                            const Writer::Options& options, std::unique_ptr<WriterLock> lock);

Result<std::unique_ptr<Reader>> make_reader(std::unique_ptr<Storage> storage, const Key& key);

}  // namespace trawl::index
