// The key: its file, its passphrase, its seal and its tokens.
#include "index/key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "tests/index/scratch.h"
#include "tests/support/file_content.h"

namespace trawl::index {
namespace {

void write(const std::filesystem::path& path, const std::string& text, mode_t mode = 0600) {
  std::ofstream(path, std::ios::binary) << text;
  ASSERT_EQ(::chmod(path.c_str(), mode), 0);
}

const std::string kHex(64, '7');

TEST(KeyFile, HoldsHexadecimalForItsOwnerAlone) {
  const Scratch scratch;
  ASSERT_TRUE(Key::create_file(scratch / "key"));
  EXPECT_EQ(test::file_content(scratch / "key").size(), 65u);
  EXPECT_EQ(test::file_content(scratch / "key").find_first_not_of("0123456789abcdef"), 64u);
  EXPECT_EQ(test::file_content(scratch / "key").back(), '\n');
  struct stat status {};
  ASSERT_EQ(::stat((scratch / "key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);
}

TEST(KeyFile, IsNeverOverwritten) {
  const Scratch scratch;
  write(scratch / "key", "precious");
  EXPECT_FALSE(Key::create_file(scratch / "key"));
  EXPECT_EQ(test::file_content(scratch / "key"), "precious");
}

TEST(KeyFile, TheSameFileIsTheSameKey) {
  const Scratch scratch;
  const Key made = new_key(scratch);
  const auto read = Key::from_file(scratch / "key");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->token("word", "smith"), made.token("word", "smith"));
  EXPECT_EQ(read->open(made.seal("text", "here"), "here").value(), "text");
}

TEST(KeyFile, OfAModeThatOthersCanUseIsRefusedWithTheCureForIt) {
  const Scratch scratch;
  for (const mode_t mode : {0640, 0604, 0660, 0601}) {
    write(scratch / "key", kHex + "\n", mode);
    const auto key = Key::from_file(scratch / "key");
    ASSERT_FALSE(key) << mode;
    EXPECT_EQ(key.error().kind, ErrorKind::denied);
    EXPECT_NE(key.error().message.find("chmod 600"), std::string::npos);
  }
}

TEST(KeyFile, ThatIsNoPlainFileIsRefused) {
  const Scratch scratch;
  write(scratch / "key", kHex);
  std::filesystem::create_symlink(scratch / "key", scratch / "link");
  EXPECT_EQ(Key::from_file(scratch / "link").error().kind, ErrorKind::denied);
  std::filesystem::create_directory(scratch / "directory");
  ASSERT_EQ(::chmod((scratch / "directory").c_str(), 0700), 0);
  EXPECT_EQ(Key::from_file(scratch / "directory").error().kind, ErrorKind::denied);
  ASSERT_EQ(::mkfifo((scratch / "fifo").c_str(), 0600), 0);
  EXPECT_EQ(Key::from_file(scratch / "fifo").error().kind, ErrorKind::denied);
  EXPECT_EQ(Key::from_file(scratch / "missing").error().kind, ErrorKind::not_found);
}

TEST(KeyFile, OfAnotherUserIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const Scratch scratch;
  write(scratch / "key", kHex);
  ASSERT_EQ(::chown((scratch / "key").c_str(), 65534, 65534), 0);
  EXPECT_EQ(Key::from_file(scratch / "key").error().kind, ErrorKind::denied);
}

TEST(KeyFile, ThatHoldsNoKeyIsDamaged) {
  const Scratch scratch;
  for (const std::string& text : {std::string(), kHex.substr(1), kHex + "7", kHex + "\n\n", "z" + kHex.substr(1),
                                  kHex.substr(2) + "\n", std::string(64, '\0'), std::string(100'000, '7')}) {
    write(scratch / "key", text);
    const auto key = Key::from_file(scratch / "key");
    ASSERT_FALSE(key) << text.size();
    EXPECT_EQ(key.error().kind, ErrorKind::damaged);
  }
  for (const std::string& text : {kHex, kHex + "\n", kHex + "\r\n"}) {
    write(scratch / "key", text);
    EXPECT_TRUE(Key::from_file(scratch / "key")) << text.size();
  }
}

Key::PassphraseCost cheap() {
  Key::PassphraseCost cost = Key::new_passphrase_cost();
  cost.operations = 1;
  cost.memory_bytes = 8192;
  return cost;
}

TEST(Passphrase, TheSameWithTheSameSaltIsTheSameKey) {
  const Key::PassphraseCost cost = cheap();
  const auto key = Key::from_passphrase(Sensitive("correct horse"), cost);
  ASSERT_TRUE(key);
  EXPECT_EQ(Key::from_passphrase(Sensitive("correct horse"), cost)->token("w", "x"), key->token("w", "x"));
  EXPECT_NE(Key::from_passphrase(Sensitive("correct horsf"), cost)->token("w", "x"), key->token("w", "x"));
  EXPECT_NE(Key::from_passphrase(Sensitive("correct horse"), cheap())->token("w", "x"), key->token("w", "x"));
}

TEST(Passphrase, ACostThatAnIndexStatesIsBounded) {
  Key::PassphraseCost cost = cheap();
  cost.memory_bytes = UINT64_MAX;
  EXPECT_EQ(Key::from_passphrase(Sensitive("x"), cost).error().kind, ErrorKind::damaged);
  cost = cheap();
  cost.operations = UINT64_MAX;
  EXPECT_EQ(Key::from_passphrase(Sensitive("x"), cost).error().kind, ErrorKind::damaged);
  cost.operations = 0;
  EXPECT_EQ(Key::from_passphrase(Sensitive("x"), cost).error().kind, ErrorKind::damaged);
  EXPECT_EQ(Key::from_passphrase(Sensitive(""), cheap()).error().kind, ErrorKind::invalid_argument);
}

TEST(Seal, OpensOnlyWithItsKeyAndPurposeAndUnaltered) {
  const Scratch scratch;
  const Key key = new_key(scratch), other = new_key(scratch, "other");
  const std::string sealed = key.seal("Jane Doe", "part/1");
  EXPECT_EQ(sealed.find("Jane"), std::string::npos);
  EXPECT_EQ(key.open(sealed, "part/1").value(), "Jane Doe");
  EXPECT_EQ(key.open(key.seal("", ""), "").value(), "");
  EXPECT_EQ(key.open(sealed, "part/2").error().kind, ErrorKind::wrong_key);
  EXPECT_EQ(other.open(sealed, "part/1").error().kind, ErrorKind::wrong_key);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] ^= 1;
    EXPECT_FALSE(key.open(altered, "part/1")) << i;
    EXPECT_FALSE(key.open(sealed.substr(0, i), "part/1")) << i;
  }
}

TEST(Seal, NeverUsesANonceTwice) {
  constexpr std::size_t kNonce = 24;
  constexpr int kEach = 2'000;
  const Scratch scratch;
  const Key key = new_key(scratch);
  const auto again = Key::from_file(scratch / "key");  // as another process has it
  ASSERT_TRUE(again);
  std::mutex mutex;
  std::set<std::string> nonces;
  const auto seal_many = [&](const Key& with) {
    for (int i = 0; i < kEach; ++i) {
      const std::string sealed = with.seal("", "");
      const std::lock_guard lock(mutex);
      nonces.insert(sealed.substr(0, kNonce));
    }
  };
  std::thread threads[] = {std::thread(seal_many, std::cref(key)), std::thread(seal_many, std::cref(key)),
                           std::thread(seal_many, std::cref(*again))};
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(nonces.size(), 3u * kEach);
}

TEST(Seal, AForkedProcessUsesOtherNoncesThanItsParent) {
  const Scratch scratch;
  const Key key = new_key(scratch);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    std::ofstream(scratch / "sealed", std::ios::binary) << key.seal("", "");
    ::_exit(0);
  }
  const std::string ours = key.seal("", "");
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  const std::string theirs = test::file_content(scratch / "sealed");
  ASSERT_EQ(theirs.size(), ours.size());
  EXPECT_NE(theirs.substr(0, 24), ours.substr(0, 24));
}

TEST(Token, DiffersByKeyDomainAndText) {
  const Scratch scratch;
  const Key key = new_key(scratch), other = new_key(scratch, "other");
  const Token token = key.token("word", "smith");
  EXPECT_EQ(token, key.token("word", "smith"));
  EXPECT_NE(token, other.token("word", "smith"));
  EXPECT_NE(token, key.token("sound", "smith"));
  EXPECT_NE(token, key.token("word", "smyth"));
  const std::string longer(1'000, 'x');
  EXPECT_EQ(key.token("word", longer), key.token("word", longer));
  EXPECT_NE(key.token("word", longer), key.token("word", longer + "x"));
}

}  // namespace
}  // namespace trawl::index
