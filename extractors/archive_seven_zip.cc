// 7z archives made readable: see archive_seven_zip.h.
#include "extractors/archive_seven_zip.h"

#include <lzma.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

#include "extractors/archive_reader.h"
#include "extractors/ciphers.h"
#include "extractors/little_endian.h"
#include "extractors/seven_zip_streams.h"

namespace trawl::extractors {
namespace {

constexpr std::uint64_t kLongestHeader = 64ull << 20;  // bytes of a list of members; a million of them have less
constexpr std::size_t kHeaderSearch = 64 * 1024;       // bytes at the end, in which a lost list is looked for
constexpr int kHeadersInHeaders = 4;
constexpr unsigned kMostRounds = 24, kNoRounds = 63;  // as powers of 2; 7-Zip refuses others

std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Takes an archive whose list of members stands somewhere behind its beginning, and tells it where.
std::string with_header(std::string archive, std::size_t at, std::string_view header) {
  std::string place;
  append_little_endian(place, at - kSevenZipHead, 8);
  append_little_endian(place, header.size(), 8);
  append_little_endian(place, checksum(header), 4);
  std::string start(archive, 0, 8);
  append_little_endian(start, checksum(place), 4);
  archive.replace(0, kSevenZipHead, start + place);
  return archive;
}

// The list of members as it stands in the archive: mostly packed.
std::optional<std::string_view> stored_header(std::string_view archive) {
  const std::uint64_t at = little64(archive, 12), size = little64(archive, 20);
  if (archive.size() < kSevenZipHead || at > archive.size() - kSevenZipHead) return std::nullopt;
  const std::string_view rest = archive.substr(kSevenZipHead + at);
  if (size == 0 || size > rest.size()) return std::nullopt;
  return rest.substr(0, size);
}

// --- Keys -----------------------------------------------------------------------------------------

// Decrypts with one password; keys that took long to make are kept.
class SevenZipLock {
 public:
  explicit SevenZipLock(std::string_view password) : password_(utf16_password(password)) {}

  // properties: of the coder. False where they are of no kind that is known.
  bool decrypt(std::string_view properties, std::span<char> bytes) {
    if (properties.size() < 2) return false;
    const auto first = static_cast<std::uint8_t>(properties[0]), second = static_cast<std::uint8_t>(properties[1]);
    const unsigned rounds = first & 0x3F;
    const std::size_t salt_size = (first >> 7) + (second >> 4), iv_size = (first >> 6 & 1) + (second & 15);
    if ((rounds > kMostRounds && rounds != kNoRounds) || properties.size() < 2 + salt_size + iv_size) return false;
    std::string iv(properties.substr(2 + salt_size, iv_size));
    iv.resize(16);
    decrypt_aes_cbc(key(properties.substr(2, salt_size), rounds), iv, bytes);
    return true;
  }

 private:
  struct Key {
    std::string salt;
    unsigned rounds = 0;
    std::string key;
  };

  const std::string& key(std::string_view salt, unsigned rounds) {
    for (const Key& made : keys_) {
      if (made.salt == salt && made.rounds == rounds) return made.key;
    }
    return keys_.emplace_back(Key{std::string(salt), rounds, counted_sha256_key(password_, salt, rounds)}).key;
  }

  std::string password_;
  std::vector<Key> keys_;
};

// Decrypts the packed streams of a folder, and takes the coders that did it out of the folder. False where there were none, or they
// do not stand first.
bool decrypt_folder(SevenZipFolder& folder, std::span<std::string> packed, SevenZipLock& lock) {
  bool any = false;
  for (std::size_t i = 0; i < folder.coders.size();) {
    const SevenZipCoder& coder = folder.coders[i];
    if (coder.method != kAes256) {
      ++i;
      continue;
    }
    std::uint64_t input = 0, output = 0;
    for (std::size_t before = 0; before < i; ++before) {
      input += folder.coders[before].inputs;
      output += folder.coders[before].outputs;
    }
    const auto stream = std::find(folder.packed.begin(), folder.packed.end(), input);
    if (coder.inputs != 1 || coder.outputs != 1 || stream == folder.packed.end()) return false;
    std::string& bytes = packed[static_cast<std::size_t>(stream - folder.packed.begin())];
    if (!lock.decrypt(coder.properties, bytes)) return false;
    if (bytes.size() > folder.unpacked[output]) bytes.resize(folder.unpacked[output]);  // the last block was filled up
    remove_coder(folder, i);
    any = true;
  }
  return any;
}

// The bytes of each packed stream, in order. Empty where one is beyond the end.
std::vector<std::string> packed_streams(std::string_view archive, const SevenZipStreams& streams) {
  std::vector<std::string> all;
  if (streams.packed_at > archive.size() - kSevenZipHead) return {};
  std::string_view rest = archive.substr(kSevenZipHead + streams.packed_at);
  for (const std::uint64_t size : streams.packed_sizes) {
    if (size > rest.size()) return {};
    all.emplace_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  return all;
}

// --- The list of members --------------------------------------------------------------------------

std::optional<std::string> unpacked_lzma(const SevenZipCoder& coder, std::string_view packed, std::uint64_t size) {
  lzma_filter filters[2] = {{coder.method == kLzma1 ? LZMA_FILTER_LZMA1 : LZMA_FILTER_LZMA2, nullptr},
                            {LZMA_VLI_UNKNOWN, nullptr}};
  const auto* properties = reinterpret_cast<const std::uint8_t*>(coder.properties.data());
  if (lzma_properties_decode(filters, nullptr, properties, coder.properties.size()) != LZMA_OK) return std::nullopt;
  const std::unique_ptr<void, void (*)(void*)> options(filters[0].options, std::free);
  auto& dictionary = static_cast<lzma_options_lzma*>(options.get())->dict_size;
  dictionary = std::min(dictionary, static_cast<std::uint32_t>(kLongestHeader));
  lzma_stream stream = LZMA_STREAM_INIT;
  const std::unique_ptr<lzma_stream, void (*)(lzma_stream*)> freed(&stream, lzma_end);
  if (lzma_raw_decoder(&stream, filters) != LZMA_OK) return std::nullopt;
  std::string out(size, '\0');
  stream.next_in = reinterpret_cast<const std::uint8_t*>(packed.data());
  stream.avail_in = packed.size();
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream.avail_out = out.size();
  const lzma_ret code = lzma_code(&stream, LZMA_RUN);
  const bool whole = (code == LZMA_OK || code == LZMA_STREAM_END) && stream.avail_out == 0;
  return whole ? std::optional(std::move(out)) : std::nullopt;
}

// What an encoded header unpacks to. `lock` may be null.
std::optional<std::string> unpacked_header(std::string_view archive, std::string_view header, SevenZipLock* lock) {
  auto streams = seven_zip_streams(header);
  if (!streams || streams->folders.size() != 1 || streams->packed_sizes.size() != 1) return std::nullopt;
  auto all = packed_streams(archive, *streams);
  if (all.empty()) return std::nullopt;
  SevenZipFolder& folder = streams->folders[0];
  if (lock != nullptr) decrypt_folder(folder, all, *lock);
  const std::string& packed = all[0];
  if (folder.coders.size() != 1 || folder.unpacked[0] > kLongestHeader) return std::nullopt;
  std::optional<std::string> text;
  const SevenZipCoder& coder = folder.coders[0];
  if (coder.method == kCopied && folder.unpacked[0] <= packed.size()) text = packed.substr(0, folder.unpacked[0]);
  if (coder.method == kLzma1 || coder.method == kLzma2) text = unpacked_lzma(coder, packed, folder.unpacked[0]);
  if (text && folder.crc && checksum(*text) != *folder.crc) return std::nullopt;
  return text;
}

std::optional<std::string> plain_header(std::string_view archive, std::string_view stored, SevenZipLock* lock) {
  std::optional<std::string> header{stored};
  for (int i = 0; header && is_encoded_header(*header) && i < kHeadersInHeaders; ++i)
    header = unpacked_header(archive, *header, lock);
  return header && !is_encoded_header(*header) ? header : std::nullopt;
}

// --- Whether a password fits ----------------------------------------------------------------------

// The number of the first member of an archive that is encrypted and not empty; the first where libarchive does not list them.
std::size_t first_encrypted(std::string_view archive) {
  const auto source = memory_source(archive);
  auto reader = ArchiveReader::open(Format::seven_zip, *source, archive, {});
  if (!reader) return 0;
  ArchiveMember member;
  for (std::size_t number = 0;; ++number) {
    const auto more = (*reader)->next(member);
    if (!more || !*more) return 0;
    if (member.encrypted && member.kind == ArchiveMember::Kind::file && member.header.size > 0) return number;
  }
}

// Nothing but the checksum of what is unpacked tells that the key was right.
bool unpacks(std::string_view archive, std::size_t number) {
  const auto source = memory_source(archive);
  auto reader = ArchiveReader::open(Format::seven_zip, *source, archive, {});
  if (!reader) return false;
  ArchiveMember member;
  for (std::size_t i = 0; i <= number; ++i) {
    const auto more = (*reader)->next(member);
    if (!more || !*more) return false;
  }
  std::string buffer(64 * 1024, '\0');
  for (;;) {
    const auto count = (*reader)->read(buffer);
    if (!count) return false;
    if (*count == 0) return true;
  }
}

// header: in plain.
std::optional<std::string> decrypted(std::string_view archive, std::string_view header, SevenZipLock& lock) {
  auto streams = seven_zip_streams(header);
  if (!streams) return std::nullopt;
  std::vector<std::string> packed = packed_streams(archive, *streams);
  if (packed.empty()) return std::nullopt;
  std::size_t next = 0;
  bool any = false;
  for (SevenZipFolder& folder : streams->folders) {
    const std::size_t count = folder.packed.size();  // together no more than there are
    any = decrypt_folder(folder, std::span(packed).subspan(next, count), lock) || any;
    next += count;
  }
  if (!any) return std::nullopt;
  std::string out(archive.substr(0, kSevenZipHead));
  for (std::size_t i = 0; i < packed.size(); ++i) {
    out += packed[i];
    streams->packed_sizes[i] = packed[i].size();
    packed[i] = {};
  }
  streams->packed_at = 0;
  const std::size_t at = out.size();
  std::string opened(header.substr(0, streams->begin));
  opened.append(written(*streams)).append(header.substr(streams->end));
  return with_header(out + opened, at, opened);
}

// Whether a list of members tells of encryption: its own, where it is still encoded, or that of members.
bool tells_encryption(std::string_view header) {
  const auto streams = seven_zip_streams(header);
  if (!streams) return false;
  for (const SevenZipFolder& folder : streams->folders) {
    for (const SevenZipCoder& coder : folder.coders) {
      if (coder.method == kAes256) return true;
    }
  }
  return false;
}

}  // namespace

bool seven_zip_encrypted(std::string_view archive) {
  const auto stored = stored_header(archive);
  if (!stored) return false;
  const auto header = plain_header(archive, *stored, nullptr);
  return tells_encryption(header ? *header : *stored);
}

std::optional<std::string> decrypted_seven_zip(std::string_view archive, const std::vector<std::string>& passwords) {
  const auto stored = stored_header(archive);
  if (passwords.empty() || !stored) return std::nullopt;
  const auto listed = plain_header(archive, *stored, nullptr);
  if (!tells_encryption(listed ? *listed : *stored)) return std::nullopt;
  const std::size_t probe = listed ? first_encrypted(archive) : 0;
  for (const std::string& password : passwords) {
    SevenZipLock lock(password);
    const auto header = listed ? listed : plain_header(archive, *stored, &lock);
    if (!header) continue;
    auto opened = decrypted(archive, *header, lock);
    if (opened && (!listed || unpacks(*opened, probe))) return opened;
  }
  return std::nullopt;
}

bool seven_zip_unfinished(std::string_view head) {
  return head.size() >= kSevenZipHead && little64(head, 20) == 0;
}

std::optional<std::string> finished_seven_zip(std::string_view archive) {
  const std::size_t first = archive.size() - std::min(archive.size(), kHeaderSearch);
  for (std::size_t at = archive.size(); at > std::max(first, kSevenZipHead);) {
    const std::string_view stored = archive.substr(--at);
    if (stored[0] != '\x17' && stored[0] != '\x01') continue;
    const auto streams = seven_zip_streams(stored);
    if (!streams || streams->folders.empty() || !plain_header(archive, stored, nullptr)) continue;
    return with_header(std::string(archive), at, stored);
  }
  return std::nullopt;
}

}  // namespace trawl::extractors
