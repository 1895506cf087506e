// Items of Outlook in files of their own: MSG and OFT ([MS-OXMSG]). Attachments and embedded messages are child parts.
//
// Properties are read from the names of their streams, which hold up where a property stream is damaged.
#include <algorithm>
#include <charconv>
#include <map>

#include "extractors/compound_file.h"
#include "extractors/compound_writer.h"
#include "extractors/extractor.h"
#include "extractors/mapi_item.h"
#include "extractors/mapi_names.h"
#include "extractors/mime_text.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::string_view kStreamPrefix = "__substg1.0_";
constexpr std::string_view kPropertyStream = "__properties_version1.0";
constexpr std::string_view kNames = "__nameid_version1.0";
constexpr std::size_t kNone = CompoundFile::kNone;
constexpr std::uint16_t kAttachmentData = 0x3701;
constexpr std::size_t kValues = 100'000;  // of one property

std::optional<std::uint32_t> hex_number(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 8 || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// The names of properties from 0x8000 on (2.2.3).
MapiNames names_in(const CompoundFile& file, std::uint64_t limit) {
  const std::size_t storage = file.find(kNames);
  const auto stream = [&](std::string_view name) { return file.read(file.find_in(storage, name), limit).bytes; };
  return {stream("__substg1.0_00020102"), stream("__substg1.0_00030102"), stream("__substg1.0_00040102")};
}

class Msg {
 public:
  Msg(const CompoundFile& file, Extraction& out)
      : file_(file), out_(out), names_(names_in(file, out.limits().whole_bytes)), writer_(out) {}

  bool read() {
    const MapiProperties item = properties(CompoundFile::kRoot);
    code_page_ = item.code_page;
    std::vector<MapiProperties> recipients;
    std::vector<std::size_t> attachments;
    for (const std::size_t child : file_.children(CompoundFile::kRoot)) {
      const std::string& name = file_.entries()[child].name;
      if (starts_ignoring_case(name, "__recip_version1.0_#")) recipients.push_back(properties(child));
      if (starts_ignoring_case(name, "__attach_version1.0_#")) attachments.push_back(child);
    }
    MapiItem written(out_);
    written.write(item, recipients);
    if (written.stopped()) return false;
    std::sort(attachments.begin(), attachments.end(),
              [&](std::size_t a, std::size_t b) { return file_.entries()[a].name < file_.entries()[b].name; });
    if (item.all().empty()) out_.missed("no properties of an item");
    return std::all_of(attachments.begin(), attachments.end(), [&](std::size_t storage) { return attachment(storage); });
  }

 private:
  std::string bytes_of(std::size_t entry) {
    const CompoundFile::Stream stream = file_.read(entry, out_.limits().whole_bytes);
    if (!stream.whole) out_.missed("a stream ends too soon");
    return stream.bytes;
  }

  // All properties in a storage: those of a fixed size are in one stream, each other has a stream (2.1.2, 2.4).
  MapiProperties properties(std::size_t storage) {
    MapiProperties all;
    std::map<std::uint32_t, std::map<std::uint32_t, std::string>> multiple;  // values of strings by tag and index
    for (const std::size_t child : file_.children(storage)) {
      const CompoundFile::Entry& entry = file_.entries()[child];
      if (entry.kind != CompoundFile::Kind::stream) continue;
      if (equal_ignoring_case(entry.name, kPropertyStream)) add_fixed(bytes_of(child), all);
      if (!starts_ignoring_case(entry.name, kStreamPrefix)) continue;
      const std::string_view digits = std::string_view(entry.name).substr(kStreamPrefix.size());
      const auto tag = hex_number(digits.substr(0, 8));
      if (!tag || (*tag >> 16 == kAttachmentData && storage != CompoundFile::kRoot)) continue;
      const auto index = digits.size() == 17 && digits[8] == '-' ? hex_number(digits.substr(9)) : std::nullopt;
      if (index) multiple[*tag][*index] = bytes_of(child);
      else add_stream(*tag, bytes_of(child), all);
    }
    for (auto& [tag, values] : multiple) {
      MapiProperty property = named(tag);
      for (auto& [index, value] : values) property.values.push_back(std::move(value));
      all.add(std::move(property));
    }
    all.code_page = mapi_code_page(all, code_page_);
    return all;
  }

  MapiProperty named(std::uint32_t tag) const {
    MapiProperty property;
    property.id = static_cast<std::uint16_t>(tag >> 16);
    property.type = static_cast<std::uint16_t>(tag & 0xFFFF & ~std::uint32_t{kMapiMultiple});
    if (const MapiName* name = names_.find(property.id)) property.name = *name;
    return property;
  }

  // Entries of 16 bytes behind a header: 32 bytes of a file, 24 of an embedded message, 8 of others (2.4.1). Where one
  // is taken for another, the header's bytes are entries of tags that mean nothing.
  void add_fixed(std::string_view bytes, MapiProperties& all) const {
    for (std::size_t at = bytes.size() % 16; at + 16 <= bytes.size(); at += 16) {
      const std::uint32_t tag = little32(bytes, at);
      const std::size_t size = mapi_fixed_size(static_cast<std::uint16_t>(tag & 0xFFFF));
      if (size == 0 || size > 8 || tag >> 16 == 0) continue;
      MapiProperty property = named(tag);
      property.values.emplace_back(bytes.substr(at + 8, size));
      all.add(std::move(property));
    }
  }

  void add_stream(std::uint32_t tag, std::string bytes, MapiProperties& all) const {
    const bool several = (tag & kMapiMultiple) != 0;
    MapiProperty property = named(tag);
    const std::size_t size = mapi_fixed_size(property.type);
    if (several && size == 0) return;  // lengths; the values have streams of their own
    if (!several) property.values.push_back(std::move(bytes));
    for (std::size_t at = 0; several && at + size <= bytes.size() && property.values.size() < kValues; at += size) {
      property.values.push_back(bytes.substr(at, size));
    }
    all.add(std::move(property));
  }

  // 2.2.2
  bool attachment(std::size_t storage) {
    const MapiProperties attached = properties(storage);
    PartHeader header;
    header.name = mapi_attachment_name(attached);
    write_mapi_attachment(attached, writer_);
    if (writer_.stopped()) return false;
    const std::size_t object = file_.find_in(storage, "__substg1.0_3701000D");
    if (object != kNone && file_.entries()[object].kind == CompoundFile::Kind::storage) return embedded(object, header);
    const std::size_t data = object != kNone ? object : file_.find_in(storage, "__substg1.0_37010102");
    if (data == kNone) return out_.unread_child(header, mapi_attachment_without_data(attached));
    const std::string bytes = bytes_of(data);
    header.size = bytes.size();
    const auto source = memory_source(bytes);
    return out_.child(header, *source, attached.text(0x370E));
  }

  // A message, which needs the names of the file's properties to be a file of its own (2.2.2.1), or an OLE object.
  bool embedded(std::size_t object, PartHeader header) {
    const std::uint64_t limit = out_.limits().whole_bytes;
    auto node = compound_node(file_, object, limit);
    if (!node) return out_.unread_child(header, outcome_of(node.error()));
    if (file_.find_in(object, kPropertyStream) != kNone) {
      header.name += ".msg";
      if (file_.find_in(object, kNames) == kNone && file_.find(kNames) != kNone) {
        auto names = compound_node(file_, file_.find(kNames), limit);
        if (names) node->children.push_back(std::move(*names));
      }
    }
    const auto bytes = compound_bytes(*node);
    if (!bytes) return out_.unread_child(header, outcome_of(bytes.error()));
    header.size = bytes->size();
    const auto source = memory_source(*bytes);
    return out_.child(header, *source);
  }

  const CompoundFile& file_;
  Extraction& out_;
  MapiNames names_;
  BlockWriter writer_;
  std::uint32_t code_page_ = 0;
};

class MsgExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    const auto file = CompoundFile::open(*bytes);
    if (!file) return outcome_of(file.error());
    if (file->damaged()) out.missed("structure of the compound file is damaged");
    return Msg(*file, out).read() ? Outcome{} : out.stopped();
  }
};

}  // namespace

const Extractor& msg_extractor() {
  static const MsgExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
