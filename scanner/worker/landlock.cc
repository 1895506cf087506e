// Landlock (landlock(7), Linux 5.13): a worker may read below a few directories of its libraries' data.
// By system call: glibc has no wrappers, and Debian 12's headers know fewer rights than newer kernels.
#include <fcntl.h>
#include <glob.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

#include "core/descriptor.h"
#include "scanner/worker/sandbox.h"

namespace trawl::scanner {
namespace {

// Of uapi/linux/landlock.h since: ABI 3 truncate, ABI 4 network, ABI 5 ioctl of devices, ABI 6 scopes.
constexpr std::uint64_t kTruncate = 1ull << 14, kIoctlDevice = 1ull << 15;
constexpr std::uint64_t kBindTcp = 1ull << 0, kConnectTcp = 1ull << 1;
constexpr std::uint64_t kScopeAbstractSocket = 1ull << 0, kScopeSignal = 1ull << 1;

struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scopes = 0;
};

// What libraries read while they parse: character maps of Poppler, converters of iconv, locales, fonts' names.
constexpr const char* kReadable[] = {
    "/usr/share/poppler",        "/usr/lib/*/gconv",   "/usr/lib/gconv",      "/usr/lib64/gconv",
    "/usr/lib/locale",           "/usr/share/icu",     "/usr/share/zoneinfo", "/usr/share/fonts",
    "/etc/fonts",                "/usr/share/fontconfig", "/var/cache/fontconfig"};

// All rights that the kernel of this ABI knows: what is handled and not granted is refused.
Ruleset everything(int abi) {
  Ruleset rules;
  rules.files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (abi >= 2) rules.files |= LANDLOCK_ACCESS_FS_REFER;
  if (abi >= 3) rules.files |= kTruncate;
  if (abi >= 4) rules.network = kBindTcp | kConnectTcp;
  if (abi >= 5) rules.files |= kIoctlDevice;
  if (abi >= 6) rules.scopes = kScopeAbstractSocket | kScopeSignal;
  return rules;
}

std::size_t ruleset_bytes(int abi) {
  if (abi >= 6) return sizeof(Ruleset);
  return abi >= 4 ? offsetof(Ruleset, scopes) : offsetof(Ruleset, network);
}

void allow_reading(int ruleset, const char* path) {
  const Descriptor folder(open(path, O_PATH | O_CLOEXEC));
  if (!folder) return;  // not installed
  landlock_path_beneath_attr rule{};
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  rule.parent_fd = folder.number();
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

}  // namespace

bool restrict_files() {
  const auto abi = static_cast<int>(
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
  if (abi < 1) return false;
  const Ruleset rules = everything(abi);
  const Descriptor ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, ruleset_bytes(abi), 0)));
  if (!ruleset) return false;
  for (const char* pattern : kReadable) {
    glob_t found{};
    if (glob(pattern, GLOB_NOSORT, nullptr, &found) == 0) {
      for (std::size_t i = 0; i < found.gl_pathc; ++i) allow_reading(ruleset.number(), found.gl_pathv[i]);
    }
    globfree(&found);
  }
  return syscall(SYS_landlock_restrict_self, ruleset.number(), 0) == 0;
}

}  // namespace trawl::scanner
