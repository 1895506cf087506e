// Words, phrases, spellings and variants: what is taken for the same, and what is not.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "requests/cover.h"
#include "requests/nicknames.h"
#include "requests/phrase.h"
#include "requests/spelling.h"
#include "requests/variants.h"

namespace trawl::requests {
namespace {

std::vector<std::string> split(std::string_view text) {
  return folded_words(text);
}

TEST(Words, AreFoldedAndPartedAsPeopleReadThem) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(split("O'Neil's Zo\xC3\xAB, Smith-Jones"), (Words{"oneil", "zoe", "smith", "jones"}));
  EXPECT_EQ(split("john.smith_x@a.org"), (Words{"john", "smith", "x", "a", "org"}));
  EXPECT_EQ(split("\xE2\x80\x9CQuoted\xE2\x80\x9D O\xE2\x80\x99"
                  "Brien\xE2\x80\x99s"),
            (Words{"quoted", "obrien"}));
  EXPECT_EQ(split("'single' ''"), (Words{"single"}));
  EXPECT_TRUE(split(" \t\n--- ").empty());
}

TEST(Words, KeepTheirPlaceInTheText) {
  const std::string text = "Dear J. O'Neil's";
  std::vector<Word> words;
  split_words(text, words);
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(text.substr(words[2].start, words[2].end - words[2].start), "O'Neil");
  EXPECT_TRUE(words[0].capital);
}

TEST(Words, SurviveAnyBytes) {
  std::vector<Word> words;
  split_words(std::string("\xFF\xFE' \xE2\x80 a\xC3", 8), words);
  split_words(std::string(100'000, 'a'), words);
  for (const Word& word : words) EXPECT_LE(word.end - word.start, 128u);
}

int places(std::vector<std::string> phrase, const std::string& text) {
  PhraseMatcher matcher;
  matcher.add(std::move(phrase));
  std::vector<Word> words;
  split_words(text, words);
  std::vector<PhraseHit> hits;
  matcher.find(text, words, hits);
  return static_cast<int>(hits.size());
}

TEST(Phrase, JoinsWordsAcrossWhatPeopleWriteBetweenThem) {
  for (const std::string text : {"Smith, John", "SMITH John", "smith_john", "Smith\nJohn", "Smith | John",
                                 "Smith (John)", "Smith.John", "Smith-John", "Smith\r\nJohn"}) {
    EXPECT_EQ(places({"smith", "john"}, text), 1) << text;
  }
  EXPECT_EQ(places({"j", "smith"}, "J. Smith"), 1);
}

TEST(Phrase, DoesNotJoinSentencesParagraphsOrOtherWords) {
  for (const std::string text : {"by Mr Smith. John said", "Smith\n\nJohn", "Smith and John", "Smith; John",
                                 "Smithjohn", "Smith          John"}) {
    EXPECT_EQ(places({"smith", "john"}, text), 0) << text;
  }
}

TEST(Phrase, AnyNameStandsForOneCapitalisedWord) {
  const std::vector<std::string> phrase = {"john", std::string(kAnyName), "smith"};
  EXPECT_EQ(places(phrase, "John Andrew Smith"), 1);
  EXPECT_EQ(places(phrase, "John A. Smith"), 1);
  EXPECT_EQ(places(phrase, "John and Smith"), 0);
}

TEST(Cover, AgreesWithComparingAllWithAll) {
  std::mt19937 random(7);
  for (int round = 0; round < 2'000; ++round) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> stretches;
    for (std::size_t n = random() % 6; n > 0; --n) {
      const std::uint32_t start = random() % 30;
      stretches.emplace_back(start, start + 1 + random() % 10);
    }
    std::sort(stretches.begin(), stretches.end());
    Cover cover;
    for (const auto& [start, end] : stretches) cover.add(start, end);
    const std::uint32_t start = random() % 40, end = start + 1 + random() % 5;
    const bool expected = std::any_of(stretches.begin(), stretches.end(),
                                      [&](const auto& other) { return other.first < end && start < other.second; });
    EXPECT_EQ(cover.overlaps(start, end), expected);
  }
}

std::string spelled(std::string_view kind, std::string_view canonical, const std::string& text) {
  SpellingMatcher matcher;
  add_spellings(0, kind, canonical, matcher);
  std::vector<SpellingHit> hits;
  matcher.find(text, hits);
  return hits.empty() ? "" : text.substr(hits[0].start, hits[0].end - hits[0].start);
}

TEST(Spelling, FindsANumberHoweverItIsGrouped) {
  struct Case {
    std::string_view kind, canonical, text, found;
  };
  for (const auto& [kind, canonical, text, found] : std::initializer_list<Case>{
           {"nhs_number", "9434765919", "no 943 476 5919.", "943 476 5919"},
           {"nhs_number", "9434765919", "943-476-5919", "943-476-5919"},
           {"phone", "+447911123456", "ring 07911 123 456 now", "07911 123 456"},
           {"phone", "+447911123456", "+44 (0)7911 123456", "44 (0)7911 123456"},
           {"nino", "AB123456C", "ni ab 12 34 56 c", "ab 12 34 56 c"},
           {"email", "a.b@x.org", "<A.B@X.org>", "A.B@X.org"},
           {"date_of_birth", "1970-05-12", "born 12/5/70", "12/5/70"},
           {"date_of_birth", "1970-05-12", "on 12th May 1970 at", "12th May 1970"},
           {"date_of_birth", "1970-05-12", "1970-05-12T00:00", ""},  // inside a longer token
           {"date_of_birth", "1970-05-12", "12.05.1970", "12.05.1970"},
           {"postcode", "KT1 1AA", "KT11AA", "KT11AA"},
       }) {
    EXPECT_EQ(spelled(kind, canonical, std::string(text)), found) << text;
  }
}

TEST(Spelling, IsNeverInsideALongerNumberOrAddress) {
  EXPECT_EQ(spelled("nhs_number", "9434765919", "19434765919"), "");
  EXPECT_EQ(spelled("nhs_number", "9434765919", "94347659190"), "");
  EXPECT_EQ(spelled("email", "a.b@x.org", "a.b@x.org.uk"), "");
  EXPECT_EQ(spelled("email", "a.b@x.org", "z.a.b@x.org"), "");
  EXPECT_EQ(spelled("email", "a.b@x.org", "to a.b@x.org."), "a.b@x.org");
}

std::set<std::vector<std::string>> variants(std::string_view name, Role role) {
  std::set<std::vector<std::string>> words;
  for (const Term& term : name_variants(name_from(name))) {
    if (term.role == role) words.insert(term.words);
  }
  return words;
}

TEST(Variants, KnowOrderInitialsNicknamesAndUserNames) {
  const auto full = variants("Margaret Anne Smith", Role::full_name);
  EXPECT_TRUE(full.count({"margaret", "smith"}));
  EXPECT_TRUE(full.count({"smith", "margaret"}));
  EXPECT_TRUE(full.count({"margaret", "anne", "smith"}));
  EXPECT_TRUE(full.count({"margaret", "?", "smith"}));
  const auto partial = variants("Margaret Anne Smith", Role::partial_name);
  for (const std::vector<std::string>& words : std::initializer_list<std::vector<std::string>>{{"m", "smith"},
                                                                                               {"smith", "m"},
                                                                                               {"m", "a", "smith"},
                                                                                               {"peggy", "smith"},
                                                                                               {"smith", "maggie"},
                                                                                               {"anne", "smith"},
                                                                                               {"msmith"},
                                                                                               {"smithm"},
                                                                                               {"margaretsmith"}}) {
    EXPECT_TRUE(partial.count(words)) << words.front();
  }
}

TEST(Variants, KnowPrefixesDoubleNamesAndOtherAlphabets) {
  EXPECT_TRUE(variants("Ian McDonald", Role::full_name).count({"ian", "macdonald"}));
  EXPECT_TRUE(variants("Ian MacDonald", Role::full_name).count({"ian", "mc", "donald"}));
  EXPECT_TRUE(variants("Sean O'Neil", Role::full_name).count({"sean", "o", "neil"}));
  EXPECT_TRUE(variants("Sean O'Neil", Role::full_name).count({"sean", "oneil"}));
  EXPECT_TRUE(variants("Jo Smith-Jones", Role::full_name).count({"jo", "smith", "jones"}));
  EXPECT_TRUE(variants("Jo Smith-Jones", Role::partial_name).count({"jo", "jones"}));
  EXPECT_TRUE(variants("Anna M\xC3\xBCller", Role::full_name).count({"anna", "muller"}));
  EXPECT_TRUE(variants("Anna M\xC3\xBCller", Role::full_name).count({"anna", "mueller"}));
  EXPECT_TRUE(variants("Mohammed Khan", Role::partial_name).count({"muhammad", "khan"}));
  EXPECT_TRUE(variants("Si\xC3\xA2n Rees", Role::partial_name).count({"jane", "rees"}));
  EXPECT_TRUE(variants("Jan van der Berg", Role::full_name).count({"jan", "van", "der", "berg"}));
}

TEST(Variants, FormerNamesAreFullNames) {
  PersonName name = name_from("Jane Smith");
  name.former.emplace_back("Doe");
  const auto terms = name_variants(name);
  EXPECT_TRUE(std::any_of(terms.begin(), terms.end(), [](const Term& term) {
    return term.words == std::vector<std::string>{"doe", "jane"} && term.role == Role::full_name;
  }));
}

TEST(Variants, ANameOfOneWordIsPartial) {
  const auto terms = name_variants(name_from("Cher"));
  ASSERT_EQ(terms.size(), 1u);
  EXPECT_EQ(terms[0].role, Role::partial_name);
}

TEST(Variants, TitlesAndCommasAreUnderstood) {
  EXPECT_EQ(name_from("Dr John A. Smith").given.reveal(), "John");
  EXPECT_EQ(name_from("Dr John A. Smith").middle.reveal(), "A.");
  EXPECT_EQ(name_from("Smith, Mrs Jane").given.reveal(), "Jane");
  EXPECT_EQ(name_from("Smith, Mrs Jane").family.reveal(), "Smith");
  EXPECT_TRUE(name_from("").family.empty());
  EXPECT_TRUE(name_from(",").family.empty());
}

TEST(Nicknames, GoBothWays) {
  const auto holds = [](std::string_view name, std::string_view other) {
    const auto all = nicknames_of(name);
    return std::find(all.begin(), all.end(), other) != all.end();
  };
  EXPECT_TRUE(holds("margaret", "peggy"));
  EXPECT_TRUE(holds("peggy", "margaret"));
  EXPECT_TRUE(holds("bill", "william"));
  EXPECT_FALSE(holds("bill", "margaret"));
  EXPECT_TRUE(nicknames_of("").empty());
  EXPECT_FALSE(has_nicknames("marg"));
}

TEST(Nicknames, TheTableIsFoldedAndLargeEnough) {
  std::size_t pairs = 0;
  for (const NameGroup& group : name_groups()) {
    std::string joined;
    const auto words = folded_words(group.names);
    for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
    EXPECT_EQ(joined, group.names);
    pairs += words.size() - 1;
  }
  EXPECT_GE(pairs, 150u);
}

}  // namespace
}  // namespace trawl::requests
