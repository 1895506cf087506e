// hostile-worker: a worker that does what the file it is given says (script.h), bad things above all. It confines
// itself as trawl-worker does: only what reads the file is another.
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <random>
#include <string>
#include <string_view>

#include "scanner/worker/protocol.h"
#include "scanner/worker/sandbox.h"
#include "scanner/worker/serve.h"
#include "scanner/worker/shared_area.h"
#include "tests/worker/script.h"

namespace {

using namespace trawl;
using namespace trawl::scanner;

// The EventWriter's shared area: behind its virtual table. A hostile program has no manners.
SharedArea& area_of(PartSink& sink) {
  SharedArea* area = nullptr;
  std::memcpy(&area, reinterpret_cast<const char*>(&sink) + sizeof(void*), sizeof area);
  return *area;
}

long tried(long result) { return result >= 0 ? 0 : errno; }

long try_open(const std::string& path, int flags) {
  const int descriptor = open(path.c_str(), flags, 0600);
  if (descriptor < 0) return errno;
  close(descriptor);
  return 0;
}

long try_thread_or_process(long flags) {
  const long pid = syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr);
  if (pid == 0) _exit(0);
  return tried(pid);
}

long try_writable_code() {
  void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return memory == MAP_FAILED ? errno : 0;
}

long try_make_executable() {
  void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return tried(mprotect(memory, 4096, PROT_READ | PROT_EXEC));
}

long try_raise_limit() {
  const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
  return tried(setrlimit(RLIMIT_AS, &none));
}

long try_send(int socket, std::string_view bytes) {
  iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
  msghdr header{};
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  return tried(sendmsg(socket, &header, MSG_NOSIGNAL));
}

// What is tried, and the error number that it ended with; 0 when it was let happen.
long attempt(const std::string& what, const std::string& argument, int file) {
  if (what == "open") return try_open(argument, O_RDONLY);
  if (what == "write-open") return try_open(argument, O_WRONLY | O_CREAT);
  if (what == "write") return tried(write(file, "x", 1));
  if (what == "truncate") return tried(ftruncate(file, 0));
  if (what == "chmod") return tried(fchmod(file, 0777));
  if (what == "unlink") return tried(unlink(argument.c_str()));
  if (what == "rename") return tried(rename(argument.c_str(), "/tmp/gone"));
  if (what == "mkdir") return tried(mkdir(argument.c_str(), 0700));
  if (what == "socket") return tried(socket(AF_INET, SOCK_STREAM, 0));
  if (what == "unix-socket") return tried(socket(AF_UNIX, SOCK_STREAM, 0));
  if (what == "send-elsewhere") return try_send(file, "x");
  if (what == "fork") return try_thread_or_process(SIGCHLD);
  if (what == "thread") return try_thread_or_process(CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD);
  if (what == "kill-parent") return tried(kill(getppid(), SIGKILL));
  if (what == "signal-all") return tried(kill(-1, SIGTERM));
  if (what == "ioctl") return tried(ioctl(file, TIOCSTI, "x"));
  if (what == "writable-code") return try_writable_code();
  if (what == "make-executable") return try_make_executable();
  if (what == "raise-limit") return try_raise_limit();
  if (what == "dumpable") return tried(prctl(PR_SET_DUMPABLE, 1));
  if (what == "setuid") return tried(syscall(SYS_setuid, 0));
  return -1;
}

void deadly(const std::string& what) {
  char* nothing[] = {nullptr};
  if (what == "exec") execve("/bin/true", nothing, nothing);
  if (what == "ptrace") ptrace(PTRACE_ATTACH, getppid(), nullptr, nullptr);
  if (what == "read-parent") {
    char byte;
    iovec to{&byte, 1}, from{nullptr, 1};
    syscall(SYS_process_vm_readv, getppid(), &to, 1, &from, 1, 0);
  }
}

[[gnu::noinline]] std::uint64_t recurse(std::uint64_t depth) {
  volatile char frame[4096];
  frame[0] = static_cast<char>(depth);
  return depth == ~0ull ? 0 : recurse(depth + 1) + static_cast<std::uint64_t>(frame[0]);
}

void crash() {
  if (kSanitized) raise(SIGKILL);  // AddressSanitizer makes an exit of the other
  raise(SIGSEGV);
}

void hang() {
  volatile std::uint64_t turns = 0;
  while (true) turns = turns + 1;
}

void eat() {
  for (std::size_t i = 0; i < (1u << 20); ++i) {
    const std::size_t size = 8 << 20;
    std::memset(::operator new(size), 1, size);
  }
}

void scribble(const std::string& how, PartSink& sink) {
  SharedArea& area = area_of(sink);
  std::mt19937_64 random(std::hash<std::string>()(how));
  if (how == "published") area.published(0).store(0xFFFFFFFFu);
  if (how == "backwards") area.published(0).store(0);
  if (how == "records") {
    for (std::size_t i = 0; i < area.half_bytes(); ++i) area.half(0)[i] = static_cast<char>(random());
    area.published(0).store(static_cast<std::uint32_t>(area.half_bytes()));
  }
  if (how == "message") try_send(kWorkerSocket, std::string(4'000, 'x'));
  if (how == "done") try_send(kWorkerSocket, bytes_of({MessageType::done}));
  if (how == "half") try_send(kWorkerSocket, bytes_of({MessageType::half_full, 7}));
}

void keep(std::size_t megabytes) {
  const std::size_t bytes = megabytes << 20;
  auto* const kept = static_cast<volatile char*>(::operator new(bytes));  // never freed, as by a library that leaks
  for (std::size_t i = 0; i < bytes; i += 4096) kept[i] = 1;
}

void flood(std::size_t blocks, PartSink& sink) {
  const std::string text(64 * 1024, 'f');
  for (std::size_t i = 0; i < blocks; ++i) {
    if (!sink.text(test::text_block(text))) return;
  }
}

void act(std::string_view line, int file, PartSink& sink) {
  const std::string what(line.substr(0, line.find(' ')));
  const std::string argument(line.substr(std::min(what.size() + 1, line.size())));
  const std::size_t number = std::strtoull(argument.c_str(), nullptr, 10);
  if (what == "crash") crash();
  if (what == "abort") abort();
  if (what == "overflow") recurse(number);
  if (what == "exit") _exit(3);
  if (what == "hang") hang();
  if (what == "progressed") sink.progressed();
  if (what == "pause") usleep(static_cast<useconds_t>(number) * 1000);
  if (what == "eat") eat();
  if (what == "keep") keep(number);
  if (what == "throw") throw std::string("not an exception of the library");
  if (what == "flood") flood(number, sink);
  if (what == "scribble") scribble(argument, sink);
  if (what == "deadly") deadly(argument);
  if (what == "chance") sink.text(test::text_block(std::to_string(std::random_device()())));
  if (what == "invalid") sink.text(test::text_block("\xFF\xFE"));
  if (what == "pid") sink.text(test::text_block(std::to_string(getpid())));
  const bool empty = environ == nullptr || *environ == nullptr;
  if (what == "environment") sink.text(test::text_block(empty ? "empty" : "something"));
  if (what == "try") {
    const std::string kind = argument.substr(0, argument.find(' '));
    const std::string rest = argument.substr(std::min(kind.size() + 1, argument.size()));
    sink.text(test::text_block(kind + "=" + std::to_string(attempt(kind, rest, file))));
  }
}

void read_file(int descriptor, const Task& task, PartSink& sink) {
  std::string script(64 * 1024, '\0');
  const ssize_t size = pread(descriptor, script.data(), script.size(), 0);
  script.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  if (script == "die before the root\n") raise(SIGKILL);
  test::Script(task.given_up, sink, [&](std::string_view line) { act(line, descriptor, sink); })
      .run(script, task.header);
}

}  // namespace

int main() {
  return serve(read_file, [](const std::string&) -> Status { return fail(ErrorKind::unsupported, "no OCR"); });
}
