// Real items of Outlook: each is read with what it holds, and nothing of it is damaged.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/read.h"

namespace trawl::extractors {
namespace {

test::SeenPart read_item(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return test::read_bytes(bytes.str(), path.filename().string());
}

TEST(CorporaOutlook, EveryItemIsRead) {
  int items = 0;
  for (const auto& file : std::filesystem::directory_iterator(TRAWL_CORPORA "/files/outlook")) {
    if (file.path().extension() != ".msg") continue;
    const test::SeenPart seen = read_item(file.path());
    EXPECT_EQ(seen.outcome.kind, OutcomeKind::read) << file.path() << ": " << seen.outcome.reason;
    EXPECT_FALSE(seen.blocks.empty()) << file.path();
    ++items;
  }
  EXPECT_GT(items, 25);
}

TEST(CorporaOutlook, PlacesOfItemsAreFound) {
  struct Place {
    const char* file;
    const char* token;
  };
  for (const Place& place : {Place{"contact.msg", "BusinessHomePage.ru"}, Place{"contact.msg", "323423423423"},
                             Place{"MapiTask.msg", "Harkness"}, Place{"MapiTask.msg", "Test billing information"},
                             Place{"Message.msg", "cc2@domain.com"}, Place{"Message.msg", "This line is in blue color"},
                             Place{"WithEmbeddedMsg.msg", "from@domain.com"}, Place{"MsgHeaders.msg", "mystery"},
                             Place{"New-Draft.msg", "This line is in bold."}, Place{"Contact.msg", "user@domain.com"},
                             Place{"MSG_file_with_RTF_Formatting.msg", "This text file is attached"}}) {
    const auto seen = read_item(std::filesystem::path(TRAWL_CORPORA "/files/outlook") / place.file);
    EXPECT_NE(seen.text(true).find(place.token), std::string::npos) << place.file << ": " << place.token;
  }
}

}  // namespace
}  // namespace trawl::extractors
