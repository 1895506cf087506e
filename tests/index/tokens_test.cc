// Words, folding, sounds and tokens: what is written one way is found when it is asked for in another.
#include "index/tokens.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "index/phonetic.h"
#include "tests/index/scratch.h"

namespace trawl::index {
namespace {

using Strings = std::vector<std::string>;

class Tokens : public ::testing::Test {
 protected:
  std::vector<Token> tokens_of(std::string_view text, Words words) {
    TokenCollector collector(key_, words);
    collector.add_text(text);
    return collector.take();
  }
  bool finds(const std::vector<Token>& tokens, std::string_view word) {
    return std::count(tokens.begin(), tokens.end(), word_token(key_, word)) > 0;
  }
  bool finds_sound(const std::vector<Token>& tokens, std::string_view word) {
    return std::count(tokens.begin(), tokens.end(), sound_token(key_, word)) > 0;
  }

  Scratch scratch_;
  Key key_ = new_key(scratch_);
};

TEST(Folding, SpellingsOfOneNameFoldAlike) {
  const std::pair<const char*, const char*> cases[] = {{"O'Neil", "oneil"},
                                                       {"O’Neil", "oneil"},
                                                       {"ZOË", "zoe"},
                                                       {"Zoe\u0308", "zoe"},
                                                       {"Łukasz", "lukasz"},
                                                       {"Søren", "soren"},
                                                       {"Weiß", "weiss"},
                                                       {"Æthelred", "aethelred"},
                                                       {"ﬁona", "fiona"},
                                                       {"Ελένη", "ελενη"},
                                                       {"Ｊｏｎｅｓ", "jones"},
                                                       {"Jane Doe", "jane doe"},
                                                       {"", ""},
                                                       {"İlker", "ilker"}};
  for (const auto& [written, expected] : cases) EXPECT_EQ(folded(written), expected) << written;
}

TEST(QueryWords, AreSplitAsTextIs) {
  const std::pair<const char*, Strings> cases[] = {
      {"Smith-Jones", {"smith", "jones"}},
      {"O'Neil, John's", {"oneil", "johns"}},
      {"jane.doe@example.org", {"jane", "doe", "example", "org"}},
      {"07700 900123", {"07700", "900123"}},
      {"“Zoë”—said ‘he’", {"zoe", "said", "he"}},
      {"J Smith", {"smith"}},
      {"a b c", {}},
      {"王小明", {"王", "小", "明"}},
      {"Smith smith SMITH", {"smith"}},
      {"'''", {}},
      {"\xFFJane\xFE", {"jane"}},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(query_words(text), expected) << text;
}

TEST(QueryWords, ALongWordIsCutAsInText) {
  const std::string longer(1'000, 'q');
  ASSERT_EQ(query_words(longer).size(), 1u);
  EXPECT_EQ(query_words(longer)[0], std::string(kLongestWord, 'q'));
  std::string accented;
  for (int i = 0; i < 100; ++i) accented += "ж";
  EXPECT_EQ(query_words(accented)[0].size(), kLongestWord);
}

// The splitter by its definition: one code point at a time.
Strings words_by_definition(std::string_view text) {
  Strings words;
  std::string word;
  for (const char c : std::string(text) + " ") {
    const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (letter) word += static_cast<char>(std::tolower(c));
    if (letter || c == '\'') continue;
    if (word.size() >= kShortestWord) words.push_back(word.substr(0, kLongestWord));
    word.clear();
  }
  return words;
}

TEST(WordSplitter, FindsInRandomTextWhatItsDefinitionFinds) {
  constexpr std::string_view kLetters = "aZ09z' -A@[`{/:";
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 200, ' ');
    const std::size_t kinds = 2 + random() % (kLetters.size() - 1);
    for (char& c : text) c = kLetters[random() % kinds];
    Strings words;
    WordSplitter splitter(text);
    for (Word word; splitter.next(word);) {
      words.emplace_back(word.folded);
      ASSERT_LE(word.end, text.size());
      ASSERT_EQ(folded(std::string_view(text).substr(word.start, word.end - word.start)).substr(0, kLongestWord),
                word.folded);
      ASSERT_EQ(word.capital, text.substr(word.start, word.end - word.start).find_first_of("AZ") != std::string::npos);
      ASSERT_EQ(word.digits, word.folded.find_first_of("09") != std::string::npos);
      ASSERT_EQ(word.all_digits, word.folded.find_first_not_of("09") == std::string::npos);
    }
    ASSERT_EQ(words, words_by_definition(text)) << text;
  }
}

TEST(WordSplitter, ClassifiesEveryByteAsItsDefinitionDoes) {
  std::mt19937 random(3);
  for (int round = 0; round < 5'000; ++round) {
    char text[64];
    for (char& c : text) c = static_cast<char>(random());
    ASSERT_EQ(classify(text), classify_portably(text));
  }
}

TEST(WordSplitter, SurvivesAnyBytes) {
  std::mt19937 random(5);
  for (int round = 0; round < 5'000; ++round) {
    std::string text(random() % 150, '\0');
    for (char& c : text) c = static_cast<char>(random());
    WordSplitter splitter(text);
    for (Word word; splitter.next(word);) {
      ASSERT_LE(word.end, text.size());
      ASSERT_LT(word.start, word.end);
      ASSERT_GE(word.folded.size(), kShortestWord);
    }
  }
}

TEST(Telling, NamesAreTellingInLowerCaseTooAndWordsOfEnglishAreNot) {
  for (const char* word : {"mark", "rose", "will", "may", "grace", "smith", "okafor", "qq123456c", "zażółć", "王"}) {
    EXPECT_TRUE(telling(word)) << word;
  }
  for (const char* word : {"the", "have", "zebra", "yesterday", "a", ""}) EXPECT_FALSE(telling(word)) << word;
}

TEST_F(Tokens, TellingLeavesOutCommonWordsInLowerCaseOnly) {
  const auto tokens = tokens_of("Yesterday the zebra met mark okafor in room 101b", Words::telling);
  for (const char* word : {"yesterday", "mark", "okafor", "101b"}) EXPECT_TRUE(finds(tokens, word)) << word;
  for (const char* word : {"the", "zebra", "in", "room"}) EXPECT_FALSE(finds(tokens, word)) << word;
  const auto all = tokens_of("Yesterday the zebra met", Words::all);
  for (const char* word : {"yesterday", "the", "zebra", "met"}) EXPECT_TRUE(finds(all, word)) << word;
}

TEST_F(Tokens, EveryWordOfAQueryIsAmongTheTokensOfATextThatHoldsIt) {
  const char* texts[] = {
      "Zoë O’Neil-Smith", "mail jane.doe@example.org now", "née İpek Ünal", "tel. (020) 7946 0018", "ΚΏΣΤΑΣ", "王小明",
      "AB-12345/x9"};
  for (const char* text : texts) {
    const auto tokens = tokens_of(text, Words::all);
    for (const std::string& word : query_words(text)) EXPECT_TRUE(finds(tokens, word)) << text << ": " << word;
  }
}

TEST_F(Tokens, DigitsInGroupsAreFoundJoined) {
  const std::pair<const char*, const char*> found[] = {{"call 07700 900123 now", "07700900123"},
                                                       {"(020) 7946-0018", "02079460018"},
                                                       {"20-12-34 12345678", "20123412345678"},
                                                       {"4111 1111 1111 1111", "4111111111111111"}};
  for (const auto& [text, digits] : found) EXPECT_TRUE(finds(tokens_of(text, Words::telling), digits)) << text;
  EXPECT_FALSE(finds(tokens_of("07700, then 900123", Words::telling), "07700900123"));
  EXPECT_FALSE(finds(tokens_of("07700   900123", Words::telling), "07700900123"));
  EXPECT_FALSE(finds(tokens_of("07700 x 900123", Words::telling), "07700900123"));
}

TEST_F(Tokens, SoundsAreOfCapitalisedWordsOnly) {
  EXPECT_TRUE(finds_sound(tokens_of("Mr Smyth", Words::telling), "smith"));
  EXPECT_FALSE(finds_sound(tokens_of("mr smyth", Words::telling), "smith"));
  EXPECT_TRUE(finds_sound(tokens_of("smyth Smyth", Words::telling), "smith"));
}

TEST_F(Tokens, KindsOfTokensAreKeptApart) {
  EXPECT_NE(word_token(key_, "smt"), sound_token(key_, "smith"));
  EXPECT_NE(word_token(key_, "x"), value_token(key_, "email", "x"));
  EXPECT_NE(value_token(key_, "email", "x"), value_token(key_, "phone", "x"));
  EXPECT_NE(value_token(key_, "a", "bc"), value_token(key_, "ab", "c"));
}

TEST_F(Tokens, AWordThatTellsNothingInOnePartDoesWithACapitalInTheNext) {
  TokenCollector collector(key_, Words::telling);
  for (const char* text : {"yesterday they met", "they met Jane yesterday"}) {
    collector.add_text(text);
    EXPECT_FALSE(finds(collector.take(), "yesterday")) << text;
  }
  collector.add_text("Yesterday Jane met them");
  EXPECT_TRUE(finds(collector.take(), "yesterday"));
  collector.add_text("yesterday");
  EXPECT_EQ(collector.size(), 0u);
}

TEST_F(Tokens, ACollectorBeginsAnewAfterTake) {
  TokenCollector collector(key_, Words::all);
  collector.add_text("Jane has the number 07700");
  collector.add_value("email", "jane@example.org");
  const auto first = collector.take();
  EXPECT_TRUE(finds(first, "jane"));
  EXPECT_TRUE(std::count(first.begin(), first.end(), value_token(key_, "email", "jane@example.org")) == 1);
  EXPECT_EQ(collector.size(), 0u);
  collector.add_text("12");
  collector.add_text("900123 Jane");
  const auto second = collector.take();
  EXPECT_TRUE(finds(second, "jane")) << "what the last part held is not known of this one";
  EXPECT_FALSE(finds(second, "07700900123"));
}

TEST(Phonetic, SpellingsOfOneNameSoundAlike) {
  const Strings alike[] = {{"mohammed", "muhammad", "mohamed", "mohammad"},
                           {"smith", "smyth", "smythe"},
                           {"catherine", "kathryn", "katherine", "catharine"},
                           {"macdonald", "mcdonald"},
                           {"macintyre", "mcintyre"},
                           {"stephen", "steven"},
                           {"philip", "phillip"},
                           {"geoffrey", "jeffrey"},
                           {"graham", "graeme"},
                           {"clark", "clarke"},
                           {"brown", "browne"},
                           {"reid", "reed", "read"},
                           {"thompson", "thomson"},
                           {"nicholas", "nicolas"},
                           {"wright", "right"},
                           {"hussain", "hussein"},
                           {"ahmed", "ahmad"},
                           {"stewart", "stuart"},
                           {"anthony", "antony"},
                           {"davies", "davis", "davys"},
                           {"allan", "allen", "alan"},
                           {"callaghan", "callahan"},
                           {"christine", "kristine"},
                           {"michael", "mikael"},
                           {"knight", "night"},
                           {"yousuf", "yusuf"},
                           {"whittaker", "witaker"}};
  for (const Strings& names : alike) {
    for (const std::string& name : names) EXPECT_EQ(phonetic_code(name), phonetic_code(names[0])) << name;
    EXPECT_FALSE(phonetic_code(names[0]).empty()) << names[0];
  }
}

TEST(Phonetic, OtherNamesDoNot) {
  const std::pair<const char*, const char*> other[] = {{"smith", "jones"},  {"gary", "cary"}, {"martin", "morgan"},
                                                       {"baker", "parker"}, {"lily", "lee"},  {"anna", "hannah"}};
  for (const auto& [a, b] : other) EXPECT_NE(phonetic_code(a), phonetic_code(b)) << a;
}

TEST(Phonetic, ThereIsNoneForLittleOrForeign) {
  for (const char* word : {"", "a", "lee", "7up", "王", "zoë"}) EXPECT_EQ(phonetic_code(word), "") << word;
}

}  // namespace
}  // namespace trawl::index
