// RAR headers: see archive_rar.h.
#include "extractors/archive_rar.h"

#include <unistd.h>

#include <algorithm>

namespace trawl::extractors {
namespace {

constexpr std::string_view kMagic5{"Rar!\x1A\x07\x01\x00", 8};
constexpr std::string_view kMagic4{"Rar!\x1A\x07\x00", 7};
constexpr std::size_t kLongestHeader = 64 * 1024;  // what is read of one; names are far shorter

// Bytes anywhere in the archive.
class RandomBytes {
 public:
  RandomBytes(Source& source, std::string_view bytes) : source_(source), bytes_(bytes) {}

  std::string_view at(std::uint64_t offset, std::size_t size) {
    if (!bytes_.empty()) return offset < bytes_.size() ? bytes_.substr(offset, size) : std::string_view();
    buffer_.resize(size);
    const ssize_t count = pread(source_.descriptor(), buffer_.data(), size, static_cast<off_t>(offset));
    buffer_.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return buffer_;
  }

 private:
  Source& source_;
  std::string_view bytes_;
  std::string buffer_;
};

// Numbers and bytes one after the other; zero and empty behind the end.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t fixed(std::size_t size) {
    const std::string_view bytes = take(size);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
    return value;
  }
  std::uint64_t variable() {  // seven bits a byte, the lowest first
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if ((byte & 0x80) == 0) break;
    }
    return value;
  }
  std::string_view take(std::uint64_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

struct Block5 {
  std::uint64_t type = 0;
  std::uint64_t next = 0;   // offset of the block behind it; 0: none
  std::string_view fields;  // those of its type
  std::string_view extra;
  bool split = false;       // its data go on in another volume
};

Block5 block5_at(RandomBytes& bytes, std::uint64_t offset) {
  Block5 block;
  const std::string_view all = bytes.at(offset, kLongestHeader);
  if (all.size() < 7) return block;
  Fields fields(all.substr(4));  // behind the checksum
  const std::uint64_t size = fields.variable();
  const std::uint64_t begin = all.size() - fields.rest().size();
  if (size == 0 || size > fields.rest().size()) return block;
  fields = Fields(fields.rest().substr(0, size));
  block.type = fields.variable();
  const std::uint64_t flags = fields.variable();
  const std::uint64_t extra = (flags & 1) != 0 ? fields.variable() : 0;
  const std::uint64_t data = (flags & 2) != 0 ? fields.variable() : 0;
  block.split = (flags & 0x18) != 0;
  const std::string_view rest = fields.rest();
  const std::size_t own = rest.size() - std::min<std::uint64_t>(extra, rest.size());
  block.fields = rest.substr(0, own);
  block.extra = rest.substr(own);
  if (__builtin_add_overflow(offset + begin + size, data, &block.next)) block.next = 0;
  return block;
}

bool has_encryption_record(std::string_view extra) {
  Fields fields(extra);
  while (!fields.rest().empty()) {
    Fields record(fields.take(fields.variable()));
    if (record.variable() == 1) return true;
  }
  return false;
}

RarMember member5(const Block5& block) {
  Fields fields(block.fields);
  RarMember member;
  const std::uint64_t flags = fields.variable();
  const std::uint64_t size = fields.variable();
  fields.variable();  // attributes
  if ((flags & 2) != 0) member.header.modified = static_cast<std::int64_t>(fields.fixed(4));
  if ((flags & 4) != 0) fields.fixed(4);  // checksum
  fields.variable();                      // method
  fields.variable();                      // system
  member.header.name = fields.take(fields.variable());
  member.directory = (flags & 1) != 0;
  if ((flags & 8) == 0) member.header.size = size;
  member.encrypted = has_encryption_record(block.extra);
  return member;
}

RarDirectory read5(RandomBytes& bytes, std::size_t max_members) {
  constexpr std::uint64_t kMain = 1, kFile = 2, kEncryption = 4, kEnd = 5;
  RarDirectory directory;
  for (std::uint64_t offset = kMagic5.size(); directory.members.size() < max_members;) {
    const Block5 block = block5_at(bytes, offset);
    if (block.type == kMain) directory.volume = (Fields(block.fields).variable() & 1) != 0;
    if (block.type == kEncryption) directory.encrypted = true;
    if (block.type == kFile) {
      directory.members.push_back(member5(block));
      directory.volume = directory.volume || block.split;
    }
    if (block.type == kEncryption || block.type == kEnd || block.next <= offset) break;
    offset = block.next;
  }
  return directory;
}

RarMember member4(std::uint64_t flags, Fields fields) {
  RarMember member;
  std::uint64_t size = fields.fixed(4);
  fields.take(1 + 4 + 4 + 1 + 1);  // system, checksum, time, version, method
  const std::uint64_t name_size = fields.fixed(2);
  fields.take(4);  // attributes
  if ((flags & 0x100) != 0) {
    fields.take(4);
    size |= fields.fixed(4) << 32;
  }
  const std::string_view name = fields.take(name_size);
  member.header.name = name.substr(0, name.find('\0'));
  std::replace(member.header.name.begin(), member.header.name.end(), '\\', '/');
  member.header.size = size;
  member.encrypted = (flags & 4) != 0;
  member.directory = (flags & 0xE0) == 0xE0;
  return member;
}

RarDirectory read4(RandomBytes& bytes, std::size_t max_members) {
  constexpr std::uint64_t kMain = 0x73, kFile = 0x74, kEnd = 0x7B;
  RarDirectory directory;
  for (std::uint64_t offset = kMagic4.size(); directory.members.size() < max_members;) {
    const std::string_view all = bytes.at(offset, kLongestHeader);
    if (all.size() < 7) break;
    Fields fields(all.substr(2));  // behind the checksum
    const std::uint64_t type = fields.fixed(1), flags = fields.fixed(2), size = fields.fixed(2);
    if (size < 7 || type == kEnd) break;
    const std::uint64_t data = (flags & 0x8000) != 0 || type == kFile ? fields.fixed(4) : 0;
    if (type == kMain) {
      directory.volume = (flags & 1) != 0;
      directory.encrypted = (flags & 0x80) != 0;
    }
    if (directory.encrypted) break;
    if (type == kFile) directory.members.push_back(member4(flags, fields));
    directory.volume = directory.volume || (type == kFile && (flags & 3) != 0);
    offset += size + data;
  }
  return directory;
}

}  // namespace

RarDirectory read_rar_directory(Source& source, std::string_view bytes, std::size_t max_members) {
  RandomBytes random(source, bytes);
  if (random.at(0, kMagic5.size()) == kMagic5) return read5(random, max_members);
  if (random.at(0, kMagic4.size()) == kMagic4) return read4(random, max_members);
  return {};
}

}  // namespace trawl::extractors
