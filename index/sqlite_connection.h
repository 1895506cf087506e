// Connections to a SQLite file, the handles of its statements, and what its error codes mean to a user.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace trawl::index {

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// Resets a prepared statement when its use is over, so that it holds no lock and no bound memory.
class Use {
 public:
  explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
  ~Use() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  sqlite3_stmt* get() const { return statement_; }

 private:
  sqlite3_stmt* statement_;
};

// Valid until the statement is stepped or reset.
std::string_view column_blob(sqlite3_stmt* statement, int column);

// The error of a result code. Its message holds neither SQL nor data.
tl::unexpected<Error> sqlite_failure(int code);

// The URI of a file, ready for SQLITE_OPEN_URI; `parameters` as "?immutable=1".
std::string uri_of(const std::filesystem::path& path, std::string_view parameters);

// Opens without a mutex (one thread at a time), waits some seconds where another process holds the file, and
// trusts nothing that stands in the schema. `flags`: SQLITE_OPEN_*.
Result<Connection> connect(const std::string& name, int flags);

}  // namespace trawl::index
