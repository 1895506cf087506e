// AppleDouble and AppleSingle (RFC 1740): what a Macintosh keeps beside a file's data ("._letter.doc", "__MACOSX/", a
// part of mail). Name, comment and extended attributes (where a download came from) are properties.
#include <algorithm>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/block_writer.h"
#include "extractors/charset.h"
#include "extractors/extractor.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kMostEntries = 256;
constexpr std::size_t kShortestText = 4;      // characters of text inside of an attribute's bytes
constexpr std::size_t kEmptyResources = 286;  // bytes of a resource fork that holds none

std::string_view part_of(std::string_view bytes, std::size_t at, std::size_t size) {
  return at < bytes.size() ? bytes.substr(at, size) : std::string_view();
}

// The runs of printable characters in a value, which is often a binary property list; one a line.
std::string texts_in(std::string_view value) {
  std::string texts;
  for (std::size_t at = 0; at < value.size();) {
    std::size_t end = at;
    while (end < value.size() && static_cast<unsigned char>(value[end]) >= ' ' && value[end] != '\x7F') ++end;
    if (end - at >= kShortestText) texts.append(value.substr(at, end - at)) += '\n';
    at = end + 1;
  }
  if (!texts.empty()) texts.pop_back();
  return texts;
}

class AppleDouble {
 public:
  AppleDouble(std::string_view bytes, Extraction& out) : bytes_(bytes), out_(out), writer_(out) {}

  Outcome read() {
    const std::size_t count = big_endian(bytes_, 24, 2);
    if (count > kMostEntries) return {OutcomeKind::damaged, "the header of AppleDouble is damaged"};
    for (std::size_t i = 0; i < count && !writer_.stopped(); ++i) {
      const std::size_t at = 26 + 12 * i;
      const std::size_t offset = big_endian(bytes_, at + 4, 4), size = big_endian(bytes_, at + 8, 4);
      if (offset + size > bytes_.size()) out_.missed("AppleDouble that is cut short");
      entry(big_endian(bytes_, at, 4), part_of(bytes_, offset, size));
    }
    return writer_.stopped() ? out_.stopped() : Outcome{};
  }

 private:
  enum Entry : std::size_t { kData = 1, kResources = 2, kName = 3, kComment = 4, kFinder = 9 };

  void entry(std::size_t id, std::string_view content) {
    switch (id) {
      case kData: return data(content);
      case kName: return text({.kind = BlockKind::property, .label = "name", .anchor = {}}, content);
      case kComment: return text({.kind = BlockKind::comment, .label = {}, .anchor = {}}, content);
      case kFinder: return attributes();
      case kResources:
        if (content.size() > kEmptyResources) out_.missed("a Macintosh resource fork");
        return;
      default: return;
    }
  }

  // UTF-8 since Mac OS X, before it in the charset of the Macintosh.
  void text(const BlockPlace& place, std::string_view content) { writer_.write(place, to_utf8(content, "macintosh")); }

  void data(std::string_view content) {
    PartHeader header;
    header.name = "data";
    if (!out_.child(header, *memory_source(content))) writer_.stop();
  }

  // Behind the Finder's 32 bytes and two of padding: "ATTR", and a table of names and places in the file (Apple's
  // copyfile and bsd/vfs/vfs_xattr.c).
  void attributes() {
    constexpr std::size_t kHeader = 84, kAttribute = 11;
    if (part_of(bytes_, kHeader, 4) != "ATTR") return;
    const std::size_t count = big_endian(bytes_, kHeader + 34, 2);
    std::size_t at = kHeader + 36;
    for (std::size_t i = 0; i < count && !writer_.stopped(); ++i) {
      if (at + kAttribute >= bytes_.size()) return out_.missed("AppleDouble that is cut short");
      const std::string_view value = part_of(bytes_, big_endian(bytes_, at, 4), big_endian(bytes_, at + 4, 4));
      const std::size_t name_size = big_endian(bytes_, at + 10, 1);
      const std::string_view name = part_of(bytes_, at + kAttribute, name_size);
      const BlockPlace place{
          .kind = BlockKind::property, .label = std::string(name.substr(0, name.find('\0'))), .anchor = {}};
      writer_.write(place, texts_in(value));
      at += (kAttribute + name_size + 3) / 4 * 4;
    }
  }

  std::string_view bytes_;
  Extraction& out_;
  BlockWriter writer_;
};

class AppleDoubleExtractor final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const Result<std::string_view> whole = source.whole(out.limits().whole_bytes);
    return whole ? AppleDouble(*whole, out).read() : outcome_of(whole.error());
  }
};

}  // namespace

const Extractor& apple_double_extractor() {
  static const AppleDoubleExtractor extractor;
  return extractor;
}

}  // namespace trawl::extractors
