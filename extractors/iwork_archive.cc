// Archives of iWork: see iwork_archive.h.
#include "extractors/iwork_archive.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/utf8.h"
#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr int kDeepest = 32;

// A number in pieces of 7 bits, the low ones first; nullopt where it breaks off.
std::optional<std::uint64_t> take_number(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const std::uint64_t byte = byte_at(bytes, 0);
    bytes.remove_prefix(1);
    value |= (byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

// One block of Snappy (format_description.txt of its sources) behind what `out` holds. False: damaged.
bool append_block(std::string_view block, std::size_t limit, std::string& out) {
  const auto size = take_number(block);
  const std::size_t start = out.size();
  if (!size || *size > limit - std::min(limit, start)) return false;
  while (!block.empty()) {
    const std::uint32_t tag = byte_at(block, 0);
    block.remove_prefix(1);
    std::size_t length = tag >> 2;
    if ((tag & 3) == 0) {  // bytes as they are
      if (length >= 60) {
        const std::size_t more = length - 59;
        length = little_endian(block, 0, more);
        block = bytes_at(block, more);
      }
      if (++length > block.size() || out.size() - start + length > *size) return false;
      out += block.substr(0, length);
      block.remove_prefix(length);
      continue;
    }
    const std::size_t width = (tag & 3) == 1 ? 1 : (tag & 3) == 2 ? 2 : 4;
    std::size_t back = little_endian(block, 0, width);
    block = bytes_at(block, width);
    if (width == 1) {
      back |= std::size_t{tag >> 5} << 8;
      length = (length & 7) + 3;
    }
    ++length;
    if (back == 0 || back > out.size() - start || out.size() - start + length > *size) return false;
    for (; length > 0; --length) out += out[out.size() - back];
  }
  return out.size() - start == *size;
}

// A field of a message: its number, and its bytes where it has any (wire type 2).
struct Field {
  std::uint64_t number = 0;
  std::uint32_t type = 0;
  std::uint64_t value = 0;
  std::string_view bytes;
};

// False at the end; broken is set where the bytes are no message.
bool take_field(std::string_view& message, Field& field, bool& broken) {
  if (message.empty()) return false;
  const auto key = take_number(message);
  broken = true;
  if (!key || *key >> 3 == 0) return false;
  field = {*key >> 3, static_cast<std::uint32_t>(*key & 7), 0, {}};
  std::size_t size = 0;
  if (field.type == 1 || field.type == 5) {
    size = field.type == 1 ? 8 : 4;
  } else if (field.type == 0 || field.type == 2) {
    const auto value = take_number(message);
    if (!value) return false;
    field.value = *value;
    size = field.type == 2 ? *value : 0;
  } else {
    return false;
  }
  if (size > message.size()) return false;
  if (field.type == 2) field.bytes = message.substr(0, size);
  message.remove_prefix(size);
  broken = false;
  return true;
}

bool is_message(std::string_view bytes) {
  Field field;
  bool broken = false;
  while (take_field(bytes, field, broken)) {
  }
  return !broken;
}

// What people write, not numbers that happen to be letters; marks of places (U+FFFC, separators) may stand in it.
bool is_text(std::string_view bytes) {
  bool letter = false;
  if (bytes.size() < 2 || !valid_utf8(bytes)) return false;
  for (const char c : bytes) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r' && c != '\x04' &&
                         c != '\x05' && c != '\x0B' && c != '\x0C' && c != '\x0E' && c != '\x0F';
    if (control || c == 0x7F) return false;
    letter |= static_cast<unsigned char>(c) > ' ';
  }
  return letter;
}

class Walker {
 public:
  explicit Walker(const std::function<bool(IworkText, std::string_view)>& found) : found_(found) {}

  // One object: its kind says where its texts are.
  bool object(std::uint64_t kind, std::string_view message) {
    constexpr std::uint64_t kStorage = 2001, kOldStorage = 2005;  // of running text; field 3
    constexpr std::uint64_t kTableList = 6005;                    // texts of cells; field 3 of entries in field 3
    IworkText text = IworkText::other;
    if (kind == kStorage || kind == kOldStorage) text = IworkText::running;
    if (kind == kTableList) text = IworkText::cell;
    return walk(message, text, 0);
  }

 private:
  bool walk(std::string_view message, IworkText kind, int depth) {
    Field field;
    bool broken = false;
    while (take_field(message, field, broken)) {
      if (field.type != 2 || field.bytes.empty()) continue;
      const bool here = kind != IworkText::other && field.number == 3;
      if (is_text(field.bytes)) {
        if (!found_(here ? kind : IworkText::other, field.bytes)) return false;
      } else if (depth < kDeepest && is_message(field.bytes)) {
        if (!walk(field.bytes, here ? kind : IworkText::other, depth + 1)) return false;
      }
    }
    return true;
  }

  const std::function<bool(IworkText, std::string_view)>& found_;
};

}  // namespace

IworkBytes unpacked_iwork(std::string_view archive, std::size_t limit) {
  constexpr std::size_t kHeader = 4;  // a zero, and the size of the block
  IworkBytes unpacked;
  while (!archive.empty() && unpacked.whole) {
    const std::size_t size = little_endian(archive, 1, 3);
    const std::string_view block = bytes_at(archive, kHeader, size);
    unpacked.whole = archive[0] == '\0' && block.size() == size && append_block(block, limit, unpacked.bytes);
    archive = bytes_at(archive, kHeader + size);
  }
  return unpacked;
}

bool iwork_texts(std::string_view bytes, const std::function<bool(IworkText, std::string_view)>& found) {
  Walker walker(found);
  while (!bytes.empty()) {
    // ArchiveInfo: the objects behind it in field 2, each with its kind (1) and its size (3).
    const auto size = take_number(bytes);
    if (!size || *size > bytes.size()) return false;
    std::string_view info = bytes.substr(0, *size);
    bytes.remove_prefix(*size);
    Field field;
    bool broken = false;
    while (take_field(info, field, broken)) {
      if (field.number != 2 || field.type != 2) continue;
      Field property;
      std::uint64_t kind = 0, length = 0;
      while (take_field(field.bytes, property, broken)) {
        if (property.number == 1) kind = property.value;
        if (property.number == 3) length = property.value;
      }
      if (length > bytes.size()) return false;
      if (!walker.object(kind, bytes.substr(0, length))) return true;
      bytes.remove_prefix(length);
    }
    if (broken) return false;
  }
  return true;
}

}  // namespace trawl::extractors
