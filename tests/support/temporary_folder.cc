// Temporary folders.
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <stdexcept>

namespace trawl {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "trawl-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  // Deeper than a path may be long, std::filesystem cannot remove it.
  const std::string command = "rm -rf -- '" + path_.string() + "'";
  [[maybe_unused]] const int done = std::system(command.c_str());
}

}  // namespace trawl
