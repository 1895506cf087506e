// Header, manifest and tombstones: packed, sealed, stored.
#include "index/manifest.h"

#include <algorithm>

#include "index/packing.h"
#include "index/sqlite_storage.h"

namespace trawl::index {
namespace {

constexpr unsigned char kHeaderVersion = 1;
constexpr unsigned char kManifestVersion = 2;  // 1 had no suppressions
constexpr unsigned char kSipHash24 = 1;  // how tokens are hashed

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::damaged, "the index is damaged; restore it from a backup or scan again into a new one");
}

Result<std::string> blob(Storage& storage, Storage::Id id) {
  auto found = storage.get(Table::meta, id);
  if (!found) return tl::unexpected(found.error());
  if (!*found) return damaged();
  return std::move(**found);
}

// Under a key that check_key accepted, what does not open was altered.
Result<std::string> opened(Storage& storage, const Key& key, Storage::Id id, const std::string& purpose) {
  const Result<std::string> sealed = blob(storage, id);
  if (!sealed) return sealed;
  Result<std::string> plain = key.open(*sealed, purpose);
  if (!plain) return damaged();
  return plain;
}

std::string header_purpose(std::string_view header) {
  return std::string("header/").append(header);
}
std::string tombstones_purpose(const Manifest& manifest) {
  return "tombstones/" + std::to_string(manifest.tombstones);
}

std::string suppressions_purpose(const Manifest& manifest) {
  return "suppressions/" + std::to_string(manifest.suppressions);
}

void append_runs(std::string& out, const std::vector<BlockRun>& runs) {
  append_number(out, runs.size());
  for (const BlockRun& run : runs) {
    append_number(out, run.first);
    append_number(out, run.count);
  }
}

std::vector<BlockRun> runs(Unpacker& in) {
  std::vector<BlockRun> out(in.count(2));
  for (BlockRun& run : out) {
    run.first = in.number();
    run.count = in.number();
  }
  return out;
}

}  // namespace

Status write_header(Storage& storage, const Key& key, const std::optional<Key::PassphraseCost>& cost) {
  std::string header;
  header.push_back(static_cast<char>(kHeaderVersion));
  header.push_back(static_cast<char>(kSipHash24));
  header.push_back(cost ? 1 : 0);
  const Key::PassphraseCost stated = cost.value_or(Key::PassphraseCost{});
  header.append(reinterpret_cast<const char*>(stated.salt.data()), stated.salt.size());
  append_number(header, stated.operations);
  append_number(header, stated.memory_bytes);
  if (const Status put = storage.put(Table::meta, kHeaderId, header); !put) return put;
  return storage.put(Table::meta, kHeaderSealId, key.seal("", header_purpose(header)));
}

Result<Header> load_header(Storage& storage) {
  const Result<std::string> packed = blob(storage, kHeaderId);
  if (!packed) return tl::unexpected(packed.error());
  Unpacker in(*packed);
  Header header;
  if (in.byte() != kHeaderVersion || in.byte() != kSipHash24) return damaged();
  const unsigned char passphrase = in.byte();
  header.passphrase = passphrase == 1;
  for (unsigned char& byte : header.cost.salt) byte = in.byte();
  header.cost.operations = in.number();
  header.cost.memory_bytes = in.number();
  if (!in.done() || passphrase > 1) return damaged();
  return header;
}

Status check_key(Storage& storage, const Key& key) {
  const Result<std::string> header = blob(storage, kHeaderId);
  if (!header) return tl::unexpected(header.error());
  const Result<std::string> seal = blob(storage, kHeaderSealId);
  if (!seal) return tl::unexpected(seal.error());
  if (key.open(*seal, header_purpose(*header))) return {};
  return fail(ErrorKind::wrong_key, "the key or passphrase is not the one that this index was made with");
}

Status write_manifest(Storage& storage, const Key& key, const Manifest& manifest) {
  std::string out(1, static_cast<char>(kManifestVersion));
  for (const std::uint64_t number : {manifest.next_part, manifest.next_scan, manifest.next_block, manifest.next_segment,
                                     manifest.parts, manifest.tombstones, manifest.suppressions}) {
    append_number(out, number);
  }
  append_number(out, manifest.segments.size());
  for (const SegmentHead& head : manifest.segments) {
    append_number(out, head.id);
    append_number(out, head.blocks);
    append_number(out, head.postings);
  }
  append_runs(out, manifest.merging);
  append_runs(out, manifest.garbage);
  append_number(out, manifest.unfinished.size());
  for (const PartId id : manifest.unfinished) append_number(out, id);
  return storage.put(Table::meta, kManifestId, key.seal(out, "manifest"));
}

Result<Manifest> load_manifest(Storage& storage, const Key& key) {
  const Result<std::string> packed = opened(storage, key, kManifestId, "manifest");
  if (!packed) return tl::unexpected(packed.error());
  Unpacker in(*packed);
  const unsigned char version = in.byte();
  if (version == 0 || version > kManifestVersion) return damaged();
  Manifest manifest;
  for (std::uint64_t* number : {&manifest.next_part, &manifest.next_scan, &manifest.next_block, &manifest.next_segment,
                                &manifest.parts, &manifest.tombstones}) {
    *number = in.number();
  }
  if (version > 1) manifest.suppressions = in.number();
  manifest.segments.resize(in.count(3));
  for (SegmentHead& head : manifest.segments) {
    head.id = in.number();
    head.blocks = in.number();
    head.postings = in.number();
  }
  manifest.merging = runs(in);
  manifest.garbage = runs(in);
  manifest.unfinished.resize(in.count(1));
  for (PartId& id : manifest.unfinished) id = in.number();
  if (!in.done()) return damaged();
  return manifest;
}

Status write_tombstones(Storage& storage, const Key& key, const Manifest& manifest, const IdSet& removed) {
  return storage.put(Table::meta, kTombstonesId, key.seal(removed.pack(), tombstones_purpose(manifest)));
}

Result<IdSet> load_tombstones(Storage& storage, const Key& key, const Manifest& manifest) {
  const Result<std::string> packed = opened(storage, key, kTombstonesId, tombstones_purpose(manifest));
  if (!packed) return tl::unexpected(packed.error());
  return IdSet::unpack(*packed);
}

Result<Contents> load_contents(Storage& storage, const Key& key) {
  if (const Status right = check_key(storage, key); !right) return tl::unexpected(right.error());
  Result<Manifest> manifest = load_manifest(storage, key);
  if (!manifest) return tl::unexpected(manifest.error());
  Result<IdSet> removed = load_tombstones(storage, key, *manifest);
  if (!removed) return tl::unexpected(removed.error());
  return Contents{std::move(*manifest), std::move(*removed)};
}

Status write_suppressions(Storage& storage, const Key& key, const Manifest& manifest, const SuppressionList& list) {
  std::string plain = pack(list);
  const std::string sealed = key.seal(plain, suppressions_purpose(manifest));
  wipe(plain.data(), plain.size());
  return storage.put(Table::meta, kSuppressionsId, sealed);
}

Result<SuppressionList> load_suppressions(Storage& storage, const Key& key, const Manifest& manifest) {
  if (manifest.suppressions == 0) return SuppressionList();
  Result<std::string> packed = opened(storage, key, kSuppressionsId, suppressions_purpose(manifest));
  if (!packed) return tl::unexpected(packed.error());
  Result<SuppressionList> list = unpack_suppressions(*packed);
  wipe(packed->data(), packed->size());
  return list;
}

Result<Header> read_header(const std::filesystem::path& path) {
  const Result<std::unique_ptr<Storage>> storage = open_sqlite(path, Access::read);
  if (!storage) return tl::unexpected(storage.error());
  return load_header(**storage);
}

}  // namespace trawl::index
