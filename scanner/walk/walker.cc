// The walk: a stack of directories to enter, each holding its parent's descriptor.
#include "scanner/walk/walker.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/filesystem.hpp>
#include <cerrno>

namespace trawl::scanner {
namespace {

constexpr int kOpenDirectory = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

// A directory on the way from a root, for noticing loops.
struct Ancestor {
  std::shared_ptr<const Ancestor> parent;
  std::uint64_t device = 0, inode = 0;
};

struct Pending {
  std::shared_ptr<Descriptor> parent;  // null for a root
  std::string name;                    // in the parent; the whole path for a root
  std::string path, below_root, below;  // below: relative to the root, for patterns
  std::shared_ptr<const Ancestor> self;
  std::optional<std::string> only;     // a root that is a file: its name
};

// Opens without changing the access time where the system permits that.
int open_quietly(int directory, const char* name, int flags) {
  const int descriptor = openat(directory, name, flags | O_NOATIME);
  return descriptor >= 0 || errno != EPERM ? descriptor : openat(directory, name, flags);
}

bool is_kernel_file_system(int descriptor) {
  struct statfs stat;
  if (fstatfs(descriptor, &stat) != 0) return false;
  constexpr std::array<std::uint64_t, 12> kMagic = {
      PROC_SUPER_MAGIC, SYSFS_MAGIC,      DEBUGFS_MAGIC, TRACEFS_MAGIC,       SECURITYFS_MAGIC, CGROUP_SUPER_MAGIC,
      CGROUP2_SUPER_MAGIC, DEVPTS_SUPER_MAGIC, PSTOREFS_MAGIC, EFIVARFS_MAGIC, BPF_FS_MAGIC, 0x6e736673 /* nsfs */};
  return std::find(kMagic.begin(), kMagic.end(), static_cast<std::uint64_t>(stat.f_type)) != kMagic.end();
}

std::optional<Outcome> outcome_of_type(FileType type) {
  switch (type) {
    case FileType::regular:
    case FileType::directory: return std::nullopt;
    case FileType::symlink: return Outcome{OutcomeKind::skipped, "symbolic link, not followed"};
    case FileType::fifo: return Outcome{OutcomeKind::skipped, "named pipe"};
    case FileType::socket: return Outcome{OutcomeKind::skipped, "socket"};
    case FileType::block_device:
    case FileType::character_device: return Outcome{OutcomeKind::skipped, "device"};
    case FileType::unknown: return Outcome{OutcomeKind::skipped, "special file"};
  }
  return std::nullopt;
}

bool is_ancestor(const Ancestor* at, const ListedEntry& entry) {
  for (; at != nullptr; at = at->parent.get()) {
    if (at->device == entry.device && at->inode == entry.inode) return true;
  }
  return false;
}

class TreeWalker final : public Walker {
 public:
  TreeWalker(std::vector<Pending> roots, WalkOptions options) : pending_(std::move(roots)), options_(std::move(options)) {
    std::reverse(pending_.begin(), pending_.end());
  }

  std::optional<WalkedDirectory> next() override {
    if (pending_.empty()) return std::nullopt;
    const Pending here = std::move(pending_.back());
    pending_.pop_back();
    return enter(here);
  }

 private:
  // The directory itself, as the one entry of a listing, when it cannot be read.
  static WalkedDirectory unread(const Pending& here, Outcome outcome) {
    WalkedDirectory directory;
    directory.path = here.path;
    directory.below_root = here.below_root;
    directory.only_these = true;
    WalkedEntry entry;
    entry.listed.name = ".";
    entry.listed.type = FileType::directory;
    entry.outcome = std::move(outcome);
    directory.entries.push_back(std::move(entry));
    return directory;
  }

  WalkedDirectory enter(const Pending& here) {
    auto descriptor = std::make_shared<Descriptor>(
        open_quietly(here.parent ? here.parent->number() : AT_FDCWD, here.name.c_str(), kOpenDirectory));
    if (!*descriptor) return unread(here, outcome_of(system_error(errno, "the folder could not be opened")));
    if (is_kernel_file_system(descriptor->number())) return unread(here, {OutcomeKind::skipped, "kernel file system"});
    WalkedDirectory directory;
    directory.descriptor = descriptor;
    directory.path = here.path;
    directory.below_root = here.below_root;
    if (here.only) {
      directory.only_these = true;
      auto entry = list_entry(descriptor->number(), *here.only);
      if (!entry) return unread(here, outcome_of(entry.error()));
      sort_in(std::move(*entry), here, directory);
      return directory;
    }
    auto listed = list_directory(descriptor->number());
    if (!listed) return unread(here, outcome_of(listed.error()));
    const std::size_t stacked = pending_.size();
    for (ListedEntry& entry : *listed) sort_in(std::move(entry), here, directory);
    std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(stacked), pending_.end());
    return directory;
  }

  void sort_in(ListedEntry entry, const Pending& here, WalkedDirectory& directory) {
    std::optional<Outcome> outcome = left_out(entry, here);
    if (outcome || entry.type == FileType::regular) {
      directory.entries.push_back({std::move(entry), std::move(outcome)});
      return;
    }
    directory.directories.push_back(entry.name);
    Pending child;
    child.parent = directory.descriptor;
    child.path = path_in(here.path, entry.name);
    child.below_root = path_in(here.below_root, entry.name);
    child.below = path_in(here.below, entry.name);
    child.self = std::make_shared<const Ancestor>(Ancestor{here.self, entry.device, entry.inode});
    child.name = std::move(entry.name);
    pending_.push_back(std::move(child));
  }

  std::optional<Outcome> left_out(const ListedEntry& entry, const Pending& here) const {
    if (entry.stat_failed) return Outcome{OutcomeKind::denied, "it could not be examined"};
    for (const std::string& own : options_.own_files) {
      if (own.ends_with(entry.name) && own == path_in(here.path, entry.name)) return Outcome{OutcomeKind::skipped, "trawl's own file"};
    }
    const std::string below = path_in(here.below, entry.name);
    for (const Glob& glob : options_.exclude) {
      if (glob.matches(below)) return Outcome{OutcomeKind::skipped, "excluded by a pattern"};
    }
    if (entry.type != FileType::directory) return outcome_of_type(entry.type);
    if (options_.one_file_system && here.self && here.self->device != entry.device) {
      return Outcome{OutcomeKind::skipped, "another file system"};
    }
    if (is_ancestor(here.self.get(), entry)) return Outcome{OutcomeKind::skipped, "file-system loop"};
    return std::nullopt;
  }

  std::vector<Pending> pending_;  // a stack; the next one is last
  WalkOptions options_;
};

Result<Pending> root_of(const std::string& path) {
  auto entry = list_entry(AT_FDCWD, path);
  if (!entry) return tl::unexpected(entry.error());
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == 0 ? "/" : path.substr(0, slash);
  const std::string name = path.substr(slash + 1);
  Pending root;
  if (entry->type == FileType::directory) {
    root.name = root.path = path;
    root.below_root = name;
    root.self = std::make_shared<const Ancestor>(Ancestor{nullptr, entry->device, entry->inode});
    return root;
  }
  root.name = root.path = folder;
  root.only = name;
  return root;
}

bool inside(const std::string& path, const std::string& folder) {
  if (path == folder) return true;
  return path.starts_with(folder) && (folder.ends_with('/') || path[folder.size()] == '/');
}

}  // namespace

std::string path_in(const std::string& folder, const std::string& name) {
  if (folder.empty()) return name;
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

std::string path_of(const WalkedDirectory& directory, std::size_t entry) {
  const std::string& name = directory.entries[entry].listed.name;
  return name == "." ? directory.path : path_in(directory.path, name);
}

Result<std::string> absolute_root(const std::string& path) {
  boost::system::error_code error;
  const boost::filesystem::path resolved = boost::filesystem::canonical(path, error);
  if (error) return tl::unexpected(system_error(error.value(), "a path to scan cannot be opened"));
  return resolved.string();
}

Result<std::unique_ptr<Walker>> Walker::start(const std::vector<std::string>& roots, WalkOptions options) {
  std::vector<std::string> paths;
  for (const std::string& root : roots) {
    auto path = absolute_root(root);
    if (!path) return tl::unexpected(path.error());
    paths.push_back(std::move(*path));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Pending> pending;
  std::vector<std::string> taken;
  for (const std::string& path : paths) {
    const auto covers = [&](const std::string& other) { return inside(path, other); };
    if (std::any_of(taken.begin(), taken.end(), covers)) continue;
    auto root = root_of(path);
    if (!root) return tl::unexpected(root.error());
    pending.push_back(std::move(*root));
    taken.push_back(path);
  }
  return std::make_unique<TreeWalker>(std::move(pending), std::move(options));
}

}  // namespace trawl::scanner
