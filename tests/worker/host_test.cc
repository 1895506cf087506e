// The host with real processes: trawl-worker, and hostile-worker, which does what the files tell it to (script.h).
#include "scanner/worker/host.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <set>
#include <thread>

#include "core/descriptor.h"
#include "scanner/worker/sandbox.h"
#include "tests/support/part_tree.h"
#include "tests/worker/outline.h"

namespace trawl::scanner {
namespace {

using test::SeenPart;

constexpr const char* kHostile = TRAWL_BINARY_DIR "/bin/hostile-worker";

std::unique_ptr<Host> host(unsigned workers = 1, Limits limits = {}, const char* program = kHostile) {
  HostOptions options;
  options.program = program;
  options.workers = workers;
  options.limits = limits;
  Result<std::unique_ptr<Host>> started = Host::start(options);
  EXPECT_TRUE(started) << (started ? "" : started.error().message);
  return started ? std::move(*started) : nullptr;
}

Descriptor file_with(std::string_view content) {
  Descriptor file(memfd_create("file", MFD_CLOEXEC));
  EXPECT_EQ(write(file.number(), content.data(), content.size()), static_cast<ssize_t>(content.size()));
  return file;
}

SeenPart read(Host& host, std::string_view content, std::size_t stop_after = SIZE_MAX) {
  const Descriptor file = file_with(content);
  test::PartTree tree;
  tree.stop_after = stop_after;
  PartHeader header;
  header.name = "f";
  const Status status = host.read(file.number(), header, tree);
  EXPECT_TRUE(status) << status.error().message;
  EXPECT_TRUE(tree.balanced());
  return std::move(tree.root);
}

std::string outline(Host& host, std::string_view content) { return test::outline(read(host, content)); }

std::string pid_of_worker(Host& host) { return read(host, "pid").text(); }

TEST(Host, reads_a_file_into_the_sink) {
  const auto pool = host();
  EXPECT_EQ(outline(*pool, "text a\nenter x\ntext b\nleave\ntext c"), "f{a c x{b}}");
}

TEST(Host, uses_a_worker_again) {
  const auto pool = host();
  const std::string first = pid_of_worker(*pool);
  EXPECT_EQ(pid_of_worker(*pool), first);
}

TEST(Host, replaces_a_worker_after_many_files) {
  const auto pool = host();
  std::set<std::string> workers;
  for (int i = 0; i < 10'100; ++i) workers.insert(pid_of_worker(*pool));
  EXPECT_GE(workers.size(), 2u);
  EXPECT_LE(workers.size(), kSanitized ? 50u : 2u);  // AddressSanitizer keeps what was freed
}

TEST(Host, replaces_a_worker_that_has_grown) {
  const auto pool = host();
  const std::string first = pid_of_worker(*pool);
  EXPECT_EQ(outline(*pool, "keep 200\npause 20"), "f{}");
  EXPECT_NE(pid_of_worker(*pool), first);
}

TEST(Host, replaces_a_worker_that_died_while_it_was_idle) {
  const auto pool = host();
  const std::string first = pid_of_worker(*pool);
  ::kill(std::stoi(first), SIGKILL);
  usleep(50'000);
  const SeenPart second = read(*pool, "pid");
  EXPECT_EQ(second.outcome, Outcome{});
  EXPECT_NE(second.text(), first);
}

TEST(Host, outlives_whatever_kills_a_worker) {
  const auto pool = host();
  const std::string rest = "\nleave\nenter z\ntext after\nleave";
  for (const char* death : {"crash", "abort", "exit", "overflow", "throw", "deadly exec", "deadly ptrace",
                            "deadly read-parent"}) {
    const std::string script = std::string("enter x\ntext before\nleave\nenter y\ntext in\n") + death + rest;
    EXPECT_EQ(outline(*pool, script), "f{x{before} y{in}crashed z{after}}") << death;
  }
}

TEST(Host, says_by_which_signal_a_parser_died) {
  if (kSanitized) GTEST_SKIP() << "sanitizers have handlers of their own";
  const auto pool = host();
  EXPECT_EQ(read(*pool, "crash").outcome, (Outcome{OutcomeKind::crashed, "the parser died on it (signal 11)"}));
  EXPECT_EQ(read(*pool, "deadly exec").outcome,
            (Outcome{OutcomeKind::crashed, "the parser tried a forbidden system call"}));
  EXPECT_EQ(read(*pool, "exit").outcome, (Outcome{OutcomeKind::crashed, "the parser ended without a result"}));
}

TEST(Host, gives_a_tree_even_for_a_file_that_kills_before_anything_is_known_of_it) {
  const auto pool = host();
  EXPECT_EQ(outline(*pool, "die before the root\n"), "f{}crashed");
}

TEST(Host, ends_a_part_that_takes_too_long_and_reads_the_rest) {
  Limits limits;
  limits.part_seconds = 1;
  const auto pool = host(1, limits);
  const auto begun = std::chrono::steady_clock::now();
  const SeenPart root = read(*pool, "enter x\ntext a\nhang\nleave\nenter y\ntext b\nleave");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(4));
  EXPECT_EQ(test::outline(root), "f{x{a}over_limit y{b}}");
  EXPECT_EQ(root.parts[0].outcome.reason, "took longer than 1 s");
}

TEST(Host, counts_the_time_of_each_part_anew) {
  Limits limits;
  limits.part_seconds = 1;
  const auto pool = host(1, limits);
  std::string script;
  for (int i = 0; i < 4; ++i) script += "enter x" + std::to_string(i) + "\npause 400\nleave\n";
  EXPECT_EQ(outline(*pool, script), "f{x0{} x1{} x2{} x3{}}");
}

TEST(Host, counts_the_time_of_each_page_anew_where_the_worker_says_that_one_is_done) {
  Limits limits;
  limits.part_seconds = 1;
  const auto pool = host(1, limits);
  std::string script = "enter x\n";
  for (int i = 0; i < 4; ++i) script += "pause 400\nprogressed\n";
  EXPECT_EQ(outline(*pool, script + "leave"), "f{x{}}");
  EXPECT_EQ(outline(*pool, "enter x\nprogressed\nhang\nleave"), "f{x{}over_limit}");
}

TEST(Host, says_where_there_is_no_ocr_before_anything_is_read) {
  HostOptions options;
  options.program = kHostile;
  options.ocr_languages = "eng";
  const auto started = Host::start(options);
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().kind, ErrorKind::unsupported);
}

// A sink that takes its time.
class SlowSink : public PartSink {
 public:
  bool enter(const PartHeader&) override { return true; }
  bool text(const TextBlock& block) override {
    bytes += block.text.size();
    usleep(30'000);
    return true;
  }
  void leave(const Outcome& left) override { outcome = left; }
  std::size_t bytes = 0;
  Outcome outcome;
};

TEST(Host, does_not_count_the_time_in_which_the_worker_waits_for_the_sink) {
  Limits limits;
  limits.part_seconds = 1;
  const auto pool = host(1, limits);
  const Descriptor file = file_with("flood 64");  // 4 MB: twice what the memory holds; 2 s at this sink
  SlowSink sink;
  ASSERT_TRUE(pool->read(file.number(), {}, sink));
  EXPECT_EQ(sink.outcome, Outcome{});
  EXPECT_EQ(sink.bytes, 64u * 64 * 1024);
}

TEST(Host, ends_a_part_that_needs_too_much_memory) {
  if (kSanitized) GTEST_SKIP() << "the address space of sanitized programs is not limited";
  Limits limits;
  limits.worker_bytes = 256 << 20;
  const auto pool = host(1, limits);
  const SeenPart root = read(*pool, "enter x\neat\nleave\nenter y\ntext b\nleave");
  EXPECT_EQ(test::outline(root), "f{x{}over_limit y{b}}");
  EXPECT_EQ(root.parts[0].outcome.reason, "needs more than 256 MB of memory");
}

TEST(Host, passes_on_more_text_than_the_shared_memory_holds) {
  const auto pool = host();
  const SeenPart root = read(*pool, "flood 300\ntext end");
  EXPECT_EQ(root.text().size(), 300 * (64 * 1024 + 1) + 4);
  EXPECT_EQ(root.outcome, Outcome{});
}

TEST(Host, reads_one_large_file_after_the_other_with_one_worker) {
  const auto pool = host();
  const std::string first = pid_of_worker(*pool);
  for (const char* script : {"flood 17\npause 20", "flood 18", "flood 33\npause 20", "flood 40"}) {
    EXPECT_EQ(read(*pool, script).outcome, Outcome{}) << script;
  }
  EXPECT_EQ(pid_of_worker(*pool), first);
}

TEST(Host, stops_the_worker_when_the_sink_wants_no_more_and_uses_it_again) {
  const auto pool = host();
  const std::string first = pid_of_worker(*pool);
  const SeenPart root = read(*pool, "enter x\nflood 100000\nleave", 3);
  EXPECT_LE(root.parts[0].blocks.size(), 4u);
  EXPECT_EQ(pid_of_worker(*pool), first);
}

TEST(Host, takes_nothing_that_is_not_the_protocol) {
  const auto pool = host();
  for (const char* action : {"scribble published", "scribble records", "scribble message", "scribble done",
                             "scribble half", "invalid"}) {
    const std::string script = std::string("enter x\ntext a\nleave\nenter y\n") + action + "\npause 3000\nleave";
    const SeenPart root = read(*pool, script);
    EXPECT_FALSE(root.outcome.complete() && root.parts.back().outcome.complete()) << action;
  }
}

TEST(Host, says_partly_when_a_second_reading_differs_from_the_first) {
  const auto pool = host();
  const SeenPart root = read(*pool, "enter x\nchance\nleave\nenter y\ncrash\nleave\nenter z\nleave");
  EXPECT_EQ(root.outcome.kind, OutcomeKind::partly);
  ASSERT_EQ(root.parts.size(), 2u);
  EXPECT_EQ(root.parts[1].outcome.kind, OutcomeKind::crashed);
}

TEST(Host, serves_more_threads_than_it_has_workers) {
  const auto pool = host(2);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 40; ++i) {
        const std::string word = std::to_string(t) + "-" + std::to_string(i);
        const bool crashes = i % 10 == 3;
        const std::string script = "enter x\ntext " + word + (crashes ? "\ncrash" : "") + "\nleave";
        right += outline(*pool, script) == "f{x{" + word + "}" + (crashes ? "crashed" : "") + "}" ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 240);
}

TEST(Host, a_worker_lives_on_when_the_thread_that_started_it_ends) {
  const auto pool = host(2);
  std::string started;
  const Descriptor busy = file_with("pause 600");
  std::thread first([&] {
    test::PartTree tree;
    EXPECT_TRUE(pool->read(busy.number(), {}, tree));
  });
  usleep(100'000);
  std::thread([&] { started = pid_of_worker(*pool); }).join();  // its worker is started by this thread
  first.join();
  usleep(50'000);
  EXPECT_EQ(::kill(std::stoi(started), 0), 0);
}

TEST(Host, is_refused_without_a_program_or_with_options_out_of_range) {
  HostOptions options;
  options.program = "/nowhere/trawl-worker";
  Result<std::unique_ptr<Host>> missing = Host::start(options);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  options.program = "/bin/true";  // a program, but no worker
  EXPECT_FALSE(Host::start(options));
  options.program = kHostile;
  options.limits.block_bytes = 16;
  EXPECT_FALSE(Host::start(options));
  options.limits = {};
  options.passwords = {std::string(100'000, 'p')};
  EXPECT_FALSE(Host::start(options));
  options.passwords = {};
  options.workers = 0;
  EXPECT_FALSE(Host::start(options));
}

TEST(Host, reads_real_files_with_the_real_worker) {
  const auto pool = host(1, {}, TRAWL_BINARY_DIR "/bin/trawl-worker");
  const SeenPart root = read(*pool, "Dear Ann Lee,\nyour number is QQ123456C.\n");
  EXPECT_EQ(root.outcome, Outcome{});
  EXPECT_EQ(root.header.media_type, "text/plain");
  EXPECT_NE(root.text().find("QQ123456C"), std::string::npos);
}

}  // namespace
}  // namespace trawl::scanner
