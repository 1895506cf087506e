// Storage: where an index keeps its blobs, by table and id, in transactions.
//
// Everything that comes here is sealed, apart from the header, so a database server can stand behind
// this as well as a file. SQLite does today (index/sqlite_storage.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl::index {

enum class Table : std::uint8_t {
  meta,         // header, manifest, tombstones: the ids are in index/manifest.h
  parts,        // by PartId
  directories,  // by the keyed token of the path
  scans,        // by the scan's id
  segments,     // by the segment's id: what is in its blocks
  blocks,       // by the block's id, ascending in time: postings
};

// One transaction at a time: what was put and erased since begin() is seen by this object at once, and by
// others, and after a crash, from commit() on. Destruction rolls back. One thread at a time. After any
// error but not_found the transaction is lost: roll back and open anew.
class Storage {
 public:
  using Id = std::uint64_t;
  using Visitor = std::function<Result<bool>(Id, std::string_view)>;  // false: enough

  virtual ~Storage() = default;

  virtual Status begin() = 0;
  virtual Status commit() = 0;
  virtual void rollback() = 0;

  virtual Result<std::optional<std::string>> get(Table table, Id id) = 0;
  virtual Result<bool> contains(Table table, Id id) = 0;
  virtual Status put(Table table, Id id, std::string_view blob) = 0;        // replaces
  virtual Result<std::uint64_t> erase(Table table, Id first, Id last) = 0;  // how many there were
  virtual Status for_each(Table table, const Visitor& visitor) = 0;         // ascending ids

  // Gives some of the space that erased blobs left back to the operating system; true: there is more to give.
  virtual Result<bool> shrink() = 0;
  virtual Result<std::uint64_t> size() = 0;  // bytes on disk
};

}  // namespace trawl::index
