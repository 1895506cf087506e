// Header fields, parameters, and address lists.
#include "extractors/mime_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extractors/address_list.h"

namespace trawl::extractors {
namespace {

using testing::ElementsAre;

TEST(Headers, AreFieldsUpToAnEmptyLine) {
  const std::string_view text = "From: a@b.uk\r\nSubject: one\r\n two\r\n\r\nbody: text";
  const HeaderBlock block = parse_headers(text, 0);
  ASSERT_EQ(block.fields.size(), 2u);
  EXPECT_EQ(block.value_of("FROM"), "a@b.uk");
  EXPECT_EQ(block.value_of("subject"), "one\r\n two");
  EXPECT_EQ(text.substr(block.body), "body: text");
}

TEST(Headers, ALineThatIsNoFieldIsKeptWhereFieldsFollow) {
  const HeaderBlock block = parse_headers("From: a\nbroken line\nTo: b\n\nx", 0);
  ASSERT_EQ(block.fields.size(), 3u);
  EXPECT_EQ(block.fields[1].name, "");
  EXPECT_EQ(block.fields[1].value, "broken line");
}

TEST(Headers, ALineThatIsNoFieldBeginsTheBodyWhereNoneFollows) {
  const std::string_view text = "From: a\nDear all,\n\nnews";
  const HeaderBlock block = parse_headers(text, 0);
  EXPECT_EQ(block.fields.size(), 1u);
  EXPECT_EQ(text.substr(block.body), "Dear all,\n\nnews");
}

TEST(Headers, EndWithTheText) {
  EXPECT_EQ(parse_headers("From: a", 0).value_of("From"), "a");
  EXPECT_EQ(parse_headers("From: a\n b", 0).body, 10u);
  EXPECT_TRUE(parse_headers("", 0).fields.empty());
}

TEST(Headers, AFieldMayHaveSpaceBeforeItsColonAndNoValue) {
  const HeaderBlock block = parse_headers("Subject : x\nTo:\nCc: y\n", 0);
  EXPECT_EQ(block.value_of("Subject"), "x");
  EXPECT_EQ(block.value_of("To"), "");
  EXPECT_EQ(block.value_of("Cc"), "y");
}

struct ParameterCase {
  const char* raw;
  const char* value;
  const char* name;
  const char* parameter;
};

TEST(Parameters, AreReadInAllTheirForms) {
  constexpr ParameterCase kCases[] = {
      {"text/plain; charset=utf-8", "text/plain", "charset", "utf-8"},
      {"TEXT/Plain;CHARSET=\"us-ascii\" ; x=y", "text/plain", "charset", "us-ascii"},
      {"text/plain charset=utf-8", "text/plain", "charset", "utf-8"},
      {"text/plain (comment); charset=utf-8", "text/plain", "charset", "utf-8"},
      {"attachment; filename=my file.doc", "attachment", "filename", "my file.doc"},
      {"attachment; filename=\"a \\\"b\\\".txt\"", "attachment", "filename", "a \"b\".txt"},
      {"attachment; filename=\"C:\\docs\\cv.txt\"", "attachment", "filename", "C:\\docs\\cv.txt"},
      {"attachment; filename*=utf-8''caf%C3%A9.txt", "attachment", "filename", "café.txt"},
      {"attachment; filename*=iso-8859-1'en'%A3%20rates", "attachment", "filename", "£ rates"},
      {"attachment; filename*0=\"long\"; filename*1=\" name.txt\"", "attachment", "filename", "long name.txt"},
      {"attachment; filename*1*=%A9.txt; filename*0*=utf-8''caf%C3", "attachment", "filename", "café.txt"},
      {"attachment; filename*0*=utf-8''%C3%A9; filename*1=%41", "attachment", "filename", "é%41"},
      {"attachment; filename=cafe.txt; filename*=utf-8''caf%C3%A9.txt", "attachment", "filename", "café.txt"},
      {"attachment; filename*=utf-8''caf%C3%A9.txt; filename=cafe.txt", "attachment", "filename", "café.txt"},
      {"attachment; filename=\"=?utf-8?Q?caf=C3=A9.txt?=\"", "attachment", "filename", "café.txt"},
      {"attachment; filename=\"caf\xC3\xA9.txt\"", "attachment", "filename", "café.txt"},
      {"multipart/mixed; boundary=\"a;b\"", "multipart/mixed", "boundary", "a;b"},
      {"; charset=utf-8", "", "charset", "utf-8"},
      {"text/plain; =x; charset", "text/plain", "charset", ""},
      {"text/plain; charset=\"utf-8", "text/plain", "charset", "utf-8"},
  };
  for (const ParameterCase& each : kCases) {
    const ParameterizedValue parsed = parse_parameterized(each.raw);
    EXPECT_EQ(parsed.value, each.value) << each.raw;
    EXPECT_EQ(parsed.parameter(each.name), each.parameter) << each.raw;
  }
}

TEST(Addresses, AreWrittenAsPeopleReadThem) {
  EXPECT_THAT(mailboxes_of("ann@example.org"), ElementsAre("ann@example.org"));
  EXPECT_THAT(mailboxes_of("Ann Lee <ann@example.org>, bob@example.org"),
              ElementsAre("Ann Lee <ann@example.org>", "bob@example.org"));
  EXPECT_THAT(mailboxes_of("\"Lee, Ann\" <ann@example.org>"), ElementsAre("Lee, Ann <ann@example.org>"));
  EXPECT_THAT(mailboxes_of("ann@example.org (Ann Lee)"), ElementsAre("Ann Lee <ann@example.org>"));
  EXPECT_THAT(mailboxes_of("Ann Lee (Sales) <ann@example.org>"), ElementsAre("Ann Lee (Sales) <ann@example.org>"));
  EXPECT_THAT(mailboxes_of("Ann Lee <ann@example.org> (Sales), <bob@example.org>"),
              ElementsAre("Ann Lee (Sales) <ann@example.org>", "bob@example.org"));
  EXPECT_THAT(mailboxes_of("Ann <ann@example.org> =?utf-8?q?=2C?=\n =?utf-8?q?Fran=C3=A7ois?= Roy <roy@example.org>"),
              ElementsAre("Ann <ann@example.org>", "Fran\xC3\xA7ois Roy <roy@example.org>"));
  EXPECT_THAT(mailboxes_of("\"Ann \\\"Red\\\" Lee\" <ann@example.org>"),
              ElementsAre("Ann \"Red\" Lee <ann@example.org>"));
  EXPECT_THAT(mailboxes_of("=?utf-8?Q?Lee=2C_Ann?= <ann@example.org>"), ElementsAre("Lee, Ann <ann@example.org>"));
  EXPECT_THAT(mailboxes_of("\"=?utf-8?Q?Zo=C3=AB?=\" <z@example.org>"), ElementsAre("Zoë <z@example.org>"));
}

TEST(Addresses, OfGroupsStandAlone) {
  EXPECT_THAT(mailboxes_of("Team: Ann <a@example.org>, b@example.org;, c@example.org"),
              ElementsAre("Team", "Ann <a@example.org>", "b@example.org", "c@example.org"));
  EXPECT_THAT(mailboxes_of("undisclosed-recipients:;"), ElementsAre("undisclosed-recipients"));
}

TEST(Addresses, ThatAreBrokenStandAsTheyAre) {
  EXPECT_THAT(mailboxes_of("Ann \"Lee <ann@example.org>"), ElementsAre("Ann \"Lee <ann@example.org>"));
  EXPECT_THAT(mailboxes_of("Ann <ann@example.org"), ElementsAre("Ann <ann@example.org"));
  EXPECT_THAT(mailboxes_of("Ann (Lee ann@example.org"), ElementsAre("Ann (Lee ann@example.org"));
  EXPECT_THAT(mailboxes_of("\"Ann\"ann@example.org"), ElementsAre("Ann ann@example.org"));
  EXPECT_THAT(mailboxes_of("\"ann lee\"@example.org"), ElementsAre("ann lee@example.org"));
  EXPECT_THAT(mailboxes_of("<>"), ElementsAre());
  EXPECT_THAT(mailboxes_of(",,;"), ElementsAre());
}

TEST(Addresses, ALongRowOfOpeningsIsReadInLinearTime) {
  EXPECT_EQ(mailboxes_of(std::string(500'000, '(')).size(), 1u);
  EXPECT_EQ(mailboxes_of(std::string(500'000, '<')).size(), 1u);
  EXPECT_EQ(mailboxes_of(std::string(500'000, '"')).size(), 0u);
}

}  // namespace
}  // namespace trawl::extractors
