// find: what is held now is found in every spelling, masked; what changed is said.
#include "requests/find.h"

#include <gtest/gtest.h>

#include <ctime>

#include "requests/kinds.h"
#include "tests/requests/estate.h"

namespace trawl::requests {
namespace {

using testing::Block;
using testing::Estate;
using testing::Node;
using testing::table;
using testing::text_file;

class FindTest : public ::testing::Test {
 protected:
  FindAnswer look_for(std::string_view text, std::string_view kind = "", bool plain = false) {
    FindOptions options;
    options.search.examine.plain = plain;
    auto answer = find({std::string(kind), Sensitive(text)}, estate.sources(), options);
    EXPECT_TRUE(answer.has_value()) << answer.error().message;
    return answer ? std::move(*answer) : FindAnswer{};
  }

  static std::vector<std::string> locators(const FindAnswer& answer) {
    std::vector<std::string> all;
    for (const ExaminedPart& part : answer.found.parts) {
      for (const Hit& hit : part.hits) all.push_back(print({part.locator.hops, hit.anchor}));
    }
    return all;
  }

  Estate estate;
};

using Places = std::vector<std::string>;

TEST_F(FindTest, EverySpellingOfANumberFindsEveryOther) {
  estate.add("/share/a.txt", text_file("first\nNI number AB 12 34 56 C\n"));
  estate.add("/share/b.txt", text_file("nino: ab123456c"));
  estate.add("/share/c.txt", text_file("nino: AB123457C"));
  for (const std::string_view query : {"AB123456C", "ab 12 34 56 c", "AB-12-34-56-C"}) {
    EXPECT_EQ(locators(look_for(query)), (Places{"/share/a.txt#line=2", "/share/b.txt#line=1"})) << query;
  }
}

TEST_F(FindTest, PhonesAndUnrecognisedDigitsAreFoundByTheirCharacters) {
  estate.add("/share/a.txt", text_file("Tel: 020 7183 8750"));
  estate.add("/share/b.txt", text_file("Tel +44 (0)20 7183 8750 x"));
  estate.add("/share/c.txt", text_file("ref 9434765919 only"));
  EXPECT_EQ(look_for("02071838750").found.parts.size(), 2u);
  const FindAnswer nhs = look_for("943 476 5919");
  ASSERT_EQ(nhs.found.parts.size(), 1u);
}

TEST_F(FindTest, NamesAreFoundInEveryOrderWhereNoDetectorFired) {
  estate.add("/share/a.txt", text_file("smith, jane attended"));
  estate.add("/share/b.txt", text_file("as agreed with JANE SMITH"));
  estate.add("/share/c.txt", text_file("Jane met Mr Smith"));
  estate.add("/share/d.txt", text_file("see J. Smith"));
  estate.add("/share/e.txt", text_file("John Smith and Jane Brown"));
  const FindAnswer answer = look_for("Jane Smith");
  EXPECT_EQ(answer.found.parts.size(), 3u);
  EXPECT_GE(answer.found.coincidences, 2u);
  EXPECT_TRUE(answer.found.unconfirmed.empty());
}

TEST_F(FindTest, ANameDividedOverTheColumnsOfARowIsFoundInItsCell) {
  estate.add(
      "/share/staff.csv",
      table({{"Surname", "First name", "NI number"}, {"Brown", "Tom", "AB123456C"}, {"Smith", "Jane", "CE234567A"}}));
  const FindAnswer answer = look_for("Jane Smith");
  EXPECT_EQ(locators(answer), (Places{"/share/staff.csv#cell=A3"}));
  const Hit& hit = answer.found.parts[0].hits[0];
  EXPECT_EQ(hit.kind, BlockKind::cell);
  EXPECT_EQ(hit.label, "Surname");
}

TEST_F(FindTest, SnippetsMaskTheValueAndEveryOtherFinding) {
  estate.add("/share/a.txt", text_file("Write to jane.smith@northbridge.org.uk about NI number AB 12 34 56 C today"));
  const Hit masked = look_for("jane.smith@northbridge.org.uk").found.parts.at(0).hits.at(0);
  const std::string all = masked.snippet.before + masked.snippet.match + masked.snippet.after;
  EXPECT_EQ(all.find("jane.smith"), std::string::npos) << all;
  EXPECT_EQ(all.find("12 34 56"), std::string::npos) << all;
  EXPECT_NE(all.find("Write to"), std::string::npos) << all;
  EXPECT_NE(all.find("today"), std::string::npos) << all;
  const Hit plain = look_for("jane.smith@northbridge.org.uk", "", true).found.parts.at(0).hits.at(0);
  EXPECT_EQ(plain.snippet.match, "jane.smith@northbridge.org.uk");
  EXPECT_NE(plain.snippet.after.find("AB 12 34 56 C"), std::string::npos);
}

TEST_F(FindTest, TermsAreMaskedUnlessShown) {
  EXPECT_EQ(look_for("jane.smith@northbridge.org.uk").terms.at(0).text.find("jane.smith"), std::string::npos);
  EXPECT_EQ(look_for("jane.smith@northbridge.org.uk", "", true).terms.at(0).text, "jane.smith@northbridge.org.uk");
}

TEST_F(FindTest, WordsMustAllStandInTheDocument) {
  estate.add("/share/a.txt", text_file("The grievance of Mr Kettering was heard"));
  estate.add("/share/b.txt", text_file("Grievance procedure"));
  Node apart = text_file("Kettering");
  apart.blocks.push_back({std::string(2000, '.'), BlockKind::text, "", "page=2"});
  apart.blocks.push_back({"a grievance", BlockKind::text, "", "page=3"});
  estate.add("/share/c.txt", apart);
  const FindAnswer answer = look_for("grievance kettering");
  EXPECT_EQ(locators(answer), (Places{"/share/a.txt#line=1", "/share/c.txt#page=3", "/share/c.txt#line=1"}));
}

TEST_F(FindTest, FindsPartsInsideContainersAndReadsEachFileOnce) {
  Node mail{"", "message/rfc822", {}, {}, {}};
  mail.children.push_back(text_file("NI number AB123456C"));
  mail.children.back().name = "note.txt";
  mail.children.push_back(text_file("again AB 12 34 56 C"));
  mail.children.back().name = "b.txt";
  estate.add("/share/x.zip", Node{"", "application/zip", {}, {}, {}});
  Node zip{"", "application/zip", {}, {mail}, {}};
  zip.children[0].name = "m.eml";
  estate.add("/share/y.zip", zip);
  EXPECT_EQ(locators(look_for("AB123456C")),
            (Places{"/share/y.zip!/m.eml!/note.txt#line=1", "/share/y.zip!/m.eml!/b.txt#line=1"}));
  EXPECT_EQ(estate.reads["/share/y.zip"], 1);
  EXPECT_EQ(estate.reads["/share/x.zip"], 0);
}

TEST_F(FindTest, WhatChangedSinceTheScanIsReported) {
  for (const std::string name : {"a", "b", "c", "d"}) {
    estate.add("/share/" + name, text_file("NI number AB123456C"));
  }
  estate.files["/share/a"] = text_file("nothing");
  estate.files.erase("/share/b");
  estate.files["/share/c"].outcome = {OutcomeKind::crashed, "the reader died"};
  estate.files["/share/c"].blocks.clear();
  const FindAnswer answer = look_for("AB123456C");
  EXPECT_EQ(locators(answer), (Places{"/share/d#line=1"}));
  ASSERT_EQ(answer.found.unconfirmed.size(), 3u);
  EXPECT_EQ(answer.found.unconfirmed[0].reason, "changed since the scan: it no longer holds the value");
  EXPECT_EQ(answer.found.unconfirmed[1].reason, "could not be read again: the file is not there");
  EXPECT_EQ(answer.found.unconfirmed[2].reason, "could not be read again: the reader died");
}

TEST_F(FindTest, WordsThatWentAreReportedAsChangedToo) {
  estate.add("/share/a", text_file("Jane Smith"));
  estate.files["/share/a"] = text_file("nobody");
  ASSERT_EQ(look_for("Jane Smith").found.unconfirmed.size(), 1u);
}

TEST_F(FindTest, WhatCouldNotBeReadComesWithEveryAnswer) {
  Node locked{"", "application/pdf", {}, {}, {OutcomeKind::encrypted, "password needed"}};
  estate.add("/share/locked.pdf", locked);
  estate.add("/share/link", Node{"", "", {}, {}, {OutcomeKind::skipped, "symbolic link"}});
  const FindAnswer answer = look_for("AB123456C");
  EXPECT_EQ(answer.ledger.walked, 2u);
  ASSERT_EQ(answer.ledger.unread.size(), 1u);
  EXPECT_EQ(answer.ledger.unread[0].outcome.reason, "password needed");
  EXPECT_EQ(answer.ledger.skipped.size(), 1u);
}

TEST_F(FindTest, NamesOfFilesAndFoldersCount) {
  estate.add("/share/Jane Smith/letter.txt", text_file("Dear all"));
  estate.add("/share/smith_jane_cv.txt", text_file("Curriculum"));
  EXPECT_EQ(look_for("Jane Smith").named.size(), 2u);
}

TEST_F(FindTest, AReaderThatTellsNamesAsBlocksIsUnderstood) {
  const std::string folder = "/share/Jane Smith/letter.txt", file = "/share/smith_jane_cv.txt";
  for (const std::string& path : {folder, file}) {
    Node node = text_file("Dear all");
    node.blocks.insert(node.blocks.begin(), Block{path, BlockKind::name});
    estate.add(path, node);
  }
  const FindAnswer answer = look_for("Jane Smith");
  EXPECT_TRUE(answer.named.empty());
  EXPECT_TRUE(answer.found.unconfirmed.empty());
  ASSERT_EQ(locators(answer), (Places{file, folder}));
  EXPECT_EQ(answer.found.parts[1].hits[0].evidence, "in the name of a folder above it");
}

TEST_F(FindTest, NamesThatSoundAlikeAreFoundOnRequest) {
  estate.add("/share/a", text_file("met Jayne Smyth today"));
  FindOptions options;
  options.query.by_sound = true;
  const auto answer = find({"name", Sensitive("Jane Smith")}, estate.sources(), options);
  ASSERT_EQ(answer->found.parts.size(), 1u);
  EXPECT_TRUE(look_for("Jane Smith", "name").found.parts.empty());
}

TEST_F(FindTest, AnotherPersonsInitialsAreNotThese) {
  estate.add("/share/a", text_file("from B J Smith, and Sarah J Smith"));
  EXPECT_TRUE(look_for("Jane Smith").found.parts.empty());
}

TEST_F(FindTest, ManyHitsAreCountedButNotAllKept) {
  std::string text;
  for (int n = 0; n < 500; ++n) text += "NI number AB123456C\n";
  estate.add("/share/a", text_file(text));
  const FindAnswer answer = look_for("AB123456C");
  EXPECT_EQ(answer.found.parts.at(0).hits_total, 500u);
  EXPECT_EQ(answer.found.parts.at(0).hits.size(), 50u);
  EXPECT_EQ(answer.found.parts.at(0).hits.back().anchor, "line=50");
}

TEST_F(FindTest, ABlockFullOfMatchesTakesNoLongerThanItsSize) {
  std::string text;
  while (text.size() < 300'000) text += "NI number AB123456C Jane Smith\n";
  estate.add("/share/a", text_file(text));
  const std::clock_t begin = std::clock();
  EXPECT_GT(look_for("AB123456C").found.parts.at(0).hits_total, 9'000u);
  EXPECT_GT(look_for("Jane Smith").found.parts.at(0).hits_total, 9'000u);
  EXPECT_LT(std::clock() - begin, 20 * CLOCKS_PER_SEC);  // of the processor: others may use the machine
}

TEST_F(FindTest, CanBeStopped) {
  for (const std::string name : {"a", "b", "c"}) estate.add("/share/" + name, text_file("NI number AB123456C"));
  FindOptions options;
  options.search.progress = [](std::uint64_t done, std::uint64_t total) { return done < 2 || total == 0; };
  const auto answer = find({"", Sensitive("AB123456C")}, estate.sources(), options);
  EXPECT_TRUE(answer->found.stopped);
  EXPECT_EQ(answer->found.parts.size(), 2u);
}

TEST_F(FindTest, HostileNamesAndTextDoNoHarm) {
  Node node = text_file("NI number AB123456C \xE2\x80\xAE\x01 end");
  estate.add("/share/\xFF\n<b>", node);
  const FindAnswer answer = look_for("AB123456C");
  EXPECT_EQ(locators(answer), (Places{"/share/%FF%0A<b>#line=1"}));
  EXPECT_EQ(answer.found.parts[0].hits[0].snippet.after.find('\x01'), std::string::npos);
}

TEST(Snippet, MasksWholeSpansAlsoWhereItWouldCutThem) {
  const std::string text =
      std::string(100, 'a') + " secret-number " + std::string(50, 'b') + " hit " + std::string(90, 'c');
  const auto at = static_cast<std::uint32_t>(text.find("hit"));
  const auto secret = static_cast<std::uint32_t>(text.find("secret"));
  const Snippet snippet = snippet_of(text, at, at + 3, {{secret, secret + 13, "[masked]"}});
  EXPECT_EQ(snippet.before, "\xE2\x80\xA6[masked] " + std::string(50, 'b') + " ");
  EXPECT_EQ(snippet.match, "hit");
  EXPECT_EQ(snippet.after, " " + std::string(59, 'c') + "\xE2\x80\xA6");
}

TEST(Snippet, OverlappingSpansShowNothingOfEither) {
  const std::string text = "xx 0123456789 yy";
  const Snippet snippet = snippet_of(text, 3, 9, {{3, 9, "[a]"}, {6, 13, "[b]"}});
  EXPECT_EQ(snippet.before + snippet.match + snippet.after, "xx [a] yy");
}

}  // namespace
}  // namespace trawl::requests
