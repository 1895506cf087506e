// Patterns of paths match what people mean by them, and no pattern is slow.
#include "core/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

struct Case {
  const char* pattern;
  const char* path;
  bool matches;
};

TEST(Glob, MatchesAsPeopleMeanIt) {
  const Case cases[] = {
      {"*.bak", "a.bak", true},
      {"*.bak", "deep/down/a.bak", true},
      {"*.bak", "a.bak/b", false},
      {"node_modules", "x/node_modules", true},
      {"node_modules/", "x/node_modules", true},
      {"hr/*.doc", "hr/a.doc", true},
      {"hr/*.doc", "hr/old/a.doc", false},
      {"hr/*.doc", "x/hr/a.doc", false},
      {"/hr", "hr", true},
      {"hr/**", "hr/a/b/c", true},
      {"hr/**", "hr", false},
      {"**/old/*", "old/a", true},
      {"**/old/*", "x/y/old/a", true},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "a/xb", false},
      {"file?.txt", "file1.txt", true},
      {"file?.txt", "file10.txt", false},
      {"a?b/c", "a/b/c", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]x", "bx", false},
      {"[!a-c]x", "dx", true},
      {"[]]", "]", true},
      {"[[]1]", "[1]", true},
      {"", "a", false},
  };
  for (const Case& c : cases) {
    const auto glob = Glob::parse(c.pattern);
    ASSERT_TRUE(glob.has_value()) << c.pattern;
    EXPECT_EQ(glob->matches(c.path), c.matches) << c.pattern << " on " << c.path;
  }
}

TEST(Glob, CoversWhatIsInsideWhatItMatches) {
  const Case cases[] = {
      {"templates", "templates", true},
      {"templates", "hr/templates/letter.docx", true},
      {"templates", "hr/my templates/letter.docx", false},
      {"*.dotx", "hr/letter.dotx", true},
      {"*.dotx", "hr/letter.dotx!/word/media/1.png", true},
      {"*.dotx", "hr/all.zip!/letter.dotx", true},
      {"*.zip", "hr/all.zip!/letter.dotx", true},
      {"*.zip", "hr/all.zip.txt", false},
      {"hr/templates", "hr/templates/old/a.docx", true},
      {"hr/templates", "x/hr/templates/a.docx", false},
      {"hr/templates", "hr/templates2/a.docx", false},
      {"hr/all.zip!/forms/*", "hr/all.zip!/forms/a.docx", true},
      {"hr/all.zip!/forms/*", "hr/all.zip!/forms/a.mbox!/3", true},
      {"hr/all.zip!/forms/*", "hr/all.zip!/other/a.docx", false},
      {"**/forms", "hr/all.zip!/x/forms/a.docx", true},
      {"**/forms", "hr/all.zip!/forms!/a.docx", true},
      {"hr/**", "hr/a/b", true},
      {"hr/**", "hrx/a/b", false},
      {"*", "a/b", true},
      {"**", "a/b", true},
      {"", "a/b", false},
      {"a/b", "", false},
  };
  for (const Case& c : cases) {
    const auto glob = Glob::parse(c.pattern);
    ASSERT_TRUE(glob.has_value()) << c.pattern;
    EXPECT_EQ(glob->covers(c.path), c.matches) << c.pattern << " on " << c.path;
  }
}

TEST(Glob, MatchesNamesThatAreNotUtf8) {
  EXPECT_TRUE(Glob::parse("caf\xE9*")->matches("x/caf\xE9.txt"));
  EXPECT_TRUE(Glob::parse("caf?.txt")->matches("caf\xE9.txt"));
}

TEST(Glob, RefusesAnUnclosedBracket) {
  EXPECT_FALSE(Glob::parse("a[b").has_value());
  EXPECT_FALSE(Glob::parse("[").has_value());
}

TEST(Glob, IsNotSlowedByManyStars) {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "*a";
  EXPECT_FALSE(Glob::parse(pattern + "b")->matches(std::string(5'000, 'a')));
  EXPECT_FALSE(Glob::parse(pattern + "b/c")->covers(std::string(5'000, 'a')));
}

}  // namespace
}  // namespace trawl
