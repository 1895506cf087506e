// SqliteFile: a database opened by libsqlite3 over the bytes of a source: no file is opened, nothing is written,
// nothing of the schema is run. Remembers which pages SQLite has read, so that what it could not reach in a damaged one
// is known.
//
// Used by one thread; the source must outlive it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "extractors/random_access.h"

namespace trawl::extractors {

class SqliteFile {
 public:
  static Result<std::unique_ptr<SqliteFile>> open(const RandomAccess& bytes, const Limits& limits);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  // One statement; null where SQLite does not take it, which is then damage().
  using Statement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;
  Statement prepare(const std::string& sql);

  // Whether there is another row. False at the end, and where the database is damaged.
  bool step(const Statement& statement);

  bool damaged() const { return damaged_; }
  void forget_damage(bool damaged) { damaged_ = damaged; }  // a statement was only tried
  bool was_read(std::uint32_t page) const;                  // pages are numbered from 1

 private:
  SqliteFile(const RandomAccess& bytes, std::uint32_t page_size);
  Status connect(const Limits& limits);

  // The methods of the VFS (sqlite.org/c3ref/vfs.html), which find this object in pAppData or behind the file's
  // methods.
  struct File;
  static int open_file(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags);
  static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset);
  static int file_size(sqlite3_file* file, sqlite3_int64* size);

  const RandomAccess& bytes_;
  std::uint32_t page_size_;
  std::string vfs_name_;
  sqlite3_vfs vfs_{};
  sqlite3_io_methods methods_{};
  sqlite3* database_ = nullptr;
  std::vector<bool> pages_read_;
  std::uint32_t last_page_ = 0;
  bool damaged_ = false;
};

}  // namespace trawl::extractors
