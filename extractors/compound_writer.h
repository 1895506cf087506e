// A storage of a compound file as a file of its own ([MS-CFB]), so that an embedded document or message is read like any
// other part.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "extractors/compound_file.h"

namespace trawl::extractors {

// What to write: an entry of `file` with all below it, or bytes that a test or a caller made. Children of one storage
// have different names.
struct CompoundNode {
  std::string name;
  CompoundFile::Kind kind = CompoundFile::Kind::stream;
  std::string bytes;                       // of a stream
  std::array<char, 16> class_id{};         // of a storage
  std::vector<CompoundNode> children{};    // of a storage
};

// The entry and all below it, with at most `limit` bytes in all: over_limit beyond that, or where storages are nested
// deeper than 64.
Result<CompoundNode> compound_node(const CompoundFile& file, std::size_t entry, std::uint64_t limit);

// A compound file of version 4 whose root is the storage. over_limit where it would need more than the 109 sectors of
// allocation table that a header lists (446 MB).
Result<std::string> compound_bytes(const CompoundNode& root);

}  // namespace trawl::extractors
