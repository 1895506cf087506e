// Matroska and WebM (RFC 9559; EBML: RFC 8794): titles, tags, chapters, names of tracks, attachments.
#include <optional>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/charset.h"
#include "extractors/little_endian.h"
#include "extractors/media_formats.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kMostText = 16ull << 20;  // bytes of one element
constexpr std::uint64_t kUnknown = ~0ull;
constexpr int kDeepest = 16;

enum class Role { other, container, text, tag_name, tag_text, attachment, file_name, file_data };

struct KnownElement {
  std::uint32_t id;
  Role role;
  std::string_view label;
};
constexpr KnownElement kElements[] = {
    {0x1A45DFA3, Role::container, {}},  // EBML
    {0x18538067, Role::container, {}},  // Segment
    {0x1549A966, Role::container, {}},  // Info
    {0x7BA9, Role::text, "title"},
    {0x4D80, Role::text, "software"},     // MuxingApp
    {0x5741, Role::text, "software"},     // WritingApp
    {0x7384, Role::text, "file name"},    // SegmentFilename
    {0x3C83AB, Role::text, "file name"},  // PrevFilename
    {0x3E83BB, Role::text, "file name"},  // NextFilename
    {0x1654AE6B, Role::container, {}},    // Tracks
    {0xAE, Role::container, {}},          // TrackEntry
    {0x536E, Role::text, "name of a track"},
    {0x1254C367, Role::container, {}},  // Tags
    {0x7373, Role::container, {}},      // Tag
    {0x67C8, Role::container, {}},      // SimpleTag
    {0x45A3, Role::tag_name, {}},
    {0x4487, Role::tag_text, {}},
    {0x1043A770, Role::container, {}},  // Chapters
    {0x45B9, Role::container, {}},      // EditionEntry
    {0xB6, Role::container, {}},        // ChapterAtom
    {0x80, Role::container, {}},        // ChapterDisplay
    {0x85, Role::text, "chapter"},
    {0x1941A469, Role::container, {}},  // Attachments
    {0x61A7, Role::attachment, {}},     // AttachedFile
    {0x467E, Role::text, "description of an attachment"},
    {0x466E, Role::file_name, {}},
    {0x465C, Role::file_data, {}},
};

KnownElement element_of(std::uint32_t id) {
  for (const KnownElement& element : kElements) {
    if (element.id == id) return element;
  }
  return {id, Role::other, {}};
}

class Matroska {
 public:
  Matroska(MediaStream& stream, BlockWriter& writer) : stream_(stream), writer_(writer) {}

  void read() { read_until(kUnknown, 0); }

 private:
  // RFC 8794, 4: the zeros before the first 1 tell how many bytes follow; the 1 itself belongs to an id only.
  std::optional<std::uint64_t> number(bool with_marker, std::size_t most) {
    std::string bytes = stream_.read(1);
    if (bytes.empty()) return std::nullopt;
    const auto first = static_cast<unsigned char>(bytes[0]);
    std::size_t size = 1;
    while (size <= most && (first & (0x80u >> (size - 1))) == 0) ++size;
    if (size > most) return std::nullopt;
    bytes += stream_.read(size - 1);
    if (bytes.size() < size) return std::nullopt;
    std::uint64_t value = big_endian(bytes, 0, size);
    if (with_marker) return value;
    const std::uint64_t ones = (1ull << (7 * size)) - 1;
    value &= ones;
    return value == ones ? kUnknown : value;
  }

  void read_until(std::uint64_t end, int depth) {
    while (stream_.at() < end && !writer_.stopped()) {
      const std::uint64_t begin = stream_.at();
      const auto id = number(true, 4);
      const auto size = id ? number(false, 8) : std::nullopt;
      if (!size) {
        if (end != kUnknown || stream_.at() != begin) writer_.out().missed("the structure of the film is damaged");
        if (end != kUnknown) stream_.skip(kUnknown);
        return;
      }
      const std::uint64_t left = end == kUnknown ? kUnknown : end - std::min(end, stream_.at());
      if (!element(element_of(static_cast<std::uint32_t>(*id)), *size, left, depth)) return;
    }
  }

  // False: nothing behind it can be read.
  bool element(const KnownElement& known, std::uint64_t size, std::uint64_t left, int depth) {
    const bool container = known.role == Role::container || known.role == Role::attachment;
    if (size == kUnknown && !container) {  // a cluster of a live stream: its end is where something else begins
      writer_.out().missed("the structure of a film that was streamed is not followed");
      return false;
    }
    if (size != kUnknown && left != kUnknown && size > left) {
      writer_.out().missed("the structure of the film is damaged");
      size = left;
    }
    if (container && depth < kDeepest) {
      const std::uint64_t end = size == kUnknown || size > kUnknown - stream_.at() ? kUnknown : stream_.at() + size;
      if (known.role == Role::attachment) file_name_.clear();
      read_until(end, depth + 1);
      return end != kUnknown;
    }
    if (container) writer_.out().missed("elements nested too deeply");
    if (known.role == Role::other || container) return passed(size);
    return value(known, size);
  }

  bool passed(std::uint64_t size) {
    if (stream_.skip(size)) return true;
    writer_.out().missed("the film or sound is cut short");
    return false;
  }

  bool value(const KnownElement& known, std::uint64_t size) {
    const std::uint64_t most = known.role == Role::file_data ? writer_.out().limits().whole_bytes : kMostText;
    if (size > most) {
      writer_.out().missed("a text or attachment of the film is too large to be read");
      return passed(size);
    }
    const std::string data = stream_.read(size);
    if (data.size() < size) writer_.out().missed("the film or sound is cut short");
    const std::string text = known.role == Role::file_data ? std::string() : to_utf8(until_zero(data), "utf-8");
    if (known.role == Role::tag_name) tag_ = text;
    if (known.role == Role::file_name) file_name_ = text;
    if (known.role == Role::text) property(std::string(known.label), text);
    if (known.role == Role::tag_text) property(tag_, text);
    if (known.role == Role::file_data) pass(data);
    return data.size() == size;
  }

  void property(std::string label, std::string_view text) {
    writer_.write({BlockKind::property, std::move(label), {}, false}, text);
  }

  void pass(std::string_view bytes) {
    PartHeader header;
    header.name = file_name_.empty() ? "attachment" : file_name_;
    const auto source = memory_source(bytes);
    if (!writer_.out().child(header, *source)) writer_.stop();
  }

  MediaStream& stream_;
  BlockWriter& writer_;
  std::string tag_, file_name_;
};

}  // namespace

void read_matroska(MediaStream& stream, BlockWriter& writer) {
  Matroska(stream, writer).read();
}

}  // namespace trawl::extractors
