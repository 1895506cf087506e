// What a worker cannot do, tried from within one.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/descriptor.h"
#include "scanner/worker/host.h"
#include "scanner/worker/sandbox.h"
#include "tests/support/part_tree.h"

namespace trawl::scanner {
namespace {

// A folder of a share with one file in it, world-readable.
class Sandbox : public testing::Test {
 protected:
  void SetUp() override {
    HostOptions options;
    options.program = TRAWL_BINARY_DIR "/bin/hostile-worker";
    options.workers = 1;
    Result<std::unique_ptr<Host>> started = Host::start(options);
    ASSERT_TRUE(started) << started.error().message;
    host_ = std::move(*started);
    char pattern[] = "/tmp/trawl-share-XXXXXX";
    folder_ = mkdtemp(pattern);
    std::filesystem::permissions(folder_, std::filesystem::perms::all);
    std::ofstream(path_ = folder_ + "/staff.csv") << "Name\nAnn Lee\n";
    std::filesystem::permissions(path_, std::filesystem::perms::all);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string read(const std::string& script) {
    const std::string path = folder_ + "/script";
    std::ofstream(path) << script;
    const Descriptor file(open(path.c_str(), O_RDWR | O_CLOEXEC));
    test::PartTree tree;
    EXPECT_TRUE(host_->read(file.number(), {}, tree));
    EXPECT_EQ(tree.root.outcome, Outcome{}) << script;
    return tree.root.text();
  }

  // The fields of /proc/PID/status of a worker.
  std::map<std::string, std::string> status() {
    const std::string pid = read("pid");
    std::ifstream file("/proc/" + pid.substr(0, pid.find('\n')) + "/status");
    std::map<std::string, std::string> fields;
    for (std::string line; std::getline(file, line);) {
      const std::size_t colon = line.find(":\t");
      if (colon != line.npos) fields[line.substr(0, colon)] = line.substr(colon + 2);
    }
    return fields;
  }

  std::unique_ptr<Host> host_;
  std::string folder_, path_;
};

TEST_F(Sandbox, holds_and_says_so) {
  const Confinement confinement = host_->confinement();
  if (!confinement.system_calls || !confinement.landlock) GTEST_SKIP() << "this kernel lacks seccomp or Landlock";
  EXPECT_TRUE(confinement.no_new_privileges);
  EXPECT_TRUE(confinement.files_refused);
  EXPECT_TRUE(confinement.network_refused);
  EXPECT_EQ(confinement.memory_limit, !kSanitized);
  std::map<std::string, std::string> fields = status();
  EXPECT_EQ(fields["Seccomp"], "2");
  EXPECT_EQ(fields["NoNewPrivs"], "1");
  EXPECT_EQ(fields["CapEff"], "0000000000000000");
  EXPECT_EQ(fields["CapPrm"], "0000000000000000");
  EXPECT_TRUE(geteuid() != 0 || fields["Uid"] == "65534\t65534\t65534\t65534") << fields["Uid"];
}

TEST_F(Sandbox, refuses_files_processes_network_and_code) {
  if (!host_->confinement().system_calls || !host_->confinement().landlock) GTEST_SKIP() << "needs seccomp, Landlock";
  struct Attempt {
    std::string what;
    int error;
  };
  const Attempt attempts[] = {
      {"open /etc/passwd", EACCES},      {"open " + path_, EACCES},
      {"open /proc/self/maps", EACCES},  {"open /", EACCES},
      {"open /dev/null", EACCES},        {"open " + folder_, EACCES},
      {"write-open " + path_, EPERM},    {"write-open /tmp/trawl-new", EPERM},
      {"write-open /usr/share/poppler/new", EPERM},
      {"write", EPERM},                  {"truncate", EPERM},
      {"chmod", EPERM},                  {"unlink " + path_, EPERM},
      {"rename " + path_, EPERM},        {"mkdir /tmp/trawl-new", EPERM},
      {"socket", EPERM},                 {"unix-socket", EPERM},
      {"send-elsewhere", EPERM},         {"fork", EPERM},
      {"thread", EPERM},                 {"kill-parent", EPERM},
      {"signal-all", EPERM},             {"ioctl", EPERM},
      {"writable-code", EPERM},          {"make-executable", EPERM},
      {"raise-limit", EPERM},            {"dumpable", EPERM},
      {"setuid", EPERM}};
  for (const Attempt& attempt : attempts) {
    const std::string name = attempt.what.substr(0, attempt.what.find(' '));
    if (kSanitized && name == "write") continue;
    EXPECT_EQ(read("try " + attempt.what), name + "=" + std::to_string(attempt.error) + "\n") << attempt.what;
  }
  EXPECT_TRUE(std::filesystem::exists(path_));
}

TEST_F(Sandbox, lets_the_data_of_libraries_be_read) {
  if (!host_->confinement().landlock) GTEST_SKIP() << "needs Landlock";
  for (const std::string folder : {"/usr/share/poppler", "/usr/lib/x86_64-linux-gnu/gconv"}) {
    if (!std::filesystem::exists(folder)) continue;
    EXPECT_EQ(read("try open " + folder), "open=0\n") << folder;
  }
}

TEST_F(Sandbox, has_an_empty_environment_no_arguments_and_only_its_descriptors) {
  EXPECT_EQ(read("environment"), "empty\n");
  if (geteuid() != 0) GTEST_SKIP() << "only root may look at the descriptors of a process that is not dumpable";
  const Descriptor inherited(open("/etc/hostname", O_RDONLY));  // not close-on-exec: as of a careless library
  ASSERT_TRUE(inherited);
  HostOptions options;
  options.program = TRAWL_BINARY_DIR "/bin/hostile-worker";
  host_ = std::move(*Host::start(options));
  const std::string pid = read("pid");
  const std::string process = "/proc/" + pid.substr(0, pid.find('\n'));
  std::size_t descriptors = 0;
  for (const auto& entry : std::filesystem::directory_iterator(process + "/fd")) {
    static_cast<void>(entry);
    ++descriptors;
  }
  EXPECT_EQ(descriptors, 4u);  // three that lead nowhere and the socket
  std::ifstream file(process + "/cmdline");
  std::stringstream arguments;
  arguments << file.rdbuf();
  EXPECT_EQ(arguments.str(), std::string("trawl-worker\0", 13));
}

// In a process of its own, which is killed while its worker hangs.
TEST_F(Sandbox, a_worker_dies_with_its_parent_even_while_it_hangs) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "ThreadSanitizer keeps signals back from a loop that calls nothing";
#endif
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const std::string path = folder_ + "/hanging";
  std::ofstream(path) << "pid\nhang";
  const pid_t parent = fork();
  if (parent == 0) {
    struct PidSink : PartSink {
      int out = -1;
      bool enter(const PartHeader&) override { return true; }
      bool text(const TextBlock& block) override {
        return write(out, block.text.data(), block.text.size()) > 0;
      }
      void leave(const Outcome&) override {}
    } sink;
    sink.out = ends[1];
    HostOptions options;
    options.program = TRAWL_BINARY_DIR "/bin/hostile-worker";
    auto started = Host::start(options);
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    static_cast<void>((*started)->read(file, {}, sink));
    _exit(0);
  }
  char text[32] = {};
  ASSERT_GT(::read(ends[0], text, sizeof text - 1), 0);
  const pid_t worker = std::atoi(text);
  EXPECT_EQ(::kill(worker, 0), 0);
  ::kill(parent, SIGKILL);
  waitpid(parent, nullptr, 0);
  bool gone = false;
  for (int i = 0; i < 100 && !gone; ++i) {
    usleep(10'000);
    std::ifstream stat("/proc/" + std::string(text) + "/stat");
    std::string line;
    std::getline(stat, line);
    gone = line.empty() || line.find(") Z") != line.npos;  // nobody here may reap it
  }
  EXPECT_TRUE(gone);
  if (!gone) ::kill(worker, SIGKILL);
  close(ends[0]);
  close(ends[1]);
}

// What trawl-worker --self-test prints where the kernel has none of these system calls.
std::string self_test_without(const std::vector<int>& calls, int& exit_code) {
  int ends[2];
  EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const pid_t child = fork();
  if (child == 0) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (const int call : calls) seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0);
    if (seccomp_load(filter) != 0) _exit(99);
    dup2(ends[1], STDOUT_FILENO);
    execl(TRAWL_BINARY_DIR "/bin/trawl-worker", "trawl-worker", "--self-test", nullptr);
    _exit(98);
  }
  close(ends[1]);
  std::string printed;
  char piece[512];
  for (ssize_t got = 0; (got = ::read(ends[0], piece, sizeof piece)) > 0;) printed.append(piece, got);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  exit_code = WEXITSTATUS(status);
  return printed;
}

TEST(Confinement, without_landlock_no_file_is_opened_at_all_and_the_self_test_says_so) {
  int exit_code = 0;
  const std::string printed = self_test_without({SCMP_SYS(landlock_create_ruleset)}, exit_code);
  EXPECT_EQ(exit_code, 1);
  EXPECT_NE(printed.find("missing: Landlock is not available"), printed.npos) << printed;
  EXPECT_EQ(printed.find("can open files"), printed.npos) << printed;
  EXPECT_EQ(printed.find("network"), printed.npos) << printed;
}

TEST(Confinement, without_landlock_and_seccomp_workers_run_and_the_self_test_says_what_they_could_do) {
  int exit_code = 0;
  const std::string printed = self_test_without({SCMP_SYS(landlock_create_ruleset), SCMP_SYS(seccomp)}, exit_code);
  EXPECT_EQ(exit_code, 1);
  for (const char* missing : {"Landlock", "seccomp", "can open files", "can reach the network"}) {
    EXPECT_NE(printed.find(missing), printed.npos) << printed;
  }
}

TEST(Confinement, says_in_words_what_is_missing) {
  Confinement confinement;
  EXPECT_EQ(confinement.missing().size(), 6u);
  EXPECT_FALSE(confinement.complete());
  confinement = confinement_from(0x3F);
  EXPECT_TRUE(confinement.complete());
  for (std::uint32_t bits = 0; bits < 64; ++bits) EXPECT_EQ(bits_of(confinement_from(bits)), bits);
}

}  // namespace
}  // namespace trawl::scanner
