// The writer's lock, with flock(2).
#include "index/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace trawl::index {
namespace {

std::string holder(int file) {
  char text[16] = {};
  const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
  std::string digits;
  for (ssize_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; ++i) digits += text[i];
  return digits.empty() ? "another process" : "process " + digits;
}

// The holder before us takes the file away when it ends: then we have locked a file without a name.
bool still_named(int file, const std::filesystem::path& path) {
  struct stat ours {
  }, named{};
  return ::fstat(file, &ours) == 0 && ::stat(path.c_str(), &named) == 0 && ours.st_ino == named.st_ino &&
         ours.st_dev == named.st_dev;
}

}  // namespace

Result<std::unique_ptr<WriterLock>> WriterLock::take(const std::filesystem::path& index) {
  constexpr int kAttempts = 100;
  const std::filesystem::path path = index.native() + "-lock";
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file && (errno == EACCES || errno == EPERM || errno == EROFS)) {
      return fail(ErrorKind::denied, "the directory of the index cannot be written by this user");
    }
    if (!file) return fail(ErrorKind::io, "the index's lock file cannot be made; does its directory exist?");
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
      return fail(ErrorKind::busy, holder(file.number()) + " is writing to this index; wait until it is done, or stop it");
    }
    if (!still_named(file.number(), path)) continue;
    const std::string id = std::to_string(::getpid()) + "\n";
    if (::ftruncate(file.number(), 0) != 0 || ::pwrite(file.number(), id.data(), id.size(), 0) < 0) {
      return fail(ErrorKind::io, "the index's lock file cannot be written; is the disk full?");
    }
    return std::unique_ptr<WriterLock>(new WriterLock(path, std::move(file)));
  }
  return fail(ErrorKind::busy, "other processes keep taking this index; try again when they are done");
}

WriterLock::~WriterLock() {
  ::unlink(path_.c_str());
}

}  // namespace trawl::index
