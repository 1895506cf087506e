// Storage in one SQLite file.
#include "index/sqlite_storage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "core/descriptor.h"
#include "index/index.h"
#include "index/sqlite_connection.h"

namespace trawl::index {
namespace {

constexpr int kApplicationId = 0x5472776C;  // "Trwl"
constexpr int kPagesAStep = 4'096;

constexpr std::array<const char*, 6> kTables = {"meta", "parts", "directories", "scans", "segments", "blocks"};

std::string create_sql(const char* table) {
  return std::string("CREATE TABLE ") + table + "(id INTEGER PRIMARY KEY, blob BLOB NOT NULL)";
}

// Ids are unsigned and SQLite's are signed. Flipping the top bit would keep the order of all of them, but
// make every id nine bytes long; only tokens of paths use that bit, and their order means nothing.
sqlite3_int64 rowid(Storage::Id id) {
  return static_cast<sqlite3_int64>(id);
}

class SqliteStorage : public Storage {
 public:
  explicit SqliteStorage(Connection connection, Access access) : connection_(std::move(connection)), access_(access) {}
  ~SqliteStorage() override {
    if (open_) rollback();
  }

  Status prepare();

  Status begin() override;
  Status commit() override { return mark_open(run("COMMIT"), false); }
  void rollback() override {
    (void)run("ROLLBACK");
    open_ = false;
  }

  Result<std::optional<std::string>> get(Table table, Id id) override;
  Result<bool> contains(Table table, Id id) override;
  Status put(Table table, Id id, std::string_view blob) override;
  Result<std::uint64_t> erase(Table table, Id first, Id last) override;
  Status for_each(Table table, const Visitor& visitor) override;
  Result<bool> shrink() override;
  Result<std::uint64_t> size() override;

  Status run(const char* sql);
  Result<sqlite3_int64> number(const char* sql);
  Status check_version();

 private:
  struct Statements {
    Statement get, contains, put, erase, all;
  };
  Statements& of(Table table) { return statements_[static_cast<std::size_t>(table)]; }
  Status mark_open(Status status, bool open) {
    if (status) open_ = open;
    return status;
  }
  Status wipe_freed_pages(Table table);

  Connection connection_;  // outlives the statements
  std::array<Statements, kTables.size()> statements_;
  Access access_;
  bool open_ = false;   // a transaction
  bool older_ = false;  // an older format version wrote the file
  bool wiping_always_ = false;
};

// What is written to a file of an older version is of this one, in the same transaction.
Status SqliteStorage::begin() {
  Status begun = mark_open(run(access_ == Access::write ? "BEGIN IMMEDIATE" : "BEGIN"), true);
  if (!begun || !older_ || access_ == Access::read) return begun;
  return run(("PRAGMA user_version=" + std::to_string(kFormatVersion)).c_str());
}

Status SqliteStorage::run(const char* sql) {
  const int code = sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(code);
  return {};
}

Result<sqlite3_int64> SqliteStorage::number(const char* sql) {
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v2(connection_.get(), sql, -1, &raw, nullptr);
  const Statement statement(raw);
  if (code == SQLITE_OK) code = sqlite3_step(raw);
  if (code != SQLITE_ROW) return sqlite_failure(code == SQLITE_DONE ? SQLITE_CORRUPT : code);
  return sqlite3_column_int64(raw, 0);
}

Status SqliteStorage::prepare() {
  for (std::size_t i = 0; i < kTables.size(); ++i) {
    const std::string table = kTables[i];
    Statements& statements = statements_[i];
    const std::pair<Statement*, std::string> wanted[] = {
        {&statements.get, "SELECT blob FROM " + table + " WHERE id = ?1"},
        {&statements.contains, "SELECT 1 FROM " + table + " WHERE id = ?1"},
        {&statements.put, "INSERT OR REPLACE INTO " + table + "(id, blob) VALUES (?1, ?2)"},
        {&statements.erase, "DELETE FROM " + table + " WHERE id BETWEEN ?1 AND ?2"},
        {&statements.all, "SELECT id, blob FROM " + table + " ORDER BY id"},
    };
    for (const auto& [statement, sql] : wanted) {
      sqlite3_stmt* raw = nullptr;
      const int code = sqlite3_prepare_v3(connection_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
      statement->reset(raw);
      if (code != SQLITE_OK) return sqlite_failure(code == SQLITE_ERROR ? SQLITE_CORRUPT : code);
    }
  }
  return {};
}

Result<std::optional<std::string>> SqliteStorage::get(Table table, Id id) {
  const Use use(of(table).get.get());
  sqlite3_bind_int64(use.get(), 1, rowid(id));
  const int code = sqlite3_step(use.get());
  if (code == SQLITE_DONE) return std::optional<std::string>();
  if (code != SQLITE_ROW) return sqlite_failure(code);
  return std::optional<std::string>(column_blob(use.get(), 0));
}

Result<bool> SqliteStorage::contains(Table table, Id id) {
  const Use use(of(table).contains.get());
  sqlite3_bind_int64(use.get(), 1, rowid(id));
  const int code = sqlite3_step(use.get());
  if (code != SQLITE_DONE && code != SQLITE_ROW) return sqlite_failure(code);
  return code == SQLITE_ROW;
}

Status SqliteStorage::put(Table table, Id id, std::string_view blob) {
  if (const Status set = wipe_freed_pages(table); !set) return set;
  const Use use(of(table).put.get());
  sqlite3_bind_int64(use.get(), 1, rowid(id));
  int code = sqlite3_bind_blob64(use.get(), 2, blob.data(), blob.size(), SQLITE_STATIC);
  if (code == SQLITE_OK) code = sqlite3_step(use.get());
  if (code != SQLITE_DONE) return sqlite_failure(code);
  return {};
}

// What told of people is overwritten when it goes, also in pages that become free as a whole. Blocks of
// postings are not worth the doubled writing: they hold keyed tokens only.
Status SqliteStorage::wipe_freed_pages(Table table) {
  const bool always = table != Table::blocks && table != Table::segments;
  if (always == wiping_always_) return {};
  wiping_always_ = always;
  return run(always ? "PRAGMA secure_delete=ON" : "PRAGMA secure_delete=FAST");
}

Result<std::uint64_t> SqliteStorage::erase(Table table, Id first, Id last) {
  if (const Status set = wipe_freed_pages(table); !set) return tl::unexpected(set.error());
  const Use use(of(table).erase.get());
  sqlite3_bind_int64(use.get(), 1, rowid(first));
  sqlite3_bind_int64(use.get(), 2, rowid(last));
  const int code = sqlite3_step(use.get());
  if (code != SQLITE_DONE) return sqlite_failure(code);
  return static_cast<std::uint64_t>(sqlite3_changes64(connection_.get()));
}

Status SqliteStorage::for_each(Table table, const Visitor& visitor) {
  const Use use(of(table).all.get());
  while (true) {
    const int code = sqlite3_step(use.get());
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return sqlite_failure(code);
    const Result<bool> more = visitor(static_cast<Id>(sqlite3_column_int64(use.get(), 0)), column_blob(use.get(), 1));
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
}

Result<bool> SqliteStorage::shrink() {
  const Result<sqlite3_int64> before = number("PRAGMA freelist_count");
  const std::string step = "PRAGMA incremental_vacuum(" + std::to_string(kPagesAStep) + ")";
  if (const Status done = run(step.c_str()); !done) return tl::unexpected(done.error());
  const Result<sqlite3_int64> after = number("PRAGMA freelist_count");
  if (!before || !after) return tl::unexpected(before ? after.error() : before.error());
  return *after > 0 && *after < *before;
}

Result<std::uint64_t> SqliteStorage::size() {
  const Result<sqlite3_int64> pages = number("PRAGMA page_count");
  const Result<sqlite3_int64> bytes = number("PRAGMA page_size");
  if (!pages || !bytes) return tl::unexpected(pages ? bytes.error() : pages.error());
  return static_cast<std::uint64_t>(*pages) * static_cast<std::uint64_t>(*bytes);
}

// A schema can hold triggers and views that run when a table is touched: only ours is accepted.
Status check_schema(sqlite3* connection) {
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v2(connection, "SELECT sql FROM sqlite_schema ORDER BY rowid", -1, &raw, nullptr);
  const Statement statement(raw);
  if (code != SQLITE_OK) return sqlite_failure(code);
  for (const char* table : kTables) {
    code = sqlite3_step(raw);
    if (code != SQLITE_ROW) return sqlite_failure(code == SQLITE_DONE ? SQLITE_CORRUPT : code);
    if (column_blob(raw, 0) != create_sql(table)) return sqlite_failure(SQLITE_CORRUPT);
  }
  code = sqlite3_step(raw);
  if (code != SQLITE_DONE) return sqlite_failure(code == SQLITE_ROW ? SQLITE_CORRUPT : code);
  return {};
}

Status SqliteStorage::check_version() {
  const Result<sqlite3_int64> application = number("PRAGMA application_id");
  if (!application) return tl::unexpected(application.error());
  if (*application != kApplicationId) return fail(ErrorKind::damaged, "the file is not an index of trawl");
  const Result<sqlite3_int64> version = number("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  older_ = *version < kFormatVersion;
  if (*version >= 1 && *version <= kFormatVersion) return {};
  return fail(ErrorKind::wrong_version, "the index has format version " + std::to_string(*version) +
                                            " and this trawl uses " + std::to_string(kFormatVersion) +
                                            "; scan into a new index, or use the version of trawl that wrote it");
}

Result<std::unique_ptr<SqliteStorage>> checked(const std::string& uri, int flags, Access access) {
  Result<Connection> connection = connect(uri, flags | SQLITE_OPEN_URI);
  if (!connection) return tl::unexpected(connection.error());
  sqlite3* raw = connection->get();
  auto storage = std::make_unique<SqliteStorage>(std::move(*connection), access);
  Status status = storage->run("PRAGMA cell_size_check=ON");
  if (status) status = storage->check_version();
  if (status) status = check_schema(raw);
  if (status) status = storage->prepare();
  if (status && access == Access::read) status = storage->run("PRAGMA query_only=ON");
  if (status && access == Access::write) {
    // FULL: a commit is on disk when it returns, so that `erase` can be believed after a power cut.
    status = storage->run(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864; PRAGMA "
        "secure_delete=FAST");
  }
  if (!status) return tl::unexpected(status.error());
  return storage;
}

Status check_file(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == EACCES) return fail(ErrorKind::denied, "the index cannot be reached by this user");
    return fail(ErrorKind::not_found, "there is no index here; run trawl scan first");
  }
  if (!S_ISREG(status.st_mode)) return fail(ErrorKind::damaged, "the file is not an index of trawl");
  return {};
}

}  // namespace

Result<std::unique_ptr<Storage>> open_sqlite(const std::filesystem::path& path, Access access) {
  if (const Status there = check_file(path); !there) return tl::unexpected(there.error());
  const std::string uri = uri_of(path, "");
  // A reader may write the log's index and clear up after itself where it is allowed to; query_only keeps
  // it from more. Where it is not it only reads; and where there is no log and none can be made, no
  // process writes, so that no log is needed.
  Result<std::unique_ptr<SqliteStorage>> storage = checked(uri, SQLITE_OPEN_READWRITE, access);
  const auto refused = [&] {
    return !storage && (storage.error().kind == ErrorKind::denied || storage.error().kind == ErrorKind::io);
  };
  if (access == Access::read && refused()) storage = checked(uri, SQLITE_OPEN_READONLY, access);
  if (access == Access::read && refused() && ::access((path.native() + "-wal").c_str(), F_OK) != 0) {
    storage = checked(uri_of(path, "?immutable=1"), SQLITE_OPEN_READONLY, access);
  }
  if (!storage) return tl::unexpected(storage.error());
  return std::unique_ptr<Storage>(std::move(*storage));
}

namespace {

Status make_file(const std::filesystem::path& path) {
  // Closed before SQLite opens it: closing a file drops all locks that this process holds on it.
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file) return {};
  if (errno == EACCES || errno == EPERM || errno == EROFS) {
    return fail(ErrorKind::denied, "the index cannot be made in that directory");
  }
  return fail(ErrorKind::io, "the index cannot be made; does its directory exist, and is there space?");
}

Status make_tables(const std::filesystem::path& path, const std::function<Status(Storage&)>& fill) {
  Result<Connection> connection = connect(uri_of(path, ""), SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI);
  if (!connection) return tl::unexpected(connection.error());
  SqliteStorage storage(std::move(*connection), Access::write);
  std::string sql = "PRAGMA page_size=4096; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA synchronous=FULL; BEGIN;";
  for (const char* table : kTables) sql += create_sql(table) + ";";
  sql += "PRAGMA application_id=" + std::to_string(kApplicationId) + ";";
  sql += "PRAGMA user_version=" + std::to_string(kFormatVersion) + "; COMMIT";
  Status status = storage.run(sql.c_str());
  if (status) status = storage.prepare();
  if (status) status = storage.begin();
  if (status) status = fill(storage);
  if (status) status = storage.commit();
  return status;
}

}  // namespace

Result<std::unique_ptr<Storage>> create_sqlite(const std::filesystem::path& path,
                                               const std::function<Status(Storage&)>& fill) {
  // Under another name until it is whole, so that a kill cannot leave half an index.
  const std::string unfinished = path.native() + "-new";
  ::unlink(unfinished.c_str());
  Status status = make_file(unfinished);
  if (status) status = make_tables(unfinished, fill);
  if (status && ::rename(unfinished.c_str(), path.c_str()) != 0) {
    status = fail(ErrorKind::io, "the index cannot be given its name");
  }
  if (!status) {
    ::unlink(unfinished.c_str());
    return tl::unexpected(status.error());
  }
  return open_sqlite(path, Access::write);
}

}  // namespace trawl::index
