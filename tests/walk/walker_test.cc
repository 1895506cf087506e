// The walk hands out everything, follows nothing, and says why it leaves out what it leaves out.
#include "scanner/walk/walker.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "tests/support/temporary_folder.h"

namespace trawl::scanner {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& path, const std::string& content = "x") { std::ofstream(path, std::ios::binary) << content; }

// Every entry by its path, with its outcome's reason ("" for one to be read).
std::map<std::string, std::string> walk(const std::vector<std::string>& roots, WalkOptions options = {}) {
  std::map<std::string, std::string> seen;
  auto walker = Walker::start(roots, std::move(options));
  EXPECT_TRUE(walker.has_value());
  while (auto directory = (*walker)->next()) {
    for (const WalkedEntry& entry : directory->entries) {
      const std::string path = directory->path + "/" + entry.listed.name;
      EXPECT_FALSE(seen.contains(path)) << path;
      seen[path] = entry.outcome ? entry.outcome->reason : "";
    }
  }
  return seen;
}

TEST(Walker, FindsEveryFileOnce) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "a/b/c");
  write_file(folder.path() / "1");
  write_file(folder.path() / "a/2");
  write_file(folder.path() / "a/b/c/3");
  write_file(folder.path() / "name with \n and \xFF bytes");
  const auto seen = walk({folder.path()});
  EXPECT_EQ(seen.size(), 4u);
  for (const auto& [path, reason] : seen) EXPECT_EQ(reason, "");
}

TEST(Walker, ListsLinksAndSpecialFilesWithoutOpeningThem) {
  const TemporaryFolder folder;
  write_file(folder.path() / "file");
  fs::create_symlink("file", folder.path() / "link");
  fs::create_directory_symlink("/", folder.path() / "folder-link");
  ASSERT_EQ(mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string socket_path = folder.path() / "socket";
  ASSERT_LT(socket_path.size(), sizeof address.sun_path);
  socket_path.copy(address.sun_path, socket_path.size());
  const Descriptor socket_descriptor(socket(AF_UNIX, SOCK_STREAM, 0));
  ASSERT_EQ(bind(socket_descriptor.number(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const auto seen = walk({folder.path()});
  ASSERT_EQ(seen.size(), 5u);
  const std::string root = fs::canonical(folder.path());
  EXPECT_EQ(seen.at(root + "/file"), "");
  EXPECT_EQ(seen.at(root + "/link"), "symbolic link, not followed");
  EXPECT_EQ(seen.at(root + "/folder-link"), "symbolic link, not followed");
  EXPECT_EQ(seen.at(root + "/pipe"), "named pipe");
  EXPECT_EQ(seen.at(root + "/socket"), "socket");
}

TEST(Walker, FollowsARootThatIsALink) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "real");
  write_file(folder.path() / "real/file");
  fs::create_directory_symlink("real", folder.path() / "link");
  EXPECT_EQ(walk({folder.path() / "link"}).size(), 1u);
}

TEST(Walker, WalksOverlappingRootsOnce) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "a/b");
  fs::create_directories(folder.path() / "a-b");
  write_file(folder.path() / "a/b/file");
  write_file(folder.path() / "a-b/file");
  const std::string root = folder.path();
  EXPECT_EQ(walk({root + "/a", root + "/a/b", root + "/a-b", root + "/a/../a"}).size(), 2u);
}

TEST(Walker, WalksARootThatIsAFile) {
  const TemporaryFolder folder;
  write_file(folder.path() / "one");
  write_file(folder.path() / "two");
  auto walker = Walker::start({folder.path() / "one"}, {});
  ASSERT_TRUE(walker.has_value());
  const auto directory = (*walker)->next();
  ASSERT_TRUE(directory.has_value());
  EXPECT_TRUE(directory->only_these);
  ASSERT_EQ(directory->entries.size(), 1u);
  EXPECT_EQ(directory->entries[0].listed.name, "one");
  EXPECT_FALSE((*walker)->next().has_value());
}

TEST(Walker, RefusesARootThatIsNotThere) {
  const TemporaryFolder folder;
  EXPECT_FALSE(Walker::start({folder.path() / "none"}, {}).has_value());
}

TEST(Walker, ListsWhatIsExcludedAndItsOwnFiles) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "it/backup");
  write_file(folder.path() / "it/backup/file");
  write_file(folder.path() / "disk.iso");
  write_file(folder.path() / "index.trawl");
  WalkOptions options;
  options.exclude.push_back(*Glob::parse("*.iso"));
  options.exclude.push_back(*Glob::parse("it/backup"));
  options.own_files.push_back(fs::canonical(folder.path() / "index.trawl"));
  const auto seen = walk({folder.path()}, options);
  ASSERT_EQ(seen.size(), 3u);
  const std::string root = fs::canonical(folder.path());
  EXPECT_EQ(seen.at(root + "/disk.iso"), "excluded by a pattern");
  EXPECT_EQ(seen.at(root + "/it/backup"), "excluded by a pattern");
  EXPECT_EQ(seen.at(root + "/index.trawl"), "trawl's own file");
}

TEST(Walker, LeavesOutKernelFileSystems) {
  auto walker = Walker::start({"/proc"}, {});
  ASSERT_TRUE(walker.has_value());
  const auto directory = (*walker)->next();
  ASSERT_TRUE(directory.has_value());
  ASSERT_EQ(directory->entries.size(), 1u);
  EXPECT_EQ(directory->entries[0].outcome->reason, "kernel file system");
  EXPECT_FALSE((*walker)->next().has_value());
}

TEST(Walker, GoesDeeperThanAPathMayBeLong) {
  const TemporaryFolder folder;
  const std::string name(200, 'd');
  Descriptor at(open(folder.path().c_str(), O_RDONLY | O_DIRECTORY));
  for (int depth = 0; depth < 40; ++depth) {  // 8,000 bytes: PATH_MAX is 4,096
    ASSERT_EQ(mkdirat(at.number(), name.c_str(), 0700), 0);
    at = Descriptor(openat(at.number(), name.c_str(), O_RDONLY | O_DIRECTORY));
  }
  close(openat(at.number(), "file", O_CREAT | O_WRONLY, 0600));
  const auto seen = walk({folder.path()});
  EXPECT_EQ(seen.size(), 1u);
}

TEST(Listing, BothWaysToListAFolderAgree) {
  const TemporaryFolder folder;
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    std::string name = std::to_string(i);
    for (std::size_t n = random() % 20; n > 0; --n) {
      const char c = static_cast<char>(random());
      if (c != '/' && c != '\0') name += c;
    }
    if (i % 7 == 0) {
      fs::create_directory(folder.path() / name);
    } else if (i % 11 == 0) {
      fs::create_symlink("nowhere", folder.path() / name);
    } else {
      write_file(folder.path() / name, std::string(random() % 100, 'x'));
    }
  }
  const Descriptor descriptor(open(folder.path().c_str(), O_RDONLY | O_DIRECTORY));
  const auto fast = list_directory(descriptor.number());
  const auto portable = list_directory_portable(folder.path());
  ASSERT_TRUE(fast.has_value());
  ASSERT_TRUE(portable.has_value());
  ASSERT_EQ(fast->size(), 500u);
  ASSERT_EQ(portable->size(), fast->size());
  for (std::size_t i = 0; i < fast->size(); ++i) {
    const ListedEntry& a = (*fast)[i];
    const ListedEntry& b = (*portable)[i];
    EXPECT_EQ(a.name, b.name);
    EXPECT_EQ(a.type, b.type);
    EXPECT_EQ(a.size, b.size);
    EXPECT_EQ(a.modified_ns, b.modified_ns);
    EXPECT_EQ(a.changed_ns, b.changed_ns);
    EXPECT_EQ(a.inode, b.inode);
    EXPECT_EQ(a.device, b.device);
  }
}

}  // namespace
}  // namespace trawl::scanner
