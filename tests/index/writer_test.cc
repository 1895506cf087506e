// What is written to an index is what readers find.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/index/scratch.h"

namespace trawl::index {
namespace {

TEST(Writer, WhatIsCommittedIsFound) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  const PartId id = writer->allocate(2);
  std::vector<PartEntry> entries;
  entries.push_back(entry_of(key, id, record_named("a.txt"), {7, 9}));
  entries.push_back(entry_of(key, id + 1, record_named("b.txt"), {9}));
  ASSERT_TRUE(writer->add(std::move(entries)));
  ASSERT_TRUE(writer->commit(true));
  const auto reader = open_reader(scratch / "index", key);
  EXPECT_EQ(reader->lookup(9).value(), (std::vector<PartId>{id, id + 1}));
  EXPECT_EQ(reader->lookup(7).value(), (std::vector<PartId>{id}));
  EXPECT_TRUE(reader->lookup(8)->empty());
  EXPECT_EQ(reader->part(id + 1)->locator.hops, (std::vector<std::string>{"b.txt"}));
  EXPECT_EQ(reader->part(id + 2).error().kind, ErrorKind::not_found);
  EXPECT_EQ(reader->statistics().parts, 2u);
}

TEST(Writer, NothingIsSeenBeforeTheCommit) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  Writer::Options options;
  options.batch_bytes = 1;  // each addition is written at once, and yet not committed
  {
    auto writer = open_writer(scratch / "index", key, options);
    const PartId id = writer->allocate(1);
    std::vector<PartEntry> entries;
    entries.push_back(entry_of(key, id, record_named("a.txt"), {7}));
    ASSERT_TRUE(writer->add(std::move(entries)));
    EXPECT_TRUE(open_reader(scratch / "index", key)->lookup(7)->empty());
  }
  EXPECT_TRUE(open_reader(scratch / "index", key)->lookup(7)->empty());
  EXPECT_EQ(open_writer(scratch / "index", key)->allocate(1), 1u) << "nothing of the id was stored";
}

TEST(Writer, AReaderKeepsItsViewWhileTheWriterGoesOn) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  ASSERT_TRUE(writer->commit(true));
  const auto before = open_reader(scratch / "index", key);
  std::vector<PartEntry> entries;
  entries.push_back(entry_of(key, writer->allocate(1), record_named("a.txt"), {7}));
  ASSERT_TRUE(writer->add(std::move(entries)));
  ASSERT_TRUE(writer->commit(true));
  EXPECT_TRUE(before->lookup(7)->empty());
  EXPECT_EQ(open_reader(scratch / "index", key)->lookup(7)->size(), 1u);
}

TEST(Writer, ASecondWriterIsToldWhoHoldsTheIndex) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  {
    const auto first = open_writer(scratch / "index", key);
    const auto second = Writer::open(scratch / "index", key, std::nullopt, {});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::busy);
    EXPECT_NE(second.error().message.find("process " + std::to_string(::getpid())), std::string::npos);
  }
  EXPECT_NE(open_writer(scratch / "index", key), nullptr);
}

TEST(Writer, TheIndexIsOneFileOfMode0600WhenAllHaveClosedIt) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  open_writer(scratch / "index", key);
  open_reader(scratch / "index", key);
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator((scratch / "index").parent_path())) {
    names.push_back(entry.path().filename().native());
    EXPECT_EQ(entry.status().permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"index", "key"}));
}

TEST(Writer, TokensOfAPartAreNotFoundBeforeItsRecordIs) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  const PartId id = writer->allocate(1);
  ASSERT_TRUE(writer->add_tokens(id, {7}));
  ASSERT_TRUE(writer->commit(true));
  EXPECT_TRUE(open_reader(scratch / "index", key)->lookup(7)->empty());
  std::vector<PartEntry> entries;
  entries.push_back(entry_of(key, id, record_named("huge.log"), {8}));
  ASSERT_TRUE(writer->add(std::move(entries)));
  ASSERT_TRUE(writer->add_tokens(id, {9}));
  ASSERT_TRUE(writer->commit(true));
  for (const Token token : {7, 8, 9}) {
    EXPECT_EQ(open_reader(scratch / "index", key)->lookup(token).value(), std::vector<PartId>{id}) << token;
  }
}

TEST(Writer, TokensOfAPartThatWasNeverFinishedAreForgottenByTheNextWriter) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  {
    auto writer = open_writer(scratch / "index", key);
    ASSERT_TRUE(writer->add_tokens(writer->allocate(1), {7}));
    ASSERT_TRUE(writer->commit(true));
  }
  auto writer = open_writer(scratch / "index", key);
  EXPECT_EQ(writer->allocate(1), 2u) << "something of id 1 was stored";
  ASSERT_TRUE(writer->tidy());
  EXPECT_TRUE(open_reader(scratch / "index", key)->lookup(7)->empty());
  EXPECT_EQ(open_reader(scratch / "index", key)->statistics().postings, 0u);
}

TEST(Writer, RemovedPartsAreGone) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  const PartId id = writer->allocate(4);
  for (PartId each = id; each < id + 4; ++each) {
    std::vector<PartEntry> entries;
    entries.push_back(entry_of(key, each, record_named("a.txt"), {7}));
    ASSERT_TRUE(writer->add(std::move(entries)));
    if (each == id + 1) {
      ASSERT_TRUE(writer->commit(true));
    }
  }
  const std::vector<IdRange> ranges = {{id + 1, id + 2}};  // one is committed, one is not yet written
  ASSERT_TRUE(writer->remove(ranges));
  ASSERT_TRUE(writer->commit(true));
  const auto reader = open_reader(scratch / "index", key);
  EXPECT_EQ(reader->lookup(7).value(), (std::vector<PartId>{id, id + 3}));
  EXPECT_EQ(reader->part(id + 1).error().kind, ErrorKind::not_found);
  EXPECT_EQ(reader->statistics().parts, 2u);
  EXPECT_EQ(reader->statistics().removed, 2u);
}

TEST(Writer, DirectoriesAreKeptByTheirPath) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  const std::string path = "/srv/caf\xE9\n";
  DirectoryState state;
  state.fingerprint = 0xFEDCBA9876543210;
  state.entries.push_back({"a", EntryType::file, {1, -2, 3, 4}, {{5, 6}}});
  ASSERT_TRUE(writer->put_directory(path, state));
  const auto uncommitted = writer->directory(path);
  ASSERT_TRUE(uncommitted && *uncommitted);
  ASSERT_TRUE(writer->commit(true));
  writer.reset();
  writer = open_writer(scratch / "index", key);
  const auto kept = writer->directory(path);
  ASSERT_TRUE(kept && *kept);
  EXPECT_EQ((*kept)->fingerprint, state.fingerprint);
  EXPECT_EQ((*kept)->entries[0].identity, state.entries[0].identity);
  EXPECT_FALSE(writer->directory("/srv")->has_value());
  ASSERT_TRUE(writer->remove_directory(path));
  EXPECT_FALSE(writer->directory(path)->has_value());
}

TEST(Writer, ScansAreListedOldestFirst) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  auto writer = open_writer(scratch / "index", key);
  ScanRecord scan;
  scan.id = writer->new_scan_id();
  scan.roots = {"/srv"};
  ASSERT_TRUE(writer->put_scan(scan));
  scan.finished = 5;
  ASSERT_TRUE(writer->put_scan(scan));
  scan.id = 0;
  ASSERT_TRUE(writer->put_scan(scan));
  ASSERT_TRUE(writer->commit(true));
  const auto scans = open_reader(scratch / "index", key)->scans();
  ASSERT_EQ(scans->size(), 2u);
  EXPECT_EQ((*scans)[0].id, 1u);
  EXPECT_EQ((*scans)[0].finished, 5);
  EXPECT_EQ((*scans)[1].id, 2u);
}

}  // namespace
}  // namespace trawl::index
