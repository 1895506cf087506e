// Mail stores of Outlook, PST and OST ([MS-PST]): every item of every folder is a part named by its folder and its
// number, "Inbox/12"; so are items that no folder lists.
//
// What a folder lists is compared with what is there. A password is only a checksum that Outlook asks for: it is not
// needed.
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extractors/extractor.h"
#include "extractors/mapi_item.h"
#include "extractors/ole_bytes.h"
#include "extractors/pst_item.h"

namespace trawl::extractors {
namespace {

// Nodes with a meaning of their own, and types of nodes, which are their lowest five bits ([MS-PST] 2.4.1, 2.2.2.1).
constexpr std::uint32_t kMessageStore = 0x21, kNames = 0x61, kRootFolder = 0x122;
constexpr std::uint32_t kTypeMask = 0x1F;
enum NodeType : std::uint32_t {
  normal_folder = 0x02,
  search_folder = 0x03,
  message = 0x04,
  associated_message = 0x08,
  hierarchy_table = 0x0D,
  contents_table = 0x0E,
  associated_table = 0x0F,
};
std::uint32_t type_of(std::uint32_t node) {
  return node & kTypeMask;
}
std::uint32_t with_type(std::uint32_t node, NodeType type) {
  return (node & ~kTypeMask) | type;
}

constexpr std::uint16_t kDisplayName = 0x3001, kContentCount = 0x3602, kMailSubtree = 0x35E0;
constexpr std::size_t kLongestName = 255;  // bytes of a folder's name in a path

class Store {
 public:
  Store(PstFile& file, Extraction& out)
      : out_(out), file_(file), store_{file, {{}, out.limits().whole_bytes, 0}, file.size() / 32 + 1'000} {}

  bool read() {
    store_.terms.names = names();
    const bool wanted = write_store() && folders_from(kRootFolder, {}) && lost_folders() && lost_items();
    note_damage();
    return wanted;
  }

 private:
  struct Folder {
    std::uint32_t id;
    std::string path;
  };

  PstProperties properties_of(const PstNodePlace& place) {
    const PstNode node(file_, place);
    return read_pst_properties(PstHeap(node, store_.terms.most), store_.terms);
  }

  // 2.4.7
  MapiNames names() {
    const auto place = file_.node(kNames);
    const PstProperties map = place ? properties_of(*place) : PstProperties();
    if (!place || !map.whole) out_.missed("the names of properties are damaged or missing");
    const auto stream = [&](std::uint16_t id) { return map.all.bytes(id, mapi_binary); };
    return {stream(0x0002), stream(0x0003), stream(0x0004)};
  }

  bool write_store() {
    const auto place = file_.node(kMessageStore);
    if (!place) {
      out_.missed("the properties of the store are missing");
      return true;
    }
    const PstProperties store = properties_of(*place);
    constexpr std::size_t kNodeInEntryId = 20;  // 2.4.3.2
    mail_subtree_ = little32(store.all.bytes(kMailSubtree, mapi_binary), kNodeInEntryId);
    store_.terms.code_page = store.all.code_page;
    return write(store.all);
  }

  bool write(const MapiProperties& properties) {
    MapiItem written(out_);
    written.write(properties, {});
    return !written.stopped();
  }

  // A folder and all below it. The subtree of mail has no name of its own in paths.
  bool folders_from(std::uint32_t id, const std::string& path) {
    std::vector<Folder> open = {{id, path}};
    while (!open.empty()) {
      const Folder folder = std::move(open.back());
      open.pop_back();
      if (paths_.size() > out_.limits().members) {
        out_.missed("more folders than the limit");
        return true;
      }
      if (!paths_.try_emplace(folder.id, folder.path).second) continue;
      if (!read_folder(folder)) return false;
      const std::vector<std::uint32_t> children = listed_in(with_type(folder.id, hierarchy_table), "folders");
      for (auto child = children.rbegin(); child != children.rend(); ++child) {
        const std::string name = name_of_folder(*child);
        const bool mail = *child == mail_subtree_ || name == "IPM_SUBTREE";  // of PST, of OST
        open.push_back({*child, mail ? "" : joined(folder.path, name)});
      }
    }
    return true;
  }

  static std::string joined(const std::string& path, const std::string& name) {
    return path.empty() ? name : path + "/" + name;
  }

  std::string name_of_folder(std::uint32_t id) {
    const auto place = file_.node(id);
    std::string name = place ? properties_of(*place).all.text(kDisplayName) : std::string();
    if (name.size() > kLongestName) name.resize(kLongestName);
    return name.empty() ? "unnamed folder" : name;
  }

  // What a search folder lists lies in other folders.
  bool read_folder(const Folder& folder) {
    const auto place = file_.node(folder.id);
    std::optional<std::uint64_t> counted;
    if (place) {
      const PstProperties properties = properties_of(*place);
      if (!properties.whole) out_.missed("the properties of a folder are damaged");
      if (!write(properties.all)) return false;
      counted = properties.all.number(kContentCount);
    } else {
      out_.missed("a folder that is listed is not there");
    }
    if (type_of(folder.id) == search_folder) return true;
    return read_items(with_type(folder.id, contents_table), folder.path, counted) &&
           read_items(with_type(folder.id, associated_table), joined(folder.path, "associated"), std::nullopt);
  }

  // The rows of a folder's table, each of which is a node.
  std::vector<std::uint32_t> listed_in(std::uint32_t id, std::string_view what) {
    const auto place = file_.node(id);
    if (!place) return {};
    const PstNode node(file_, *place);
    const PstTable table(node, store_.terms);
    if (!table.sound()) out_.missed("the list of a folder's " + std::string(what) + " is damaged");
    return table.row_ids();
  }

  // counted: what the folder says that it holds.
  bool read_items(std::uint32_t table, const std::string& path, std::optional<std::uint64_t> counted) {
    const std::vector<std::uint32_t> items = listed_in(table, "items");
    if (counted && *counted != items.size()) out_.missed("a folder counts more or fewer items than it lists");
    std::map<std::uint32_t, PartHeader> gone;
    std::uint64_t number = 0;
    for (const std::uint32_t id : items) {
      PartHeader header;
      header.name = joined(path, std::to_string(++number));
      if (!items_.insert(id).second) continue;  // a folder that is read twice lists the same
      const auto place = file_.node(id);
      if (!place || !file_.has_block(place->data))
        gone.emplace(id, std::move(header));
      else if (!read_pst_item(store_, *place, header, out_))
        return false;
    }
    return gone.empty() || read_rows(table, gone);
  }

  // What a list says of items that are not there.
  bool read_rows(std::uint32_t table, std::map<std::uint32_t, PartHeader>& gone) {
    bool wanted = true;
    if (const auto place = file_.node(table)) {
      const PstNode node(file_, *place);
      PstTable(node, store_.terms).for_each_row([&](std::uint32_t id, MapiProperties row) {
        const auto item = gone.find(id);
        if (item == gone.end()) return true;
        wanted = out_.item(item->second, Format::msg, PstRow(std::move(row)));
        gone.erase(item);
        return wanted && !gone.empty();
      });
    }
    return wanted && std::all_of(gone.begin(), gone.end(), [this](const auto& item) {
             return out_.item(item.second, Format::msg, PstRow({}));
           });
  }

  // Folders that none lists: their parents' lists are damaged, or they were deleted.
  bool lost_folders() {
    for (const PstNodePlace& place :
         unread_nodes([&](std::uint32_t id) { return type_of(id) == normal_folder && !paths_.contains(id); })) {
      const auto parent = paths_.find(place.parent);
      const std::string path = parent == paths_.end() ? "not in a folder" : parent->second;
      if (!folders_from(place.id, joined(path, name_of_folder(place.id)))) return false;
    }
    return true;
  }

  // Items that no folder lists, by what they say of their folder.
  bool lost_items() {
    const std::vector<PstNodePlace> lost = unread_nodes([&](std::uint32_t id) {
      return (type_of(id) == message || type_of(id) == associated_message) && !items_.contains(id);
    });
    std::unordered_map<std::uint32_t, std::uint64_t> numbers;
    return std::all_of(lost.begin(), lost.end(), [&](const PstNodePlace& place) {
      const auto parent = paths_.find(place.parent);
      const std::string path = parent == paths_.end() ? "not in a folder" : joined(parent->second, "not listed");
      PartHeader header;
      header.name = joined(path, std::to_string(++numbers[parent == paths_.end() ? 0 : place.parent]));
      items_.insert(place.id);
      return read_pst_item(store_, place, header, out_);
    });
  }

  template <typename Wanted>
  std::vector<PstNodePlace> unread_nodes(const Wanted& wanted) {
    std::vector<PstNodePlace> nodes;
    std::unordered_set<std::uint32_t> taken;
    file_.for_each_node([&](const PstNodePlace& place) {
      if (wanted(place.id) && taken.insert(place.id).second) nodes.push_back(place);
      return nodes.size() <= out_.limits().members;
    });
    return nodes;
  }

  void note_damage() {
    if (file_.damaged_header()) out_.missed("the header of the store is damaged");
    if (file_.damaged_trees()) out_.missed("the index of the store is damaged; it was searched for what is left");
    if (file_.took_damage()) out_.missed("a block of the store is damaged or missing");
  }

  Extraction& out_;
  PstFile& file_;
  PstStore store_;
  std::uint32_t mail_subtree_ = 0;
  std::unordered_map<std::uint32_t, std::string> paths_;  // of folders that were read
  std::unordered_set<std::uint32_t> items_;               // that were read
};

class PstExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto file = PstFile::open(source, out.limits().whole_bytes, [&] { out.progressed(); });
    if (!file) return outcome_of(file.error());
    return Store(**file, out).read() ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& pst_extractor() {
  static const PstExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
