// Texts of RIFF files (WAV, AVI): INFO lists, the broadcast extension (EBU Tech 3285), iXML, XMP; and text chunks of
// AIFF ("Audio Interchange File Format", 1989). ID3 tags in them are TagLib's.
#include <string>

#include "extractors/big_endian.h"
#include "extractors/charset.h"
#include "extractors/little_endian.h"
#include "extractors/media_formats.h"
#include "extractors/ooxml_parts.h"
#include "extractors/xmp.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostText = 16 << 20;  // bytes of one chunk
constexpr int kDeepest = 8;

struct KnownChunk {
  std::string_view type, label;
};
constexpr KnownChunk kInfo[] = {{"IARL", "archived at"}, {"IART", "artist"},     {"ICMS", "commissioned by"},
                                {"ICMT", "comment"},     {"ICOP", "copyright"},  {"ICRD", "date"},
                                {"IENG", "engineer"},    {"IGNR", "genre"},      {"IKEY", "keywords"},
                                {"INAM", "title"},       {"IPRD", "product"},    {"ISBJ", "subject"},
                                {"ISFT", "software"},    {"ISRC", "source"},     {"ITCH", "technician"},
                                {"ISTR", "starring"},    {"NAME", "name"},       {"AUTH", "author"},
                                {"(c) ", "copyright"},   {"ANNO", "annotation"}, {"IDIT", "date"},
                                {"labl", "label"},       {"note", "note"},       {"strn", "name of a stream"}};

std::string_view label_of(std::string_view type) {
  for (const KnownChunk& chunk : kInfo) {
    if (chunk.type == type) return chunk.label;
  }
  return {};
}

class Chunks {
 public:
  Chunks(MediaStream& stream, BlockWriter& writer) : stream_(stream), writer_(writer) {}

  void read() {
    const std::string head = stream_.read(12);
    big_ = head.starts_with("FORM");
    read_until(~0ull, false, 0);
  }

 private:
  void read_until(std::uint64_t end, bool info, int depth) {
    while (stream_.at() + 8 <= end && !writer_.stopped()) {
      const std::string head = stream_.read(8);
      if (head.size() < 8) return;
      const std::string type = head.substr(0, 4);
      const std::uint64_t size = big_ ? big32(head, 4) : little32(head, 4);
      const std::uint64_t next = std::min(stream_.at() + size + size % 2, end);
      if (size > end - stream_.at()) writer_.out().missed("the structure of the film or sound is damaged");
      chunk(type, std::min(size, next - stream_.at()), info, depth);
      if (stream_.at() < next && !stream_.skip(next - stream_.at()))
        return writer_.out().missed("the film or sound is cut short");
    }
  }

  void chunk(const std::string& type, std::uint64_t size, bool info, int depth) {
    if (type == "LIST" || type == "RIFF") {
      const std::uint64_t end = stream_.at() + size;
      const std::string kind = stream_.read(std::min<std::uint64_t>(4, size));
      if (kind == "movi") return;
      if (depth >= kDeepest) return writer_.out().missed("chunks nested too deeply");
      return read_until(end, kind == "INFO", depth + 1);
    }
    const bool text = info || !label_of(type).empty();
    const bool structured = type == "bext" || type == "iXML" || type == "_PMX" || type == "aXML";
    if (!text && !structured) return;
    if (size > kMostText) return writer_.out().missed("a text of the film or sound is too large to be read");
    std::string data = stream_.read(size);
    if (type == "bext") return broadcast(data);
    if (type == "_PMX") return write_xmp(data, writer_);
    if (structured) return xml(data);
    if (type == "labl" || type == "note") data.erase(0, std::min<std::size_t>(4, data.size()));
    property(label_of(type).empty() ? std::string_view(type) : label_of(type), data);
  }

  void property(std::string_view label, std::string_view text) {
    writer_.write({BlockKind::property, to_utf8(label), {}, false}, to_utf8(until_zero(text)));
  }

  void broadcast(std::string_view data) {
    const auto field = [&](std::size_t at, std::size_t size) {
      return at < data.size() ? data.substr(at, size) : std::string_view();
    };
    property("description", field(0, 256));
    property("originator", field(256, 32));
    property("originator reference", field(288, 32));
    property("date", field(320, 10));
    property("coding history", field(602, data.size()));
  }

  void xml(std::string_view data) {
    TextPull text(data);
    XmlReader reader(text);
    read_any_xml(reader, {BlockKind::property, {}, {}, false}, writer_);
  }

  MediaStream& stream_;
  BlockWriter& writer_;
  bool big_ = false;  // AIFF
};

}  // namespace

void read_riff(MediaStream& stream, BlockWriter& writer) {
  Chunks(stream, writer).read();
}

}  // namespace trawl::extractors
