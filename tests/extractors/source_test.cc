// The three sources behave alike.
#include "extractors/source.h"

#include <gtest/gtest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

std::string sample(std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; bytes.size() < size; ++i) bytes += std::to_string(i) + ",";
  bytes.resize(size);
  return bytes;
}

std::string drained(Source& source, std::size_t step) {
  std::string all;
  std::string buffer(step, '\0');
  for (;;) {
    const auto count = source.read(buffer);
    if (!count || *count == 0) return all;
    all.append(buffer, 0, *count);
  }
}

struct OpenFile {
  explicit OpenFile(std::string_view bytes) : file(std::tmpfile()) {
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fflush(file);
  }
  ~OpenFile() { std::fclose(file); }
  std::FILE* file;
};

class Sources : public testing::TestWithParam<std::size_t> {
 protected:
  template <typename Check>
  void each(Check check) {
    const std::string bytes = sample(GetParam());
    check(*memory_source(bytes), bytes);
    const OpenFile open(bytes);
    check(*file_source(fileno(open.file)), bytes);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{777}, std::size_t{1} << 20}) {
      if (piece == 1 && bytes.size() > 1000) continue;
      test::Pieces pieces(bytes, piece);
      check(*pull_source(pieces), bytes);
    }
  }
};

TEST_P(Sources, GiveAllBytesInOrder) {
  each([](Source& source, const std::string& bytes) { EXPECT_EQ(drained(source, 4096), bytes); });
}

TEST_P(Sources, PeekDoesNotMove) {
  each([](Source& source, const std::string& bytes) {
    EXPECT_EQ(*source.peek(10), bytes.substr(0, 10));
    EXPECT_EQ(*source.peek(Source::kPeek), bytes.substr(0, Source::kPeek));
    EXPECT_EQ(*source.peek(5), bytes.substr(0, 5));
    EXPECT_EQ(drained(source, 1000), bytes);
    EXPECT_EQ(*source.peek(5), bytes.substr(0, 5));
  });
}

TEST_P(Sources, WholeStartsAtTheFirstByteWhateverWasRead) {
  each([](Source& source, const std::string& bytes) {
    std::string buffer(100, '\0');
    const auto count = source.read(buffer);
    ASSERT_TRUE(count.has_value());
    EXPECT_EQ(*source.whole(bytes.size()), bytes);
    EXPECT_EQ(buffer.substr(0, *count) + drained(source, 333), bytes);
  });
}

TEST_P(Sources, WholeRefusesMoreThanTheLimit) {
  each([](Source& source, const std::string& bytes) {
    if (bytes.empty()) return;
    const auto whole = source.whole(bytes.size() - 1);
    ASSERT_FALSE(whole.has_value());
    EXPECT_EQ(whole.error().kind, ErrorKind::over_limit);
  });
}

INSTANTIATE_TEST_SUITE_P(Sizes, Sources, testing::Values(0, 1, 99, 65536, 65537, 300'000));

TEST(PullSource, SaysThatItKeepsOnlyItsBeginning) {
  const std::string bytes = sample(200'000);
  test::Pieces pieces(bytes, 1 << 20);
  const auto source = pull_source(pieces);
  std::string buffer(150'000, '\0');
  for (std::size_t got = 0; got < 150'000;) got += *source->read({buffer.data(), 150'000 - got});
  ASSERT_FALSE(source->whole(1 << 30).has_value());
  EXPECT_EQ(source->whole(1 << 30).error().kind, ErrorKind::internal);
}

// One byte, then an error.
class Failing final : public Pull {
 public:
  explicit Failing(ErrorKind kind) : kind_(kind) {}
  Result<std::size_t> read(std::span<char> out) override {
    if (given_) return fail(kind_, "checksum");
    given_ = true;
    out[0] = 'x';
    return std::size_t{1};
  }

 private:
  ErrorKind kind_;
  bool given_ = false;
};

TEST(PullSource, GivesWhatCameBeforeAnError) {
  Failing failing(ErrorKind::over_limit);
  const auto source = pull_source(failing);
  EXPECT_EQ(*source->peek(100), "x");
  std::string buffer(10, '\0');
  EXPECT_EQ(*source->read(buffer), 1u);
  ASSERT_FALSE(source->read(buffer).has_value());
  EXPECT_EQ(source->whole(100).error().kind, ErrorKind::over_limit);
}

TEST(PullSource, EndsWhereItsBytesAreDamagedAndSaysSo) {
  Failing failing(ErrorKind::damaged);
  const auto source = pull_source(failing);
  EXPECT_FALSE(source->broken().has_value());
  EXPECT_EQ(*source->whole(100), "x");
  EXPECT_EQ(source->broken()->message, "checksum");
}

TEST(FileSource, ReportsADirectoryAsAnError) {
  const int descriptor = open("/", 0);
  EXPECT_FALSE(file_source(descriptor)->whole(100).has_value());
  close(descriptor);
}

}  // namespace
}  // namespace trawl::extractors
