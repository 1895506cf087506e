// Our reading of MIME against GMime's, on real mail.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/extractors/gmime_oracle.h"
#include "tests/support/read.h"

namespace trawl::test {
namespace {

TEST(CorporaMail, RealMailIsReadAsByGmime) {
  std::ifstream lines(std::string(TRAWL_CORPORA) + "/mail/ham.jsonl");
  std::size_t read = 0, same = 0;
  for (std::string line; std::getline(lines, line);) {
    std::string message = nlohmann::json::parse(line).at("text");
    if (message.starts_with("From ")) message.erase(0, message.find('\n') + 1);
    const MimeReading ours = read_with_ours(message), theirs = read_with_gmime(message);
    ++read;
    same += ours.leaves == theirs.leaves && ours.subject == theirs.subject;
    EXPECT_EQ(ours.subject, theirs.subject) << read;
    EXPECT_EQ(ours.leaves.size(), theirs.leaves.size()) << read;
  }
  EXPECT_GT(read, 600u);
  EXPECT_GE(same * 1000, read * 995) << same << " of " << read;
}

TEST(CorporaMail, RealMailEndsAsRead) {
  std::ifstream lines(std::string(TRAWL_CORPORA) + "/mail/ham.jsonl");
  for (std::string line; std::getline(lines, line);) {
    const std::string message = nlohmann::json::parse(line).at("text");
    const SeenPart part = read_bytes(message, "x.eml");
    EXPECT_EQ(part.outcome.kind, OutcomeKind::read);
    EXPECT_FALSE(part.text(true).empty());
  }
}

}  // namespace
}  // namespace trawl::test
