// Access: each document in its tier, with the reason; namesakes apart; nothing dropped.
#include "requests/access.h"

#include <gtest/gtest.h>

#include "tests/requests/person.h"

namespace trawl::requests {
namespace {

using namespace testing;

class AccessTest : public ::testing::Test {
 protected:
  AccessAnswer ask(std::string_view toml = kMargaret, bool plain = false) {
    auto subject = parse_subject(toml);
    EXPECT_TRUE(subject.has_value()) << subject.error().message;
    SearchOptions options;
    options.examine.plain = plain;
    auto answer = access(*subject, estate.sources(), options);
    EXPECT_TRUE(answer.has_value());
    return std::move(*answer);
  }

  static const AccessDocument* at(const AccessAnswer& answer, std::string_view locator) {
    for (const AccessDocument& document : answer.documents) {
      if (print(document.part.locator) == locator) return &document;
    }
    return nullptr;
  }

  static std::string tier(const AccessAnswer& answer, std::string_view locator) {
    const AccessDocument* document = at(answer, locator);
    return document == nullptr ? "none" : std::string(code_of(document->judgement.tier));
  }

  Estate estate;
};

TEST_F(AccessTest, EachDocumentIsInItsTier) {
  fill(estate);
  const AccessAnswer answer = ask();
  EXPECT_EQ(tier(answer, "/share/hr/payroll.txt"), "T1");
  EXPECT_EQ(tier(answer, "/share/hr/staff.csv"), "T2");
  EXPECT_EQ(tier(answer, "/share/letters/a.txt"), "T2");
  EXPECT_EQ(tier(answer, "/share/letters/b.txt"), "T3");
  EXPECT_EQ(tier(answer, "/share/letters/c.txt"), "T4");
  EXPECT_EQ(tier(answer, "/share/letters/d.txt"), "X");
  EXPECT_EQ(tier(answer, "/share/letters/e.txt"), "T5");
  EXPECT_EQ(tier(answer, "/share/old/f.txt"), "T3");
  EXPECT_EQ(tier(answer, "/share/mail/m.eml"), "T1");
  EXPECT_EQ(tier(answer, "/share/mail/m.eml!/photo.jpg"), "T5");
  EXPECT_EQ(tier(answer, "/share/mail/n.eml!/x.txt"), "none");
  EXPECT_EQ(tier(answer, "/share/Margaret O'Neill/notes.txt"), "T5");
}

TEST_F(AccessTest, ADocumentInAFolderOfThatNameIsLinkedAndOneNamedSoIsHers) {
  for (const std::string path : {"/share/Margaret O'Neill/x.txt", "/share/Margaret O'Neill.txt"}) {
    Node node = text_file("to do " + path.substr(path.size() - 8));
    node.blocks.insert(node.blocks.begin(), Block{path, BlockKind::name});
    estate.add(path, node);
  }
  EXPECT_EQ(tier(ask(), "/share/Margaret O'Neill/x.txt"), "T5");
  EXPECT_EQ(tier(ask(), "/share/Margaret O'Neill.txt"), "T3");
}

TEST_F(AccessTest, CopiesAreOneDocumentWithEveryPlace) {
  fill(estate);
  const AccessAnswer answer = ask();
  const AccessDocument* document = at(answer, "/share/letters/b.txt");
  ASSERT_NE(document, nullptr);
  ASSERT_EQ(document->copies.size(), 1u);
  EXPECT_EQ(print(document->copies[0]), "/share/letters/b copy.txt");
  EXPECT_EQ(tier(answer, "/share/letters/b copy.txt"), "none");
}

TEST_F(AccessTest, ANamesakeMakesNamesAloneAmbiguous) {
  fill(estate);
  EXPECT_TRUE(at(ask(), "/share/letters/b.txt")->ambiguous);
  EXPECT_FALSE(at(ask(), "/share/hr/payroll.txt")->ambiguous);
}

TEST_F(AccessTest, HitsOfANamesakeAreMarkedInADocumentOfBoth) {
  fill(estate);
  const AccessAnswer answer = ask();
  const AccessDocument* staff = at(answer, "/share/hr/staff.csv");
  std::vector<std::string> others, own;
  for (const Hit& hit : staff->part.hits) (hit.somebody_else ? others : own).push_back(hit.anchor);
  EXPECT_EQ(others, (std::vector<std::string>{"cell=A3"}));
  EXPECT_EQ(own, (std::vector<std::string>{"cell=A2", "cell=C2"}));
}

TEST_F(AccessTest, ANameInThePersonsOwnAddressIsOneHitNotTwo) {
  estate.add("/share/a.txt", text_file("From: m.oneill@northbridge.org.uk"));
  EXPECT_EQ(at(ask(), "/share/a.txt")->part.hits_total, 1u);
}

TEST_F(AccessTest, OtherPeopleInADocumentAreCounted) {
  fill(estate);
  EXPECT_GE(at(ask(), "/share/hr/payroll.txt")->part.other_identifiers, 1u);
  EXPECT_GE(at(ask(), "/share/hr/staff.csv")->part.other_identifiers, 3u);
}

TEST_F(AccessTest, TheStatementCountsEveryTermAndWhatWasNotRead) {
  fill(estate);
  const AccessAnswer answer = ask();
  std::uint64_t email = 0;
  for (const ShownTerm& term : answer.terms) email += term.kind == "email" ? term.parts : 0;
  EXPECT_EQ(email, 1u);
  EXPECT_EQ(answer.ledger.unread.size(), 2u);
  EXPECT_EQ(answer.scanned.roots, (std::vector<std::string>{"/share"}));
  std::uint64_t sum = 0;
  for (const std::uint64_t count : answer.tiers) sum += count;
  EXPECT_EQ(sum, answer.documents.size());
}

TEST_F(AccessTest, NothingOfThePersonShowsUnlessAskedFor) {
  fill(estate);
  const AccessAnswer answer = ask();
  for (const AccessDocument& document : answer.documents) {
    for (const Hit& hit : document.part.hits) {
      const std::string all = hit.snippet.before + hit.snippet.match + hit.snippet.after;
      if (hit.kind == BlockKind::name) continue;
      for (const std::string_view secret : {"AB123456C", "m.oneill@", "12/05/1970", "31/01/1999", "KT1 1AA"}) {
        EXPECT_EQ(all.find(secret), std::string::npos) << all;
      }
    }
  }
  EXPECT_EQ(answer.subject.find("Margaret"), std::string::npos);
  EXPECT_EQ(ask(kMargaret, true).subject, "Margaret Anne O'Neill");
}

TEST_F(AccessTest, AnotherPersonsDateOfBirthInTheNextRowIsNoConflict) {
  estate.add("/share/s.csv",
             table({{"Name", "Date of birth"}, {"Margaret O'Neill", ""}, {"Thomas Brown", "03/04/1981"}}));
  EXPECT_EQ(tier(ask(), "/share/s.csv"), "T3");
  estate.add("/share/t.csv", table({{"Name", "Date of birth"}, {"Margaret O'Neill", "03/04/1981"}}));
  EXPECT_EQ(tier(ask(), "/share/t.csv"), "X");
}

TEST_F(AccessTest, FieldsOfOneObjectAreReadTogetherHoweverLongOneIs) {
  estate.add("/share/a.json", records({{1, {"given", "Margaret"}}, {1, {"family", "O'Neill"}}}));
  const std::string notes(2000, '.');
  estate.add("/share/b.json",
             records({{1, {"name", "Margaret O'Neill"}}, {1, {"notes", notes}}, {1, {"dob", "12/05/1970"}}}));
  estate.add("/share/c.json",
             records({{1, {"name", "Margaret O'Neill"}}, {1, {"notes", notes}}, {1, {"dob", "03/04/1981"}}}));
  const AccessAnswer answer = ask();
  EXPECT_EQ(tier(answer, "/share/a.json"), "T3");
  EXPECT_EQ(tier(answer, "/share/b.json"), "T2");
  EXPECT_EQ(tier(answer, "/share/c.json"), "X");
}

TEST_F(AccessTest, AnotherObjectSupportsANameButDoesNotContradictIt) {
  estate.add("/share/a.json", records({{1, {"name", "Margaret O'Neill"}}, {2, {"details.dob", "12/05/1970"}}}));
  estate.add("/share/b.json", records({{1, {"name", "Margaret O'Neill"}}, {2, {"dob", "03/04/1981"}}}));
  const AccessAnswer answer = ask();
  EXPECT_EQ(tier(answer, "/share/a.json"), "T2");
  EXPECT_EQ(tier(answer, "/share/b.json"), "T3");
}

TEST_F(AccessTest, ShortNumbersOfTheOrganisationIdentifyOnlyWithAName) {
  estate.add("/share/a.txt", text_file("room 1042 is free"));
  estate.add("/share/b.txt", text_file("Ann Lee, member 1042"));
  const AccessAnswer answer =
      ask("[[name]]\ngiven = \"Ann\"\nfamily = \"Lee\"\n[[id]]\ntype = \"member\"\nvalue = \"1042\"");
  EXPECT_EQ(tier(answer, "/share/a.txt"), "T5");
  EXPECT_EQ(tier(answer, "/share/b.txt"), "T2");
}

TEST_F(AccessTest, ValuesThatAreNotWhatTheirKeySaysAreLookedForAndNoted) {
  estate.add("/share/a.txt", text_file("number ZZ12/99 of old"));
  const AccessAnswer answer = ask("ni_number = \"ZZ12/99\"");
  EXPECT_EQ(tier(answer, "/share/a.txt"), "T1");
  ASSERT_EQ(answer.notes.size(), 1u);
  EXPECT_EQ(answer.notes[0].find("ZZ12"), std::string::npos);
}

TEST_F(AccessTest, DocumentsOutsideTheDatesAreMarkedNotDropped) {
  Node old = text_file("NI number AB123456C");
  old.modified = 946'684'800;  // 2000-01-01
  estate.add("/share/a.txt", old);
  estate.add("/share/b.txt", text_file("NI number AB123456C again"));
  const AccessAnswer answer = ask("ni_number = \"AB123456C\"\ndocuments_from = 2020-01-01\ndocuments_to = 2020-09-13");
  EXPECT_TRUE(at(answer, "/share/a.txt")->out_of_range);
  EXPECT_FALSE(at(answer, "/share/b.txt")->out_of_range);  // 2020-09-13, the last day
}

TEST_F(AccessTest, ANameInsideAnotherEmailAddressIsOnlyPartial) {
  estate.add("/share/a.txt", text_file("cc margaret.oneill@elsewhere.example.net"));
  EXPECT_EQ(tier(ask(), "/share/a.txt"), "T4");
}

}  // namespace
}  // namespace trawl::requests
