// The reader accounts for every part and keeps the limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
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
  const SeenPart part = read_bytes(std::string("OTTO\0xxxx", 9), "a.txt");
  EXPECT_EQ(part.outcome, (Outcome{OutcomeKind::unsupported, "no extractor for font/sfnt"}));
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

// A container for tests, in place of `ar`: after the signature, one command a line. "+name text" is a child of that
// text in which '|' stands for a line end; "*name bytes" a child of so many letters; "-name" one that cannot be read;
// "?reason" something missed; "!" an exception; "." an outcome of `damaged`.
class Script final : public Extractor {
 public:
  Outcome extract(Source& source, Extraction& out) const override {
    const auto bytes = source.whole(out.limits().whole_bytes);
    if (!bytes) return outcome_of(bytes.error());
    std::string_view rest = bytes->substr(8);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string line(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line == "!") throw std::runtime_error("content that no message may quote");
      if (line == ".") return {OutcomeKind::damaged, "ends early"};
      if (!run(line, out)) return out.stopped();
    }
    return {};
  }

 private:
  class Letters final : public Pull {
   public:
    explicit Letters(std::uint64_t left) : left_(left) {}
    Result<std::size_t> read(std::span<char> out) override {
      const std::size_t count = std::min<std::uint64_t>(out.size(), left_);
      std::fill_n(out.data(), count, 'a');
      left_ -= count;
      return count;
    }

   private:
    std::uint64_t left_;
  };

  static bool run(const std::string& line, Extraction& out) {
    const std::size_t space = std::min(line.find(' '), line.size());
    PartHeader header;
    header.name = line.substr(1, space - 1);
    std::string rest = line.substr(std::min(space + 1, line.size()));
    if (line[0] == '?') out.missed(line.substr(1));
    if (line[0] == '-') return out.unread_child(header, {OutcomeKind::encrypted, "password needed"});
    if (line[0] == '+') {
      // One level deeper, a '|' of the inner script is written "\|".
      std::string text;
      for (std::size_t i = 0; i < rest.size(); ++i) {
        if (rest[i] == '\\') text += rest[++i];
        else text += rest[i] == '|' ? '\n' : rest[i];
      }
      return out.child(header, *memory_source(text));
    }
    if (line[0] == '*') {
      Letters letters(std::stoull(rest));
      return out.child(header, *pull_source(letters));
    }
    return true;
  }
};

const Extractor* with_script(Format format) {
  static const Script script;
  return format == Format::ar ? &script : extractor_of(format);
}

SeenPart run(std::string_view script, Limits limits = {}) {
  ReadOptions options;
  options.limits = limits;
  options.extractor_of = with_script;
  return read_bytes("!<arch>\n" + std::string(script), "top", options);
}

TEST(Reader, ReadsChildrenByTheirOwnContent) {
  const SeenPart top = run("+a hello\n+b \x89PNG\n-c\n+d !<arch>|+e deep\n");
  EXPECT_EQ(top.outcome, Outcome{});
  EXPECT_EQ(top.count(), 6u);
  EXPECT_EQ(top.find("a")->text(), "hello\n");
  EXPECT_EQ(top.find("c")->outcome.kind, OutcomeKind::encrypted);
  EXPECT_EQ(top.find("d/e")->text(), "deep\n");
}

TEST(Reader, NamesSiblingsUniquely) {
  const SeenPart top = run("+a 1\n+a 2\n+a~2 3\n+a 4\n+ 5\n-a\n");
  ASSERT_EQ(top.parts.size(), 6u);
  const char* expected[] = {"a", "a~2", "a~2~2", "a~3", "unnamed", "a~4"};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(top.parts[i].header.name, expected[i]);
}

TEST(Reader, JoinsWhatWasMissedIntoPartly) {
  EXPECT_EQ(run("?one\n?two\n?one\n").outcome, (Outcome{OutcomeKind::partly, "one; two"}));
  EXPECT_EQ(run("?one\n.\n").outcome, (Outcome{OutcomeKind::damaged, "ends early"}));
}

TEST(Reader, TakesAnExceptionForDamageAndQuotesNothing) {
  const SeenPart top = run("+a !<arch>|+b x|!\n+c hello\n");
  EXPECT_EQ(top.find("a")->outcome, (Outcome{OutcomeKind::damaged, "the parser gave up"}));
  EXPECT_EQ(top.find("a/b")->outcome, Outcome{});
  EXPECT_EQ(top.find("c")->text(), "hello\n");
  EXPECT_EQ(top.outcome, Outcome{});
}

TEST(Reader, GoesNoDeeperThanTheLimitAndOnBesideIt) {
  Limits limits;
  limits.depth = 1;
  const SeenPart top = run("+a !<arch>|+b x\n+c y\n", limits);
  EXPECT_EQ(top.find("a/b")->outcome, (Outcome{OutcomeKind::over_limit, "nested deeper than 1"}));
  EXPECT_TRUE(top.find("a/b")->blocks.empty());
  EXPECT_EQ(top.find("c")->text(), "y\n");
}

TEST(Reader, StopsAContainerOfTooManyMembers) {
  Limits limits;
  limits.members = 2;
  const SeenPart top = run("+a !<arch>|+1 x|+2 x|+3 x\n+b y\n", limits);
  EXPECT_EQ(top.find("a")->outcome, (Outcome{OutcomeKind::over_limit, "more than 2 parts in it"}));
  EXPECT_EQ(top.find("a")->parts.size(), 2u);
  EXPECT_EQ(top.find("b")->text(), "y\n");
}

TEST(Reader, CostsARatioBombOnlyItself) {
  Limits limits;
  limits.ratio_floor = 100'000;
  const SeenPart top = run("+a before\n*bomb 10000000\n+z after\n*large 90000\n", limits);
  EXPECT_EQ(top.find("bomb")->outcome, (Outcome{OutcomeKind::over_limit, "unpacks to more than 200 times its size"}));
  EXPECT_EQ(top.find("z")->text(), "after\n");
  EXPECT_EQ(top.find("large")->outcome, Outcome{});
  EXPECT_EQ(top.outcome, Outcome{});
}

TEST(Reader, StopsEverythingWhenAFileUnpacksToTooMuch) {
  Limits limits;
  limits.container_bytes = 1'000'000;
  const SeenPart top = run("+a !<arch>|*b 400000|*c 400000|*d 400000|+e never\n+f never\n", limits);
  EXPECT_EQ(top.find("a/c")->outcome, Outcome{});
  EXPECT_EQ(top.find("a/d")->outcome.kind, OutcomeKind::over_limit);
  EXPECT_EQ(top.find("a")->outcome.kind, OutcomeKind::over_limit);
  EXPECT_EQ(top.outcome.kind, OutcomeKind::over_limit);
  EXPECT_EQ(top.count(), 5u);
}

TEST(Reader, StopsEverythingWhenAFileHoldsTooManyParts) {
  Limits limits;
  limits.parts = 6;
  const SeenPart top = run("+a !<arch>|+1 x|+2 x\n+b !<arch>|+1 x|+2 never\n+c never\n", limits);
  EXPECT_EQ(top.find("a")->outcome, Outcome{});
  EXPECT_EQ(top.find("b")->outcome, (Outcome{OutcomeKind::over_limit, "more than 6 parts in one file"}));
  EXPECT_EQ(top.outcome, (Outcome{OutcomeKind::over_limit, "more than 6 parts in one file"}));
  EXPECT_EQ(top.count(), 6u);
}

TEST(Reader, SkipsTheMemberThatWasGivenUpAndReadsTheRest) {
  ReadOptions options;
  options.extractor_of = with_script;
  options.given_up = {{2, {OutcomeKind::crashed, "the parser died"}}};
  const SeenPart top = read_bytes("!<arch>\n+a 1\n+b 2\n+c 3\n", "top", options);
  EXPECT_EQ(top.find("a")->text(), "1\n");
  EXPECT_EQ(top.find("b")->outcome.kind, OutcomeKind::crashed);
  EXPECT_EQ(top.find("c")->text(), "3\n");
}

}  // namespace
}  // namespace trawl::extractors
