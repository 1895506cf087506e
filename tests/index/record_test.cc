// Records come back from their packed form as they were, and no bytes at all can harm who unpacks them.
#include "index/record.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "core/part.h"
#include "index/packing.h"

namespace trawl::index {
namespace {

PartRecord full_part() {
  PartRecord record;
  record.locator.hops = {"share/a!b#c", std::string("x\0\xFF", 3), ""};
  record.media_type = "application/pdf";
  record.size = kUnknownSize;
  record.modified = kUnknownTime;
  record.depth = 3;
  record.outcome = {OutcomeKind::over_limit, "nesting deeper than 16"};
  record.text_bytes = 12345;
  record.findings_left_out = 7;
  StoredFinding finding;
  finding.kind = "email";
  finding.value = Sensitive("jane@example.org");
  finding.confidence = Confidence::certain;
  finding.evidence = "checksum";
  finding.tags = "test,expired";
  finding.anchor = "page=3";
  finding.label = "E-mail";
  finding.count = std::numeric_limits<std::uint32_t>::max();
  record.findings.push_back(std::move(finding));
  record.findings.emplace_back();
  return record;
}

DirectoryState full_directory() {
  DirectoryState state;
  state.fingerprint = std::numeric_limits<std::uint64_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  state.entries.push_back({"a\xFF/", EntryType::other, {1, kLeast, -1, UINT64_MAX}, {{1, 1}, {5, 900}}});
  state.entries.push_back({"b", EntryType::directory, {}, {}});
  return state;
}

ScanRecord full_scan() {
  ScanRecord scan;
  scan.id = 9;
  scan.started = 1'700'000'000;
  scan.finished = -1;
  scan.version = "0.1.0";
  scan.roots = {"/srv", ""};
  scan.excluded = {"*.iso"};
  scan.ocr_languages = "eng";
  scan.files_seen = 1;
  scan.files_read = 2;
  scan.files_unchanged = 3;
  scan.files_removed = 4;
  scan.bytes_read = 5;
  return scan;
}

TEST(Record, APartComesBackAsItWas) {
  const auto part = unpack_part(pack(full_part()));
  ASSERT_TRUE(part);
  EXPECT_EQ(pack(*part), pack(full_part()));
  EXPECT_EQ(part->locator, full_part().locator);
  EXPECT_EQ(part->size, kUnknownSize);
  EXPECT_EQ(part->modified, kUnknownTime);
  EXPECT_EQ(part->outcome, full_part().outcome);
  EXPECT_EQ(part->depth, 3u);
  ASSERT_EQ(part->findings.size(), 2u);
  EXPECT_EQ(part->findings[0].value.reveal(), "jane@example.org");
  EXPECT_EQ(part->findings[0].confidence, Confidence::certain);
  EXPECT_EQ(part->findings[0].anchor, "page=3");
  EXPECT_EQ(part->findings[0].label, "E-mail");
  EXPECT_EQ(part->findings[0].count, std::numeric_limits<std::uint32_t>::max());
  EXPECT_TRUE(unpack_part(pack(PartRecord())));
}

TEST(Record, FindingsBeyondTheLimitAreCounted) {
  PartRecord record;
  record.findings_left_out = 2;
  record.findings.resize(PartRecord::kMaxFindings + 3);
  const auto part = unpack_part(pack(record));
  ASSERT_TRUE(part);
  EXPECT_EQ(part->findings.size(), PartRecord::kMaxFindings);
  EXPECT_EQ(part->findings_left_out, 5u);
}

TEST(Record, ADirectoryComesBackAsItWas) {
  const auto state = unpack_directory(pack(full_directory()));
  ASSERT_TRUE(state);
  EXPECT_EQ(pack(*state), pack(full_directory()));
  EXPECT_EQ(state->fingerprint, full_directory().fingerprint);
  EXPECT_EQ(state->entries[0].identity, full_directory().entries[0].identity);
  EXPECT_EQ(state->entries[0].type, EntryType::other);
  EXPECT_EQ(state->entries[0].parts[1].last, 900u);
}

TEST(Record, AScanComesBackAsItWas) {
  const auto scan = unpack_scan(pack(full_scan()));
  ASSERT_TRUE(scan);
  EXPECT_EQ(pack(*scan), pack(full_scan()));
  EXPECT_EQ(scan->roots, full_scan().roots);
  EXPECT_EQ(scan->bytes_read, 5u);
  EXPECT_EQ(scan->finished, -1);
}

TEST(Record, AShorterOrLongerOneIsRefused) {
  const std::string part = pack(full_part()), directory = pack(full_directory()), scan = pack(full_scan());
  for (std::size_t size = 0; size < part.size(); ++size) EXPECT_FALSE(unpack_part(part.substr(0, size))) << size;
  for (std::size_t size = 0; size < directory.size(); ++size) EXPECT_FALSE(unpack_directory(directory.substr(0, size)));
  for (std::size_t size = 0; size < scan.size(); ++size) EXPECT_FALSE(unpack_scan(scan.substr(0, size))) << size;
  EXPECT_EQ(unpack_part(part + '\0').error().kind, ErrorKind::damaged);
  EXPECT_FALSE(unpack_directory(directory + '\0'));
  EXPECT_FALSE(unpack_scan(scan + '\0'));
}

TEST(Record, OfAnotherVersionIsRefused) {
  std::string part = pack(full_part());
  part[0] = 2;
  EXPECT_FALSE(unpack_part(part));
}

TEST(Record, WhatMutationsLeaveReadableIsPackedAgainToTheSame) {
  std::mt19937 random(23);
  const std::string originals[] = {pack(full_part()), pack(full_directory()), pack(full_scan())};
  for (int round = 0; round < 50'000; ++round) {
    std::string bytes = originals[random() % 3];
    for (std::size_t n = 1 + random() % 4; n > 0; --n) bytes[random() % bytes.size()] = static_cast<char>(random());
    if (const auto part = unpack_part(bytes)) {
      EXPECT_EQ(pack(*unpack_part(pack(*part))), pack(*part));
    }
    if (const auto state = unpack_directory(bytes)) {
      EXPECT_EQ(pack(*unpack_directory(pack(*state))), pack(*state));
    }
    if (const auto scan = unpack_scan(bytes)) {
      EXPECT_EQ(pack(*unpack_scan(pack(*scan))), pack(*scan));
    }
  }
}

TEST(Packing, NumbersOfEverySizeComeBack) {
  for (unsigned bits = 0; bits < 64; ++bits) {
    for (const std::uint64_t number : {std::uint64_t{1} << bits, (std::uint64_t{1} << bits) - 1, UINT64_MAX << bits}) {
      std::string packed;
      append_number(packed, number);
      append_signed(packed, static_cast<std::int64_t>(number));
      append_fixed64(packed, number);
      Unpacker in(packed);
      EXPECT_EQ(in.number(), number);
      EXPECT_EQ(in.signed_number(), static_cast<std::int64_t>(number));
      EXPECT_EQ(in.fixed64(), number);
      EXPECT_TRUE(in.done());
    }
  }
}

TEST(Packing, ANumberOfMoreThan64BitsAndACountThatCannotBeAreRefused) {
  Unpacker longer(std::string_view("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 10));
  EXPECT_EQ(longer.number(), 0u);
  EXPECT_FALSE(longer.ok());
  Unpacker count(
      "\x7F"
      "abc");
  EXPECT_EQ(count.count(1), 0u);
  EXPECT_FALSE(count.ok());
  Unpacker text(
      "\x05"
      "abc");
  EXPECT_EQ(text.string(), "");
  EXPECT_FALSE(text.ok());
}

}  // namespace
}  // namespace trawl::index
