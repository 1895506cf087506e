// The reader accounts for every part and keeps the limits, here with an archive format made for the test:
// the reader's Extraction is driven through read_part with plain text, and through its limits.
#include <gtest/gtest.h>

#include <string>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

using test::read_bytes;
using test::SeenPart;

TEST(Reader, ReadsPlainTextWithLineNumbers) {
  const SeenPart part = read_bytes("one\ntwo\n", "a.txt");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.header.media_type, "text/plain");
  EXPECT_EQ(part.header.size, 8u);
  ASSERT_EQ(part.blocks.size(), 1u);
  EXPECT_EQ(part.blocks[0].text, "one\ntwo\n");
  EXPECT_EQ(part.blocks[0].line, 1u);
}

TEST(Reader, CutsLongTextAtLineEndsAndCountsOn) {
  std::string text;
  for (int i = 1; i <= 1000; ++i) text += "line " + std::to_string(i) + "\n";
  ReadOptions options;
  options.limits.block_bytes = 100;
  const SeenPart part = read_bytes(text, "a.txt", options);
  std::string all;
  for (const auto& block : part.blocks) {
    EXPECT_LE(block.text.size(), 100u);
    EXPECT_TRUE(block.text.starts_with("line " + std::to_string(block.line) + "\n"));
    all += block.text;
  }
  EXPECT_EQ(all, text);
}

TEST(Reader, CutsALineOnlyBetweenWordsOrCharacters) {
  ReadOptions options;
  options.limits.block_bytes = 10;
  EXPECT_EQ(read_bytes("first second third", "a", options).blocks[0].text, "first ");
  const SeenPart part = read_bytes("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4" "x", "a", options);
  EXPECT_EQ(part.blocks[0].text, "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4");
  EXPECT_EQ(part.blocks[1].text, "\xC3\xA4\xC3\xA4x");
}

TEST(Reader, StopsAtTheLimitOfText) {
  ReadOptions options;
  options.limits.text_bytes = 5;
  const SeenPart part = read_bytes("more than five", "a", options);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::over_limit);
}

TEST(Reader, StopsWhenTheReceiverWantsNoMore) {
  const std::string text(3 << 20, 'x');
  const auto source = memory_source(text);
  test::PartTree tree;
  tree.stop_after = 1;
  read_part({}, *source, {}, tree);
  EXPECT_TRUE(tree.balanced());
  EXPECT_EQ(tree.root.blocks.size(), 1u);
  EXPECT_EQ(tree.root.outcome.kind, OutcomeKind::read);
}

TEST(Reader, NamesTheFormatThatItCannotRead) {
  const SeenPart part = read_bytes("\x89PNG\r\n\x1A\nxxxx", "a.txt");
  EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::unsupported, "no extractor for image/png"}));
  EXPECT_EQ(read_bytes("-----BEGIN PGP MESSAGE-----\n").outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(read_bytes(std::string(100, '\0')).outcome, (Outcome{OutcomeKind::unsupported, "format not known"}));
}

TEST(Reader, ReadsAnEmptyPart) {
  const SeenPart part = read_bytes("", "a.pdf");
  EXPECT_EQ(part.outcome, Outcome{});
  EXPECT_EQ(part.header.media_type, "application/x-empty");
}

TEST(Reader, LeavesAloneWhatWasGivenUp) {
  ReadOptions options;
  options.given_up = {{0, {OutcomeKind::crashed, "the parser died"}}};
  const SeenPart part = read_bytes("text", "a", options);
  EXPECT_EQ(part.outcome.kind, OutcomeKind::crashed);
  EXPECT_TRUE(part.blocks.empty());
}

class Broken final : public Pull {
 public:
  Result<std::size_t> read(std::span<char>) override { return fail(ErrorKind::damaged, "checksum does not match"); }
};

TEST(Reader, ReportsASourceThatFails) {
  Broken broken;
  const auto source = pull_source(broken);
  test::PartTree tree;
  read_part({}, *source, {}, tree);
  EXPECT_TRUE(tree.balanced());
  EXPECT_EQ(tree.root.outcome, (Outcome{OutcomeKind::damaged, "checksum does not match"}));
}

}  // namespace
}  // namespace trawl::extractors
