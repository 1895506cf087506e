// Files that are not what they should be are refused with the right word, tell a thief nothing, and crash nobody.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <random>

#include "index/tokens.h"
#include "tests/index/scratch.h"
#include "tests/support/file_content.h"

namespace trawl::index {
namespace {

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class Damage : public ::testing::Test {
 protected:
  void SetUp() override {
    auto writer = open_writer(path_, key_);
    TokenCollector collector(key_, Words::all);
    for (int i = 0; i < 300; ++i) {
      PartRecord record = record_named("/srv/hr/Planted-Filename.docx");
      StoredFinding finding;
      finding.kind = "plantedkind";
      finding.value = Sensitive("planted.value@example.org");
      finding.evidence = "planted evidence";
      record.findings.push_back(std::move(finding));
      collector.add_text("Plantedword was here " + std::to_string(i));
      collector.add_value("plantedkind", "planted.value@example.org");
      const PartId id = writer->allocate(1);
      std::vector<PartEntry> entries;
      entries.push_back(entry_of(key_, id, record, collector.take()));
      ASSERT_TRUE(writer->add(std::move(entries)));
    }
    DirectoryState state;
    state.entries.push_back({"Planted-Filename.docx", EntryType::file, {}, {{1, 300}}});
    ASSERT_TRUE(writer->put_directory("/srv/planted-directory", state));
    ScanRecord scan;
    scan.roots = {"/srv/planted-root"};
    ASSERT_TRUE(writer->put_scan(scan));
    ASSERT_TRUE(writer->commit(true));
  }

  // Everything that can be asked of an index, whatever comes of it.
  void use(const std::filesystem::path& path) {
    const auto reader = Reader::open(path, key_);
    if (reader) {
      (void)(*reader)->lookup(word_token(key_, "plantedword"));
      (void)(*reader)->part(7);
      (void)(*reader)->for_each_part([](PartId, const PartRecord&) { return true; });
      (void)(*reader)->scans();
    }
    const auto writer = Writer::open(path, key_, std::nullopt, {});
    if (!writer) return;
    (void)(*writer)->directory("/srv/planted-directory");
    std::vector<PartEntry> entries;
    entries.push_back(entry_of(key_, (*writer)->allocate(1), PartRecord(), {1, 2, 3}));
    (void)(*writer)->add(std::move(entries));
    (void)(*writer)->tidy();
  }

  void run_sql(const std::string& sql) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &connection), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_close(connection);
  }

  Scratch scratch_;
  Key key_ = new_key(scratch_);
  std::filesystem::path path_ = scratch_ / "index";
};

TEST_F(Damage, TheFileShowsNothingOfWhatItHolds) {
  const std::string bytes = test::file_content(path_);
  ASSERT_GT(bytes.size(), 4096u);
  std::string lower = bytes;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; });
  for (const char* planted : {"planted", "/srv/", "example.org", "filename", ".docx", "text/plain"}) {
    EXPECT_EQ(lower.find(planted), std::string::npos) << planted;
  }
}

TEST_F(Damage, TokensDoNotStandInTheFileEither) {
  const Token token = word_token(key_, "plantedword");
  EXPECT_EQ(test::file_content(path_).find(std::string(reinterpret_cast<const char*>(&token), sizeof token)), std::string::npos);
}

TEST_F(Damage, TheLogShowsNothingEitherWhileItIsOpen) {
  auto writer = open_writer(path_, key_);
  std::vector<PartEntry> entries;
  entries.push_back(entry_of(key_, writer->allocate(1), record_named("planted"), {1}));
  ASSERT_TRUE(writer->add(std::move(entries)));
  ASSERT_TRUE(writer->commit(true));
  const std::string log = test::file_content(path_.native() + "-wal");
  ASSERT_FALSE(log.empty());
  EXPECT_EQ(log.find("planted"), std::string::npos);
  struct stat status {};
  ASSERT_EQ(::stat((path_.native() + "-wal").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(Damage, AnotherKeyIsRefusedAsWrong) {
  const Key other = new_key(scratch_, "other");
  EXPECT_EQ(Reader::open(path_, other).error().kind, ErrorKind::wrong_key);
  EXPECT_EQ(Writer::open(path_, other, std::nullopt, {}).error().kind, ErrorKind::wrong_key);
  EXPECT_TRUE(Reader::open(path_, key_));
}

TEST_F(Damage, AnotherFormatVersionIsRefusedWithTheRemedy) {
  run_sql("PRAGMA user_version = 77");
  for (const Error& error : {Reader::open(path_, key_).error(), Writer::open(path_, key_, std::nullopt, {}).error(),
                             read_header(path_).error()}) {
    EXPECT_EQ(error.kind, ErrorKind::wrong_version);
    EXPECT_NE(error.message.find("77"), std::string::npos);
    EXPECT_NE(error.message.find("scan into a new index"), std::string::npos);
  }
}

TEST_F(Damage, WhatIsNoIndexIsRefused) {
  EXPECT_EQ(Reader::open(scratch_ / "missing", key_).error().kind, ErrorKind::not_found);
  write(scratch_ / "text", std::string(10'000, 'x'));
  EXPECT_EQ(Reader::open(scratch_ / "text", key_).error().kind, ErrorKind::damaged);
  EXPECT_EQ(Writer::open(scratch_ / "text", key_, std::nullopt, {}).error().kind, ErrorKind::damaged);
  EXPECT_EQ(test::file_content(scratch_ / "text"), std::string(10'000, 'x')) << "a file that is not ours is not touched";
  write(scratch_ / "empty", "");
  EXPECT_EQ(read_header(scratch_ / "empty").error().kind, ErrorKind::damaged);
  EXPECT_EQ(Reader::open(scratch_ / "", key_).error().kind, ErrorKind::damaged);
}

TEST_F(Damage, AddedTriggersAndTablesAreRefused) {
  run_sql("CREATE TRIGGER t AFTER INSERT ON parts BEGIN DELETE FROM parts; END");
  EXPECT_EQ(Reader::open(path_, key_).error().kind, ErrorKind::damaged);
  EXPECT_EQ(Writer::open(path_, key_, std::nullopt, {}).error().kind, ErrorKind::damaged);
}

TEST_F(Damage, ChangesOfAnyTableAreNoticed) {
  const std::string original = test::file_content(path_);
  const std::pair<const char*, const char*> changes[] = {
      {"a block altered", "UPDATE blocks SET blob = zeroblob(length(blob))"},
      {"blocks gone", "DELETE FROM blocks"},
      {"a segment gone", "DELETE FROM segments"},
      {"the manifest gone", "DELETE FROM meta WHERE id = 2"},
      {"tombstones gone", "DELETE FROM meta WHERE id = 3"},
      {"a header of another cost", "UPDATE meta SET blob = zeroblob(length(blob)) WHERE id = 0"},
      {"a part gone", "DELETE FROM parts WHERE id = 5"},
      {"parts exchanged", "UPDATE parts SET blob = (SELECT blob FROM parts WHERE id = 7) WHERE id = 8"},
  };
  for (const auto& [name, sql] : changes) {
    write(path_, original);
    run_sql(sql);
    const auto reader = Reader::open(path_, key_);
    if (!reader) {
      EXPECT_TRUE(reader.error().kind == ErrorKind::damaged || reader.error().kind == ErrorKind::wrong_key) << name;
      continue;
    }
    const auto ids = (*reader)->lookup(word_token(key_, "plantedword"));
    const auto walked = (*reader)->for_each_part([](PartId, const PartRecord&) { return true; });
    EXPECT_FALSE(ids && walked) << name;
    EXPECT_EQ((ids ? walked.error() : ids.error()).kind, ErrorKind::damaged) << name;
  }
}

TEST_F(Damage, ATruncatedFileCrashesNobody) {
  const std::string original = test::file_content(path_);
  for (std::size_t size = 0; size < original.size(); size += 1 + original.size() / 40) {
    write(path_, original.substr(0, size));
    const auto reader = Reader::open(path_, key_);
    EXPECT_TRUE(reader || reader.error().kind == ErrorKind::damaged) << size;
    use(path_);
  }
}

TEST_F(Damage, AGarbledFileCrashesNobody) {
  const std::string original = test::file_content(path_);
  std::mt19937 random(17);
  for (int round = 0; round < 60; ++round) {
    std::string bytes = original;
    // Half of them in the first pages, where SQLite's own structure is.
    const std::size_t within = round % 2 ? bytes.size() : std::min<std::size_t>(bytes.size(), 16'384);
    for (std::size_t n = 1 + random() % 30; n > 0; --n) bytes[random() % within] = static_cast<char>(random());
    write(path_, bytes);
    use(path_);
    std::filesystem::remove(path_.native() + "-wal");
    std::filesystem::remove(path_.native() + "-shm");
  }
}

TEST(Header, TellsHowThePassphraseBecomesTheKey) {
  const Scratch scratch;
  Key::PassphraseCost cost = Key::new_passphrase_cost();
  cost.operations = 1;
  cost.memory_bytes = 8192;
  const auto key = Key::from_passphrase(Sensitive("correct horse"), cost);
  ASSERT_TRUE(key);
  ASSERT_TRUE(Writer::open(scratch / "index", *key, cost, {}));
  const auto header = read_header(scratch / "index");
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->passphrase);
  const auto again = Key::from_passphrase(Sensitive("correct horse"), header->cost);
  EXPECT_TRUE(Reader::open(scratch / "index", *again));
  const auto wrong = Key::from_passphrase(Sensitive("correct house"), header->cost);
  EXPECT_EQ(Reader::open(scratch / "index", *wrong).error().kind, ErrorKind::wrong_key);
}

// Exit code 0: it was read. As a user whom the modes bind, which root is not.
int read_as_nobody(const std::filesystem::path& path, const Key& key) {
  constexpr uid_t kNobody = 65534;
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) ::_exit(2);
    ::_exit(Reader::open(path, key) ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

TEST(ReadOnly, AnIndexThatNobodyMayWriteCanBeRead) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  open_writer(scratch / "index", key);
  ASSERT_EQ(::chmod((scratch / "index").c_str(), 0444), 0);
  ASSERT_EQ(::chmod((scratch / "").c_str(), 0555), 0);
  EXPECT_EQ(read_as_nobody(scratch / "index", key), 0);
  ASSERT_EQ(::chmod((scratch / "").c_str(), 0700), 0);
}

}  // namespace
}  // namespace trawl::index
