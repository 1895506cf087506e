// kill -9 of a writing process at random moments: the index is valid, equals a commit, and no commit that returned is
// lost. And many threads at once on one writer.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <atomic>
#include <csignal>
#include <random>
#include <set>
#include <thread>

#include "tests/index/scratch.h"

namespace trawl::index {
namespace {

constexpr Token kEvery = 42;

// Adds parts in twos, which must stand or fall together, until it is killed; tells over the pipe how many are
// committed.
[[noreturn]] void write_until_killed(const std::filesystem::path& path, const Key& key, int pipe) {
  Writer::Options options;
  options.batch_bytes = 3'000;
  auto writer = Writer::open(path, key, std::nullopt, options);
  if (!writer) ::_exit(1);
  for (int round = 0;; ++round) {
    const PartId id = (*writer)->allocate(2);
    std::vector<PartEntry> entries;
    for (const PartId each : {id, id + 1}) {
      entries.push_back(entry_of(key, each, record_named("file"), {each % 50 + 100, kEvery * 1'000 + each}));
      entries.back().tokens.insert(entries.back().tokens.begin(), kEvery);
    }
    if (!(*writer)->add(std::move(entries)) || !(*writer)->put_directory("/srv", {id, {}})) ::_exit(2);
    if (round % 300 == 299 && !(*writer)->tidy()) ::_exit(3);
    if (round % 5 != 4) continue;
    if (!(*writer)->commit(true)) ::_exit(4);
    const PartId last = id + 1;
    if (::write(pipe, &last, sizeof last) != sizeof last) ::_exit(5);
  }
}

PartId last_told(int pipe) {
  PartId last = 0, told = 0;
  while (::read(pipe, &told, sizeof told) == sizeof told) last = told;
  return last;
}

TEST(Crash, AKillAtAnyMomentLeavesACommit) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  std::mt19937 random(std::random_device{}());
  PartId committed = 0;
  for (int round = 0; round < 20; ++round) {
    int pipes[2];
    ASSERT_EQ(::pipe(pipes), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipes[0]);
      write_until_killed(scratch / "index", key, pipes[1]);
    }
    ::close(pipes[1]);
    ::usleep(1'000 + random() % 90'000);
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    committed = std::max(committed, last_told(pipes[0]));
    ::close(pipes[0]);
    if (!std::filesystem::exists(scratch / "index")) continue;  // killed before it was made
    const auto reader = open_reader(scratch / "index", key);
    ASSERT_NE(reader, nullptr);
    const std::vector<PartId> ids = reader->lookup(kEvery).value();
    ASSERT_EQ(ids.size() % 2, 0u) << "half of what belongs together";
    ASSERT_EQ(ids.size(), reader->statistics().parts);
    ASSERT_GE(ids.empty() ? 0 : ids.back(), committed) << "a commit that had returned is lost";
    ASSERT_TRUE(reader->for_each_part([](PartId, const PartRecord&) { return true; }));
    for (std::size_t i = 0; i < ids.size(); i += 97) {
      ASSERT_EQ(reader->lookup(kEvery * 1'000 + ids[i]).value(), std::vector<PartId>{ids[i]});
    }
  }
  EXPECT_GT(committed, 0u) << "no round came as far as a commit";
  auto writer = open_writer(scratch / "index", key);
  const auto state = writer->directory("/srv");
  ASSERT_TRUE(state && *state);
  ASSERT_TRUE(writer->tidy());
  const auto reader = open_reader(scratch / "index", key);
  EXPECT_EQ((*state)->fingerprint + 1, reader->lookup(kEvery)->back()) << "the directory is of the same commit";
}

TEST(Threads, AddRemoveReadAndCommitAtOnce) {
  constexpr unsigned kThreads = 4;
  constexpr int kRounds = 60;
  const Scratch scratch;
  const Key key = new_key(scratch);
  Writer::Options options;
  options.batch_bytes = 20'000;
  auto writer = open_writer(scratch / "index", key, options);
  ASSERT_TRUE(writer->commit(true));
  std::atomic<std::uint64_t> live = 0, failures = 0;
  const auto work = [&](unsigned thread) {
    for (int round = 0; round < kRounds; ++round) {
      const PartId id = writer->allocate(10);
      std::vector<PartEntry> entries;
      for (PartId each = id; each < id + 10; ++each)
        entries.push_back(entry_of(key, each, record_named("x"), {1, 10 + thread}));
      bool fine = writer->add(std::move(entries)).has_value();
      fine = fine && writer->add_tokens(id, {5}).has_value();
      fine = fine && writer->put_directory("/" + std::to_string(thread), {id, {}}).has_value();
      const std::vector<IdRange> removed = {{id + 3, id + 5}};
      if (round % 3 == 0) fine = fine && writer->remove(removed).has_value();
      live += round % 3 == 0 ? 7 : 10;
      fine = fine && writer->directory("/" + std::to_string(thread)).has_value();
      fine = fine && writer->commit(round % 8 == 0).has_value();
      if (round % 20 == 19) fine = fine && writer->tidy().has_value();
      failures += fine ? 0 : 1;
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kThreads; ++i) threads.emplace_back(work, i);
  for (int i = 0; i < 10; ++i) {
    const auto reader = open_reader(scratch / "index", key);
    EXPECT_EQ(reader->lookup(1)->size(), reader->statistics().parts);
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0u);
  ASSERT_TRUE(writer->commit(true));
  const auto reader = open_reader(scratch / "index", key);
  EXPECT_EQ(reader->lookup(1)->size(), live);
  EXPECT_EQ(reader->lookup(5)->size(), kThreads * kRounds);
  EXPECT_EQ(reader->statistics().parts, live);
}

}  // namespace
}  // namespace trawl::index
