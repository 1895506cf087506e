// Unpacking of ZIP members: stored, raw deflate (zlib) and the methods of zip_methods.h, with size and CRC-32 checked at
// the end.
#include "extractors/zip_reader.h"

#include <zlib.h>

#include <algorithm>

#include "extractors/zip_directory.h"
#include "extractors/zip_methods.h"

namespace trawl::extractors {
namespace {

constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

class Member : public Pull {
 public:
  Member(std::string_view packed, const ZipEntry& entry)
      : packed_(packed), declared_(entry.unpacked), crc_expected_(entry.crc), checked_(entry.checked) {
    cut_short_ = packed.size() < entry.packed;
  }

  Result<std::size_t> read(std::span<char> out) final {
    if (done_ || out.empty()) return std::size_t{0};
    auto got = unpack(out.first(std::min<std::size_t>(out.size(), 1u << 30)));
    if (!got) {
      done_ = true;
      return got;
    }
    if (*got == 0) {
      done_ = true;
      return finish();
    }
    total_ += *got;
    crc_ = static_cast<std::uint32_t>(
        crc32(crc_, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(*got)));
    return got;
  }

 protected:
  virtual Result<std::size_t> unpack(std::span<char> out) = 0;
  std::string_view packed_;  // what is not unpacked yet

 private:
  Result<std::size_t> finish() const {
    if (cut_short_) return fail(ErrorKind::damaged, "a ZIP member breaks off");
    if (checked_ && total_ != declared_) return fail(ErrorKind::damaged, "a ZIP member has not the size declared");
    if (checked_ && crc_ != crc_expected_) return fail(ErrorKind::damaged, "a ZIP member fails its checksum");
    return std::size_t{0};
  }

  std::uint64_t declared_;
  std::uint64_t total_ = 0;
  std::uint32_t crc_expected_;
  std::uint32_t crc_ = 0;
  bool checked_;
  bool cut_short_ = false;
  bool done_ = false;
};

class Stored final : public Member {
 public:
  using Member::Member;

 private:
  Result<std::size_t> unpack(std::span<char> out) override {
    const std::size_t size = packed_.copy(out.data(), out.size());
    packed_.remove_prefix(size);
    return size;
  }
};

class Inflated final : public Member {
 public:
  Inflated(std::string_view packed, const ZipEntry& entry) : Member(packed, entry) {
    ready_ = inflateInit2(&zlib_, -MAX_WBITS) == Z_OK;
  }
  ~Inflated() override {
    if (ready_) inflateEnd(&zlib_);
  }

 private:
  Result<std::size_t> unpack(std::span<char> out) override {
    if (!ready_) return fail(ErrorKind::over_limit, "no memory to unpack a ZIP member");
    if (ended_) return std::size_t{0};
    zlib_.next_out = reinterpret_cast<Bytef*>(out.data());
    zlib_.avail_out = static_cast<uInt>(out.size());
    while (!ended_ && zlib_.avail_out == out.size()) {
      const std::size_t given = std::min<std::size_t>(packed_.size(), 1u << 30);
      zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed_.data()));
      zlib_.avail_in = static_cast<uInt>(given);
      const int state = inflate(&zlib_, Z_NO_FLUSH);
      packed_.remove_prefix(given - zlib_.avail_in);
      ended_ = state == Z_STREAM_END;
      const bool stuck = state != Z_OK && !ended_;
      if (stuck && zlib_.avail_out == out.size()) return fail(ErrorKind::damaged, "a ZIP member cannot be unpacked");
      if (stuck) break;
    }
    return out.size() - zlib_.avail_out;
  }

  z_stream zlib_{};
  bool ready_ = false;
  bool ended_ = false;
};

class Expanded final : public Member {
 public:
  Expanded(std::string_view packed, const ZipEntry& entry, std::unique_ptr<Pull> expander)
      : Member(packed, entry), expander_(std::move(expander)) {}

 private:
  Result<std::size_t> unpack(std::span<char> out) override { return expander_->read(out); }

  std::unique_ptr<Pull> expander_;
};

}  // namespace

Result<ZipReader> ZipReader::open(std::string_view bytes, std::size_t max_entries) {
  ZipReader reader;
  reader.bytes_ = bytes;
  auto directory = read_central_directory(bytes, max_entries);
  if (!directory) {
    reader.repaired_ = true;
    directory = scan_local_headers(bytes, max_entries);
    if (directory->entries.empty()) return fail(ErrorKind::damaged, "neither a ZIP directory nor a member is there");
  } else {
    add_unlisted_entries(bytes, max_entries, *directory);
  }
  reader.entries_ = std::move(directory->entries);
  reader.comments_ = std::move(directory->comments);
  reader.truncated_ = directory->truncated;
  return reader;
}

Result<std::unique_ptr<Pull>> ZipReader::stream(const ZipEntry& entry) const {
  if (entry.encrypted()) return fail(ErrorKind::encrypted, "password needed");
  if (entry.method != kStored && entry.method != kDeflated && !zip_expander({}, {entry.method, entry.flags, 0})) {
    return fail(ErrorKind::unsupported, "ZIP compression method " + std::to_string(entry.method) + " is not read");
  }
  const auto packed = packed_bytes(bytes_, entry);
  if (!packed) return tl::unexpected<Error>(packed.error());
  if (entry.method == kStored) return std::make_unique<Stored>(*packed, entry);
  if (entry.method == kDeflated) return std::make_unique<Inflated>(*packed, entry);
  auto expander = zip_expander(*packed, {entry.method, entry.flags, entry.unpacked});
  return std::make_unique<Expanded>(*packed, entry, std::move(expander));
}

}  // namespace trawl::extractors
