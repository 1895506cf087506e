// SqliteFile: see sqlite_file.h.
#include "extractors/sqlite_file.h"

#include <algorithm>
#include <cstring>

#include "extractors/sqlite_pages.h"

namespace trawl::extractors {

struct SqliteFile::File {
  sqlite3_file base;
  SqliteFile* owner;
};

namespace {

int read_only(sqlite3_file*) {
  return SQLITE_READONLY;
}
int nothing(sqlite3_file*) {
  return SQLITE_OK;
}
int no_lock(sqlite3_file*, int) {
  return SQLITE_OK;
}

void set_limits(sqlite3* database, const Limits& limits) {
  const auto longest = static_cast<int>(std::min<std::uint64_t>(limits.whole_bytes, 1u << 30));
  const std::pair<int, int> all[] = {{SQLITE_LIMIT_LENGTH, longest},    {SQLITE_LIMIT_SQL_LENGTH, 4 << 20},
                                     {SQLITE_LIMIT_EXPR_DEPTH, 200},    {SQLITE_LIMIT_COMPOUND_SELECT, 10},
                                     {SQLITE_LIMIT_VDBE_OP, 200'000},   {SQLITE_LIMIT_ATTACHED, 0},
                                     {SQLITE_LIMIT_VARIABLE_NUMBER, 8}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                                     {SQLITE_LIMIT_WORKER_THREADS, 0},  {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100}};
  for (const auto& [limit, value] : all) sqlite3_limit(database, limit, value);
}

// What a file of a stranger is opened with (sqlite.org/security.html, "Untrusted SQLite database files").
void distrust(sqlite3* database) {
  const std::pair<int, int> all[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                     {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                     {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                     {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                     {SQLITE_DBCONFIG_DQS_DML, 0},
                                     {SQLITE_DBCONFIG_DQS_DDL, 0},
                                     {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}};
  for (const auto& [option, value] : all) sqlite3_db_config(database, option, value, nullptr);
  sqlite3_exec(database, "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON", nullptr, nullptr,
               nullptr);
}

// Programs bring collations of their own; rows are read in the order in which they are stored.
int by_bytes(void*, int size_a, const void* a, int size_b, const void* b) {
  const int order = std::memcmp(a, b, static_cast<std::size_t>(std::min(size_a, size_b)));
  return order != 0 ? order : size_a - size_b;
}
void add_collation(void*, sqlite3* database, int, const char* name) {
  sqlite3_create_collation(database, name, SQLITE_UTF8, nullptr, by_bytes);
}

}  // namespace

SqliteFile::SqliteFile(const RandomAccess& bytes, std::uint32_t page_size)
    : bytes_(bytes),
      page_size_(page_size),
      vfs_name_("trawl-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))) {
  pages_read_.resize(bytes.size() / page_size + 1);
  methods_.iVersion = 1;
  methods_.xClose = nothing;
  methods_.xRead = read;
  methods_.xWrite = [](sqlite3_file* file, const void*, int, sqlite3_int64) { return read_only(file); };
  methods_.xTruncate = [](sqlite3_file* file, sqlite3_int64) { return read_only(file); };
  methods_.xSync = no_lock;
  methods_.xFileSize = file_size;
  methods_.xLock = no_lock;
  methods_.xUnlock = no_lock;
  methods_.xCheckReservedLock = [](sqlite3_file*, int* held) { return *held = 0, SQLITE_OK; };
  methods_.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
  methods_.xSectorSize = [](sqlite3_file*) { return 4096; };
  methods_.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; };
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(File);
  vfs_.mxPathname = 64;
  vfs_.zName = vfs_name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open_file;
  vfs_.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; };
  vfs_.xAccess = [](sqlite3_vfs*, const char*, int, int* result) { return *result = 0, SQLITE_OK; };
  vfs_.xFullPathname = [](sqlite3_vfs*, const char* name, int size, char* out) {
    return sqlite3_snprintf(size, out, "%s", name), SQLITE_OK;
  };
  vfs_.xRandomness = [](sqlite3_vfs*, int size, char* out) {
    return std::memset(out, 0, static_cast<std::size_t>(size)), size;
  };
  vfs_.xSleep = [](sqlite3_vfs*, int) { return 0; };
  vfs_.xCurrentTime = [](sqlite3_vfs*, double* day) { return *day = 0, SQLITE_OK; };
}

SqliteFile::~SqliteFile() {
  sqlite3_close(database_);
  sqlite3_vfs_unregister(&vfs_);
}

Result<std::unique_ptr<SqliteFile>> SqliteFile::open(const RandomAccess& bytes, const Limits& limits) {
  std::unique_ptr<SqliteFile> file(new SqliteFile(bytes, sqlite_page_size(bytes.bytes(0, kSqliteHeader))));
  if (auto status = file->connect(limits); !status) return tl::unexpected(status.error());
  return file;
}

Status SqliteFile::connect(const Limits& limits) {
  const int registered = sqlite3_vfs_register(&vfs_, 0);
  constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  if (registered != SQLITE_OK || sqlite3_open_v2("database", &database_, kFlags, vfs_name_.c_str()) != SQLITE_OK) {
    return fail(ErrorKind::damaged, "SQLite does not open it");
  }
  set_limits(database_, limits);
  distrust(database_);
  sqlite3_collation_needed(database_, nullptr, add_collation);
  return {};
}

SqliteFile::Statement SqliteFile::prepare(const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v2(database_, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr);
  if (result != SQLITE_OK) damaged_ = true;
  return {statement, sqlite3_finalize};
}

bool SqliteFile::step(const Statement& statement) {
  if (!statement) return false;
  const int result = sqlite3_step(statement.get());
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  damaged_ = true;
  if (last_page_ > 0 && last_page_ <= pages_read_.size()) pages_read_[last_page_ - 1] = false;
  return false;
}

bool SqliteFile::was_read(std::uint32_t page) const {
  return page > 0 && page <= pages_read_.size() && pages_read_[page - 1];
}

int SqliteFile::open_file(sqlite3_vfs* vfs, sqlite3_filename, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
  auto* self = static_cast<SqliteFile*>(vfs->pAppData);
  reinterpret_cast<File*>(file)->owner = self;
  file->pMethods = &self->methods_;
  if (out_flags != nullptr) *out_flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  return SQLITE_OK;
}

int SqliteFile::read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  SqliteFile& self = *reinterpret_cast<File*>(file)->owner;
  const auto size = static_cast<std::size_t>(amount);
  const auto at = static_cast<std::uint64_t>(offset);
  auto* bytes = static_cast<char*>(out);
  const std::size_t count = self.bytes_.read(at, {bytes, size});
  std::memset(bytes + count, 0, size - count);
  if (size >= self.page_size_) {
    const std::uint64_t page = at / self.page_size_;
    self.last_page_ = static_cast<std::uint32_t>(page + 1);
    if (page < self.pages_read_.size() && count == size) self.pages_read_[page] = true;
  }
  return SQLITE_OK;
}

// As the header says where the file was cut short: SQLite refuses such a file as a whole, and reads the rest of this
// one.
int SqliteFile::file_size(sqlite3_file* file, sqlite3_int64* size) {
  const SqliteFile& self = *reinterpret_cast<File*>(file)->owner;
  const std::uint64_t stated = std::uint64_t{sqlite_page_count(self.bytes_.bytes(0, kSqliteHeader))} * self.page_size_;
  *size = static_cast<sqlite3_int64>(std::max(stated, self.bytes_.size()));
  return SQLITE_OK;
}

}  // namespace trawl::extractors
