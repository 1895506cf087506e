// Items of PST files ([MS-PST] 2.4.5, 2.4.6): see pst_item.h.
#include "extractors/pst_item.h"

#include <algorithm>

#include "extractors/mapi_item.h"

namespace trawl::extractors {
namespace {

constexpr std::uint32_t kRecipients = 0x692, kAttachments = 0x671;  // subnodes with a table
constexpr std::uint32_t kTypeMask = 0x1F, kAttachmentType = 5;      // 2.2.2.1
constexpr std::uint16_t kMethod = 0x3705, kMediaType = 0x370E;
constexpr std::uint64_t kEmbedded = 5;  // [MS-OXCMSG] 2.2.2.9

const Outcome kNoData{OutcomeKind::damaged, "attachment without data"};
constexpr std::string_view kTooMany = "more parts than the file has room for";

class Item {
 public:
  Item(PstStore& store, const PstNodePlace& place, Extraction& out)
      : store_(store), node_(store.file, place), out_(out), writer_(out) {}

  Outcome read() {
    store_.file.took_damage();
    const PstHeap heap(node_, store_.terms.most);
    const PstProperties item = read_pst_properties(heap, store_.terms);
    terms_code_page_ = item.all.code_page;
    const std::vector<MapiProperties> recipients = recipients_of();
    note(item.whole);
    MapiItem written(out_);
    written.write(item.all, recipients);
    if (written.stopped()) return out_.stopped();
    if (!attachments()) return out_.stopped();
    if (item.all.all().empty()) return {OutcomeKind::damaged, "its properties are damaged or missing"};
    return {};
  }

 private:
  void note(bool whole) {
    if (!whole) out_.missed("a property of it is damaged or missing");
    if (store_.file.took_damage()) out_.missed("a block of it is damaged or missing");
  }

  std::vector<MapiProperties> recipients_of() {
    constexpr std::size_t kMost = 1'000'000;
    std::vector<MapiProperties> all;
    const auto node = node_.subnode(kRecipients);
    if (!node) return all;
    const PstTable table(*node, store_.terms);
    const bool whole = table.for_each_row([&](std::uint32_t, MapiProperties row) {
      if (row.code_page == 0) row.code_page = terms_code_page_;
      if (all.size() < kMost)
        all.push_back(std::move(row));
      else
        out_.missed("more recipients than are read");
      return all.size() < kMost;
    });
    note(whole);
    return all;
  }

  bool attachments() {
    std::size_t found = 0;
    for (const PstNodePlace& place : node_.subnodes()) {
      if ((place.id & kTypeMask) != kAttachmentType) continue;
      if (store_.parts_left == 0) {
        out_.missed(kTooMany);
        return true;
      }
      ++found;
      if (!attachment(place)) return false;
    }
    const auto node = node_.subnode(kAttachments);
    const bool fewer = node && PstTable(*node, store_.terms).row_ids().size() > found;
    if (fewer) out_.missed("an attachment that it lists is not there");
    return true;
  }

  bool attachment(const PstNodePlace& place) {
    const PstNode node(store_.file, place);
    const PstHeap heap(node, store_.terms.most);
    PstProperties attached = read_pst_properties(heap, store_.terms);
    if (attached.all.code_page == 0) attached.all.code_page = terms_code_page_;
    note(attached.whole);
    PartHeader header;
    header.name = mapi_attachment_name(attached.all);
    write_mapi_attachment(attached.all, writer_);
    if (writer_.stopped()) return false;
    return data(heap, attached, header);
  }

  // By value, an OLE object or an embedded message; or no more than a link.
  bool data(const PstHeap& heap, const PstProperties& attached, PartHeader header) {
    const std::uint64_t method = attached.all.number(kMethod).value_or(0);
    if (attached.data_type == 0) return out_.unread_child(header, mapi_attachment_without_data(attached.all));
    if (attached.data_type == mapi_object && method == kEmbedded) return embedded(heap, attached.data, header);
    --store_.parts_left;
    if (PstHeap::is_allocation(attached.data) && attached.data_type != mapi_object) {
      bool missing = false;
      const std::string bytes = heap.value(attached.data, 0, missing);
      if (missing) return out_.unread_child(header, kNoData);
      header.size = bytes.size();
      const auto source = memory_source(bytes);
      return out_.child(header, *source, attached.all.text(kMediaType));
    }
    PstData data = heap.stream(attached.data, out_.limits().container_bytes);
    note(true);  // the list of its blocks
    if (data.blocks() == 0) return out_.unread_child(header, kNoData);
    PstStream stream(store_.file, std::move(data));
    const auto source = pull_source(stream);
    return out_.child(header, *source, attached.all.text(kMediaType));
  }

  bool embedded(const PstHeap& heap, std::uint32_t id, PartHeader header) {
    header.name += ".msg";
    const auto node = heap.node().subnode(id);
    if (!node) return out_.unread_child(header, kNoData);
    return read_pst_item(store_, node->place(), header, out_);
  }

  PstStore& store_;
  PstNode node_;
  Extraction& out_;
  BlockWriter writer_;
  std::uint32_t terms_code_page_ = 0;
};

}  // namespace

Outcome PstItem::extract(Source&, Extraction& out) const {
  return Item(store_, place_, out).read();
}

Outcome PstRow::extract(Source&, Extraction& out) const {
  MapiItem written(out);
  written.write(row_, {});
  if (written.stopped()) return out.stopped();
  constexpr std::string_view kNotThere = "listed in its folder, but not there";
  if (row_.all().empty()) return {OutcomeKind::damaged, std::string(kNotThere)};
  return {OutcomeKind::damaged, std::string(kNotThere) + "; what the list says of it was read"};
}

bool read_pst_item(PstStore& store, const PstNodePlace& place, const PartHeader& header, Extraction& out) {
  if (store.parts_left == 0) {
    return out.unread_child(header, {OutcomeKind::over_limit, std::string(kTooMany)});
  }
  --store.parts_left;
  return out.item(header, Format::msg, PstItem(store, place));
}

}  // namespace trawl::extractors
