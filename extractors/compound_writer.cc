// Writes compound files: directory first, then streams, the mini stream and the allocation table.
#include "extractors/compound_writer.h"

#include <algorithm>

#include "core/utf8.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kSector = 4096;
constexpr std::size_t kMiniSector = 64;
constexpr std::size_t kMiniCutoff = 4096;
constexpr std::size_t kRecord = 128;
constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::uint32_t kFreeSector = 0xFFFFFFFF;
constexpr std::uint32_t kTableSector = 0xFFFFFFFD;
constexpr std::size_t kDeepest = 64;

void put(std::string& out, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string utf16_of(std::string_view text) {
  std::string out;
  const auto unit = [&](char32_t value) {
    out += static_cast<char>(value & 0xFF);
    out += static_cast<char>(value >> 8 & 0xFF);
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = decode(text, at);
    if (code > 0xFFFF) unit(0xD800 + ((code - 0x10000) >> 10));
    unit(code > 0xFFFF ? 0xDC00 + (code & 0x3FF) : code);
  }
  return out;
}

class Writer {
 public:
  Result<std::string> write(const CompoundNode& root) {
    add_records(root);
    directory_.resize((directory_.size() + kSector - 1) / kSector * kSector, '\0');
    const std::uint32_t directory = reserve(directory_.size());
    for (const Placed& placed : placed_) place(placed);
    const std::uint32_t mini_start = mini_.empty() ? kEndOfChain : reserve(mini_.size());
    put(directory_, 116, mini_start, 4);
    put(directory_, 120, mini_.size(), 8);
    put_sectors(mini_);
    std::string mini_table;
    for (const std::uint32_t next : mini_fat_) append32(mini_table, next);
    const std::uint32_t mini_table_start = mini_table.empty() ? kEndOfChain : reserve(mini_table.size());
    put_sectors(mini_table);
    std::size_t table_sectors = 0;
    while (table_sectors * (kSector / 4) < fat_.size() + table_sectors) ++table_sectors;
    if (table_sectors > 109) return fail(ErrorKind::over_limit, "embedded object too large");
    std::string file = header(directory, mini_table_start, mini_table.size(), table_sectors);
    file += directory_;
    file += data_;
    fat_.resize(fat_.size() + table_sectors, kTableSector);
    fat_.resize(table_sectors * (kSector / 4), kFreeSector);
    for (const std::uint32_t next : fat_) append32(file, next);
    return file;
  }

 private:
  struct Placed {
    const CompoundNode* node;
    std::size_t record;
  };

  static void append32(std::string& out, std::uint32_t value) {
    out.resize(out.size() + 4);
    put(out, out.size() - 4, value, 4);
  }

  // A chain of consecutive sectors for this many bytes.
  std::uint32_t reserve(std::size_t size) {
    const auto first = static_cast<std::uint32_t>(fat_.size());
    const std::size_t count = (size + kSector - 1) / kSector;
    for (std::size_t i = 0; i < count; ++i) {
      fat_.push_back(i + 1 == count ? kEndOfChain : static_cast<std::uint32_t>(fat_.size() + 1));
    }
    return first;
  }

  void put_sectors(std::string_view bytes) {
    data_ += bytes;
    data_.resize((data_.size() + kSector - 1) / kSector * kSector, '\0');
  }

  // 2.6.1
  std::size_t add_record(const CompoundNode& node, int type) {
    const std::size_t at = directory_.size();
    directory_.resize(at + kRecord, '\0');
    const std::string name = utf16_of(node.name).substr(0, 62);
    directory_.replace(at, name.size(), name);
    put(directory_, at + 64, name.size() + 2, 2);
    directory_[at + 66] = static_cast<char>(type);
    directory_[at + 67] = 1;  // black
    for (const std::size_t link : {68, 72, 76}) put(directory_, at + link, kFreeSector, 4);
    directory_.replace(at + 80, node.class_id.size(), node.class_id.data(), node.class_id.size());
    return at / kRecord;
  }

  // All records, those of one storage next to each other and streams first: a reader that sees only the file's
  // beginning finds there what tells the file's kind.
  void add_records(const CompoundNode& root) {
    std::vector<Placed> storages = {{&root, add_record(root, 5)}};
    for (std::size_t i = 0; i < storages.size(); ++i) {
      std::vector<Placed> siblings;
      const Placed storage = storages[i];
      for (const bool streams : {true, false}) {
        for (const CompoundNode& child : storage.node->children) {
          if ((child.kind == CompoundFile::Kind::stream) != streams) continue;
          siblings.push_back({&child, add_record(child, streams ? 2 : 1)});
          (streams ? placed_ : storages).push_back(siblings.back());
        }
      }
      link(storage.record, siblings);
    }
  }

  // Siblings are a search tree by length, then by capitals (2.6.4); here a balanced one, without recursion.
  void link(std::size_t storage, std::vector<Placed>& siblings) {
    const auto key = [](const Placed& placed) {
      std::string name = placed.node->name;
      for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      return std::pair(utf16_of(name).size(), name);
    };
    std::sort(siblings.begin(), siblings.end(), [&](const Placed& a, const Placed& b) { return key(a) < key(b); });
    struct Range {
      std::size_t from, to, link_at;
    };
    std::vector<Range> open = {{0, siblings.size(), storage * kRecord + 76}};
    while (!open.empty()) {
      const Range range = open.back();
      open.pop_back();
      if (range.from == range.to) continue;
      const std::size_t middle = range.from + (range.to - range.from) / 2;
      const std::size_t record = siblings[middle].record;
      put(directory_, range.link_at, record, 4);
      open.push_back({range.from, middle, record * kRecord + 68});
      open.push_back({middle + 1, range.to, record * kRecord + 72});
    }
  }

  void place(const Placed& placed) {
    const std::string& bytes = placed.node->bytes;
    const std::size_t at = placed.record * kRecord;
    put(directory_, at + 120, bytes.size(), 8);
    if (bytes.empty()) return put(directory_, at + 116, kEndOfChain, 4);
    if (bytes.size() >= kMiniCutoff) {
      put(directory_, at + 116, reserve(bytes.size()), 4);
      return put_sectors(bytes);
    }
    put(directory_, at + 116, mini_fat_.size(), 4);
    mini_ += bytes;
    mini_.resize((mini_.size() + kMiniSector - 1) / kMiniSector * kMiniSector, '\0');
    while (mini_fat_.size() + 1 < mini_.size() / kMiniSector) {
      mini_fat_.push_back(static_cast<std::uint32_t>(mini_fat_.size() + 1));
    }
    mini_fat_.push_back(kEndOfChain);
  }

  // 2.2
  std::string header(std::uint32_t directory, std::uint32_t mini_table, std::size_t mini_table_size,
                     std::size_t table_sectors) const {
    std::string out(kSector, '\0');
    out.replace(0, kCompoundMagic.size(), kCompoundMagic);
    put(out, 24, 0x3E, 2);
    put(out, 26, 4, 2);
    put(out, 28, 0xFFFE, 2);
    put(out, 30, 12, 2);
    put(out, 32, 6, 2);
    put(out, 40, directory_.size() / kSector, 4);
    put(out, 44, table_sectors, 4);
    put(out, 48, directory, 4);
    put(out, 56, kMiniCutoff, 4);
    put(out, 60, mini_table, 4);
    put(out, 64, (mini_table_size + kSector - 1) / kSector, 4);
    put(out, 68, kEndOfChain, 4);
    for (std::size_t i = 0; i < 109; ++i) put(out, 76 + i * 4, i < table_sectors ? fat_.size() + i : kFreeSector, 4);
    return out;
  }

  std::string directory_, data_, mini_;
  std::vector<std::uint32_t> fat_, mini_fat_;
  std::vector<Placed> placed_;  // streams
};

struct Copying {
  const CompoundFile& file;
  std::uint64_t left;

  // Recursive, but no deeper than kDeepest.
  Status copy(std::size_t entry, std::size_t depth, CompoundNode& out) {
    const CompoundFile::Entry& from = file.entries()[entry];
    out.name = from.name;
    out.kind = from.kind;
    out.class_id = from.class_id;
    if (from.kind == CompoundFile::Kind::stream) {
      if (from.size > left) return fail(ErrorKind::over_limit, "embedded object too large");
      out.bytes = file.read(entry, left).bytes;
      left -= out.bytes.size();
      return {};
    }
    if (depth >= kDeepest) return fail(ErrorKind::over_limit, "storages nested too deep");
    for (const std::size_t child : file.children(entry)) {
      if (const auto status = copy(child, depth + 1, out.children.emplace_back()); !status) return status;
    }
    return {};
  }
};

}  // namespace

Result<CompoundNode> compound_node(const CompoundFile& file, std::size_t entry, std::uint64_t limit) {
  if (entry >= file.entries().size()) return fail(ErrorKind::not_found, "no such entry");
  CompoundNode node;
  if (const auto status = Copying{file, limit}.copy(entry, 0, node); !status) return tl::unexpected(status.error());
  return node;
}

Result<std::string> compound_bytes(const CompoundNode& root) { return Writer().write(root); }

}  // namespace trawl::extractors
