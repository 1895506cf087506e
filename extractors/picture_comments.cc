// Text chunks and comments of PNG, JPEG and GIF: see picture_comments.h.
#include "extractors/picture_comments.h"

#include <zlib.h>

#include <algorithm>
#include <map>
#include <string>

#include "extractors/big_endian.h"
#include "extractors/charset.h"
#include "extractors/little_endian.h"
#include "extractors/xmp.h"

namespace trawl::extractors {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostUnpacked = 8 << 20;  // bytes of one text; the reason below says when it is met

class Comments {
 public:
  Comments(std::string_view bytes, BlockWriter& writer) : bytes_(bytes), writer_(writer) {}

  std::uint32_t read() {
    if (bytes_.starts_with("\x89PNG\r\n\x1A\n"sv)) read_png();
    if (bytes_.starts_with("\xFF\xD8"sv)) read_jpeg();
    if (bytes_.starts_with("GIF8"sv)) read_gif();
    return std::max(frames_, 1u);
  }

 private:
  void property(std::string_view label, std::string_view text) {
    writer_.write({BlockKind::property, to_utf8(label), {}, false}, to_utf8(text));
  }

  // zlib data (RFC 1950), as far as it is whole and not too much.
  std::string inflated(std::string_view packed) {
    std::string out;
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return out;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    int state = Z_OK;
    while (state == Z_OK && out.size() < kMostUnpacked) {
      constexpr std::size_t kPiece = 64 * 1024;
      const std::size_t before = out.size();
      out.resize(before + kPiece);
      stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
      stream.avail_out = kPiece;
      state = inflate(&stream, Z_NO_FLUSH);
      out.resize(out.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END) writer_.out().missed("a compressed text in the picture is damaged or too large");
    return out;
  }

  // PNG, 11.3.3 (tEXt, zTXt, iTXt). Keywords that only carry what libexiv2 reads are left to it.
  void read_png() {
    constexpr std::size_t kFrame = 12;  // length, type, checksum
    for (std::size_t at = 8; at + kFrame <= bytes_.size() && !writer_.stopped();) {
      const std::uint64_t size = big_endian(bytes_, at, 4);
      const std::string_view type = bytes_.substr(at + 4, 4);
      const std::string_view data = bytes_.substr(at + 8, size);
      if (data.size() < size) return writer_.out().missed("the picture file is cut short");
      at += kFrame + data.size();
      if (type == "tEXt" || type == "zTXt" || type == "iTXt") read_png_text(type, data);
    }
  }

  void read_png_text(std::string_view type, std::string_view data) {
    const std::string_view keyword = until_zero(data);
    if (keyword.size() == data.size() || keyword.starts_with("Raw profile type ")) return;
    data.remove_prefix(keyword.size() + 1);
    if (type == "tEXt") return property(keyword, data);
    if (type == "zTXt") return property(keyword, inflated(data.substr(std::min<std::size_t>(1, data.size()))));
    const bool packed = data.starts_with('\1');
    data.remove_prefix(std::min<std::size_t>(2, data.size()));               // compression flag and method
    data.remove_prefix(std::min(until_zero(data).size() + 1, data.size()));  // language
    const std::string_view translated = until_zero(data);
    property("keyword", translated);
    data.remove_prefix(std::min(translated.size() + 1, data.size()));
    if (keyword == "XML:com.adobe.xmp") return;
    property(keyword, packed ? inflated(data) : std::string(data));
  }

  // JPEG (ITU T.81, B.1.1.4): COM segments, and the pieces of an XMP packet that is larger than a segment (XMP part 3,
  // 1.1.3.1).
  void read_jpeg() {
    constexpr std::string_view kExtension = "http://ns.adobe.com/xmp/extension/\0"sv;
    std::map<std::uint32_t, std::string_view> pieces;  // by offset
    for (std::size_t at = 2; at + 4 <= bytes_.size();) {
      if (bytes_[at] != '\xFF') return write_pieces(pieces);
      const auto marker = static_cast<unsigned char>(bytes_[at + 1]);
      if (marker == 0xFF) {
        ++at;
        continue;
      }
      if (marker == 0xDA || marker == 0xD9) break;  // pixels, end
      const std::size_t size = big_endian(bytes_, at + 2, 2);
      const std::string_view data = bytes_.substr(std::min(at + 4, bytes_.size()), std::max<std::size_t>(size, 2) - 2);
      if (marker == 0xFE) property("Comment", until_zero(data));
      if (marker == 0xE1 && data.starts_with(kExtension) && data.size() > kExtension.size() + 40) {
        pieces[big32(data, kExtension.size() + 36)] = data.substr(kExtension.size() + 40);
      }
      at += 2 + std::max<std::size_t>(size, 2);
    }
    write_pieces(pieces);
  }

  void write_pieces(const std::map<std::uint32_t, std::string_view>& pieces) {
    std::string packet;
    for (const auto& [offset, piece] : pieces) packet += piece;
    write_xmp(packet, writer_);
  }

  // The data of sub-blocks from `at` on, which moves behind them (GIF89a, 15).
  std::string sub_blocks(std::size_t& at) {
    std::string data;
    while (at < bytes_.size() && bytes_[at] != '\0') {
      const auto size = static_cast<unsigned char>(bytes_[at]);
      data += bytes_.substr(at + 1, size);
      at += 1 + size;
    }
    ++at;
    return data;
  }

  static std::size_t color_table(unsigned char flags) { return flags & 0x80 ? 3u << ((flags & 7) + 1) : 0; }

  // GIF89a, 23 to 26: images are passed over, extensions looked into.
  void read_gif() {
    if (bytes_.size() < 13) return;
    std::size_t at = 13 + color_table(static_cast<unsigned char>(bytes_[10]));
    while (at < bytes_.size() && !writer_.stopped()) {
      const char kind = bytes_[at];
      if (kind == '\x3B') return;
      if (kind == ',' && at + 10 < bytes_.size()) {
        at += 11 + color_table(static_cast<unsigned char>(bytes_[at + 9]));
        sub_blocks(at);
        ++frames_;
      } else if (kind == '!' && at + 1 < bytes_.size()) {
        const char label = bytes_[at + 1];
        at += 2;
        read_extension(label, at);
      } else {
        break;
      }
    }
    writer_.out().missed("the picture file is cut short");
  }

  void read_extension(char label, std::size_t& at) {
    constexpr std::string_view kXmp = "XMP DataXMP";
    if (label == '\xFF' && bytes_.substr(std::min(at + 1, bytes_.size())).starts_with(kXmp)) {
      // The packet stands as it is; the trailer behind it makes readers of sub-blocks land at the end (XMP part
      // 3, 1.1.2).
      const std::size_t begin = at + 1 + kXmp.size();
      const std::size_t end = std::min(bytes_.find("\1\xFF\xFE"sv, begin), bytes_.size());
      write_xmp(bytes_.substr(begin, end - begin), writer_);
    }
    const std::string data = sub_blocks(at);
    if (label == '\xFE') property("Comment", data);
    constexpr std::size_t kGrid = 12;  // place and colours of a plain text
    if (label == '\1' && data.size() > kGrid) property("Plain text", std::string_view(data).substr(kGrid));
  }

  std::string_view bytes_;
  BlockWriter& writer_;
  std::uint32_t frames_ = 0;
};

}  // namespace

std::uint32_t read_picture_comments(std::string_view bytes, BlockWriter& writer) {
  return Comments(bytes, writer).read();
}

}  // namespace trawl::extractors
