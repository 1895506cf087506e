// LZFu: a dictionary of 4 KiB that begins with the words of common RTF. Section numbers are those of [MS-OXRTFCP].
#include "extractors/lzfu.h"

#include <zlib.h>

#include "extractors/little_endian.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kHeader = 16;
constexpr std::size_t kWindow = 4096;
constexpr std::uint32_t kCompressed = 0x75465A4C;    // "LZFu"
constexpr std::uint32_t kUncompressed = 0x414C454D;  // "MELA"

// 2.1.3.1
constexpr std::string_view kDictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS "
    "Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i"
    "\\u\\tab\\tx";
static_assert(kDictionary.size() == 207);

// 2.1.3.2: the usual CRC-32 with neither its first nor its last inversion.
std::uint32_t checksum(std::string_view bytes) {
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  return ~static_cast<std::uint32_t>(crc32_z(0xFFFFFFFF, data, bytes.size()));
}

// 2.2.2: runs of eight tokens, each after a byte that tells literals from references. False: cut short.
bool decompress(std::string_view bytes, std::uint64_t limit, std::string& out) {
  std::string window(kDictionary);
  window.resize(kWindow, ' ');
  std::size_t write = kDictionary.size();
  const auto put = [&](char c) {
    out += c;
    window[write] = c;
    write = (write + 1) % kWindow;
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const auto control = static_cast<unsigned char>(bytes[at++]);
    for (unsigned bit = 0; bit < 8; ++bit) {
      if (at >= bytes.size() || out.size() > limit) return false;
      if ((control >> bit & 1) == 0) {
        put(bytes[at++]);
        continue;
      }
      if (at + 2 > bytes.size()) return false;
      const unsigned token = static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]);
      at += 2;
      std::size_t from = token >> 4;
      if (from == write) return true;  // the end
      for (unsigned count = (token & 15) + 2; count > 0; --count, from = (from + 1) % kWindow) put(window[from]);
    }
  }
  return false;
}

}  // namespace

Result<Lzfu> lzfu_decompressed(std::string_view bytes, std::uint64_t limit) {
  if (bytes.size() < kHeader) return fail(ErrorKind::damaged, "compressed RTF without a header");
  const std::uint32_t size = little32(bytes, 4);
  const std::uint32_t kind = little32(bytes, 8);
  const std::uint64_t claimed = std::uint64_t{little32(bytes, 0)} + 4;
  const std::string_view data = bytes.substr(kHeader, claimed < kHeader ? 0 : claimed - kHeader);
  Lzfu result;
  if (kind == kUncompressed) {
    result.rtf = data.substr(0, size);
    result.whole = data.size() + kHeader == claimed;
  } else if (kind == kCompressed) {
    result.whole = decompress(data, limit, result.rtf) && checksum(data) == little32(bytes, 12);
  } else {
    return fail(ErrorKind::damaged, "compressed RTF of an unknown kind");
  }
  if (result.rtf.size() > limit) return fail(ErrorKind::over_limit, "compressed RTF unpacks to too many bytes");
  if (kind == kCompressed && result.rtf.size() < size) result.whole = false;
  return result;
}

}  // namespace trawl::extractors
