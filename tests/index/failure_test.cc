// When storage fails at its n-th step, for every n, the writer says so, goes on saying so, and the last commit stays.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "index/manifest.h"
#include "index/writer.h"
#include "tests/index/scratch.h"

namespace trawl::index {
namespace {

// What a disk would hold: survives the storage objects over it.
struct Disk {
  std::array<std::map<Storage::Id, std::string>, 6> committed;
  std::uint64_t steps_left = UINT64_MAX;  // storage fails from then on
};

class MemoryStorage : public Storage {
 public:
  explicit MemoryStorage(Disk& disk) : disk_(disk), now_(disk.committed) {}

  Status begin() override { return step(); }
  Status commit() override {
    if (const Status able = step(); !able) return able;
    disk_.committed = now_;
    return {};
  }
  void rollback() override { now_ = disk_.committed; }
  Result<std::optional<std::string>> get(Table table, Id id) override {
    if (const Status able = step(); !able) return tl::unexpected(able.error());
    const auto found = of(table).find(id);
    return found == of(table).end() ? std::optional<std::string>() : found->second;
  }
  Result<bool> contains(Table table, Id id) override {
    if (const Status able = step(); !able) return tl::unexpected(able.error());
    return of(table).count(id) == 1;
  }
  Status put(Table table, Id id, std::string_view blob) override {
    if (const Status able = step(); !able) return able;
    of(table).insert_or_assign(id, std::string(blob));
    return {};
  }
  Result<std::uint64_t> erase(Table table, Id first, Id last) override {
    if (const Status able = step(); !able) return tl::unexpected(able.error());
    const std::size_t before = of(table).size();
    of(table).erase(of(table).lower_bound(first), of(table).upper_bound(last));
    return before - of(table).size();
  }
  Status for_each(Table table, const Visitor& visitor) override {
    for (const auto& [id, blob] : of(table)) {
      const auto more = visitor(id, blob);
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
    }
    return {};
  }
  Result<bool> shrink() override { return false; }
  Result<std::uint64_t> size() override { return 0; }

 private:
  std::map<Id, std::string>& of(Table table) { return now_[static_cast<std::size_t>(table)]; }
  Status step() {
    if (disk_.steps_left == 0) return fail(ErrorKind::io, "the disk is full");
    --disk_.steps_left;
    return {};
  }

  Disk& disk_;
  std::array<std::map<Id, std::string>, 6> now_;
};

std::vector<PartEntry> one(const Key& key, PartId id) {
  std::vector<PartEntry> entries;
  entries.push_back(entry_of(key, id, record_named(std::to_string(id)), {1, 2, 1000 + id}));
  return entries;
}

// A short scan; the first status that is an error, and how many parts were committed by then.
Status scan(Writer& writer, const Key& key, std::uint64_t& committed) {
  constexpr PartId kParts = 30;
  for (PartId part = 1; part <= kParts; ++part) {
    const PartId id = writer.allocate(1);
    Status status = writer.add(one(key, id));
    if (status && part % 3 == 0) status = writer.add_tokens(id, {5});
    if (status && part % 4 == 0) status = writer.put_directory("/srv", {});
    if (status) status = writer.commit(true);
    if (!status) return status;
    committed = part;
  }
  const std::vector<IdRange> none = {{kParts + 1, kParts + 1}};
  if (const Status removed = writer.remove(none); !removed) return removed;
  return writer.tidy();
}

TEST(Failure, OfStorageAtAnyStepLeavesTheLastCommit) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  Disk fresh;
  {
    MemoryStorage storage(fresh);
    ASSERT_TRUE(fill_new_index(storage, key, std::nullopt));
    ASSERT_TRUE(storage.commit());
  }
  std::uint64_t failures = 0;
  for (std::uint64_t steps = 6;; ++steps) {  // fewer do not open it
    Disk disk = fresh;
    disk.steps_left = steps;
    std::uint64_t committed = 0;
    {
      auto writer = make_writer(std::make_unique<MemoryStorage>(disk), key, {}, nullptr);
      ASSERT_TRUE(writer);
      const Status status = scan(**writer, key, committed);
      if (status) break;
      ++failures;
      ASSERT_EQ(status.error().kind, ErrorKind::io);
      disk.steps_left = UINT64_MAX;  // space was freed, but this writer has lost its way
      ASSERT_FALSE((*writer)->add(one(key, 99)) && (*writer)->commit(true));
    }
    const auto reader = make_reader(std::make_unique<MemoryStorage>(disk), key);
    ASSERT_TRUE(reader);
    const std::uint64_t parts = (*reader)->statistics().parts;
    ASSERT_EQ(parts, committed) << steps;
    ASSERT_EQ((*reader)->lookup(1)->size(), parts) << steps;
    ASSERT_TRUE((*reader)->for_each_part([](PartId, const PartRecord&) { return true; })) << steps;
    auto next = make_writer(std::make_unique<MemoryStorage>(disk), key, {}, nullptr);
    ASSERT_TRUE(next);
    ASSERT_TRUE((*next)->tidy()) << steps;
    // Blocks that no segment uses, as a broken merge leaves them, are cleared away.
    MemoryStorage after(disk);
    const auto manifest = load_manifest(after, key);
    std::uint64_t blocks = 0;
    for (const SegmentHead& head : manifest->segments) blocks += head.blocks;
    ASSERT_EQ(disk.committed[static_cast<std::size_t>(Table::blocks)].size(), blocks) << steps;
  }
  EXPECT_GT(failures, 200u);
}

TEST(Failure, WhileReadingIsReported) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  Disk disk;
  {
    MemoryStorage storage(disk);
    ASSERT_TRUE(fill_new_index(storage, key, std::nullopt));
    ASSERT_TRUE(storage.commit());
  }
  auto writer = make_writer(std::make_unique<MemoryStorage>(disk), key, {}, nullptr);
  ASSERT_TRUE((*writer)->add(one(key, (*writer)->allocate(1))));
  ASSERT_TRUE((*writer)->commit(true));
  for (std::uint64_t steps = 0; steps < 20; ++steps) {
    disk.steps_left = steps;
    const auto reader = make_reader(std::make_unique<MemoryStorage>(disk), key);
    if (!reader) {
      EXPECT_EQ(reader.error().kind, ErrorKind::io);
      continue;
    }
    const auto ids = (*reader)->lookup(1);
    if (ids) {
      EXPECT_EQ(ids->size(), 1u);
      return;
    }
    EXPECT_EQ(ids.error().kind, ErrorKind::io);
  }
  FAIL() << "never enough";
}

}  // namespace
}  // namespace trawl::index
