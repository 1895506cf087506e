// Walker: hands out the directories below the roots, one at a time, with everything that stands in them.
//
// Symbolic links are not followed (but a root may be one); a file-system loop is noticed by device and inode; kernel
// file systems (/proc, /sys) are left out. Whatever is not read or entered has an outcome in the
// listing, so that nothing is left out silently. One thread at a time; depth first, so that the open descriptors are
// as many as the tree is deep.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/outcome.h"
#include "core/descriptor.h"
#include "core/glob.h"
#include "scanner/walk/listing.h"

namespace trawl::scanner {

struct WalkedEntry {
  ListedEntry listed;
  std::optional<Outcome> outcome;  // set where it is not to be read: link, special file, excluded, denied
};

// One directory. entries holds files and whatever has an outcome; sub-directories that will be walked stand in
// `directories`.
struct WalkedDirectory {
  std::shared_ptr<Descriptor> descriptor;  // to open entries with openat(2); null when it could not be opened
  std::string path;                        // absolute, raw bytes
  std::string below_root;                  // path relative to the root's parent folder: what names are shown and searched
  std::vector<WalkedEntry> entries;        // sorted by name
  std::vector<std::string> directories;    // names, sorted
  bool only_these = false;                 // a root that is a file: what else stands in the folder was not looked at
};

// The path of what stands in a folder; the name itself where folder is empty.
std::string path_in(const std::string& folder, const std::string& name);

// The absolute path of an entry: the directory's own for the entry "." of one that could not be read.
std::string path_of(const WalkedDirectory& directory, std::size_t entry);

struct WalkOptions {
  std::vector<Glob> exclude;
  bool one_file_system = false;
  std::vector<std::string> own_files;  // trawl's own index and key, as absolute paths: left out
};

class Walker {
 public:
  // Roots: folders or files; not_found or denied where one cannot be examined. A root inside another one is
  // walked once.
  static Result<std::unique_ptr<Walker>> start(const std::vector<std::string>& roots, WalkOptions options);
  virtual ~Walker() = default;

  // The next directory, or nothing when all were handed out.
  virtual std::optional<WalkedDirectory> next() = 0;
};

// A root as it is stored and shown: absolute, links in it resolved.
Result<std::string> absolute_root(const std::string& path);

}  // namespace trawl::scanner
