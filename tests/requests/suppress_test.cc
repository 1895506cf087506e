// Suppression: what is on the list is left out of answers and counted; what is asked for is shown; nothing else
// changes.
#include "requests/suppress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "requests/access.h"
#include "requests/inventory.h"
#include "tests/requests/person.h"

namespace trawl::requests {
namespace {

using namespace testing;

constexpr std::int64_t kNow = 1'790'000'000;  // 21 September 2026
constexpr const char* kSwitchboard = "020 8765 4321";

class SuppressTest : public ::testing::Test {
 protected:
  SuppressTest() {
    estate_.add("/share/letters/a.txt", text_file("Margaret O'Neill called 020 8765 4321 from SW1A 1AA."));
    estate_.add("/share/letters/b.txt",
                text_file("Ring +44 20 8765 4321 or 0113 555 1234. t.brown@northbridge.org.uk"));
    Node zip{"", "application/zip", {}, {}, {}};
    Node form = text_file("020-8765-4321 and AB123456C");
    form.name = "forms/empty.txt";
    zip.children.push_back(form);
    estate_.add("/share/old.zip", zip);
  }

  Result<index::Suppression> made(const std::string& value, const std::string& kind = "", const std::string& place = "",
                                  const std::string& reason = "our own") {
    SuppressRequest request;
    request.value = Sensitive(value);
    request.kind = kind;
    request.place = place;
    request.reason = reason;
    request.added = kNow;
    return suppression_of(request, *estate_.detectors, estate_.reader.key());
  }
  std::uint64_t suppress(const std::string& value, const std::string& kind = "", const std::string& place = "") {
    auto entry = made(value, kind, place);
    EXPECT_TRUE(entry) << entry.error().message;
    return *add_to(estate_.reader.suppression_list, std::move(*entry));
  }
  Suppressor suppressor(std::int64_t now = kNow) { return *Suppressor::of(estate_.reader, now); }
  Inventory report() {
    const Suppressor list = suppressor();
    return *inventory(estate_.reader, detectors::built_in_kinds(), &list);
  }
  FindAnswer find_value(const std::string& text) {
    const Suppressor list = suppressor();
    FindOptions options;
    options.search.examine.suppressor = &list;
    return *find({"", Sensitive(text)}, estate_.sources(), options);
  }

  Estate estate_;
};

TEST_F(SuppressTest, EverySpellingIsOneValue) {
  const auto one = made("020 8765 4321");
  for (const char* spelling : {"+44 20 8765 4321", "+442087654321", " (020) 8765-4321\t", "0044 20 87654321"}) {
    const auto other = made(spelling);
    ASSERT_TRUE(other) << spelling;
    EXPECT_EQ(other->values.size(), one->values.size()) << spelling;
    EXPECT_EQ(other->values[0].token, one->values[0].token) << spelling;
  }
  EXPECT_EQ(one->values[0].kind, "phone");
  EXPECT_EQ(one->values[0].shown.find("8765"), std::string::npos) << one->values[0].shown;
}

TEST_F(SuppressTest, WhatIsNoEntryIsRefusedWithTheRemedy) {
  EXPECT_THAT(made("020 8765 4321", "", "", " \t").error().message, ::testing::HasSubstr("--reason"));
  EXPECT_THAT(made("").error().message, ::testing::HasSubstr("--place"));
  EXPECT_THAT(made("", "phone", "letters").error().message, ::testing::HasSubstr("--kind needs a value"));
  EXPECT_THAT(made("not a number", "phone").error().message, ::testing::HasSubstr("explain"));
  EXPECT_THAT(made("and so it goes on").error().message, ::testing::HasSubstr("--kind"));
  EXPECT_THAT(made("1", "no_such_kind").error().message, ::testing::HasSubstr("no such kind"));
  EXPECT_THAT(made("", "", "a[b").error().message, ::testing::HasSubstr("'['"));
  EXPECT_THAT(made("", "", "//").error().message, ::testing::HasSubstr("names nothing"));
  EXPECT_FALSE(made("", "", std::string(5'000, 'a')));
  EXPECT_FALSE(made("020 8765 4321", "", "", std::string(1'001, 'a')));
  EXPECT_FALSE(made(std::string(1 << 20, '7')));
  for (const auto& error : {made("not a number", "phone").error(), made("and so it goes on").error()}) {
    EXPECT_EQ(error.kind, ErrorKind::invalid_argument);
    EXPECT_EQ(error.message.find("goes on"), std::string::npos) << "messages quote no value";
  }
}

TEST_F(SuppressTest, AReasonOrLabelThatTellsTheValueIsRefused) {
  EXPECT_THAT(made("020 8765 4321", "", "", "it is +44 20 8765 4321").error().message,
              ::testing::HasSubstr("tells the value"));
  EXPECT_TRUE(made("020 8765 4321", "", "", "not 020 8765 4322"));
}

TEST_F(SuppressTest, TheLastDayIsADayThatIsStillToCome) {
  SuppressRequest request;
  request.place = "letters";
  request.reason = "r";
  request.added = kNow;
  for (const char* day :
       {"2026-13-01", "2026-02-30", "2027-3-1", "tomorrow", "2027-03-31x", "-027-03-31", "2026-09-20"}) {
    request.until = day;
    EXPECT_FALSE(suppression_of(request, *estate_.detectors, estate_.reader.key())) << day;
  }
  request.until = "2026-09-21";  // today counts
  const auto entry = suppression_of(request, *estate_.detectors, estate_.reader.key());
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->until, 1'790'035'200);  // midnight, date -d '2026-09-22 00:00 UTC' +%s
}

TEST_F(SuppressTest, AnEntryIsNotAppliedWhenItsLastDayIsOver) {
  auto entry = made(kSwitchboard);
  entry->until = kNow + 10;
  (void)add_to(estate_.reader.suppression_list, std::move(*entry));
  EXPECT_EQ(suppressor(kNow + 9).entries().size(), 1u);
  EXPECT_EQ(suppressor(kNow + 10).entries().size(), 0u);
  EXPECT_EQ(suppressor(kNow + 10).expired(), 1u);
}

TEST_F(SuppressTest, TheSameTwiceIsOneEntryWithTheNewReason) {
  const std::uint64_t first = suppress("020 8765 4321");
  auto again = made("+44 20 8765 4321", "", "", "another reason");
  EXPECT_EQ(*add_to(estate_.reader.suppression_list, std::move(*again)), first);
  ASSERT_EQ(estate_.reader.suppression_list.entries.size(), 1u);
  EXPECT_EQ(estate_.reader.suppression_list.entries[0].reason, "another reason");
  EXPECT_NE(suppress("020 8765 4321", "", "letters"), first) << "at a place it is another";
}

TEST_F(SuppressTest, TheListHasAnEnd) {
  index::SuppressionList list;
  list.entries.resize(kMostSuppressions);
  for (auto& entry : list.entries) entry.place = "x";
  EXPECT_FALSE(add_to(list, *made(kSwitchboard)));
}

TEST_F(SuppressTest, AReportLeavesOutAValueEverywhereAndCountsIt) {
  const Inventory all = report();
  EXPECT_TRUE(all.suppression.applied);
  EXPECT_EQ(all.suppression.all.findings, 0u);
  suppress(kSwitchboard);
  const Inventory less = report();
  EXPECT_EQ(less.findings + 3, all.findings);
  EXPECT_EQ(less.suppression.all.findings, 3u);
  EXPECT_EQ(less.suppression.parts, 3u);
  ASSERT_EQ(less.suppression.entries.size(), 1u);
  EXPECT_EQ(less.suppression.entries[0].count.findings, 3u);
  EXPECT_EQ(less.suppression.entries[0].entry.reason, "our own");
  EXPECT_EQ(less.ledger.walked, all.ledger.walked);
}

TEST_F(SuppressTest, APlaceHoldsForWhatIsInsideIt) {
  const std::pair<const char*, std::uint64_t> cases[] = {{"letters", 2},
                                                         {"letters/**", 2},
                                                         {"/letters", 2},
                                                         {"/share/letters", 2},
                                                         {"a.txt", 1},
                                                         {"old.zip", 1},
                                                         {"*.zip", 1},
                                                         {"old.zip!/forms", 1},
                                                         {"forms", 1},
                                                         {"**/empty.txt", 1},
                                                         {"/share/old.zip!/*", 1},
                                                         {"share", 0},
                                                         {"letters/c.txt", 0},
                                                         {"*", 3},
                                                         {"\xFF[!a]", 0}};
  for (const auto& [place, parts] : cases) {
    estate_.reader.suppression_list = {};
    suppress("", "", place);
    EXPECT_EQ(report().suppression.parts, parts) << place;
    const Inventory made = report();
    std::uint64_t all = 0;
    for (const KindCount& kind : made.kinds) all += kind.suppressed;
    EXPECT_EQ(all, made.suppression.all.findings);
  }
}

TEST_F(SuppressTest, AValueAtAPlaceIsLeftOutOnlyThere) {
  suppress(kSwitchboard, "phone", "letters/b.txt");
  const Inventory made = report();
  EXPECT_EQ(made.suppression.all.findings, 1u);
  EXPECT_EQ(made.suppression.parts, 1u);
}

TEST_F(SuppressTest, OverlappingEntriesCountEachAndTheTotalCountsOnce) {
  suppress(kSwitchboard);
  suppress("", "", "letters");
  const Inventory made = report();
  EXPECT_EQ(made.suppression.entries[0].count.findings, 3u);
  EXPECT_GT(made.suppression.entries[1].count.findings, 2u);
  EXPECT_EQ(made.suppression.all.findings, made.suppression.entries[1].count.findings + 1);
  EXPECT_EQ(made.suppression.parts, 3u);
}

TEST_F(SuppressTest, WhatIsAskedForIsFoundAllTheSameAndMarked) {
  const FindAnswer before = find_value(kSwitchboard);
  const std::uint64_t value = suppress(kSwitchboard);
  const std::uint64_t place = suppress("", "", "old.zip");
  const FindAnswer after = find_value(kSwitchboard);
  ASSERT_EQ(after.found.parts.size(), before.found.parts.size());
  std::uint64_t hits = 0, marked = 0, in_zip = 0;
  for (const ExaminedPart& part : after.found.parts) {
    for (const Hit& hit : part.hits) {
      ++hits;
      marked += !hit.suppressed.empty() && hit.suppressed.front() == value;
      in_zip += hit.suppressed == std::vector<std::uint64_t>{value, place};
    }
  }
  EXPECT_EQ(hits, 3u);
  EXPECT_EQ(marked, 3u);
  EXPECT_EQ(in_zip, 1u);
  EXPECT_EQ(after.suppression.all.asked_for, 3u);
  EXPECT_EQ(after.terms[0].suppressed, std::vector<std::uint64_t>{value});
}

TEST_F(SuppressTest, ASubjectWhoseOwnNumberIsSuppressedLosesNothing) {
  auto subject = parse_subject("phones = [\"020 8765 4321\"]\n[[name]]\ngiven = \"Margaret\"\nfamily = \"O'Neill\"\n");
  ASSERT_TRUE(subject) << subject.error().message;
  const auto before = access(*subject, estate_.sources(), {});
  const std::uint64_t entry = suppress(kSwitchboard);
  const Suppressor list = suppressor();
  SearchOptions options;
  options.examine.suppressor = &list;
  const auto after = access(*subject, estate_.sources(), options);
  ASSERT_EQ(after->documents.size(), before->documents.size());
  EXPECT_EQ(after->tiers, before->tiers);
  EXPECT_EQ(after->suppression.all.asked_for, 3u);
  const auto marked = std::count_if(after->terms.begin(), after->terms.end(), [&](const auto& term) {
    return term.suppressed == std::vector<std::uint64_t>{entry};
  });
  EXPECT_EQ(marked, 1);
}

TEST_F(SuppressTest, OtherFindingsBesideAHitAreLeftOutAndCounted) {
  const FindAnswer before = find_value("t.brown@northbridge.org.uk");
  ASSERT_EQ(before.found.parts.size(), 1u);
  suppress(kSwitchboard);
  const FindAnswer after = find_value("t.brown@northbridge.org.uk");
  EXPECT_EQ(after.found.parts[0].other_identifiers + 1, before.found.parts[0].other_identifiers);
  EXPECT_EQ(after.suppression.all.findings, 1u);
  EXPECT_EQ(after.suppression.all.asked_for, 0u);
}

TEST_F(SuppressTest, WhatIsTakenBackIsThereAgain) {
  const Inventory before = report();
  suppress(kSwitchboard);
  suppress("", "", "*");
  EXPECT_EQ(report().findings, 0u);
  estate_.reader.suppression_list.entries.clear();
  EXPECT_EQ(report().findings, before.findings);
  EXPECT_EQ(report().parts_with_findings, before.parts_with_findings);
}

// Whatever is on the list: what is left plus what was left out is what there is, for each kind.
TEST_F(SuppressTest, NothingIsLostWhateverIsSuppressed) {
  fill(estate_);
  const auto all = inventory(estate_.reader, detectors::built_in_kinds());
  const char* values[] = {"020 8765 4321", "AB123456C", "t.brown@northbridge.org.uk", "SW1A 1AA", "Margaret O'Neill"};
  const char* places[] = {"", "letters", "*.txt", "**/hr/**", "[a-m]*", "old.zip!/**", "*"};
  std::mt19937 random(4);
  for (int round = 0; round < 60; ++round) {
    estate_.reader.suppression_list = {};
    for (int n = static_cast<int>(random() % 4); n >= 0; --n) {
      const std::string place = places[random() % std::size(places)];
      suppress(random() % 3 == 0 && !place.empty() ? "" : values[random() % std::size(values)], "", place);
    }
    const Inventory made = report();
    for (const KindCount& kind : all->kinds) {
      const auto same =
          std::find_if(made.kinds.begin(), made.kinds.end(), [&](const auto& k) { return k.kind == kind.kind; });
      ASSERT_NE(same, made.kinds.end()) << kind.kind;
      EXPECT_EQ(same->findings + same->examples + same->suppressed, kind.findings + kind.examples) << kind.kind;
    }
    EXPECT_EQ(made.ledger.walked, all->ledger.walked);
  }
}

}  // namespace
}  // namespace trawl::requests
