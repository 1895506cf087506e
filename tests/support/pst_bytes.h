// PST and OST files made by tests, in each of the three layouts ([MS-PST]). Needs trawl_extractors.
//
// There are no allocation maps in them, which only programs that write need.
#pragma once

#include <zlib.h>

#include <map>
#include <optional>

#include "extractors/mapi_properties.h"
#include "extractors/pst_layout.h"
#include "tests/support/compound_bytes.h"

namespace trawl::test {

using extractors::kPstAnsi;
using extractors::kPstLarge;
using extractors::kPstUnicode;
using extractors::PstEncoding;
using extractors::PstLayout;

// A property as a heap holds it.
struct PstValue {
  std::uint16_t id, type;
  std::string bytes;
};
inline PstValue pst_text(std::uint16_t id, std::string_view ascii) {
  return {id, 0x1F, wide(ascii)};
}
inline PstValue pst_number(std::uint16_t id, std::uint32_t value) {
  return {id, 0x03, le32(value)};
}

struct PstMessage;
struct PstAttachment {
  std::vector<PstValue> properties;
  std::optional<std::string> data = {};
  std::vector<PstMessage> message = {};  // one at most: embedded
};
struct PstMessage {
  std::vector<PstValue> properties;
  std::vector<std::vector<PstValue>> recipients = {};
  std::vector<PstAttachment> attachments = {};
  bool listed = true;  // in the table of its folder
  bool there = true;   // as a node
};
struct PstFolder {
  std::string name;
  std::vector<PstMessage> items = {}, associated = {};
  std::vector<PstFolder> folders = {};
  std::optional<std::uint32_t> count = {};  // of items, where it is not that of those listed
  bool listed = true;
};
struct PstBook {
  PstLayout layout = kPstUnicode;
  PstEncoding encoding = PstEncoding::permute;
  std::vector<PstFolder> folders = {};            // in the subtree of mail
  std::vector<PstValue> store = {};               // more properties of the store
  std::string sets = {}, names = {}, texts = {};  // the streams of the names of properties
};

class PstWriter {
 public:
  explicit PstWriter(PstBook book) : book_(std::move(book)), layout_(book_.layout), file_(0x4600, '\0') {}

  std::string write() {
    constexpr std::uint32_t kMail = 0x8022;
    std::vector<PstValue> store = book_.store;
    store.push_back({0x35E0, 0x102, std::string(20, '\0') + le32(kMail)});
    node(0x21, properties(store), 0);
    node(0x61, properties({{0x0002, 0x102, book_.sets}, {0x0003, 0x102, book_.names}, {0x0004, 0x102, book_.texts}}),
         0);
    folder(0x122, 0x122, PstFolder{"Root", {}, {}, {}, {}, true}, {kMail});
    std::vector<std::uint32_t> listed;
    for (const PstFolder& each : book_.folders) add_folder(each, kMail, listed);
    folder(kMail, 0x122, PstFolder{"Top of Personal Folders", {}, {}, {}, {}, true}, listed);
    const Root nodes = tree(nodes_, 0x81, 4), blocks = tree(blocks_, 0x80, 3);
    header(nodes, blocks);
    return file_;
  }

  struct Place {
    std::uint64_t data = 0, subnodes = 0;
  };
  // --- the lowest layer, also for hostile files -------------------------------------------------------

  std::uint64_t block(std::string bytes, bool structure = false) {
    const std::uint64_t id = next_block_ += 4;
    return block_as(id | (structure ? 2 : 0), std::move(bytes));
  }
  std::uint64_t block_as(std::uint64_t id, std::string bytes) {
    const std::size_t size = bytes.size();
    if ((id & 2) == 0) encode_pst(book_.encoding, id, bytes);
    if (layout_.large()) bytes = deflated(bytes);
    const std::uint64_t offset = aligned(layout_.block_unit);
    blocks_[id] = word(offset) + le16(static_cast<std::uint32_t>(bytes.size())) + le16(2) +
                  std::string(layout_.wide() ? 4 : 0, '\0');
    const std::uint32_t checksum = extractors::pst_checksum(bytes);
    std::string trailer = le16(static_cast<std::uint32_t>(bytes.size())) + le16(extractors::pst_signature(offset, id));
    trailer += layout_.wide() ? le32(checksum) + le64(id) : le32(static_cast<std::uint32_t>(id)) + le32(checksum);
    if (layout_.large()) trailer += le16(0) + le16(static_cast<std::uint32_t>(size)) + le32(0);
    const std::uint64_t stored = layout_.block_size(bytes.size());
    bytes.resize(stored - trailer.size(), '\0');
    file_ += bytes + trailer;
    return id;
  }
  // Blocks under blocks of structure, as many as are needed.
  std::uint64_t stream(const std::vector<std::string>& pieces) {
    if (pieces.size() == 1) return block(pieces[0]);
    std::vector<std::uint64_t> level;
    std::uint64_t total = 0;
    for (const std::string& piece : pieces) {
      level.push_back(block(piece));
      total += piece.size();
    }
    const std::size_t most = (full() - 8) / layout_.word;
    for (int depth = 1; level.size() > 1 || depth == 1; ++depth) {
      std::vector<std::uint64_t> above;
      for (std::size_t at = 0; at < level.size(); at += most) {
        const std::size_t count = std::min(most, level.size() - at);
        std::string list = std::string{1, static_cast<char>(depth)} + le16(static_cast<std::uint32_t>(count)) +
                           le32(static_cast<std::uint32_t>(total));
        for (std::size_t i = 0; i < count; ++i) list += word(level[at + i]);
        above.push_back(block(list, true));
      }
      level = above;
    }
    return level[0];
  }
  std::uint64_t stream(const std::string& bytes) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < bytes.size() || at == 0; at += full()) pieces.push_back(bytes.substr(at, full()));
    return stream(pieces);
  }
  std::uint64_t subnodes(const std::map<std::uint32_t, Place>& nodes) {
    if (nodes.empty()) return 0;
    std::string list;
    for (const auto& [id, place] : nodes) list += word(id) + word(place.data) + word(place.subnodes);
    const std::string head = std::string{2, 0} + le16(static_cast<std::uint32_t>(nodes.size()));
    return block(head + std::string(layout_.wide() ? 4 : 0, '\0') + list, true);
  }
  void node(std::uint32_t id, const Place& place, std::uint32_t parent) {
    nodes_[id] = word(place.data) + word(place.subnodes) + le32(parent) + std::string(layout_.wide() ? 4 : 0, '\0');
  }

  // --- heaps ------------------------------------------------------------------------------------------

  // Properties and what belongs to them as a node.
  Place properties(const std::vector<PstValue>& values, std::map<std::uint32_t, Place> inside = {}) {
    Heap heap(layout_);
    std::map<std::uint16_t, std::string> sorted;
    for (const PstValue& value : values) sorted[value.id] = le16(value.type) + value_of(value, heap, inside);
    std::string records;
    for (const auto& [id, record] : sorted) records += le16(id) + record;
    const std::uint32_t root = tree_on(heap, records, 2, 6);
    return {stream(heap.blocks(0xBC, root)), subnodes(inside)};
  }

  // Rows with a column for each property of any of them.
  Place table(const std::vector<std::pair<std::uint32_t, std::vector<PstValue>>>& rows) {
    Heap heap(layout_);
    std::map<std::uint32_t, std::size_t> columns = {{0x67F20003, 0}};  // tag, place: the row's number first
    std::size_t end = 4;
    for (const auto& [id, row] : rows) {
      for (const PstValue& value : row) {
        const std::size_t size = is_long(value.type) ? 8 : 4;
        if (columns.try_emplace(std::uint32_t{value.id} << 16 | value.type, end).second) end += size;
      }
    }
    const std::size_t map_size = (columns.size() + 7) / 8;
    std::map<std::uint32_t, Place> inside;
    std::string matrix, index;
    for (const auto& [id, values] : rows) {
      index += le32(id) +
               (layout_.wide() ? le32(number_of(matrix, end + map_size)) : le16(number_of(matrix, end + map_size)));
      matrix += row_of(id, values, columns, end, heap, inside);
    }
    std::string header = std::string{0x7C, static_cast<char>(columns.size())};
    for (const std::size_t at : {end, end, end, end + map_size}) header += le16(static_cast<std::uint32_t>(at));
    header += le32(tree_on(heap, index, 4, layout_.wide() ? 4 : 2));
    header += le32(matrix.empty() ? 0 : held(in_blocks(matrix, end + map_size), heap, inside)) + le32(0);
    std::size_t bit = 0;
    for (const auto& [tag, at] : columns) {
      header += le32(tag) + le16(static_cast<std::uint32_t>(at)) +
                std::string{static_cast<char>(is_long(tag & 0xFFFF) ? 8 : 4), static_cast<char>(bit++)};
    }
    const std::uint32_t root = heap.add(header);
    return {stream(heap.blocks(0x7C, root)), subnodes(inside)};
  }

  Place message(const PstMessage& message) {
    std::map<std::uint32_t, Place> inside;
    std::vector<std::pair<std::uint32_t, std::vector<PstValue>>> recipients, attachments;
    for (const auto& row : message.recipients) recipients.emplace_back(recipients.size() + 1, row);
    if (!recipients.empty()) inside[0x692] = table(recipients);
    for (const PstAttachment& each : message.attachments) {
      const auto id = static_cast<std::uint32_t>(0x8005 + attachments.size() * 0x20);
      inside[id] = attachment(each);
      attachments.push_back({id, {pst_number(0x0E20, 1)}});
    }
    if (!attachments.empty()) inside[0x671] = table(attachments);
    return properties(message.properties, inside);
  }

  std::size_t full() const { return layout_.block_most - layout_.block_trailer; }
  std::string word(std::uint64_t value) const {
    return layout_.wide() ? le64(value) : le32(static_cast<std::uint32_t>(value));
  }

 private:
  struct Root {
    std::uint64_t id, offset;
  };

  class Heap {
   public:
    explicit Heap(const PstLayout& layout) : large_(layout.large()) { open(); }
    std::uint32_t add(const std::string& bytes) {
      constexpr std::size_t kMost = 7000;
      if (blocks_.back().size() + bytes.size() > kMost) open();
      blocks_.back() += bytes;
      ends_.back().push_back(blocks_.back().size());
      return static_cast<std::uint32_t>((blocks_.size() - 1) << (large_ ? 19 : 16) | (ends_.back().size() - 1) << 5);
    }
    std::vector<std::string> blocks(int kind, std::uint32_t root) const {
      std::vector<std::string> out = blocks_;
      for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].resize((out[i].size() + 1) / 2 * 2);
        std::string head = le16(static_cast<std::uint32_t>(out[i].size()));
        if (i == 0) head += std::string{static_cast<char>(0xEC), static_cast<char>(kind)} + le32(root) + le32(0);
        out[i].replace(0, head.size(), head);
        out[i] += le16(static_cast<std::uint32_t>(ends_[i].size() - 1)) + le16(0);
        for (const std::size_t end : ends_[i]) out[i] += le16(static_cast<std::uint32_t>(end));
      }
      return out;
    }

   private:
    void open() {
      const std::size_t header = blocks_.empty() ? 12 : blocks_.size() % 128 == 8 ? 66 : 2;
      blocks_.emplace_back(header, '\0');
      ends_.push_back({header});
    }
    bool large_;
    std::vector<std::string> blocks_;
    std::vector<std::vector<std::size_t>> ends_;
  };

  static bool is_long(std::uint32_t type) {
    return type == 0x05 || type == 0x06 || type == 0x07 || type == 0x14 || type == 0x40;
  }
  static std::uint32_t number_of(const std::string& matrix, std::size_t row) {
    return static_cast<std::uint32_t>(matrix.size() / row);
  }

  // A B-tree on the heap, with as many levels as it takes.
  static std::uint32_t tree_on(Heap& heap, std::string records, std::size_t key, std::size_t data) {
    char level = 0;
    for (std::size_t size = key + data;; size = key + 4, ++level) {
      const std::size_t most = 3500 / size * size;
      std::string above;
      std::uint32_t last = 0;
      for (std::size_t at = 0; at < records.size(); at += most) {
        last = heap.add(records.substr(at, most));
        above += records.substr(at, key) + le32(last);
      }
      const std::string kinds{static_cast<char>(0xB5), static_cast<char>(key), static_cast<char>(data), level};
      if (above.size() <= key + 4) return heap.add(kinds + le32(last));
      records = above;
    }
  }

  // Rows of which none reaches over the end of a block.
  std::string in_blocks(const std::string& matrix, std::size_t row) const {
    const std::size_t most = full() / row * row;
    std::string out;
    for (std::size_t at = 0; at < matrix.size(); at += most) {
      out.resize((out.size() + full() - 1) / full() * full());
      out += matrix.substr(at, most);
    }
    return out;
  }

  // Where longer bytes are: in the heap or, if there are many, in a node of their own.
  std::uint32_t held(const std::string& bytes, Heap& heap, std::map<std::uint32_t, Place>& inside) {
    constexpr std::size_t kMost = 3580;
    if (bytes.empty()) return 0;
    if (bytes.size() <= kMost) return heap.add(bytes);
    const auto id = static_cast<std::uint32_t>(0x801F + inside.size() * 0x20);
    inside[id] = {stream(bytes), 0};
    return id;
  }
  std::string value_of(const PstValue& value, Heap& heap, std::map<std::uint32_t, Place>& inside) {
    if (value.type == 0x0D) return le32(heap.add(value.bytes));
    if (value.bytes.size() <= 4 && extractors::mapi_fixed_size(value.type) > 0) {
      return value.bytes + std::string(4 - value.bytes.size(), '\0');
    }
    return le32(held(value.bytes, heap, inside));
  }
  std::string row_of(std::uint32_t id, const std::vector<PstValue>& values,
                     const std::map<std::uint32_t, std::size_t>& columns, std::size_t end, Heap& heap,
                     std::map<std::uint32_t, Place>& inside) {
    std::string row(end + (columns.size() + 7) / 8, '\0');
    row.replace(0, 4, le32(id));
    for (const PstValue& value : values) {
      const auto column = columns.find(std::uint32_t{value.id} << 16 | value.type);
      const std::size_t bit = static_cast<std::size_t>(std::distance(columns.begin(), column));
      const std::string cell = is_long(value.type) ? value.bytes : value_of(value, heap, inside);
      row.replace(column->second, cell.size(), cell);
      row[end + bit / 8] = static_cast<char>(row[end + bit / 8] | 0x80 >> bit % 8);
    }
    return row;
  }

  Place attachment(const PstAttachment& attachment) {
    std::vector<PstValue> values = attachment.properties;
    std::map<std::uint32_t, Place> inside;
    if (attachment.data) values.push_back({0x3701, 0x102, *attachment.data});
    if (!attachment.message.empty()) {
      constexpr std::uint32_t kId = 0x200024;
      inside[kId] = message(attachment.message[0]);
      values.push_back({0x3701, 0x0D, le32(kId) + le32(0)});
    }
    return properties(values, inside);
  }

  void add_folder(const PstFolder& from, std::uint32_t parent, std::vector<std::uint32_t>& listed) {
    const std::uint32_t id = (next_folder_ += 0x20) | 2;
    if (from.listed) listed.push_back(id);
    std::vector<std::uint32_t> children;
    for (const PstFolder& each : from.folders) add_folder(each, id, children);
    folder(id, parent, from, children);
  }
  void folder(std::uint32_t id, std::uint32_t parent, const PstFolder& from,
              const std::vector<std::uint32_t>& children) {
    const auto rows_of = [](const std::vector<std::uint32_t>& ids) {
      std::vector<std::pair<std::uint32_t, std::vector<PstValue>>> rows;
      for (const std::uint32_t each : ids) rows.push_back({each, {pst_number(0x3602, 0)}});
      return rows;
    };
    const std::vector<std::uint32_t> items = add_items(from.items, id, 4), others = add_items(from.associated, id, 8);
    const std::uint32_t base = id & ~0x1Fu;
    const auto count = from.count.value_or(static_cast<std::uint32_t>(items.size()));
    node(id, properties({pst_text(0x3001, from.name), pst_number(0x3602, count), pst_number(0x3603, 0)}), parent);
    node(base | 0x0D, table(rows_of(children)), 0);
    node(base | 0x0E, table(rows_of(items)), 0);
    node(base | 0x0F, table(rows_of(others)), 0);
  }
  std::vector<std::uint32_t> add_items(const std::vector<PstMessage>& items, std::uint32_t folder, std::uint32_t type) {
    std::vector<std::uint32_t> listed;
    for (const PstMessage& each : items) {
      const std::uint32_t id = (next_item_ += 0x20) | type;
      if (each.listed) listed.push_back(id);
      if (each.there) node(id, message(each), folder);
    }
    return listed;
  }

  std::string deflated(const std::string& bytes) const {
    std::string out(compressBound(bytes.size()), '\0');
    uLongf size = out.size();
    compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(),
              9);
    out.resize(size);
    return size < bytes.size() ? out : bytes;
  }
  std::uint64_t aligned(std::size_t unit) {
    file_.resize((file_.size() + unit - 1) / unit * unit);
    return file_.size();
  }

  Root page(const std::string& entries, std::size_t size, int type, unsigned level) {
    const std::uint64_t id = next_page_ += 4, offset = aligned(layout_.page);
    std::string bytes = entries;
    bytes.resize(layout_.page_entries);
    const auto count = static_cast<std::uint32_t>(entries.size() / size);
    const std::string one{static_cast<char>(count), static_cast<char>(layout_.page_entries / size)};
    bytes += layout_.large() ? le16(count) + le16(static_cast<std::uint32_t>(layout_.page_entries / size)) : one;
    bytes += std::string{static_cast<char>(size), static_cast<char>(level)};
    bytes.resize(layout_.page_trailer);
    const std::uint32_t checksum = extractors::pst_checksum(bytes);
    bytes += std::string(2, static_cast<char>(type)) + le16(extractors::pst_signature(offset, id));
    bytes += layout_.wide() ? le32(checksum) + le64(id) : le32(static_cast<std::uint32_t>(id)) + le32(checksum);
    bytes.resize(layout_.page);
    file_ += bytes;
    return {id, offset};
  }
  template <typename Key>
  Root tree(const std::map<Key, std::string>& entries, int type, std::size_t words) {
    std::vector<std::pair<std::uint64_t, std::string>> level;
    for (const auto& [key, rest] : entries) level.emplace_back(key, word(key) + rest);
    for (unsigned depth = 0;; ++depth) {
      const std::size_t size = layout_.word * (depth == 0 ? words : 3), most = layout_.page_entries / size;
      std::vector<std::pair<std::uint64_t, std::string>> above;
      Root last{};
      for (std::size_t at = 0; at < level.size(); at += most) {
        std::string all;
        for (std::size_t i = at; i < std::min(level.size(), at + most); ++i) all += level[i].second;
        last = page(all, size, type, depth);
        above.emplace_back(level[at].first, word(level[at].first) + word(last.id) + word(last.offset));
      }
      if (above.size() == 1) return last;
      level = above;
    }
  }

  void header(const Root& nodes, const Root& blocks) {
    const bool wide = layout_.wide();
    std::string head = "!BDN" + le32(0) + "SM" + le16(layout_.large() ? 36 : wide ? 23 : 14) + le16(19) + "\1\1";
    head.resize(wide ? 564 : 512);
    const auto put = [&](std::size_t at, const std::string& bytes) { head.replace(at, bytes.size(), bytes); };
    put(wide ? 184 : 168, word(aligned(layout_.page)));
    put(wide ? 216 : 184, word(nodes.id) + word(nodes.offset) + word(blocks.id) + word(blocks.offset));
    put(wide ? 512 : 460, std::string{static_cast<char>(0x80), static_cast<char>(book_.encoding)});
    put(4, le32(extractors::pst_checksum(std::string_view(head).substr(8, 471))));
    file_.replace(0, head.size(), head);
  }

  PstBook book_;
  PstLayout layout_;
  std::string file_;
  std::map<std::uint64_t, std::string> blocks_;
  std::map<std::uint32_t, std::string> nodes_;
  std::uint64_t next_block_ = 0x100, next_page_ = 0x1000;
  std::uint32_t next_folder_ = 0x8060, next_item_ = 0x200000;
};

inline std::string pst_of(PstBook book) {
  return PstWriter(std::move(book)).write();
}

}  // namespace trawl::test
