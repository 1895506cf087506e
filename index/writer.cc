// The writer of many threads: gathers parts and writes them in batches.
#include "index/writer.h"

#include <algorithm>
#include <mutex>

#include "index/sqlite_storage.h"
#include "index/storage_writer.h"

namespace trawl::index {
namespace {

constexpr auto kLongestBetweenCommits = std::chrono::seconds(10);

// Two mutexes, taken in this order: one for the batch being gathered, one for storage. So parts can be added
// while a batch is written; when that one is full too, adding waits.
class BatchWriter : public Writer {
 public:
  BatchWriter(std::unique_ptr<Storage> storage, const Key& key, const Options& options,
              std::unique_ptr<WriterLock> lock)
      : lock_(std::move(lock)), key_(key), options_(options), storage_(std::move(storage), key) {}

  Status load() { return storage_.load(); }

  PartId allocate(std::uint64_t count) override { return storage_.allocate(count); }
  std::uint64_t new_scan_id() override { return storage_.new_scan_id(); }
  Status add(std::vector<PartEntry> entries) override;
  Status add_tokens(PartId id, std::vector<Token> tokens) override;
  Status remove(std::span<const IdRange> ranges) override;
  Result<std::optional<DirectoryState>> directory(std::string_view path) override;
  Status put_directory(std::string_view path, const DirectoryState& state) override;
  Status remove_directory(std::string_view path) override;
  Status put_scan(const ScanRecord& record) override;
  Result<SuppressionList> suppressions() override;
  Status put_suppressions(const SuppressionList& list) override;
  Status commit(bool force) override;
  Status tidy() override;

 private:
  using Lock = std::unique_lock<std::mutex>;

  bool commit_is_due() const;
  Status put_sealed(Table table, Storage::Id id, std::string plain, const std::string& purpose);
  Token directory_token(std::string_view path) const { return key_.token("directory", path); }

  const std::unique_ptr<WriterLock> lock_;  // let go last
  const Key& key_;
  const Options options_;

  std::mutex gather_mutex_;
  Batch gathered_;

  std::mutex storage_mutex_;
  StorageWriter storage_;
};

Status BatchWriter::add(std::vector<PartEntry> entries) {
  Lock gathering(gather_mutex_);
  for (PartEntry& entry : entries) gathered_.add(std::move(entry));
  if (gathered_.bytes < options_.batch_bytes) return {};
  const Lock storing(storage_mutex_);  // before the other is let go: no commit can come between
  Batch batch = std::exchange(gathered_, Batch());
  gathering.unlock();
  return storage_.write(std::move(batch));
}

Status BatchWriter::add_tokens(PartId id, std::vector<Token> tokens) {
  std::vector<PartEntry> entries(1);
  entries[0].id = id;
  entries[0].tokens = std::move(tokens);
  return add(std::move(entries));
}

Status BatchWriter::remove(std::span<const IdRange> ranges) {
  const Lock gathering(gather_mutex_);
  const Lock storing(storage_mutex_);
  const bool gathered = std::any_of(ranges.begin(), ranges.end(), [&](const IdRange& range) {
    return range.first <= gathered_.greatest && range.last >= gathered_.least;
  });
  if (gathered) {
    if (const Status written = storage_.write(std::exchange(gathered_, Batch())); !written) return written;
  }
  return storage_.remove(ranges);
}

Result<std::optional<DirectoryState>> BatchWriter::directory(std::string_view path) {
  Lock storing(storage_mutex_);
  const auto sealed = storage_.get(Table::directories, directory_token(path));
  storing.unlock();
  if (!sealed) return tl::unexpected(sealed.error());
  if (!*sealed) return std::optional<DirectoryState>();
  const Result<std::string> plain = key_.open(**sealed, std::string("directory/").append(path));
  if (!plain)
    return fail(ErrorKind::damaged, "the index is damaged; restore it from a backup or scan again into a new one");
  Result<DirectoryState> state = unpack_directory(*plain);
  if (!state) return tl::unexpected(state.error());
  return std::optional<DirectoryState>(std::move(*state));
}

Status BatchWriter::put_sealed(Table table, Storage::Id id, std::string plain, const std::string& purpose) {
  const std::string sealed = key_.seal(plain, purpose);
  wipe(plain.data(), plain.size());
  const Lock storing(storage_mutex_);
  return storage_.put(table, id, sealed);
}

Status BatchWriter::put_directory(std::string_view path, const DirectoryState& state) {
  return put_sealed(Table::directories, directory_token(path), pack(state), std::string("directory/").append(path));
}

Status BatchWriter::remove_directory(std::string_view path) {
  const Token token = directory_token(path);
  const Lock storing(storage_mutex_);
  return storage_.erase(Table::directories, token);
}

Status BatchWriter::put_scan(const ScanRecord& record) {
  ScanRecord numbered = record;
  if (numbered.id == 0) numbered.id = new_scan_id();
  return put_sealed(Table::scans, numbered.id, pack(numbered), "scan/" + std::to_string(numbered.id));
}

Result<SuppressionList> BatchWriter::suppressions() {
  const Lock storing(storage_mutex_);
  return storage_.suppressions();
}

Status BatchWriter::put_suppressions(const SuppressionList& list) {
  const Lock storing(storage_mutex_);
  return storage_.put_suppressions(list);
}

// With both mutexes held.
bool BatchWriter::commit_is_due() const {
  return gathered_.bytes + storage_.uncommitted_bytes() >= options_.batch_bytes ||
         std::chrono::steady_clock::now() - storage_.committed_at() >= kLongestBetweenCommits;
}

Status BatchWriter::commit(bool force) {
  Lock gathering(gather_mutex_);
  const Lock storing(storage_mutex_);
  if (const Status usable = storage_.state(); !usable) return usable;
  if (!force && !commit_is_due()) return {};
  if (!storage_.changed() && gathered_.entries.empty()) return {};
  Batch batch = std::exchange(gathered_, Batch());
  gathering.unlock();
  if (const Status written = storage_.write(std::move(batch)); !written) return written;
  return storage_.commit();
}

Status BatchWriter::tidy() {
  const Lock gathering(gather_mutex_);
  const Lock storing(storage_mutex_);
  if (const Status written = storage_.write(std::exchange(gathered_, Batch())); !written) return written;
  return storage_.tidy();
}

Result<std::unique_ptr<Storage>> open_or_create(const std::filesystem::path& path, const Key& key,
                                                const std::optional<Key::PassphraseCost>& cost) {
  Result<std::unique_ptr<Storage>> storage = open_sqlite(path, Access::write);
  if (storage || storage.error().kind != ErrorKind::not_found) return storage;
  return create_sqlite(path, [&](Storage& fresh) { return fill_new_index(fresh, key, cost); });
}

}  // namespace

std::string part_purpose(PartId id) {
  return "part/" + std::to_string(id);
}

Status fill_new_index(Storage& storage, const Key& key, const std::optional<Key::PassphraseCost>& cost) {
  const Manifest manifest;
  Status status = write_header(storage, key, cost);
  if (status) status = write_tombstones(storage, key, manifest, IdSet());
  if (status) status = write_manifest(storage, key, manifest);
  return status;
}

Result<std::unique_ptr<Writer>> make_writer(std::unique_ptr<Storage> storage, const Key& key,
                                            const Writer::Options& options, std::unique_ptr<WriterLock> lock) {
  auto writer = std::make_unique<BatchWriter>(std::move(storage), key, options, std::move(lock));
  if (const Status loaded = writer->load(); !loaded) return tl::unexpected(loaded.error());
  return std::unique_ptr<Writer>(std::move(writer));
}

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& path, const Key& key,
                                             const std::optional<Key::PassphraseCost>& cost, const Options& options) {
  Result<std::unique_ptr<WriterLock>> lock = WriterLock::take(path);
  if (!lock) return tl::unexpected(lock.error());
  Result<std::unique_ptr<Storage>> storage = open_or_create(path, key, cost);
  if (!storage) return tl::unexpected(storage.error());
  return make_writer(std::move(*storage), key, options, std::move(*lock));
}

}  // namespace trawl::index
