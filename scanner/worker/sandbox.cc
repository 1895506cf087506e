// Confinement of this process: see sandbox.h.
#include "scanner/worker/sandbox.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/descriptor.h"

namespace trawl::scanner {
namespace {

constexpr unsigned kNobody = 65534;
constexpr rlim_t kOpenFiles = 64;

pid_t parent_at_start = 0;  // read by the signal handler

void end_when_orphaned(int) {
  if (getppid() != parent_at_start) _exit(0);
}

bool limit(int resource, rlim_t value) {
  const rlimit limits{value, value};
  return setrlimit(static_cast<__rlimit_resource_t>(resource), &limits) == 0;
}

// What root could do, a parser must not. Best effort: in a user namespace there may be no `nobody`.
void drop_privileges() {
  if (geteuid() == 0 && setgroups(0, nullptr) == 0 && setresgid(kNobody, kNobody, kNobody) == 0) {
    if (setresuid(kNobody, kNobody, kNobody) != 0) return;
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
  syscall(SYS_capset, &header, none);
}

bool limit_memory(std::uint64_t bytes) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_NOFILE, kOpenFiles);
  limit(RLIMIT_NPROC, 0);
  if (kSanitized) return false;
  return limit(RLIMIT_AS, bytes);
}

}  // namespace

void die_with_parent() {
  parent_at_start = getppid();
  struct sigaction action{};
  action.sa_handler = end_when_orphaned;
  action.sa_flags = SA_RESTART;
  sigaction(SIGHUP, &action, nullptr);
  // The kernel means the thread that started us: it may end while its process lives on, hence the handler.
  prctl(PR_SET_PDEATHSIG, SIGHUP);
}

Confinement confine_this_process(const SandboxOptions& options) {
  Confinement confinement;
  drop_privileges();
  die_with_parent();  // a change of user resets it
  prctl(PR_SET_DUMPABLE, 0);
  confinement.memory_limit = limit_memory(options.memory_bytes);
  confinement.no_new_privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  confinement.landlock = restrict_files();
  confinement.system_calls = restrict_system_calls(options.socket, confinement.landlock);
  confinement.files_refused = !Descriptor(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
  confinement.network_refused = !Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return confinement;
}

}  // namespace trawl::scanner
