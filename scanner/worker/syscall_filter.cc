// seccomp (seccomp(2), by libseccomp): the system calls that a worker may use. Everything else is refused with
// EPERM, so that a library which merely asks for something goes on without it; calls that no parser has reason
// for end the process.
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <memory>

#include "scanner/worker/sandbox.h"

namespace trawl::scanner {
namespace {

constexpr int kAllowed[] = {
    // the descriptors it was given
    SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(readv), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), SCMP_SYS(fadvise64),
    // memory and threads' locks
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(membarrier),
    // itself
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getuid),
    SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrusage), SCMP_SYS(uname),
    SCMP_SYS(sysinfo), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
    // time and chance
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(getrandom)};

constexpr int kDeadly[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(io_uring_setup), SCMP_SYS(mount),
    SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
    SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(open_by_handle_at)};

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release), good_(context_ != nullptr) {}

  template <typename... Conditions>
  void allow(int call, Conditions... conditions) {
    add(SCMP_ACT_ALLOW, call, conditions...);
  }
  template <typename... Conditions>
  void add(std::uint32_t action, int call, Conditions... conditions) {
    if (!good_ || call < 0) return;  // negative: this machine has no such call
    good_ = seccomp_rule_add(context_.get(), action, call, sizeof...(conditions), conditions...) == 0;
  }
  bool load() {
    if (!good_) return false;
    seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_NNP, 0);       // set before
    seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a tree instead of a list
    return seccomp_load(context_.get()) == 0;
  }

 private:
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  bool good_;
};

// No memory is ever both writable and executable; executable are only mapped files (converters of iconv).
void allow_memory(Filter& filter, bool may_open) {
  filter.allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  filter.allow(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (may_open) {
    filter.allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC),
                 SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, 0));
  }
}

void allow_opening(Filter& filter) {
  constexpr std::uint64_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
  filter.allow(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  filter.allow(SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY));
  filter.allow(SCMP_SYS(getdents64));
  filter.allow(SCMP_SYS(access));
  filter.allow(SCMP_SYS(stat));
}

}  // namespace

bool restrict_system_calls(int socket, bool may_open) {
  Filter filter;
  for (const int call : kAllowed) filter.allow(call);
  for (const int call : kDeadly) filter.add(SCMP_ACT_KILL_PROCESS, call);
  allow_memory(filter, may_open);
  if (may_open) allow_opening(filter);
  const auto own_socket = SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(socket));
  filter.allow(SCMP_SYS(sendmsg), own_socket);
  filter.allow(SCMP_SYS(recvmsg), own_socket);
  filter.allow(SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFL));
  filter.allow(SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_GETFD));
  filter.allow(SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFD));
  filter.allow(SCMP_SYS(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0));  // asking, not setting
  filter.allow(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));  // abort()
  filter.add(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));  // flags out of a filter's sight: glibc falls back to clone
  if (kSanitized) {  // reports; and UBSan writes what a pointer points to into a pipe, to see whether that is memory
    for (const int call : {SCMP_SYS(write), SCMP_SYS(pipe), SCMP_SYS(pipe2)}) filter.allow(call);
  }
  return filter.load();
}

}  // namespace trawl::scanner
