// Modules of macros: the list of them in the stream `dir`, and the text at the end of each module's stream. Section
// numbers are those of [MS-OVBA].
#include "extractors/vba_project.h"

#include <bit>
#include <set>

#include "extractors/ole_bytes.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kChunk = 4096;

// 2.4.1.3.19: how many bits of a token are its offset, by how much of the chunk is there already.
unsigned offset_bits(std::size_t written) {
  return std::max(4u, static_cast<unsigned>(std::bit_width(written - 1)));
}

// 2.4.1.3.2: tokens in groups of eight behind a byte of flags. False: broken.
bool decompress_chunk(std::string_view tokens, std::string& out) {
  const std::size_t start = out.size();
  for (std::size_t at = 0; at < tokens.size();) {
    const std::uint32_t flags = byte_at(tokens, at++);
    for (unsigned bit = 0; bit < 8 && at < tokens.size(); ++bit) {
      const std::size_t written = out.size() - start;
      if (written >= kChunk) return false;
      if ((flags >> bit & 1) == 0) {
        out += tokens[at++];
        continue;
      }
      if (at + 2 > tokens.size() || written == 0) return false;
      const std::uint32_t token = little16(tokens, at);
      at += 2;
      const unsigned length_bits = 16 - offset_bits(written);
      const std::size_t offset = (token >> length_bits) + 1;
      const std::size_t length = std::min<std::size_t>((token & ((1u << length_bits) - 1)) + 3, kChunk - written);
      if (offset > written) return false;
      for (std::size_t i = 0; i < length; ++i) out += out[out.size() - offset];
    }
  }
  return true;
}

struct Listed {
  std::string name, stream;
  std::uint32_t offset = 0;  // where the text begins in the stream
};

// 2.3.4.2: records of the stream `dir`. Code page and modules; all else is passed over.
struct Directory {
  std::uint32_t code_page = 1252;
  std::vector<Listed> modules;

  explicit Directory(std::string_view bytes) {
    enum : std::uint32_t { kCodePage = 3, kVersion = 9, kModuleName = 0x19, kStreamName = 0x1A, kOffset = 0x31 };
    for (std::size_t at = 0; at + 6 <= bytes.size();) {
      const std::uint32_t id = little16(bytes, at);
      // 2.3.4.2.1.10: the version's size leaves out its last two bytes.
      const std::size_t size = std::size_t{little32(bytes, at + 2)} + (id == kVersion ? 2 : 0);
      const std::string_view data = bytes_at(bytes, at + 6, size);
      if (id == kCodePage) code_page = little16(data, 0);
      if (id == kModuleName) modules.push_back({code_page_text(data, code_page), {}});
      if (!modules.empty() && id == kStreamName) modules.back().stream = code_page_text(data, code_page);
      if (!modules.empty() && id == kOffset) modules.back().offset = little32(data, 0);
      at += 6 + size;
    }
  }
};

}  // namespace

VbaText vba_decompressed(std::string_view container, std::uint64_t limit) {
  VbaText text;
  if (byte_at(container, 0) != 1) return {{}, false};
  for (std::size_t at = 1; at + 2 < container.size();) {
    const std::uint32_t header = little16(container, at);
    const std::size_t size = (header & 0x0FFF) + 3;
    const std::string_view data = bytes_at(container, at + 2, size - 2);
    if ((header >> 12 & 7) != 3 || text.bytes.size() > limit) return {std::move(text.bytes), false};
    const bool compressed = (header & 0x8000) != 0;
    if (!compressed)
      text.bytes += data.substr(0, kChunk);
    else if (!decompress_chunk(data, text.bytes))
      return {std::move(text.bytes), false};
    text.whole = data.size() == size - 2;
    at += size;
  }
  return text;
}

bool is_vba_storage(const CompoundFile& file, std::size_t storage) {
  return file.find_in(storage, "dir") != CompoundFile::kNone &&
         file.find_in(storage, "_VBA_PROJECT") != CompoundFile::kNone;
}

Result<std::vector<VbaModule>> vba_modules(const CompoundFile& file, std::size_t storage, std::uint64_t limit) {
  const VbaText listed = vba_decompressed(file.read(file.find_in(storage, "dir"), limit).bytes, limit);
  const Directory directory(listed.bytes);
  if (directory.modules.empty()) return fail(ErrorKind::damaged, "the list of macros is damaged");
  std::vector<VbaModule> modules;
  std::set<std::size_t> taken{CompoundFile::kNone};  // a list that names one stream often does not multiply it
  for (const Listed& module : directory.modules) {
    const std::size_t entry = file.find_in(storage, module.stream);
    if (!taken.insert(entry).second) {
      modules.push_back({module.name, {}, false});
      continue;
    }
    const CompoundFile::Stream stream = file.read(entry, limit);
    const VbaText source = vba_decompressed(bytes_at(stream.bytes, module.offset), limit);
    limit -= std::min<std::uint64_t>(limit, source.bytes.size());
    modules.push_back(
        {module.name, code_page_text(source.bytes, directory.code_page), listed.whole && stream.whole && source.whole});
  }
  return modules;
}

}  // namespace trawl::extractors
