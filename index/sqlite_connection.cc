#include "index/sqlite_connection.h"

namespace trawl::index {
namespace {

constexpr int kLongestBlob = 512 << 20;  // bytes
constexpr int kBusyMilliseconds = 5'000;

ErrorKind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorKind::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH: return ErrorKind::damaged;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return ErrorKind::denied;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM: return ErrorKind::over_limit;
    case SQLITE_MISUSE: return ErrorKind::internal;
    default: return ErrorKind::io;
  }
}

std::string message_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another process holds the index; try again when it is done";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_MISMATCH: return "the index file is damaged; restore it from a backup or scan again into a new one";
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH: return "the index file or its directory cannot be written by this user";
    case SQLITE_FULL:
      return "the disk is full; the index holds all up to the last commit, so free some space and scan again";
    default: break;
  }
  // SQLite's own words for a code hold neither SQL nor data.
  return std::string("the index file cannot be used: ") + sqlite3_errstr(code);
}

}  // namespace

tl::unexpected<Error> sqlite_failure(int code) {
  return fail(kind_of(code), message_of(code));
}

std::string_view column_blob(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_blob(statement, column);
  const int size = sqlite3_column_bytes(statement, column);
  return {static_cast<const char*>(bytes), bytes == nullptr ? 0 : static_cast<std::size_t>(size)};
}

Result<Connection> connect(const std::string& name, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Connection connection(raw);
  if (code != SQLITE_OK) return sqlite_failure(code);
  sqlite3_extended_result_codes(raw, 0);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, kLongestBlob);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return connection;
}

std::string uri_of(const std::filesystem::path& path, std::string_view parameters) {
  std::string uri = "file:";
  const std::string name = std::filesystem::absolute(path).native();
  for (const char c : name) {
    if (c == '%' || c == '?' || c == '#') {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      uri += '%';
      uri += kHex[static_cast<unsigned char>(c) >> 4];
      uri += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      uri += c;
    }
  }
  return uri.append(parameters);
}

}  // namespace trawl::index
