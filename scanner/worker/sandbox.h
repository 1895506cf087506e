// Sandbox: what a worker does to itself before it sees the first file. Afterwards it can read the descriptors it
// is given and the read-only data of its libraries, talk to its host, compute, and nothing else.
#pragma once

#include <cstdint>

#include "scanner/worker/confinement.h"

namespace trawl::scanner {

struct SandboxOptions {
  int socket = -1;                  // the only one that may be used
  std::uint64_t memory_bytes = 0;   // of address space
};

// Confines this process for good, as far as the kernel lets it, and tries whether that holds. For a process with
// one thread. In a build with AddressSanitizer or ThreadSanitizer the address space is not limited (their shadow
// memory takes terabytes) and write and pipe are allowed (UBSan, reports); everything else is the same.
Confinement confine_this_process(const SandboxOptions& options);

// Parts of it, for confine_this_process. Each true when it is in force.
bool restrict_files();                                 // landlock.cc
bool restrict_system_calls(int socket, bool may_open);  // syscall_filter.cc; may_open: files to read only

// Ends this process when its parent process (not only the thread that started it) is gone.
void die_with_parent();

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace trawl::scanner
