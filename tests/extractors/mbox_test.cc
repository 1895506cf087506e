// Mailboxes in the dialects of mbox.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;
using testing::HasSubstr;
using testing::Not;

const std::string kEnvelope = "From ann@example.org Thu Aug 22 12:36:23 2002\n";

std::string message(const std::string& subject, const std::string& body) {
  return kEnvelope + "From: Ann <ann@example.org>\nSubject: " + subject + "\n\n" + body;
}

TEST(Mbox, MessagesAreChildrenByTheirNumber) {
  const SeenPart part = read_bytes(message("one", "first\n\n") + message("two", "second\n\n"), "inbox");
  EXPECT_EQ(part.header.media_type, "application/mbox");
  EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_EQ(part.parts[0].header.name, "1");
  EXPECT_EQ(part.parts[0].labelled("Subject")->text, "one");
  EXPECT_THAT(part.parts[0].text(), HasSubstr("first"));
  EXPECT_EQ(part.parts[1].header.name, "2");
  EXPECT_THAT(part.parts[1].text(), HasSubstr("second"));
  ASSERT_EQ(part.blocks.size(), 2u);
  EXPECT_EQ(part.blocks[1].text, "ann@example.org Thu Aug 22 12:36:23 2002");
  EXPECT_EQ(part.blocks[1].anchor, "message=2");
}

TEST(Mbox, MessagesOfMmdfArePartedByLinesOfControlCharacters) {
  const std::string mark = "\1\1\1\1\n";
  const std::string first = mark + message("one", "x\n\n" + kEnvelope + "Subject: no message\n\n") + mark;
  const SeenPart part = read_bytes(first + mark + "From: Bob\nSubject: two\n\nsecond\n" + mark, "inbox");
  EXPECT_EQ(part.header.media_type, "application/mbox");
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_THAT(part.parts[0].text(), HasSubstr("no message"));
  EXPECT_THAT(part.parts[0].text(), Not(HasSubstr("second")));
  EXPECT_EQ(part.parts[1].labelled("Subject")->text, "two");
  EXPECT_THAT(part.parts[1].text(), Not(HasSubstr("\1")));
}

struct Dialect {
  const char* name;
  std::string text;
  std::size_t messages;
};

TEST(Mbox, DialectsAreToldApart) {
  const std::string other = message("two", "second\n");
  std::string windows = message("one", "first\n\n") + other;
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2) windows.insert(at, "\r");
  const Dialect kDialects[] = {
      {"Windows line ends", windows, 2},
      {"no empty line between", message("one", "first\n") + other, 2},
      {"quoted line in the body", message("one", "x\n\n>From the start\n") + other, 2},
      {"unquoted prose after an empty line", message("one", "x\n\nFrom here on all is well\nNote: yes\n\n") + other, 2},
      {"an unquoted envelope without headers", message("one", "x\n" + kEnvelope + "no header\n\n") + other, 2},
      {"envelopes without a date",
       message("one", "x\n\n") + "From \nSubject: two\n\nsecond\n\nFrom -\nSubject: y\n\nz\n", 3},
      {"many empty lines", message("one", "first\n\n\n\n") + other + "\n\n\n", 2},
      {"an empty message", message("one", "x\n\n") + kEnvelope + "\n" + other, 3},
  };
  for (const Dialect& each : kDialects) {
    const SeenPart part = read_bytes(each.text, "inbox.mbox");
    EXPECT_EQ(part.parts.size(), each.messages) << each.name;
  }
}

TEST(Mbox, QuotingOfFromLinesIsTakenAway) {
  const SeenPart part = read_bytes(message("one", "a\n>From the start\n>>From twice\n> From a reply\n"), "inbox");
  ASSERT_EQ(part.parts.size(), 1u);
  EXPECT_THAT(part.parts[0].text(), HasSubstr("a\nFrom the start\n>From twice\n> From a reply\n"));
}

TEST(Mbox, AContentLengthThatFitsProtectsTheBody) {
  const std::string body = "quoting:\n\n" + message("inner", "inner body\n") + "\n";
  const std::string one = kEnvelope + "Subject: one\nContent-Length: " + std::to_string(body.size()) + "\n\n" + body;
  EXPECT_EQ(read_bytes(one + message("two", "x"), "inbox").parts.size(), 2u);
  EXPECT_EQ(read_bytes(one, "inbox").parts.size(), 1u);
}

TEST(Mbox, AContentLengthThatLiesIsNotBelieved) {
  for (const char* length : {"3", "999999", "4000000000", "99999999999999999999", "-1", "x"}) {
    const std::string one = kEnvelope + "Subject: one\nContent-Length: " + length + "\n\nbody\n\n";
    EXPECT_EQ(read_bytes(one + message("two", "x"), "inbox").parts.size(), 2u) << length;
  }
}

TEST(Mbox, GivesTheSameWhateverTheSizeOfThePieces) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += message(std::to_string(i), std::string(i * 997, 'x') + "\n>From y\n\n");
  const SeenPart whole = read_bytes(text, "inbox");
  ASSERT_EQ(whole.parts.size(), 40u);
  for (const std::size_t size : {1u, 7u, 4096u, 65536u}) {
    const SeenPart pieces = test::read_pieces(text, "inbox", size);
    EXPECT_EQ(pieces.text(true), whole.text(true)) << size;
    EXPECT_EQ(pieces.count(), whole.count()) << size;
  }
}

TEST(Mbox, AMessageThatIsNotReadToItsEndDoesNotDisturbTheNext) {
  ReadOptions options;
  options.limits.whole_bytes = 1000;
  const SeenPart part =
      read_bytes(message("one", std::string(300'000, 'x') + "\n\n") + message("two", "second\n"), "inbox", options);
  ASSERT_EQ(part.parts.size(), 2u);
  EXPECT_EQ(part.parts[0].outcome.kind, OutcomeKind::over_limit);
  EXPECT_THAT(part.parts[1].text(), HasSubstr("second"));
}

}  // namespace
}  // namespace trawl::extractors
