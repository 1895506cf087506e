// Who may include whom: the folders are layers, and no cycle comes in unnoticed (docs/architecture.md).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace trawl {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"core", {}},
    {"extractors", {"core"}},
    {"detectors", {"core"}},
    {"index", {"core"}},
    {"requests", {"core", "detectors", "index"}},
    {"reports", {"core", "detectors", "index", "requests"}},
    {"scanner/walk", {"core"}},
    {"scanner/worker", {"core", "extractors"}},
};

// The folder of a path below the source tree: "scanner/walk", "core"; "scanner" for what stands in it and in cli.
std::string folder_of(const std::string& path) {
  for (const char* nested : {"scanner/walk/", "scanner/worker/"}) {
    if (path.starts_with(nested)) return std::string(nested, std::string(nested).size() - 1);
  }
  return path.substr(0, path.find('/'));
}

TEST(Layers, FoldersIncludeOnlyWhatStandsBelowThem) {
  const std::regex include("^#include \"([a-z_]+/[^\"]+)\"");
  std::size_t checked = 0;
  for (const auto& [folder, allowed] : kMayInclude) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(TRAWL_SOURCE_DIR) / folder)) {
      const std::string suffix = entry.path().extension();
      if (suffix != ".h" && suffix != ".cc" && suffix != ".inc") continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        std::smatch match;
        if (!std::regex_search(line, match, include)) continue;
        const std::string other = folder_of(match[1]);
        ++checked;
        EXPECT_TRUE(other == folder || allowed.contains(other)) << entry.path() << " includes " << match[1];
      }
    }
  }
  EXPECT_GT(checked, 300u);
}

// Other folders' names in a link line or an include of `trawl` would bring a parser beside the key.
TEST(Layers, TheProgramWithTheKeyLinksNoParser) {
  std::ifstream program(TRAWL_BINARY_DIR "/bin/trawl", std::ios::binary);
  if (!program) GTEST_SKIP() << "trawl is not built";
  const std::string bytes{std::istreambuf_iterator<char>(program), {}};
  for (const char* library : {"libpoppler", "libarchive", "libxml2", "libgmime", "libqpdf", "libuchardet"}) {
    EXPECT_EQ(bytes.find(std::string(library) + ".so"), std::string::npos) << library;
  }
}

}  // namespace
}  // namespace trawl
