// ZIP headers: central directory with ZIP64, names in their encodings, and the scan for local headers.
#include "extractors/zip_directory.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLocalHeader = 30;
constexpr std::size_t kCentralHeader = 46;
constexpr std::size_t kEndRecord = 22;
constexpr std::uint16_t kDescriptorFollows = 1u << 3;
constexpr std::uint16_t kUtf8Name = 1u << 11;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;
constexpr std::string_view kLocalMagic{"PK\x03\x04", 4};
constexpr std::string_view kCentralMagic{"PK\x01\x02", 4};
constexpr std::string_view kEndMagic{"PK\x05\x06", 4};
constexpr std::string_view kEnd64Magic{"PK\x06\x06", 4};
constexpr std::string_view kLocator64Magic{"PK\x06\x07", 4};
constexpr std::string_view kDescriptorMagic{"PK\x07\x08", 4};

// The upper half of code page 437 (Unicode's MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT).
constexpr std::array<char16_t, 128> kCp437 = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x2567, 0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B, 0x256A, 0x2518, 0x250C,
    0x2588, 0x2584, 0x258C, 0x2590, 0x2580, 0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4,
    0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6, 0x03B5, 0x2229, 0x2261, 0x00B1, 0x2265, 0x2264, 0x2320,
    0x2321, 0x00F7, 0x2248, 0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0};

// Little-endian number of `size` bytes at `at`; 0 beyond the end.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || bytes.size() - at < size) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}
std::uint16_t number16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number(bytes, at, 2));
}
std::uint32_t number32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(number(bytes, at, 4));
}

bool magic_at(std::string_view bytes, std::uint64_t at, std::string_view magic) {
  return at <= bytes.size() && bytes.substr(at, magic.size()) == magic;
}

std::string_view part_of(std::string_view bytes, std::uint64_t at, std::uint64_t size) {
  return at >= bytes.size() ? std::string_view() : bytes.substr(at, size);
}

// The data of an extra field (APPNOTE 4.5).
std::optional<std::string_view> extra_field(std::string_view extra, std::uint16_t id) {
  while (extra.size() >= 4) {
    const std::size_t size = number16(extra, 2);
    if (number16(extra, 0) == id) return extra.substr(4, size);
    extra.remove_prefix(std::min(extra.size(), 4 + size));
  }
  return std::nullopt;
}

// Half of it kana in Shift-JIS, two bytes each: no name in a Western code page is.
bool is_japanese(std::string_view raw) {
  std::size_t kana = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const auto byte = static_cast<unsigned char>(raw[i]);
    if (byte < 0x80 || (byte >= 0xA1 && byte <= 0xDF)) continue;
    const bool lead = (byte > 0x80 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
    const auto trail = static_cast<unsigned char>(i + 1 < raw.size() ? raw[i + 1] : 0);
    if (!lead || trail < 0x40 || trail == 0x7F || trail > 0xFC) return false;
    kana += (byte == 0x82 && trail >= 0x9F) || (byte == 0x83 && trail <= 0x96);
    ++i;
  }
  return kana >= 3 && kana * 4 >= raw.size();
}

// Lines, blocks and Greek letters of code page 437 are no names; in windows-1252 the same bytes are letters.
bool is_windows_name(std::string_view raw) {
  constexpr unsigned char kSharpS437 = 0xE1;
  const auto among = [raw](auto condition) {
    return std::any_of(raw.begin(), raw.end(), [&](char c) { return condition(static_cast<unsigned char>(c)); });
  };
  return among([](unsigned char c) { return c >= 0xC0 && c != kSharpS437; }) &&
         !among([](unsigned char c) { return c >= 0x80 && c <= 0xA5; });
}

std::string decoded_name(std::string_view raw, std::uint16_t flags, std::string_view extra) {
  const auto unicode = extra_field(extra, 0x7075);  // Info-ZIP Unicode Path: version, CRC of the raw name, name
  if (unicode && unicode->size() > 5 && valid_utf8(unicode->substr(5))) {
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(raw.data()), static_cast<uInt>(raw.size()));
    if (number32(*unicode, 1) == crc) return std::string(unicode->substr(5));
  }
  // Many programs write UTF-8 without the flag.
  if ((flags & kUtf8Name) != 0 || valid_utf8(raw)) return std::string(raw);
  if (is_japanese(raw)) return to_utf8(raw, "windows-31j");
  if (is_windows_name(raw)) return to_utf8(raw, "windows-1252");
  std::string name;
  for (const unsigned char byte : raw) append_utf8(name, byte < 0x80 ? byte : kCp437[byte - 0x80]);
  return name;
}

std::int64_t modified_time(std::uint16_t time, std::uint16_t date, std::string_view extra) {
  const auto stamp = extra_field(extra, 0x5455);  // extended timestamp
  if (stamp && stamp->size() >= 5 && (static_cast<unsigned char>((*stamp)[0]) & 1) != 0) {
    return static_cast<std::int32_t>(number32(*stamp, 1));
  }
  const std::chrono::year_month_day day{std::chrono::year(1980 + (date >> 9)),
                                        std::chrono::month((date >> 5) & 15), std::chrono::day(date & 31)};
  if (!day.ok()) return kUnknownTime;
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return days * 86400 + (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2;
}

// The ZIP64 extra field holds, in this order, those of the values that did not fit (APPNOTE 4.5.3).
void widen(ZipEntry& entry, std::string_view extra) {
  auto wide = extra_field(extra, 1);
  for (std::uint64_t* value : {&entry.unpacked, &entry.packed, &entry.header}) {
    if (!wide || *value != kIn64 || wide->size() < 8) continue;
    *value = number(*wide, 0, 8);
    wide->remove_prefix(8);
  }
}

struct End {
  std::uint64_t offset = 0;  // of the directory
  std::uint64_t size = 0;
  std::uint64_t at = 0;      // of the end record (or of the ZIP64 one)
  std::string_view comment;
};

std::optional<End> end_record(std::string_view bytes) {
  if (bytes.size() < kEndRecord) return std::nullopt;
  const std::size_t lowest = bytes.size() - std::min<std::size_t>(bytes.size(), kEndRecord + 0xFFFF + 4096);
  std::size_t at = bytes.rfind(kEndMagic, bytes.size() - kEndRecord);
  for (; at != std::string_view::npos && at >= lowest; at = bytes.rfind(kEndMagic, at - 1)) {
    const std::string_view comment = part_of(bytes, at + kEndRecord, number16(bytes, at + 20));
    End end{number32(bytes, at + 16), number32(bytes, at + 12), at, comment};
    if (at >= 20 && magic_at(bytes, at - 20, kLocator64Magic)) {
      const std::uint64_t at64 = number(bytes, at - 20 + 8, 8);
      if (magic_at(bytes, at64, kEnd64Magic)) {
        end = {number(bytes, at64 + 48, 8), number(bytes, at64 + 40, 8), at64, comment};
      }
    }
    const bool empty = end.size == 0 && end.offset <= at;
    if (empty || (end.size <= end.at && end.at - end.size <= bytes.size())) return end;
    if (at == 0) break;
  }
  return std::nullopt;
}

// Some bytes before the ZIP (a self-extractor's program) shift every offset by their number; where they were taken
// away, the number is negative. To be added modulo 2^64.
std::optional<std::uint64_t> shift_of(std::string_view bytes, const End& end) {
  if (end.size == 0 || magic_at(bytes, end.offset, kCentralMagic)) return 0;
  const std::uint64_t start = end.at - end.size;
  if (!magic_at(bytes, start, kCentralMagic)) return std::nullopt;
  return start - end.offset;
}

// Whether what begins there is the data of a member: a ZIP that is stored in the one that was cut off behind it.
bool is_member_data(std::string_view bytes, std::uint64_t start) {
  if (start < kLocalHeader || start > bytes.size()) return false;
  const std::size_t header = bytes.rfind(kLocalMagic, start - kLocalHeader);
  return header != std::string_view::npos &&
         header + kLocalHeader + number16(bytes, header + 26) + number16(bytes, header + 28) == start;
}

ZipEntry local_entry(std::string_view bytes, std::uint64_t at) {
  const std::string_view raw = part_of(bytes, at + kLocalHeader, number16(bytes, at + 26));
  const std::string_view extra = part_of(bytes, at + kLocalHeader + raw.size(), number16(bytes, at + 28));
  ZipEntry entry;
  entry.header = at;
  entry.flags = number16(bytes, at + 6);
  entry.method = number16(bytes, at + 8);
  entry.modified = modified_time(number16(bytes, at + 10), number16(bytes, at + 12), extra);
  entry.crc = number32(bytes, at + 14);
  entry.packed = number32(bytes, at + 18);
  entry.unpacked = number32(bytes, at + 22);
  entry.name = decoded_name(raw, entry.flags, extra);
  if (entry.packed == kIn64 || entry.unpacked == kIn64) {
    const std::uint64_t header = entry.header;
    widen(entry, extra);
    entry.header = header;
  }
  return entry;
}

// Where the data of a stored member ends whose size is behind it: at a descriptor that tells the
// distance from the start, or at the next header.
std::uint64_t stored_size(std::string_view data) {
  for (std::size_t at = data.find("PK"); at != std::string_view::npos; at = data.find("PK", at + 1)) {
    if (magic_at(data, at, kDescriptorMagic) && number32(data, at + 8) == at) return at;
    if (magic_at(data, at, kLocalMagic) || magic_at(data, at, kCentralMagic)) return at;
  }
  return data.size();
}

}  // namespace

std::uint64_t deflated_size(std::string_view bytes) {
  z_stream zlib{};
  if (inflateInit2(&zlib, -MAX_WBITS) != Z_OK) return 0;
  std::array<Bytef, 32 * 1024> discarded;
  std::uint64_t taken = 0;
  int state = Z_OK;
  while (state == Z_OK && taken < bytes.size()) {
    const auto piece = bytes.substr(taken, 1u << 20);
    zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    zlib.avail_in = static_cast<uInt>(piece.size());
    do {
      zlib.next_out = discarded.data();
      zlib.avail_out = discarded.size();
      state = inflate(&zlib, Z_NO_FLUSH);
    } while (state == Z_OK && zlib.avail_out == 0);
    if (state == Z_BUF_ERROR) state = Z_OK;
    taken += piece.size() - zlib.avail_in;
    if (zlib.avail_in == piece.size()) break;
  }
  inflateEnd(&zlib);
  return taken;
}

Result<ZipDirectory> read_central_directory(std::string_view bytes, std::size_t max_entries) {
  const auto end = end_record(bytes);
  if (!end) return fail(ErrorKind::damaged, "the ZIP directory is missing");
  const auto shift = shift_of(bytes, *end);
  if (!shift) return fail(ErrorKind::damaged, "the ZIP directory is not where it should be");
  if (is_member_data(bytes, *shift)) return fail(ErrorKind::damaged, "the ZIP directory is missing");
  ZipDirectory directory;
  if (!end->comment.empty()) directory.comments.push_back(decoded_name(end->comment, 0, {}));
  std::uint64_t at = end->offset + *shift;
  while (magic_at(bytes, at, kCentralMagic) && bytes.size() - at >= kCentralHeader) {
    if (directory.entries.size() >= max_entries) {
      directory.truncated = true;
      break;
    }
    const std::string_view raw = part_of(bytes, at + kCentralHeader, number16(bytes, at + 28));
    const std::string_view extra = part_of(bytes, at + kCentralHeader + raw.size(), number16(bytes, at + 30));
    ZipEntry entry;
    entry.flags = number16(bytes, at + 8);
    entry.method = number16(bytes, at + 10);
    entry.modified = modified_time(number16(bytes, at + 12), number16(bytes, at + 14), extra);
    entry.crc = number32(bytes, at + 16);
    entry.packed = number32(bytes, at + 20);
    entry.unpacked = number32(bytes, at + 24);
    entry.header = number32(bytes, at + 42);
    entry.name = decoded_name(raw, entry.flags, extra);
    widen(entry, extra);
    entry.header += *shift;
    const std::string_view comment =
        part_of(bytes, at + kCentralHeader + raw.size() + extra.size(), number16(bytes, at + 32));
    if (!comment.empty()) directory.comments.push_back(decoded_name(comment, entry.flags, {}));
    directory.entries.push_back(std::move(entry));
    at += kCentralHeader + raw.size() + extra.size() + comment.size();
  }
  if (!directory.truncated && at < end->offset + *shift + end->size) {
    return fail(ErrorKind::damaged, "the ZIP directory breaks off");
  }
  return directory;
}

ZipDirectory scan_local_headers(std::string_view bytes, std::size_t max_entries) {
  ZipDirectory directory;
  std::uint64_t at = bytes.find(kLocalMagic);
  while (at != std::string_view::npos && bytes.size() - at >= kLocalHeader) {
    if (directory.entries.size() >= max_entries) {
      directory.truncated = true;
      break;
    }
    ZipEntry entry = local_entry(bytes, at);
    const auto from_here = packed_bytes(bytes, [&] {
      ZipEntry rest = entry;
      rest.packed = bytes.size();
      return rest;
    }());
    const std::string_view data = from_here ? *from_here : std::string_view();
    if ((entry.flags & kDescriptorFollows) != 0 && entry.packed == 0) {
      entry.packed = entry.method == 8 ? deflated_size(data) : stored_size(data);
      entry.checked = false;
    }
    const std::uint64_t start = bytes.size() - data.size();
    const std::uint64_t next = start + std::min<std::uint64_t>(entry.packed, data.size());
    directory.entries.push_back(std::move(entry));
    at = bytes.find(kLocalMagic, std::max<std::uint64_t>(next, at + 4));
  }
  return directory;
}

void add_unlisted_entries(std::string_view bytes, std::size_t max_entries, ZipDirectory& directory) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> listed;  // begin and end of each member
  for (const ZipEntry& entry : directory.entries) {
    const auto packed = packed_bytes(bytes, entry);
    if (!packed) return;
    listed.emplace_back(entry.header, static_cast<std::uint64_t>(packed->data() + packed->size() - bytes.data()));
  }
  std::sort(listed.begin(), listed.end());
  listed.emplace_back(bytes.size(), bytes.size());
  // What stands before the first is a program where it does not look like a member.
  std::uint64_t at = bytes.starts_with(kLocalMagic) ? 0 : listed.front().first;
  for (const auto& [begin, end] : listed) {
    const std::string_view gap = begin > at ? bytes.substr(at, begin - at) : std::string_view();
    if (gap.find(kLocalMagic) != std::string_view::npos) {
      ZipDirectory found = scan_local_headers(gap, max_entries - std::min(max_entries, directory.entries.size()));
      for (ZipEntry& entry : found.entries) {
        entry.header += at;
        directory.entries.push_back(std::move(entry));
      }
      directory.truncated = directory.truncated || found.truncated;
    }
    at = std::max(at, end);
  }
}

Result<std::string_view> packed_bytes(std::string_view bytes, const ZipEntry& entry) {
  if (!magic_at(bytes, entry.header, kLocalMagic) || bytes.size() - entry.header < kLocalHeader) {
    return fail(ErrorKind::damaged, "a ZIP member is not where the directory says");
  }
  const std::uint64_t start =
      entry.header + kLocalHeader + number16(bytes, entry.header + 26) + number16(bytes, entry.header + 28);
  return part_of(bytes, start, entry.packed);
}

}  // namespace trawl::extractors
