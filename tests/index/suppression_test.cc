// The list of suppressions: kept with the index, as durable as the rest, sealed, and absent from indexes of before.
#include "index/suppression.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "index/packing.h"
#include "index/tokens.h"
#include "tests/index/scratch.h"
#include "tests/support/file_content.h"

namespace trawl::index {
namespace {

constexpr const char* kPhone = "+442079460018";

SuppressionList full_list(const Key& key) {
  SuppressionList list;
  list.next_id = 8;
  Suppression value;
  value.id = 3;
  value.values = {{"phone", "+44*******018", value_token(key, "phone", kPhone)}, {"utr", "**", UINT64_MAX}};
  value.place = "plantedfolder/**";
  value.reason = "plantedreason";
  value.label = "plantedlabel";
  value.who = "plantedwho";
  value.added = 1'790'000'000;
  value.until = -1;
  list.entries.push_back(value);
  Suppression place;
  place.id = 7;
  place.place = std::string("a\0\xFF[", 4);
  list.entries.push_back(place);
  return list;
}

std::int64_t user_version(const std::filesystem::path& path) {
  // Big-endian at byte 60 of the file: https://www.sqlite.org/fileformat2.html#user_version_number
  const std::string bytes = test::file_content(path);
  return static_cast<unsigned char>(bytes.at(63)) | static_cast<unsigned char>(bytes.at(62)) << 8;
}

class Suppressions : public ::testing::Test {
 protected:
  Scratch scratch_;
  Key key_ = new_key(scratch_);
  std::filesystem::path path_ = scratch_ / "index";
};

TEST_F(Suppressions, ComeBackFromTheirPackedFormAsTheyWere) {
  const SuppressionList list = full_list(key_);
  const auto again = unpack_suppressions(pack(list));
  ASSERT_TRUE(again);
  EXPECT_EQ(pack(*again), pack(list));
  EXPECT_EQ(again->entries[0].values[0].token, value_token(key_, "phone", kPhone));
  EXPECT_EQ(again->entries[0].until, -1);
  EXPECT_EQ(again->entries[1].place, full_list(key_).entries[1].place);
}

TEST_F(Suppressions, NoBytesHarmWhoUnpacksThem) {
  const std::string good = pack(full_list(key_));
  for (std::size_t cut = 0; cut < good.size(); ++cut) EXPECT_FALSE(unpack_suppressions(good.substr(0, cut))) << cut;
  EXPECT_FALSE(unpack_suppressions(good + "x"));
  std::mt19937 random(1);
  for (int n = 0; n < 20'000; ++n) {
    std::string bytes = good;
    for (int change = 0; change < 3; ++change) bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto list = unpack_suppressions(bytes);
    EXPECT_TRUE(!list || unpack_suppressions(pack(*list)));
  }
}

TEST_F(Suppressions, AnEntryThatWouldLeaveOutEverythingIsRefused) {
  SuppressionList list;
  list.entries.resize(1);
  list.entries[0].reason = "no value and no place";
  EXPECT_EQ(unpack_suppressions(pack(list)).error().kind, ErrorKind::damaged);
}

TEST_F(Suppressions, AreEmptyUntilPutAndReplacedAsAWhole) {
  auto writer = open_writer(path_, key_);
  EXPECT_TRUE(writer->suppressions()->entries.empty());
  ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
  EXPECT_EQ(writer->suppressions()->entries.size(), 2u);
  EXPECT_TRUE(open_reader(path_, key_)->suppressions()->entries.empty()) << "not before the commit";
  ASSERT_TRUE(writer->commit(true));
  EXPECT_EQ(open_reader(path_, key_)->suppressions()->entries.size(), 2u);
  SuppressionList shorter = full_list(key_);
  shorter.entries.pop_back();
  ASSERT_TRUE(writer->put_suppressions(shorter));
  ASSERT_TRUE(writer->commit(true));
  const auto reader = open_reader(path_, key_);
  EXPECT_EQ(pack(*reader->suppressions()), pack(shorter));
}

TEST_F(Suppressions, SurviveALaterScanAndTidying) {
  {
    auto writer = open_writer(path_, key_);
    ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
    ASSERT_TRUE(writer->commit(true));
  }
  auto writer = open_writer(path_, key_);
  std::vector<PartEntry> entries;
  entries.push_back(entry_of(key_, writer->allocate(1), record_named("a"), {1}));
  ASSERT_TRUE(writer->add(std::move(entries)));
  ASSERT_TRUE(writer->tidy());
  EXPECT_EQ(pack(*open_reader(path_, key_)->suppressions()), pack(full_list(key_)));
}

TEST_F(Suppressions, GoWithAWriterThatDidNotCommit) {
  {
    auto writer = open_writer(path_, key_);
    ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
  }
  EXPECT_TRUE(open_reader(path_, key_)->suppressions()->entries.empty());
}

TEST_F(Suppressions, TheFileShowsNothingOfThem) {
  auto writer = open_writer(path_, key_);
  ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
  ASSERT_TRUE(writer->commit(true));
  const Token token = value_token(key_, "phone", kPhone);
  const std::string hash(reinterpret_cast<const char*>(&token), sizeof token);
  const auto look = [&](const std::filesystem::path& path) {
    const std::string bytes = test::file_content(path);
    EXPECT_GT(bytes.size(), 1000u) << path;
    for (const char* planted : {"planted", "phone", "2079460018", "+44"}) {
      EXPECT_EQ(bytes.find(planted), std::string::npos) << planted << " in " << path;
    }
    EXPECT_EQ(bytes.find(hash), std::string::npos) << path;
  };
  look(path_.native() + "-wal");
  writer.reset();
  look(path_);
}

TEST_F(Suppressions, AnotherKeyAndAnAlteredListAreRefused) {
  {
    auto writer = open_writer(path_, key_);
    ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
    ASSERT_TRUE(writer->commit(true));
  }
  const Key other = new_key(scratch_, "other");
  EXPECT_EQ(Reader::open(path_, other).error().kind, ErrorKind::wrong_key);
  for (const char* sql : {"UPDATE meta SET blob = x'00' WHERE id = 4", "DELETE FROM meta WHERE id = 4"}) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &connection), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(connection);
    EXPECT_EQ(open_reader(path_, key_)->suppressions().error().kind, ErrorKind::damaged) << sql;
  }
}

// tests/golden/index/format-1: an index of format version 1 with one letter, and the key that it was made with.
class FormatOne : public Suppressions {
 protected:
  void SetUp() override {
    std::filesystem::copy_file(std::string(TRAWL_SOURCE_DIR) + "/tests/golden/index/format-1", path_);
    std::filesystem::permissions(path_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::remove(scratch_ / "key");
    std::ofstream(scratch_ / "key") << "98ea522c10348c686f24665a37ac23dc8534f819dc7d886051013711da328ec2\n";
    ::chmod((scratch_ / "key").c_str(), 0600);
    auto key = Key::from_file(scratch_ / "key");
    ASSERT_TRUE(key);
    key_ = std::move(*key);
  }
};

TEST_F(FormatOne, IsReadAndHasNoSuppressions) {
  const auto reader = open_reader(path_, key_);
  EXPECT_EQ(reader->lookup(value_token(key_, "phone", kPhone))->size(), 1u);
  EXPECT_TRUE(reader->suppressions()->entries.empty());
  EXPECT_EQ(user_version(path_), 1) << "reading changes nothing";
}

TEST_F(FormatOne, BecomesFormatTwoWithTheFirstCommitAndNotBefore) {
  {
    auto writer = open_writer(path_, key_);
    ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
  }
  EXPECT_EQ(user_version(path_), 1);
  EXPECT_TRUE(open_reader(path_, key_)->suppressions()->entries.empty());
  {
    auto writer = open_writer(path_, key_);
    ASSERT_TRUE(writer->put_suppressions(full_list(key_)));
    ASSERT_TRUE(writer->commit(true));
  }
  EXPECT_EQ(user_version(path_), 2);
  const auto reader = open_reader(path_, key_);
  EXPECT_EQ(reader->suppressions()->entries.size(), 2u);
  EXPECT_EQ(reader->lookup(value_token(key_, "phone", kPhone))->size(), 1u) << "nothing else is lost";
}

}  // namespace
}  // namespace trawl::index
