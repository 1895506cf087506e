// The index against a model of it in memory, over random histories: additions, removals, commits, merges, losses
// of what was not committed, and new starts.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "index/id_set.h"
#include "index/postings.h"
#include "index/sort_by_token.h"
#include "tests/index/scratch.h"

namespace trawl::index {
namespace {

using Model = std::map<PartId, std::set<Token>>;

constexpr Token kTokens = 40;

// Half of the tokens are spread as hashes are, half stand side by side.
Token token_at(std::size_t index) {
  return index % 2 == 0 ? index : index * 0x9E3779B97F4A7C15;
}

std::vector<Token> random_tokens(std::mt19937& random) {
  std::set<Token> tokens;
  for (std::size_t n = random() % 12; n > 0; --n)
    tokens.insert(token_at(std::min(random() % kTokens, random() % kTokens)));
  return {tokens.begin(), tokens.end()};
}

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    options_.batch_bytes = random_() % 2 ? 2'000 : 1 << 20;
    writer_ = open_writer(path_, key_, options_);
  }

  void step() {
    switch (random_() % 16) {
      case 0: return commit();
      case 1: return lose();
      case 2: return tidy();
      case 3:
      case 4: return remove();
      case 5: return add_slices();
      default: return add();
    }
  }

  void check() {
    commit();
    const auto reader = open_reader(path_, key_);
    std::map<Token, std::vector<PartId>> expected;
    for (const auto& [id, tokens] : now_) {
      for (const Token token : tokens) expected[token].push_back(id);
    }
    for (std::size_t i = 0; i < kTokens; ++i)
      ASSERT_EQ(reader->lookup(token_at(i)).value(), expected[token_at(i)]) << i;
    std::vector<PartId> parts;
    ASSERT_TRUE(reader->for_each_part([&](PartId id, const PartRecord& record) {
      EXPECT_EQ(record.locator.hops.at(0), std::to_string(id));
      parts.push_back(id);
      return true;
    }));
    ASSERT_EQ(parts.size(), now_.size());
    ASSERT_TRUE(std::equal(parts.begin(), parts.end(), now_.begin(),
                           [](PartId id, const auto& each) { return id == each.first; }));
    ASSERT_EQ(reader->statistics().parts, now_.size());
  }

 private:
  PartId new_id() {
    const PartId id = writer_->allocate(1);
    EXPECT_GT(id, greatest_committed_) << "an id was used again";
    greatest_ = std::max(greatest_, id);
    return id;
  }

  void add() {
    std::vector<PartEntry> entries;
    for (std::size_t n = 1 + random_() % 20; n > 0; --n) {
      const PartId id = new_id();
      const std::vector<Token> tokens = random_tokens(random_);
      now_[id].insert(tokens.begin(), tokens.end());
      entries.push_back(entry_of(key_, id, record_named(std::to_string(id)), tokens));
    }
    std::shuffle(entries.begin(), entries.end(), random_);
    ASSERT_TRUE(writer_->add(std::move(entries)));
  }

  // A huge file: its slices' tokens before, with and after its record, and sometimes no record at all.
  void add_slices() {
    const PartId id = new_id();
    std::set<Token> all;
    const bool finished = random_() % 4 != 0;
    const std::size_t slices = 1 + random_() % 4, record_at = random_() % slices;
    for (std::size_t slice = 0; slice < slices; ++slice) {
      const std::vector<Token> tokens = random_tokens(random_);
      all.insert(tokens.begin(), tokens.end());
      if (slice == record_at && finished) {
        std::vector<PartEntry> entries;
        entries.push_back(entry_of(key_, id, record_named(std::to_string(id)), tokens));
        ASSERT_TRUE(writer_->add(std::move(entries)));
      } else {
        ASSERT_TRUE(writer_->add_tokens(id, tokens));
      }
    }
    if (finished) now_[id] = std::move(all);
  }

  void remove() {
    std::vector<IdRange> ranges;
    for (std::size_t n = 1 + random_() % 3; n > 0; --n) {
      const PartId first = 1 + random_() % (greatest_ + 1), last = std::min(greatest_, first + random_() % 5);
      if (first > last) continue;
      ranges.push_back({first, last});
      now_.erase(now_.lower_bound(first), now_.upper_bound(last));
    }
    ASSERT_TRUE(writer_->remove(ranges));
  }

  void commit() {
    ASSERT_TRUE(writer_->commit(true));
    kept();
  }
  void tidy() {
    ASSERT_TRUE(writer_->tidy());
    kept();
    const auto statistics = open_reader(path_, key_)->statistics();
    EXPECT_LE(statistics.segments, 2u);
  }
  void kept() {
    committed_ = now_;
    greatest_committed_ = greatest_;
  }

  // As if the process had been killed.
  void lose() {
    writer_.reset();
    writer_ = open_writer(path_, key_, options_);
    now_ = committed_;
    greatest_ = greatest_committed_;
  }

  std::mt19937 random_;
  Scratch scratch_;
  Key key_ = new_key(scratch_);
  std::filesystem::path path_ = scratch_ / "index";
  Writer::Options options_;
  std::unique_ptr<Writer> writer_;
  Model now_, committed_;
  PartId greatest_ = 0, greatest_committed_ = 0;
};

TEST(Model, RandomHistoriesEndAsTheModelDoes) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    History history(seed);
    for (int round = 0; round < 5; ++round) {
      for (int i = 0; i < 40; ++i) history.step();
      history.check();
      ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed << " round " << round;
    }
  }
}

TEST(Model, ATokenOfManyPartsSpansBlocksAndSegments) {
  constexpr PartId kParts = 30'000;
  const Scratch scratch;
  const Key key = new_key(scratch);
  Writer::Options options;
  options.batch_bytes = 200'000;
  auto writer = open_writer(scratch / "index", key, options);
  writer->allocate(kParts);
  std::vector<PartId> common;
  for (PartId id = 1; id <= kParts; ++id) {
    std::vector<Token> tokens = {5, 6};
    if (id % 3 == 0) tokens.push_back(UINT64_MAX);
    if (id % 3 == 0) common.push_back(id);
    std::vector<PartEntry> entries;
    entries.push_back(entry_of(key, id, PartRecord(), std::move(tokens)));
    ASSERT_TRUE(writer->add(std::move(entries)));
  }
  ASSERT_TRUE(writer->commit(true));
  const auto check = [&](std::uint64_t most_segments) {
    const auto reader = open_reader(scratch / "index", key);
    EXPECT_EQ(reader->lookup(UINT64_MAX).value(), common);
    EXPECT_EQ(reader->lookup(5)->size(), kParts);
    EXPECT_EQ(reader->lookup(6)->size(), kParts);
    EXPECT_TRUE(reader->lookup(7)->empty());
    EXPECT_LE(reader->statistics().segments, most_segments);
    EXPECT_EQ(reader->statistics().postings, 2 * kParts + common.size());
  };
  check(3 * 8);
  ASSERT_TRUE(writer->tidy());
  check(1);
}

TEST(Tidy, GivesTheSpaceOfRemovedPartsBack) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  writer->allocate(20'000);
  std::mt19937_64 random(1);
  for (PartId id = 1; id <= 20'000; ++id) {
    std::vector<Token> tokens(10);
    for (Token& token : tokens) token = random();
    std::sort(tokens.begin(), tokens.end());
    std::vector<PartEntry> entries;
    entries.push_back(entry_of(key, id, record_named(std::string(100, 'x')), std::move(tokens)));
    ASSERT_TRUE(writer->add(std::move(entries)));
  }
  ASSERT_TRUE(writer->tidy());
  const std::uint64_t before = open_reader(scratch / "index", key)->statistics().file_bytes;
  const std::vector<IdRange> ranges = {{1, 19'000}};
  ASSERT_TRUE(writer->remove(ranges));
  ASSERT_TRUE(writer->tidy());
  const auto statistics = open_reader(scratch / "index", key)->statistics();
  EXPECT_LT(statistics.file_bytes, before / 10);
  EXPECT_EQ(statistics.removed, 0u);
  EXPECT_EQ(statistics.parts, 1'000u);
  EXPECT_EQ(statistics.postings, 10'000u);
  writer.reset();
  EXPECT_LT(std::filesystem::file_size(scratch / "index"), before / 10);
}

TEST(IdSet, IsASetWhateverTheRanges) {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    IdSet set;
    std::set<PartId> model;
    for (int i = 0; i < 30; ++i) {
      const PartId first = random() % 100, last = first + random() % 6;
      set.add({first, last});
      for (PartId id = first; id <= last; ++id) model.insert(id);
    }
    const auto copy = IdSet::unpack(set.pack());
    ASSERT_TRUE(copy);
    ASSERT_EQ(copy->size(), model.size());
    std::vector<PartId> rest, expected;
    for (PartId id = 0; id < 110; ++id) {
      ASSERT_EQ(copy->contains(id), model.count(id) == 1);
      if (random() % 2) rest.push_back(id);
    }
    std::copy_if(rest.begin(), rest.end(), std::back_inserter(expected),
                 [&](PartId id) { return model.count(id) == 0; });
    copy->subtract_from(rest);
    ASSERT_EQ(rest, expected);
  }
}

TEST(IdSet, TakesTheGreatestIds) {
  IdSet set;
  set.add({UINT64_MAX, UINT64_MAX});
  set.add({UINT64_MAX - 5, UINT64_MAX - 1});
  EXPECT_EQ(set.size(), 6u);
  EXPECT_TRUE(set.contains(UINT64_MAX));
  EXPECT_TRUE(IdSet::unpack(set.pack()));
}

TEST(Block, ComesBackAsItWentIn) {
  std::mt19937_64 random(4);
  for (int round = 0; round < 200; ++round) {
    std::set<Posting> wanted;
    const PartId base = round % 2 ? 1 : UINT64_MAX / 2;
    const std::size_t tokens = 1 + random() % 300, ids = 1 + random() % 3'000;
    for (std::size_t n = random() % 4'000 + 1; n > 0; --n) {
      const Token token = random() % tokens;
      wanted.insert({round % 3 ? token : token * 0x9E3779B97F4A7C15, base + random() % ids});
    }
    BlockBuilder builder(base);
    auto next = wanted.begin();
    while (next != wanted.end()) {
      const auto from = next;
      while (next != wanted.end() && builder.add(*next)) ++next;
      const Token first = builder.first_token();
      const std::string block = builder.take();
      ASSERT_LE(block.size(), kBlockBytes);
      ASSERT_EQ(first, from->token);
      if (next != wanted.end()) {
        ASSERT_GT(block.size(), kBlockBytes - 64) << "a block is filled";
      }
      BlockCursor cursor(block, base);
      for (auto each = from; each != next; ++each, cursor.next()) {
        ASSERT_TRUE(cursor.valid());
        ASSERT_EQ(cursor.posting(), *each);
      }
      ASSERT_FALSE(cursor.valid());
      ASSERT_FALSE(cursor.broken());
      const Posting sought =
          *std::next(from, static_cast<std::ptrdiff_t>(random() % static_cast<std::size_t>(std::distance(from, next))));
      BlockCursor seeking(block, base);
      seeking.seek(sought.token);
      ASSERT_TRUE(seeking.valid());
      ASSERT_EQ(seeking.posting(), sought.token == from->token ? *from : *wanted.lower_bound({sought.token, 0}));
    }
  }
}

TEST(Block, OfAnyBytesEnds) {
  std::mt19937 random(6);
  for (int round = 0; round < 20'000; ++round) {
    std::string block(random() % 64, '\0');
    for (char& c : block) c = static_cast<char>(random() % 3 ? random() % 16 : random());
    std::size_t steps = 0;
    for (BlockCursor cursor(block, 1); cursor.valid(); cursor.next()) ASSERT_LT(++steps, 100u);
    BlockCursor seeking(block, 1);
    seeking.seek(random());
  }
}

TEST(SortByToken, SortsAsAnySortDoes) {
  std::mt19937_64 random(8);
  for (const std::size_t size : {0u, 1u, 100u, 2'048u, 10'000u, 50'000u}) {
    for (const Token spread : {Token{1}, Token{0x9E3779B97F4A7C15}, Token{1} << 31}) {
      std::vector<Posting> postings(size);
      for (Posting& posting : postings) posting = {random() % 5'000 * spread, random() % 9};
      std::vector<Posting> expected = postings;
      std::sort(expected.begin(), expected.end());
      expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
      sort_by_token(postings, [](const Posting& posting) { return posting.token; });
      ASSERT_EQ(postings, expected) << size << " " << spread;
    }
  }
}

}  // namespace
}  // namespace trawl::index
