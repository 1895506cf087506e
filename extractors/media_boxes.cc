// Metadata of ISO media files (ISO 14496-12), QuickTime ("QuickTime File Format", user data and metadata) and iTunes.
#include <algorithm>
#include <map>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/charset.h"
#include "extractors/code_page.h"
#include "extractors/little_endian.h"
#include "extractors/media_formats.h"
#include "extractors/picture_metadata.h"
#include "extractors/xmp.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kMostOfMoov = 256ull << 20;  // bytes; that of a film of many hours is a few MiB
constexpr int kDeepest = 12;
constexpr std::string_view kXmpBox = "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC"sv;

struct KnownItem {
  std::string_view type, label;
};

// Of iTunes and of user data; \251 is the copyright sign of Mac OS.
constexpr KnownItem kItems[] = {
    {"\251ART", "artist"}, {"\251alb", "album"}, {"\251aut", "author"}, {"\251cmt", "comment"},
    {"\251cpy", "copyright"}, {"\251day", "date"}, {"\251des", "description"}, {"\251dir", "director"},
    {"\251ed1", "edit"}, {"\251gen", "genre"}, {"\251inf", "information"}, {"\251lyr", "lyrics"}, {"\251mak", "make"},
    {"\251mod", "model"}, {"\251nam", "title"}, {"\251prd", "producer"}, {"\251prf", "performers"},
    {"\251src", "source"}, {"\251swr", "software"}, {"\251too", "software"}, {"\251wrt", "writer"},
    {"\251xyz", "location"}, {"aART", "album artist"}, {"albm", "album"}, {"apID", "Apple ID"}, {"auth", "author"},
    {"cprt", "copyright"}, {"desc", "description"}, {"dscp", "description"}, {"gnre", "genre"}, {"kywd", "keywords"},
    {"ldes", "description"}, {"loci", "location"}, {"ownr", "owner"}, {"perf", "performer"},
    {"purd", "date of purchase"}, {"titl", "title"}, {"hdlr", "handler"}, {"name", "name"}};

std::string label_of(std::string_view type) {
  for (const KnownItem& item : kItems) {
    if (item.type == type) return std::string(item.label);
  }
  return to_utf8(type);
}

// Of one box at the top, whose bytes it borrows.
class Boxes {
 public:
  explicit Boxes(BlockWriter& writer) : writer_(writer) {}

  // The boxes in `bytes`; `parent` says how those without a meaning of their own are taken.
  void read(std::string_view bytes, std::string_view parent, int depth) {
    if (depth > kDeepest) return writer_.out().missed("boxes nested too deeply");
    while (bytes.size() >= 8 && !writer_.stopped()) {
      std::uint64_t size = big_endian(bytes, 0, 4);
      std::size_t header = 8;
      if (size == 1) {
        size = big_endian(bytes, 8, 8);
        header = 16;
      }
      if (size == 0 && parent == "udta") return;  // its list may end with a zero
      if (size == 0) size = bytes.size();
      if (size < header || bytes.size() < header)
        return writer_.out().missed("the structure of the film or sound is damaged");
      if (size > bytes.size()) {
        writer_.out().missed("the structure of the film or sound is damaged");
        size = bytes.size();
      }
      box(bytes.substr(4, 4), bytes.substr(header, size - header), parent, depth);
      bytes.remove_prefix(size);
    }
  }

  void box(std::string_view type, std::string_view data, std::string_view parent, int depth) {
    if (type == "moov" || type == "trak" || type == "mdia" || type == "minf" || type == "udta" || type == "ilst")
      return read(data, type, depth + 1);
    if (type == "meta") return read(data.substr(is_full(data) ? 4 : 0), type, depth + 1);
    if (type == "keys") return read_keys(data);
    if (type == "uuid" && data.starts_with(kXmpBox)) return write_xmp(data.substr(kXmpBox.size()), writer_);
    if (type == "XMP_") return write_xmp(data, writer_);
    if (parent == "ilst") return read_item(type, data);
    if (parent == "udta") return read_user_data(type, data);
  }

 private:
  // QuickTime's `meta` is no full box: a box begins at once.
  static bool is_full(std::string_view meta) { return meta.size() >= 8 && meta.substr(4, 4) != "hdlr"; }

  void property(std::string label, std::string_view text) {
    writer_.write({BlockKind::property, std::move(label), {}, false}, until_zero(text));
  }

  // Names of the items of an `ilst` that are numbered: "com.apple.quicktime.location.ISO6709".
  void read_keys(std::string_view data) {
    keys_.clear();
    std::uint32_t number = 0;
    for (std::size_t at = 8; at + 8 <= data.size();) {
      const std::uint32_t size = big32(data, at);
      if (size < 8 || size > data.size() - at) return writer_.out().missed("the names of metadata are damaged");
      keys_[++number] = data.substr(at + 8, size - 8);
      at += size;
    }
  }

  // An item holds `data` boxes; a free one ("----") says its name beside them.
  void read_item(std::string_view type, std::string_view item) {
    std::string label = label_of(type);
    if (const auto key = keys_.find(big32(type, 0)); key != keys_.end()) {
      label = to_utf8(key->second.substr(key->second.rfind('.') + 1));
      if (key->second.ends_with("ISO6709")) label = "location";
    }
    while (item.size() >= 8 && !writer_.stopped()) {
      const std::uint32_t size = big32(item, 0);
      if (size < 8 || size > item.size()) return writer_.out().missed("an item of metadata is damaged");
      const std::string_view kind = item.substr(4, 4), data = item.substr(8, size - 8);
      if (kind == "name" && data.size() > 4) label = to_utf8(data.substr(4));
      if (kind == "data" && data.size() > 8) write_value(label, big32(data, 0) & 0xFFFFFF, data.substr(8));
      item.remove_prefix(size);
    }
  }

  // Well-known types of "data" (QuickTime File Format, table 3-5).
  void write_value(const std::string& label, std::uint32_t type, std::string_view value) {
    if (type == 1 || type == 4) property(label, to_utf8(value));
    if (type == 2 || type == 5) property(label, to_utf8(value, "utf-16be"));
    if (type == 0 && value.find('\0') == value.npos) property(label, to_utf8(value));
    if (type == 13 || type == 14 || type == 27) pass_picture(value);
  }

  void pass_picture(std::string_view bytes) {
    PartHeader header;
    header.name = "cover";
    const auto source = memory_source(bytes);
    if (!writer_.out().child(header, *source)) writer_.stop();
  }

  // QuickTime: texts with length and language; 3GPP (TS 26.244, 8): a full box, language, text.
  void read_user_data(std::string_view type, std::string_view data) {
    if (type.starts_with('\xA9')) {
      while (data.size() > 4) {
        const std::size_t size = std::min<std::size_t>(big_endian(data, 0, 2), data.size() - 4);
        const auto language = big_endian(data, 2, 2);
        const std::string_view text = data.substr(4, size);
        // Languages below 0x400 are those of Mac OS, with its charset.
        property(label_of(type), language < 0x400 && language != 0 ? to_utf8(text, "macintosh") : to_utf8(text));
        data.remove_prefix(4 + size);
      }
      return;
    }
    const bool known = label_of(type) != to_utf8(type);
    if (!known) return;
    if (type == "name" || type == "hdlr") return property(label_of(type), to_utf8(data));
    std::string_view text = data.substr(std::min<std::size_t>(6, data.size()));
    if (type == "loci") read_location(text);
    const bool wide = text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE");
    property(label_of(type), to_utf8(wide ? text : until_zero(text)));
  }

  // TS 26.244, 8.6: behind the place's name its role, longitude and latitude as 16.16 numbers.
  void read_location(std::string_view data) {
    data.remove_prefix(std::min(until_zero(data).size() + 2, data.size()));
    if (data.size() < 8) return;
    const auto degrees = [&](std::size_t at) {
      return std::to_string(static_cast<std::int32_t>(big32(data, at)) / 65536.0);
    };
    property("location", degrees(4) + ", " + degrees(0));
  }

  BlockWriter& writer_;
  std::map<std::uint32_t, std::string_view> keys_;
};

}  // namespace

void read_media_boxes(MediaStream& stream, BlockWriter& writer) {
  while (!writer.stopped()) {
    std::string head = stream.read(8);
    if (head.size() < 8) return;
    std::uint64_t size = big_endian(head, 0, 4);
    const std::string type = head.substr(4, 4);
    std::uint64_t taken = 8;
    if (size == 1) {
      size = big_endian(stream.read(8), 0, 8);
      taken = 16;
    }
    const bool to_the_end = size == 0;
    if (!to_the_end && size < taken) return writer.out().missed("the structure of the film or sound is damaged");
    const bool wanted = type == "moov" || type == "meta" || type == "uuid" || type == "udta";
    if (wanted) {
      const std::uint64_t most = to_the_end ? kMostOfMoov : std::min(size - taken, kMostOfMoov);
      const std::string data = stream.read(most);
      if (data.size() < most && !to_the_end) writer.out().missed("the film or sound is cut short");
      Boxes(writer).box(type, data, {}, 0);
      taken += data.size();
      if (taken < size || data.size() == kMostOfMoov) {
        writer.out().missed("metadata of the film or sound too large to be read");
      }
    }
    if (to_the_end) return;
    if (!stream.skip(size - taken)) return writer.out().missed("the film or sound is cut short");
  }
}

}  // namespace trawl::extractors
