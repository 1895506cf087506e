// Key files: 64 hexadecimal digits and a newline, readable by their owner alone.
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "core/descriptor.h"
#include "index/key.h"
#include "index/secrets.h"

namespace trawl::index {
namespace {

constexpr std::size_t kHexBytes = 2 * Key::kBytes;

// The name must last as long as the bytes: a key lost in a power cut is an index lost.
Status sync_directory_of(const std::filesystem::path& path) {
  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const Descriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory || ::fsync(directory.number()) != 0) {
    return fail(ErrorKind::io, "the directory of the key file cannot be synced to disk");
  }
  return {};
}

Status write_key(int file, const char* text, std::size_t size) {
  if (::fchmod(file, 0600) != 0 || ::write(file, text, size) != static_cast<ssize_t>(size) || ::fsync(file) != 0) {
    return fail(ErrorKind::io, "the key file cannot be written; is the disk full?");
  }
  return {};
}

Status check_access(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return fail(ErrorKind::denied, "the key file is not a regular file");
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return fail(ErrorKind::denied, "the key file belongs to another user; chown it to the user who runs trawl");
  }
  if ((status.st_mode & 077) != 0) {
    return fail(ErrorKind::denied, "others than the owner may use the key file; mend it with chmod 600 KEYFILE");
  }
  return {};
}

Result<Descriptor> open_key_file(const std::filesystem::path& path) {
  // O_NONBLOCK: a fifo must not hold us up; the check of its type follows.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (file) return file;
  if (errno == ENOENT) return fail(ErrorKind::not_found, "there is no key file; the first scan makes one");
  if (errno == ELOOP) return fail(ErrorKind::denied, "the key file is a symbolic link; name the file itself");
  if (errno == EACCES || errno == EPERM) return fail(ErrorKind::denied, "the key file cannot be read by this user");
  return fail(ErrorKind::io, "the key file cannot be opened");
}

}  // namespace

Result<Key> Key::create_file(const std::filesystem::path& path) {
  if (sodium_init() < 0) return fail(ErrorKind::internal, "the cryptographic library does not start");
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) {
    if (errno == EEXIST) return fail(ErrorKind::invalid_argument, "the key file exists already and is not overwritten");
    if (errno == EACCES || errno == EPERM)
      return fail(ErrorKind::denied, "the key file cannot be made in that directory");
    return fail(ErrorKind::io, "the key file cannot be made; does its directory exist?");
  }
  SecretBytes<kBytes> master;
  SecretBytes<kHexBytes + 1> text;
  randombytes_buf(master.data(), kBytes);
  sodium_bin2hex(text.text(), kHexBytes + 1, master.data(), kBytes);
  text.data()[kHexBytes] = '\n';
  Status written = write_key(file.number(), text.text(), kHexBytes + 1);
  if (written) written = sync_directory_of(path);
  if (!written) {
    ::unlink(path.c_str());
    return tl::unexpected(written.error());
  }
  return from_bytes(master.data());
}

Result<Key> Key::from_file(const std::filesystem::path& path) {
  if (sodium_init() < 0) return fail(ErrorKind::internal, "the cryptographic library does not start");
  const Result<Descriptor> file = open_key_file(path);
  if (!file) return tl::unexpected(file.error());
  struct stat status {};
  if (::fstat(file->number(), &status) != 0) return fail(ErrorKind::io, "the key file cannot be examined");
  if (const Status allowed = check_access(status); !allowed) return tl::unexpected(allowed.error());
  SecretBytes<kHexBytes + 4> text;
  const ssize_t size = ::read(file->number(), text.data(), kHexBytes + 4);
  if (size < 0) return fail(ErrorKind::io, "the key file cannot be read");
  SecretBytes<kBytes> master;
  std::size_t decoded = 0;
  const char* end = nullptr;
  sodium_hex2bin(master.data(), kBytes, text.text(), static_cast<std::size_t>(size), nullptr, &decoded, &end);
  std::string_view rest(end, static_cast<std::size_t>(text.text() + size - end));
  if (decoded != kBytes || (rest != "" && rest != "\n" && rest != "\r\n")) {
    return fail(ErrorKind::damaged,
                "the key file does not hold a key (64 hexadecimal digits); restore it from its backup");
  }
  return from_bytes(master.data());
}

}  // namespace trawl::index
