// The reader: a view of one commit.
#include <algorithm>
#include <map>

#include "index/manifest.h"
#include "index/sqlite_storage.h"
#include "index/writer.h"

namespace trawl::index {
namespace {

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::damaged, "the index is damaged; restore it from a backup or scan again into a new one");
}

class SnapshotReader : public Reader {
 public:
  SnapshotReader(std::unique_ptr<Storage> storage, const Key& key) : storage_(std::move(storage)), key_(key) {}
  ~SnapshotReader() override { storage_->rollback(); }

  Status load();

  const Key& key() const override { return key_; }
  Result<std::vector<PartId>> lookup(Token token) const override;
  Result<PartRecord> part(PartId id) const override;
  Status for_each_part(const std::function<bool(PartId, const PartRecord&)>& callback) const override;
  Result<std::vector<ScanRecord>> scans() const override;
  Result<SuppressionList> suppressions() const override { return load_suppressions(*storage_, key_, manifest_); }
  Statistics statistics() const override { return statistics_; }

 private:
  Result<const SegmentMap*> map_of(const SegmentHead& head) const;
  Result<PartRecord> opened_part(PartId id, std::string_view sealed) const;

  const std::unique_ptr<Storage> storage_;
  const Key& key_;
  Manifest manifest_;
  IdSet hidden_;  // removed and unfinished parts
  Statistics statistics_;
  mutable std::map<std::uint64_t, SegmentMap> maps_;  // of the segments looked into so far
};

Status SnapshotReader::load() {
  if (const Status begun = storage_->begin(); !begun) return begun;
  Result<Contents> contents = load_contents(*storage_, key_);
  if (!contents) return tl::unexpected(contents.error());
  manifest_ = std::move(contents->manifest);
  const Result<std::uint64_t> bytes = storage_->size();
  if (!bytes) return tl::unexpected(bytes.error());
  statistics_.parts = manifest_.parts;
  statistics_.removed = contents->removed.size();
  statistics_.segments = manifest_.segments.size();
  for (const SegmentHead& head : manifest_.segments) statistics_.postings += head.postings;
  statistics_.file_bytes = *bytes;
  hidden_ = std::move(contents->removed);
  for (const PartId id : manifest_.unfinished) hidden_.add({id, id});
  return {};
}

Result<const SegmentMap*> SnapshotReader::map_of(const SegmentHead& head) const {
  const auto known = maps_.find(head.id);
  if (known != maps_.end()) return &known->second;
  Result<SegmentMap> map = read_segment_map(*storage_, key_, head);
  if (!map) return tl::unexpected(map.error());
  return &maps_.emplace(head.id, std::move(*map)).first->second;
}

Result<std::vector<PartId>> SnapshotReader::lookup(Token token) const {
  std::vector<PartId> ids;
  for (const SegmentHead& head : manifest_.segments) {
    const Result<const SegmentMap*> map = map_of(head);
    if (!map) return tl::unexpected(map.error());
    const auto before = static_cast<std::ptrdiff_t>(ids.size());
    if (const Status found = append_ids(*storage_, key_, **map, token, ids); !found)
      return tl::unexpected(found.error());
    std::inplace_merge(ids.begin(), ids.begin() + before, ids.end());
  }
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  hidden_.subtract_from(ids);
  return ids;
}

Result<PartRecord> SnapshotReader::opened_part(PartId id, std::string_view sealed) const {
  Result<std::string> plain = key_.open(sealed, part_purpose(id));
  if (!plain) return damaged();
  Result<PartRecord> record = unpack_part(*plain);
  wipe(plain->data(), plain->size());
  return record;
}

Result<PartRecord> SnapshotReader::part(PartId id) const {
  const auto sealed = storage_->get(Table::parts, id);
  if (!sealed) return tl::unexpected(sealed.error());
  if (*sealed) return opened_part(id, **sealed);
  return fail(ErrorKind::not_found, "no such part is in the index");
}

Status SnapshotReader::for_each_part(const std::function<bool(PartId, const PartRecord&)>& callback) const {
  std::uint64_t visited = 0;
  bool stopped = false;
  const Status walked = storage_->for_each(Table::parts, [&](Storage::Id id, std::string_view sealed) -> Result<bool> {
    const Result<PartRecord> record = opened_part(id, sealed);
    if (!record) return tl::unexpected(record.error());
    ++visited;
    stopped = !callback(id, *record);
    return !stopped;
  });
  if (!walked) return walked;
  if (!stopped && visited != manifest_.parts) return damaged();
  return {};
}

Result<std::vector<ScanRecord>> SnapshotReader::scans() const {
  std::vector<ScanRecord> scans;
  const Status walked = storage_->for_each(Table::scans, [&](Storage::Id id, std::string_view sealed) -> Result<bool> {
    const Result<std::string> plain = key_.open(sealed, "scan/" + std::to_string(id));
    if (!plain) return damaged();
    Result<ScanRecord> scan = unpack_scan(*plain);
    if (!scan) return tl::unexpected(scan.error());
    scans.push_back(std::move(*scan));
    return true;
  });
  if (!walked) return tl::unexpected(walked.error());
  return scans;
}

}  // namespace

Result<std::unique_ptr<Reader>> make_reader(std::unique_ptr<Storage> storage, const Key& key) {
  auto reader = std::make_unique<SnapshotReader>(std::move(storage), key);
  if (const Status loaded = reader->load(); !loaded) return tl::unexpected(loaded.error());
  return std::unique_ptr<Reader>(std::move(reader));
}

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& path, const Key& key) {
  Result<std::unique_ptr<Storage>> storage = open_sqlite(path, Access::read);
  if (!storage) return tl::unexpected(storage.error());
  return make_reader(std::move(*storage), key);
}

}  // namespace trawl::index
