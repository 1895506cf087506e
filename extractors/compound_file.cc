// Compound files: header, allocation tables and directory. Section numbers are those of [MS-CFB].
#include "extractors/compound_file.h"

#include <algorithm>

#include "extractors/little_endian.h"
#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kLastRegular = 0xFFFFFFFA;  // 2.1
constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::uint32_t kFreeSector = 0xFFFFFFFF;
constexpr std::size_t kHeader = 512;
constexpr std::size_t kRecord = 128;
constexpr std::size_t kHeaderDifat = 109;

std::string name_of_record(std::string_view record) {
  std::size_t size = std::min<std::size_t>(little16(record, 64), 64);
  if (size >= 2) size -= 2;
  return std::string(until_zero(utf16_text(record.substr(0, size))));
}

}  // namespace

Result<CompoundFile> CompoundFile::open(std::string_view bytes) {
  CompoundFile file(bytes);
  if (auto status = file.read_header(); !status) return tl::unexpected(status.error());
  file.read_fat();
  file.read_directory();
  if (file.entries_.empty()) file.salvage();
  if (file.entries_.empty()) return fail(ErrorKind::damaged, "compound file without a directory");
  file.index_children();
  return file;
}

// 2.2
Status CompoundFile::read_header() {
  if (bytes_.size() < kHeader || !bytes_.starts_with(kCompoundMagic)) {
    return fail(ErrorKind::damaged, "no header of a compound file");
  }
  sector_shift_ = little16(bytes_, 30);
  mini_shift_ = little16(bytes_, 32);
  mini_cutoff_ = little32(bytes_, 56);
  if (sector_shift_ < 9 || sector_shift_ > 16 || mini_shift_ < 4 || mini_shift_ >= sector_shift_) {
    return fail(ErrorKind::damaged, "sector size of a compound file out of range");
  }
  return {};
}

// The bytes of a sector, fewer at the end of a file that was cut.
std::string_view CompoundFile::sector(std::uint32_t number) const {
  const std::uint64_t at = (std::uint64_t{number} + 1) << sector_shift_;
  if (at >= bytes_.size()) return {};
  return bytes_.substr(at, std::size_t{1} << sector_shift_);
}

// 2.3 and 2.5: the table's own sectors are listed in the header and in a chain of DIFAT sectors.
void CompoundFile::read_fat() {
  const std::size_t sectors = (bytes_.size() - 1) >> sector_shift_;  // without the header's; the last may be cut
  const std::size_t entries = (std::size_t{1} << sector_shift_) / 4;
  const std::size_t most = sectors / entries + 1;
  taken_.assign(sectors, false);
  std::vector<std::uint32_t> table;
  const auto take = [&](std::string_view numbers, std::size_t count) {
    for (std::size_t i = 0; i < count && table.size() < most; ++i) {
      const std::uint32_t number = little32(numbers, i * 4);
      if (number == kFreeSector) continue;
      const bool usable = number < sectors && !taken_[number];
      if (usable) taken_[number] = true;
      table.push_back(usable ? number : kFreeSector);  // the place of what is missing is kept
    }
  };
  take(bytes_.substr(76), kHeaderDifat);
  std::uint32_t next = little32(bytes_, 68);
  while (next < sectors && !taken_[next]) {
    taken_[next] = true;
    const std::string_view numbers = sector(next);
    take(numbers, std::min(numbers.size() / 4, entries - 1));
    next = numbers.size() < entries * 4 ? kEndOfChain : little32(numbers, (entries - 1) * 4);
  }
  if (table.size() < std::min<std::size_t>(little32(bytes_, 44), most)) damaged_ = true;
  fat_.assign(std::min(sectors, table.size() * entries), kFreeSector);
  for (std::size_t i = 0; i < fat_.size(); ++i) {
    const std::string_view numbers = sector(table[i / entries]);
    if (numbers.size() >= (i % entries + 1) * 4) fat_[i] = little32(numbers, i % entries * 4);
    else damaged_ = true;
  }
}

bool CompoundFile::take_chain(const std::vector<std::uint32_t>& fat, std::vector<bool>& taken, std::uint32_t first,
                              std::uint64_t most, std::vector<std::uint32_t>& out) {
  std::uint32_t next = first;
  while (out.size() < most && next < fat.size() && next < taken.size() && !taken[next]) {
    taken[next] = true;
    out.push_back(next);
    next = fat[next];
  }
  return out.size() == most || next == kEndOfChain;
}

std::string CompoundFile::bytes_of(const std::vector<std::uint32_t>& sectors) const {
  std::string bytes;
  for (std::size_t i = 0; i < sectors.size(); ++i) {
    bytes.resize(i << sector_shift_);  // a sector that the file's end cut
    bytes += sector(sectors[i]);
  }
  return bytes;
}

// 2.4 and 2.6
void CompoundFile::read_directory() {
  std::vector<std::uint32_t> sectors;
  if (!take_chain(fat_, taken_, little32(bytes_, 48), taken_.size(), sectors)) damaged_ = true;
  const std::string directory = bytes_of(sectors);
  if (directory.size() < kRecord) return;
  const std::uint64_t mini_size = little64(directory, 120) & (sector_shift_ < 12 ? 0xFFFFFFFF : ~0ull);
  sectors.clear();
  const std::uint32_t root_start = little32(directory, 116);
  if (mini_size > 0 && root_start < kLastRegular) {
    const std::uint64_t claimed = ((mini_size - 1) >> sector_shift_) + 1;
    if (!take_chain(fat_, taken_, root_start, claimed, sectors) || sectors.size() < claimed) damaged_ = true;
    mini_stream_ = bytes_of(sectors);
  }
  sectors.clear();
  if (!take_chain(fat_, taken_, little32(bytes_, 60), taken_.size(), sectors) && !mini_stream_.empty()) damaged_ = true;
  const std::string table = bytes_of(sectors);
  mini_taken_.assign((mini_stream_.size() + (std::size_t{1} << mini_shift_) - 1) >> mini_shift_, false);
  mini_fat_.resize(std::min(mini_taken_.size(), table.size() / 4));
  for (std::size_t i = 0; i < mini_fat_.size(); ++i) mini_fat_[i] = little32(table, i * 4);
  walk_directory(directory);
}

// The entries of a storage are a tree of siblings; the order of their names does not matter here.
void CompoundFile::walk_directory(std::string_view directory) {
  struct Open {
    std::uint32_t record;
    std::size_t parent;
  };
  const std::size_t records = directory.size() / kRecord;
  std::vector<bool> seen(records, false);
  seen[0] = true;
  entries_.push_back(entry_of(directory.substr(0, kRecord)));
  std::vector<Open> open = {{little32(directory, 76), kRoot}};
  while (!open.empty()) {
    const Open next = open.back();
    open.pop_back();
    if (next.record == kFreeSector) continue;
    if (next.record >= records || seen[next.record]) {
      damaged_ = true;
      continue;
    }
    seen[next.record] = true;
    const std::string_view record = directory.substr(next.record * kRecord, kRecord);
    open.push_back({little32(record, 72), next.parent});
    open.push_back({little32(record, 68), next.parent});
    const char type = record[66];
    if (type != 1 && type != 2) {
      damaged_ = damaged_ || type != 0;
      continue;
    }
    entries_.push_back(entry_of(record));
    entries_.back().parent = next.parent;
    if (type == 1) open.push_back({little32(record, 76), entries_.size() - 1});
  }
}

// 2.6.1
CompoundFile::Entry CompoundFile::entry_of(std::string_view record) {
  Entry entry;
  entry.name = name_of_record(record);
  entry.kind = record[66] == 2 ? Kind::stream : Kind::storage;
  record.copy(entry.class_id.data(), entry.class_id.size(), 80);
  entry.modified = static_cast<std::int64_t>(little64(record, 108));
  if (entry.kind == Kind::storage) return entry;
  entry.size = sector_shift_ < 12 ? little32(record, 120) : little64(record, 120);
  if (entry.size == 0) return entry;
  entry.in_mini_stream = entry.size < mini_cutoff_;
  const std::uint64_t count = ((entry.size - 1) >> (entry.in_mini_stream ? mini_shift_ : sector_shift_)) + 1;
  const std::uint32_t first = little32(record, 116);
  if (entry.in_mini_stream) take_chain(mini_fat_, mini_taken_, first, count, entry.sectors);
  else take_chain(fat_, taken_, first, count, entry.sectors);
  return entry;
}

// Without a directory, which a file that was cut often ends before, the main streams of Office are known by their first bytes;
// they mostly lie in one piece, but for sectors of the allocation table.
void CompoundFile::salvage() {
  struct Beginning {
    std::string_view bytes, name;
  };
  constexpr Beginning kBeginnings[] = {
      {{"\xEC\xA5\xC1\0", 4}, "WordDocument"},  {{"\xDC\xA5\x65\0", 4}, "WordDocument"},
      {{"\xDC\xA5\x68\0", 4}, "WordDocument"},  {{"\x09\x08\x10\0\0\6\5\0", 8}, "Workbook"},
      {{"\x09\x08\x08\0\0\5\5\0", 8}, "Book"}, {{"\x0F\0\xE8\3", 4}, "PowerPoint Document"},
  };
  std::vector<Entry> found;
  for (std::uint32_t number = 0; number < taken_.size(); ++number) {
    if (taken_[number]) continue;
    const std::string_view bytes = sector(number);
    for (const Beginning& beginning : kBeginnings) {
      if (bytes.starts_with(beginning.bytes)) found.push_back({std::string(beginning.name), Kind::stream});
    }
    if (found.empty()) continue;
    found.back().sectors.push_back(number);
    found.back().size += bytes.size();
  }
  if (found.empty()) return;
  damaged_ = true;
  entries_.push_back({"Root Entry"});
  for (Entry& entry : found) entries_.push_back(std::move(entry));
}

void CompoundFile::index_children() {
  children_.resize(entries_.size());
  for (std::size_t i = 1; i < entries_.size(); ++i) children_[entries_[i].parent].push_back(i);
}

std::vector<std::size_t> CompoundFile::children(std::size_t storage) const {
  return storage < children_.size() ? children_[storage] : std::vector<std::size_t>();
}

std::size_t CompoundFile::find_in(std::size_t storage, std::string_view name) const {
  if (storage >= children_.size()) return kNone;
  for (const std::size_t child : children_[storage]) {
    if (equal_ignoring_case(entries_[child].name, name)) return child;
  }
  return kNone;
}

std::size_t CompoundFile::find(std::string_view path) const {
  std::size_t at = kRoot;
  while (at != kNone && !path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    at = find_in(at, path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return at;
}

CompoundFile::Stream CompoundFile::read(std::size_t entry, std::uint64_t limit) const {
  Stream stream;
  if (entry >= entries_.size()) return stream;
  const Entry& from = entries_[entry];
  const std::uint64_t wanted = std::min(from.size, limit);
  const std::uint32_t shift = from.in_mini_stream ? mini_shift_ : sector_shift_;
  for (std::size_t i = 0; i < from.sectors.size() && i << shift < wanted; ++i) {
    stream.bytes.resize(i << shift);  // a sector that the file's end cut
    std::string_view piece = sector(from.sectors[i]);
    if (from.in_mini_stream) {
      piece = std::string_view(mini_stream_).substr(std::size_t{from.sectors[i]} << shift, std::size_t{1} << shift);
    }
    stream.bytes += piece.substr(0, wanted - stream.bytes.size());
  }
  stream.whole = stream.bytes.size() == from.size;
  return stream;
}

}  // namespace trawl::extractors
