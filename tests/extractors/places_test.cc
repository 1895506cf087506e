// places.md: for each format, every place where text can hide, with a unique token planted in each. Every token
// is found in a block of text, or what was read says that something there was not; nothing is in between.
//
// tests/golden/places/<format>/<file> is what a program wrote, <file>.places beside it lists what was planted:
//   # made by: LibreOffice 7.4, make.py
//   Zorvelquin<TAB>footnote<TAB>found
//   Blenthorpe<TAB>macro<TAB>unread<TAB>words of the reason that says so
// With TRAWL_UPDATE_PLACES=1 in the environment the test writes places.md anew instead of comparing it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/read.h"

namespace trawl::test {
namespace {

namespace fs = std::filesystem;

const fs::path kPlaces = fs::path(TRAWL_SOURCE_DIR) / "tests/golden/places";
const fs::path kTable = fs::path(TRAWL_SOURCE_DIR) / "tests/extractors/places.md";

struct Planted {
  std::string token, place, expected, note;
};

struct Fixture {
  fs::path file;
  std::string made_by;
  std::vector<Planted> planted;
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) fields.push_back(field);
  return fields;
}

Fixture fixture_of(const fs::path& list) {
  Fixture fixture{fs::path(list).replace_extension(), {}, {}};
  constexpr std::string_view kMadeBy = "# made by: ";
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kMadeBy)) fixture.made_by = line.substr(kMadeBy.size());
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields = fields_of(line);
    fields.resize(4);
    fixture.planted.push_back({fields[0], fields[1], fields[2], fields[3]});
  }
  return fixture;
}

std::vector<Fixture> fixtures() {
  std::vector<Fixture> all;
  for (const auto& entry : fs::recursive_directory_iterator(kPlaces)) {
    if (entry.path().extension() == ".places") all.push_back(fixture_of(entry.path()));
  }
  std::sort(all.begin(), all.end(), [](const Fixture& a, const Fixture& b) { return a.file < b.file; });
  return all;
}

bool holds(std::string_view text, std::string_view token) {
  return text.find(token) != std::string_view::npos;
}

// Where a token was found, in words for the table; the first place in the order of reading.
std::optional<std::string> found_in(const SeenPart& part, const std::string& token) {
  for (const SeenBlock& block : part.blocks) {
    if (!holds(block.text, token) && !holds(block.label, token)) continue;
    std::string how(name_of(block.kind));
    if (!holds(block.text, token)) how = "label of a " + how;
    if (block.hidden) how += ", hidden";
    if (block.deleted) how += ", deleted";
    return how;
  }
  for (const SeenPart& child : part.parts) {
    if (holds(child.header.name, token)) return "name of a part";
    if (const auto how = found_in(child, token)) return *how + ", in a part";
  }
  return std::nullopt;
}

bool says(const SeenPart& part, const std::string& words) {
  if (part.outcome.kind != OutcomeKind::read && holds(part.outcome.reason, words)) return true;
  return std::any_of(part.parts.begin(), part.parts.end(), [&](const SeenPart& child) { return says(child, words); });
}

std::string row_of(const Planted& planted, const std::string& result) {
  return "| " + planted.place + " | " + planted.token + " | " + result + " |\n";
}

// Checks what was planted in one file; its rows of the table.
std::string rows_of(const Fixture& fixture, const SeenPart& part) {
  std::string rows;
  for (const Planted& planted : fixture.planted) {
    const auto how = found_in(part, planted.token);
    if (planted.expected == "found") {
      EXPECT_TRUE(how) << planted.place << ": " << planted.token << "\n" << part.text(true);
      rows += row_of(planted, how.value_or("LOST"));
      continue;
    }
    EXPECT_EQ(planted.expected, "unread") << planted.place;
    EXPECT_FALSE(how) << planted.place << " is read: say so in the list";
    EXPECT_FALSE(planted.note.empty()) << planted.place << ": which words say that it is not read?";
    EXPECT_TRUE(says(part, planted.note)) << planted.place << ": nothing says \"" << planted.note << '"';
    rows += row_of(planted, "not read, said: " + planted.note);
  }
  return rows;
}

TEST(Places, AreAllFoundOrSaidToBeUnread) {
  std::string table =
      "# Places where text can hide\n\nEach token was planted in a file by the program named; the last column says how "
      "trawl finds it "
      "or that it says so. Written by\n`tests/extractors/places_test.cc`, which fails where this table is not what it "
      "sees.\n";
  for (const Fixture& fixture : fixtures()) {
    const std::string name = fs::relative(fixture.file, kPlaces).string();
    SCOPED_TRACE(name);
    ASSERT_TRUE(fs::exists(fixture.file));
    EXPECT_FALSE(fixture.made_by.empty()) << "a list says first what made the file";
    EXPECT_FALSE(fixture.planted.empty());
    const std::string bytes = content(fixture.file);
    const SeenPart part = read_bytes(bytes, fixture.file.filename().string());
    table += "\n## " + name + "\n\nMade by " + fixture.made_by + "\n\n| place | token | found as |\n|---|---|---|\n";
    table += rows_of(fixture, part);
  }
  if (std::getenv("TRAWL_UPDATE_PLACES")) {
    std::ofstream(kTable, std::ios::binary) << table;
    return;
  }
  EXPECT_EQ(content(kTable), table) << "run it with TRAWL_UPDATE_PLACES=1 and look at what changed in places.md";
}

TEST(Places, HaveTokensThatStandOnce) {
  for (const Fixture& fixture : fixtures()) {
    std::vector<std::string> tokens;
    for (const Planted& planted : fixture.planted) tokens.push_back(planted.token);
    std::sort(tokens.begin(), tokens.end());
    EXPECT_EQ(std::adjacent_find(tokens.begin(), tokens.end()), tokens.end()) << fixture.file;
  }
}

}  // namespace
}  // namespace trawl::test
