// Directory listings by getdents64 and statx, and the portable way.
#include "scanner/walk/listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstddef>
#include <cstring>

namespace trawl::scanner {
namespace {

FileType type_from_mode(unsigned mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return FileType::regular;
    case S_IFDIR: return FileType::directory;
    case S_IFLNK: return FileType::symlink;
    case S_IFIFO: return FileType::fifo;
    case S_IFSOCK: return FileType::socket;
    case S_IFBLK: return FileType::block_device;
    case S_IFCHR: return FileType::character_device;
    default: return FileType::unknown;
  }
}

std::int64_t nanoseconds(const struct statx_timestamp& time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; }

// Learns of an entry; false with errno set where it cannot.
bool stat_entry(int directory, ListedEntry& entry) {
  struct statx stat;
  constexpr unsigned kWanted = STATX_TYPE | STATX_MODE | STATX_SIZE | STATX_MTIME | STATX_CTIME | STATX_INO;
  if (statx(directory, entry.name.c_str(), AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, kWanted, &stat) != 0) {
    return false;
  }
  entry.type = type_from_mode(stat.stx_mode);
  entry.size = stat.stx_size;
  entry.modified_ns = nanoseconds(stat.stx_mtime);
  entry.changed_ns = nanoseconds(stat.stx_ctime);
  entry.inode = stat.stx_ino;
  entry.device = makedev(stat.stx_dev_major, stat.stx_dev_minor);
  return true;
}

// As the kernel writes it (getdents64(2)).
struct KernelEntry {
  std::uint64_t inode;
  std::int64_t offset;
  std::uint16_t length;
  std::uint8_t type;
  char name[1];
};

void sort_by_name(std::vector<ListedEntry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const ListedEntry& a, const ListedEntry& b) { return a.name < b.name; });
}

}  // namespace

Error system_error(int error_number, std::string_view doing) {
  ErrorKind kind = ErrorKind::io;
  if (error_number == EACCES || error_number == EPERM) kind = ErrorKind::denied;
  if (error_number == ENOENT || error_number == ENOTDIR || error_number == ELOOP || error_number == ESTALE) {
    kind = ErrorKind::not_found;
  }
  return {kind, std::string(doing) + ": " + std::strerror(error_number)};
}

Result<std::vector<ListedEntry>> list_directory(int descriptor) {
  std::vector<ListedEntry> entries;
  alignas(KernelEntry) std::array<char, 64 * 1024> buffer;
  for (;;) {
    const long got = syscall(SYS_getdents64, descriptor, buffer.data(), buffer.size());
    if (got < 0) return tl::unexpected(system_error(errno, "the folder could not be listed"));
    if (got == 0) break;
    for (long at = 0; at < got;) {
      const auto* kernel_entry = reinterpret_cast<const KernelEntry*>(buffer.data() + at);
      at += kernel_entry->length;
      const std::string_view name = buffer.data() + (kernel_entry->name - buffer.data());
      if (name != "." && name != "..") entries.emplace_back().name = name;
    }
  }
  sort_by_name(entries);
  std::vector<ListedEntry> known;
  known.reserve(entries.size());
  for (ListedEntry& entry : entries) {
    if (!stat_entry(descriptor, entry)) {
      if (errno == ENOENT) continue;  // gone between the two calls: as if it had never been listed
      entry.stat_failed = true;
    }
    known.push_back(std::move(entry));
  }
  return known;
}

Result<std::vector<ListedEntry>> list_directory_portable(const std::string& path) {
  namespace fs = boost::filesystem;
  std::vector<ListedEntry> entries;
  boost::system::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    ListedEntry entry;
    entry.name = at->path().filename().string();
    struct stat stat;
    if (lstat(at->path().c_str(), &stat) == 0) {
      entry.type = type_from_mode(stat.st_mode);
      entry.size = static_cast<std::uint64_t>(stat.st_size);
      entry.modified_ns = stat.st_mtim.tv_sec * 1'000'000'000 + stat.st_mtim.tv_nsec;
      entry.changed_ns = stat.st_ctim.tv_sec * 1'000'000'000 + stat.st_ctim.tv_nsec;
      entry.inode = stat.st_ino;
      entry.device = stat.st_dev;
    } else {
      entry.stat_failed = true;
    }
    entries.push_back(std::move(entry));
  }
  if (error) return tl::unexpected(system_error(error.value(), "the folder could not be listed"));
  sort_by_name(entries);
  return entries;
}

Result<ListedEntry> list_entry(int directory, const std::string& name) {
  ListedEntry entry;
  entry.name = name;
  if (!stat_entry(directory, entry)) return tl::unexpected(system_error(errno, "it could not be examined"));
  return entry;
}

}  // namespace trawl::scanner
