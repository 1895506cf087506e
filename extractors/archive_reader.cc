// Archives by libarchive: see archive_reader.h.
#include "extractors/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/utf8.h"
#include "extractors/charset.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kReadSize = 128 * 1024;
constexpr int kRetries = 16;

// The present thread's locale, until it goes: libarchive converts names to its charset.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

// True where libarchive has the format read. Filters only where the format itself wraps its content.
bool support(struct archive* archive, Format format) {
  switch (format) {
    case Format::zip: return archive_read_support_format_zip(archive) == ARCHIVE_OK;
    case Format::tar:
      archive_read_support_format_gnutar(archive);
      return archive_read_support_format_tar(archive) == ARCHIVE_OK;
    case Format::seven_zip: return archive_read_support_format_7zip(archive) == ARCHIVE_OK;
    case Format::rar:
      archive_read_support_format_rar(archive);
      return archive_read_support_format_rar5(archive) == ARCHIVE_OK;
    case Format::iso: return archive_read_support_format_iso9660(archive) == ARCHIVE_OK;
    case Format::cab: return archive_read_support_format_cab(archive) == ARCHIVE_OK;
    case Format::cpio: return archive_read_support_format_cpio(archive) == ARCHIVE_OK;
    case Format::xar: return archive_read_support_format_xar(archive) == ARCHIVE_OK;
    case Format::lha: return archive_read_support_format_lha(archive) == ARCHIVE_OK;
    case Format::warc: return archive_read_support_format_warc(archive) == ARCHIVE_OK;
    case Format::ar: return archive_read_support_format_ar(archive) == ARCHIVE_OK;
    case Format::rpm:
      archive_read_support_filter_rpm(archive);
      archive_read_support_filter_gzip(archive);
      archive_read_support_filter_bzip2(archive);
      archive_read_support_filter_xz(archive);
      archive_read_support_filter_lzma(archive);
      archive_read_support_filter_zstd(archive);
      return archive_read_support_format_cpio(archive) == ARCHIVE_OK;
    default: return false;
  }
}

ArchiveMember::Kind kind_of(struct archive_entry* entry) {
  // In cpio the last of the links has the bytes.
  const bool has_bytes = archive_entry_size_is_set(entry) && archive_entry_size(entry) > 0;
  if (archive_entry_hardlink(entry) != nullptr && !has_bytes) return ArchiveMember::Kind::hard_link;
  if (archive_entry_symlink(entry) != nullptr) return ArchiveMember::Kind::symbolic_link;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case 0: return ArchiveMember::Kind::file;
    case AE_IFDIR: return ArchiveMember::Kind::directory;
    case AE_IFLNK: return ArchiveMember::Kind::symbolic_link;
    default: return ArchiveMember::Kind::special;
  }
}

std::string name_of_entry(struct archive_entry* entry) {
  if (const char* utf8 = archive_entry_pathname_utf8(entry)) return utf8;
  const char* raw = archive_entry_pathname(entry);
  return raw == nullptr ? std::string() : to_utf8(raw, {});  // old tars have names in any charset
}

// Libarchive tells these causes in words only.
ErrorKind kind_of_message(std::string_view message, bool in_member) {
  const auto says = [message](std::string_view words) { return message.find(words) != std::string_view::npos; };
  if (says("assphrase") || says("ncrypt") || says("Password")) return ErrorKind::encrypted;
  if (says("emory")) return ErrorKind::over_limit;
  if (says("nsupported") || says("not supported") || says("isn't supported") || says("cannot be decoded")) {
    return in_member ? ErrorKind::unsupported : ErrorKind::damaged;
  }
  return ErrorKind::damaged;
}

}  // namespace

// What libarchive calls to get at the archive's bytes. It is C: no exception may pass through it.
struct ArchiveReader::Callbacks {
  static la_ssize_t read(struct archive*, void* self, const void** bytes) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    if (!reader.bytes_.empty()) {
      const std::string_view rest = reader.bytes_.substr(std::min<std::uint64_t>(reader.at_, reader.bytes_.size()));
      *bytes = rest.data();
      reader.at_ += rest.size();
      return static_cast<la_ssize_t>(rest.size());
    }
    *bytes = reader.buffer_.data();
    const la_ssize_t count = reader.source_.descriptor() >= 0 ? read_descriptor(reader) : read_stream(reader);
    if (count > 0) reader.at_ += static_cast<std::uint64_t>(count);
    return count;
  }

  static la_int64_t skip(struct archive*, void* self, la_int64_t request) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    const std::uint64_t left = reader.size() - std::min(reader.at_, reader.size());
    const std::uint64_t skipped = std::min(static_cast<std::uint64_t>(std::max<la_int64_t>(request, 0)), left);
    reader.at_ += skipped;
    return static_cast<la_int64_t>(skipped);
  }

  static la_int64_t seek(struct archive*, void* self, la_int64_t offset, int whence) {
    auto& reader = *static_cast<ArchiveReader*>(self);
    la_int64_t base = 0;
    if (whence == SEEK_CUR) base = static_cast<la_int64_t>(reader.at_);
    if (whence == SEEK_END) base = static_cast<la_int64_t>(reader.size());
    la_int64_t target = 0;
    if (__builtin_add_overflow(base, offset, &target) || target < 0) return ARCHIVE_FATAL;
    reader.at_ = std::min(static_cast<std::uint64_t>(target), reader.size());
    return static_cast<la_int64_t>(reader.at_);
  }

 private:
  static la_ssize_t read_descriptor(ArchiveReader& reader) {
    for (;;) {
      const ssize_t count = pread(reader.source_.descriptor(), reader.buffer_.data(), reader.buffer_.size(),
                                  static_cast<off_t>(reader.at_));
      if (count >= 0 || errno != EINTR) return count;
    }
  }

  static la_ssize_t read_stream(ArchiveReader& reader) {
    try {
      const auto count = reader.source_.read(reader.buffer_);
      return count ? static_cast<la_ssize_t>(*count) : -1;
    } catch (const std::exception&) {
      return -1;
    }
  }
};

ArchiveReader::ArchiveReader(Source& source, std::string_view bytes) : source_(source), bytes_(bytes) {
  if (bytes.empty()) buffer_.resize(kReadSize);
}

ArchiveReader::~ArchiveReader() = default;

std::uint64_t ArchiveReader::size() const {
  return bytes_.empty() ? source_.size().value_or(0) : bytes_.size();
}

void ArchiveReader::Free::operator()(struct archive* archive) const {
  archive_read_free(archive);
}

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(Format format, Source& source, std::string_view bytes,
                                                           const std::vector<std::string>& passwords) {
  std::unique_ptr<ArchiveReader> reader(new ArchiveReader(source, bytes));
  reader->archive_.reset(archive_read_new());
  struct archive* archive = reader->archive_.get();
  if (archive == nullptr) return fail(ErrorKind::over_limit, "no memory to read an archive");
  if (!support(archive, format)) return fail(ErrorKind::unsupported, "no reader for this kind of archive");
  for (const std::string& password : passwords) {
    if (!password.empty()) archive_read_add_passphrase(archive, password.c_str());
  }
  archive_read_set_callback_data(archive, reader.get());
  archive_read_set_read_callback(archive, Callbacks::read);
  if (!bytes.empty() || (source.descriptor() >= 0 && source.size())) {
    archive_read_set_skip_callback(archive, Callbacks::skip);
    archive_read_set_seek_callback(archive, Callbacks::seek);
  }
  const Utf8Locale locale;
  if (archive_read_open1(archive) != ARCHIVE_OK) return tl::unexpected(reader->error(false));
  return reader;
}

Result<bool> ArchiveReader::next(ArchiveMember& member) {
  const Utf8Locale locale;
  struct archive_entry* entry = nullptr;
  int code = ARCHIVE_RETRY;
  for (int attempt = 0; attempt < kRetries && code == ARCHIVE_RETRY; ++attempt) {
    code = archive_read_next_header(archive_.get(), &entry);
  }
  if (code == ARCHIVE_EOF) return false;
  if (code < ARCHIVE_WARN || entry == nullptr) {
    gave_up_ = true;
    return tl::unexpected(error(false));
  }
  member = {};
  block_ = {};
  suspect_ = false;
  position_ = 0;
  member.header.name = name_of_entry(entry);
  member.kind = kind_of(entry);
  if (const char* owner = archive_entry_uname_utf8(entry)) member.owner = owner;
  member.encrypted = archive_entry_is_encrypted(entry) != 0;
  if (archive_entry_size_is_set(entry)) member.header.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  if (archive_entry_mtime_is_set(entry)) member.header.modified = archive_entry_mtime(entry);
  return true;
}

// Block by block: archive_read_data() throws away what it has when an error follows.
Result<std::size_t> ArchiveReader::read(std::span<char> out) {
  for (int attempt = 0; block_.empty() && attempt < kRetries;) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int code = archive_read_data_block(archive_.get(), &bytes, &size, &offset);
    if (code == ARCHIVE_EOF) return suspect_ ? Result<std::size_t>(tl::unexpected(error(true))) : std::size_t{0};
    suspect_ = suspect_ || code == ARCHIVE_WARN;
    if (code < ARCHIVE_WARN || (code != ARCHIVE_OK && size == 0)) {
      attempt = code == ARCHIVE_RETRY ? attempt + 1 : kRetries;
      gave_up_ = code == ARCHIVE_FATAL;
      continue;
    }
    block_ = std::string_view(static_cast<const char*>(bytes), size);
    hole_ = static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0));
    hole_ -= std::min(hole_, position_);
    attempt += size == 0;
  }
  if (block_.empty()) return tl::unexpected(error(true));
  const std::size_t size = std::min<std::uint64_t>(out.size(), hole_ > 0 ? hole_ : block_.size());
  if (hole_ > 0) {  // of a sparse file
    std::memset(out.data(), 0, size);
    hole_ -= size;
  } else {
    std::memcpy(out.data(), block_.data(), size);
    block_.remove_prefix(size);
  }
  position_ += size;
  return size;
}

Error ArchiveReader::error(bool in_member) const {
  const char* message = archive_error_string(archive_.get());
  const ErrorKind kind = kind_of_message(message == nullptr ? "" : message, in_member);
  const std::string what = in_member ? "member" : "archive";
  switch (kind) {
    case ErrorKind::encrypted: return {kind, "password needed"};
    case ErrorKind::over_limit: return {kind, "needs more memory than a worker may use"};
    case ErrorKind::unsupported: return {kind, "packed with a method that is not read"};
    default: return {kind, "the " + what + " is damaged"};
  }
}

}  // namespace trawl::extractors
