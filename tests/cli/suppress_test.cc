// `trawl suppress` as its user meets it, on a scanned share.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/file_content.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::ProgramRun;
using testing::HasSubstr;
using testing::Not;

class SuppressCommandTest : public testing::Test {
 protected:
  SuppressCommandTest() {
    for (int n = 0; n < 12; ++n) {
      const std::string folder = n % 2 == 0 ? "letters/" : "old letters/";
      write(folder + std::to_string(n) + ".txt", "Dear Mrs Okafor,\nring 020 8765 4321 or come to SW1A 1AA.\nperson" +
                                                     std::to_string(n) + "@larch.org.uk\n");
    }
    write("forms/empty.txt", "NI number AB 12 34 56 C\n");
    EXPECT_EQ(trawl({"scan", share(), "-q"}).exit_code, 0);
  }
  void write(const std::string& name, const std::string& content) {
    const fs::path path = work_.path() / "share" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }
  std::string share() const { return work_.path() / "share"; }
  std::string index() const { return work_.path() / "index.trawl"; }
  ProgramRun trawl(std::vector<std::string> arguments, const std::string& input = {}) const {
    return test::run_trawl(arguments, {"TRAWL_INDEX=" + index()}, input);
  }
  json report() const { return json::parse(trawl({"report", "--json"}).out); }
  std::vector<std::string> findings(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments{"report", "--findings", "--show"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::vector<std::string> lines;
    std::istringstream stream(trawl(arguments).out);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  TemporaryFolder work_;
};

TEST_F(SuppressCommandTest, AValueIsLeftOutCountedAndTakenBackWithoutAScan) {
  const json before = report();
  const std::size_t lines = findings().size();
  const ProgramRun added =
      trawl({"suppress", "add", "020", "8765", "4321", "--reason", "our switchboard", "--who", "DPO"});
  ASSERT_EQ(added.exit_code, 0) << added.err;
  EXPECT_THAT(added.out, HasSubstr("entry 1"));
  EXPECT_THAT(added.out, HasSubstr("12 values at 12 places in 12 documents"));
  const json after = report();
  EXPECT_EQ(after["findings"].get<int>() + 12, before["findings"].get<int>());
  EXPECT_EQ(after["suppression"]["findings"], 12);
  EXPECT_EQ(after["suppression"]["entries"][0]["reason"], "our switchboard");
  const std::vector<std::string> left = findings();
  ASSERT_EQ(left.size(), lines - 12 + 1);
  for (const std::string& line : left) EXPECT_THAT(line, Not(HasSubstr("+442087654321")));
  EXPECT_EQ(json::parse(left.back())["suppression"]["findings"], 12);
  EXPECT_THAT(trawl({"report"}).out, HasSubstr("our switchboard"));
  EXPECT_EQ(findings({"--no-suppression"}).size(), lines);
  EXPECT_EQ(json::parse(trawl({"report", "--json", "--no-suppression"}).out)["findings"], before["findings"]);
  ASSERT_EQ(trawl({"suppress", "remove", "1"}).exit_code, 0);
  EXPECT_EQ(report()["findings"], before["findings"]);
}

TEST_F(SuppressCommandTest, ItHoldsForWhatIsScannedLaterAndOutlivesAScan) {
  ASSERT_EQ(trawl({"suppress", "add", "+44 20 8765 4321", "--reason", "r"}).exit_code, 0);
  write("letters/new.txt", "ring (020) 8765-4321\n");
  ASSERT_EQ(trawl({"scan", share(), "-q"}).exit_code, 0);
  EXPECT_EQ(report()["suppression"]["findings"], 13);
}

TEST_F(SuppressCommandTest, WhatIsAskedForIsShownAndMarked) {
  ASSERT_EQ(trawl({"suppress", "add", "020 8765 4321", "--reason", "r"}).exit_code, 0);
  ASSERT_EQ(trawl({"suppress", "add", "--place", "letters", "--reason", "r"}).exit_code, 0);
  const ProgramRun found = trawl({"find", "+442087654321"});
  EXPECT_EQ(found.exit_code, 0);
  EXPECT_THAT(found.out, HasSubstr("on the list of suppressions, entry 1)"));
  EXPECT_THAT(found.out, HasSubstr("on the list of suppressions, entries 1, 2)"));
  EXPECT_THAT(found.err, HasSubstr("12 hits"));
  EXPECT_THAT(trawl({"find", "+442087654321", "--no-suppression"}).out, Not(HasSubstr("list of suppressions")));
  const std::string subject = work_.path() / "s.toml";
  std::ofstream(subject) << "phones = [\"020 8765 4321\"]\n";
  const ProgramRun dsar = trawl({"dsar", subject, "--out", work_.path() / "answer", "--json"});
  EXPECT_EQ(dsar.exit_code, 0) << dsar.err;
  EXPECT_EQ(json::parse(dsar.out)["suppression"]["asked_for"], 12);
  EXPECT_EQ(json::parse(dsar.out)["documents"].size(), 12u);
}

TEST_F(SuppressCommandTest, ValuesFromStandardInputAreAllAddedOrNone) {
  const ProgramRun added =
      trawl({"suppress", "add", "-", "--reason", "ours", "--json"}, "020 8765 4321\r\n\n  SW1A 1AA\n");
  ASSERT_EQ(added.exit_code, 0) << added.err;
  EXPECT_EQ(json::parse(added.out)["suppression"]["entries"].size(), 2u);
  EXPECT_EQ(json::parse(added.out)["suppression"]["findings"], 24);
  const ProgramRun refused =
      trawl({"suppress", "add", "-", "--reason", "ours"}, "0113 496 0123\nno value of any kind\n");
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("value 2"));
  EXPECT_THAT(refused.err, Not(HasSubstr("no value of any kind")));
  EXPECT_EQ(json::parse(trawl({"suppress", "list", "--json"}).out)["suppression"]["entries"].size(), 2u);
  for (const std::string& input :
       {std::string(), std::string("\n \n"), std::string("\xFF\xFE\0\n", 4), std::string(20 << 20, 'x')}) {
    EXPECT_EQ(trawl({"suppress", "add", "-", "--reason", "ours"}, input).exit_code, 2) << input.size();
  }
}

TEST_F(SuppressCommandTest, WrongUseSaysWhatToDo) {
  const std::pair<std::vector<std::string>, const char*> cases[] = {
      {{"suppress"}, "--help"},
      {{"suppress", "add", "020 8765 4321"}, "--reason"},
      {{"suppress", "add", "020 8765 4321", "--reason", " "}, "--reason"},
      {{"suppress", "add", "--reason", "r"}, "--place"},
      {{"suppress", "add", "020 8765 4321", "--reason", "call 020 8765 4321"}, "tells the value"},
      {{"suppress", "add", "020 8765 4321", "--proposal", "00", "--reason", "r"}, "excludes"},
      {{"suppress", "add", "--proposal", "00", "--reason", "r"}, "propose"},
      {{"suppress", "add", "--place", "a[b", "--reason", "r"}, "'['"},
      {{"suppress", "add", "--place", "a", "--reason", "r", "--until", "1999-01-01"}, "over already"},
      {{"suppress", "remove"}, "ENTRY"},
      {{"suppress", "remove", "1"}, "no entry 1"},
      {{"suppress", "remove", "x"}, "--help"},
      {{"suppress", "propose", "--kind", "nino"}, "organisation"},
      {{"suppress", "list", "--index", "/nowhere/at/all"}, "trawl scan"},
      {{"suppress", "add", "--place", "a", "--reason", "r", "--index", "/nowhere/at/all"}, "trawl scan"}};
  for (const auto& [arguments, message] : cases) {
    const ProgramRun run = trawl(arguments);
    EXPECT_EQ(run.exit_code, 2) << testing::PrintToString(arguments);
    EXPECT_THAT(run.err, HasSubstr(message)) << testing::PrintToString(arguments);
    EXPECT_TRUE(run.out.empty()) << run.out;
  }
  EXPECT_FALSE(fs::exists("/nowhere"));
  EXPECT_EQ(trawl({"suppress", "list"}).out, "Nothing is suppressed.\n");
}

TEST_F(SuppressCommandTest, AnotherKeyIsRefusedAndChangesNothing) {
  ASSERT_EQ(trawl({"suppress", "add", "020 8765 4321", "--reason", "r"}).exit_code, 0);
  const std::string key = work_.path() / "other.key";
  std::ofstream(key) << std::string(64, 'a') << '\n';
  fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write);
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"suppress", "list"},
                                             {"suppress", "remove", "1"},
                                             {"suppress", "add", "--place", "x", "--reason", "r"},
                                             {"suppress", "propose"}}) {
    std::vector<std::string> with_key = arguments;
    with_key.insert(with_key.end(), {"--key", key});
    const ProgramRun run = trawl(with_key);
    EXPECT_EQ(run.exit_code, 2) << arguments[1];
    EXPECT_THAT(run.err, HasSubstr("not the one")) << arguments[1];
  }
  EXPECT_THAT(trawl({"suppress", "list"}).out, HasSubstr("entry 1"));
}

TEST_F(SuppressCommandTest, NoFileBesideTheIndexTellsTheValueOrTheWords) {
  ASSERT_EQ(trawl({"suppress", "add", "-", "--reason", "plantedreason", "--label", "plantedlabel", "--who",
                   "plantedwho", "--place", "plantedplace"},
                  "020 8765 4321\n")
                .exit_code,
            0);
  for (const auto& entry : fs::directory_iterator(work_.path())) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = test::file_content(entry.path());
    for (const char* text : {"planted", "87654321", "8765 4321", "phone"}) {
      EXPECT_EQ(bytes.find(text), std::string::npos) << text << " in " << entry.path();
    }
  }
}

TEST_F(SuppressCommandTest, ProposesWhatIsTheOrganisationsAndAcceptsItByReference) {
  const json proposed = json::parse(trawl({"suppress", "propose", "--json"}).out);
  std::map<std::string, json> by_kind;
  for (const json& value : proposed["values"]) by_kind[value["kind"]] = value;
  ASSERT_EQ(by_kind.size(), 2u) << proposed;
  EXPECT_EQ(by_kind["phone"]["documents"], 12);
  EXPECT_EQ(by_kind["postcode"]["folders"], 2);
  EXPECT_THAT(by_kind["phone"]["value"].get<std::string>(), Not(HasSubstr("8765")));
  const ProgramRun plain = trawl({"suppress", "propose"});
  const std::string command = "trawl suppress add --proposal " + by_kind["phone"]["reference"].get<std::string>();
  EXPECT_THAT(plain.out, HasSubstr(command));
  EXPECT_EQ(report()["suppression"]["findings"], 0) << "never without the user";
  ASSERT_EQ(trawl({"suppress", "add", "--proposal", by_kind["phone"]["reference"], "--reason", "ours"}).exit_code, 0);
  EXPECT_EQ(report()["suppression"]["findings"], 12);
  EXPECT_EQ(json::parse(trawl({"suppress", "propose", "--json"}).out)["suppressed"], 1);
  ASSERT_EQ(trawl({"suppress", "remove", "1"}).exit_code, 0);
  const ProgramRun both = trawl({"suppress", "add", "--proposal", by_kind["phone"]["reference"], "--proposal",
                                 by_kind["postcode"]["reference"], "--reason", "ours", "--json"});
  EXPECT_EQ(json::parse(both.out)["suppression"]["findings"], 24) << both.err;
  EXPECT_EQ(trawl({"suppress", "add", "--proposal", by_kind["phone"]["reference"], "--proposal", "00", "--reason", "x"})
                .exit_code,
            2);
  EXPECT_EQ(json::parse(trawl({"suppress", "list", "--json"}).out)["suppression"]["entries"][0]["reason"], "ours");
}

TEST_F(SuppressCommandTest, AKindOfOnePersonIsTakenWithAWarning) {
  const ProgramRun added =
      trawl({"suppress", "add", "AB 12 34 56 C", "--kind", "nino", "--reason", "an example", "--place", "forms"});
  EXPECT_EQ(added.exit_code, 0);
  EXPECT_THAT(added.err, HasSubstr("one person"));
  EXPECT_THAT(added.out, Not(HasSubstr("AB123456C")));
}

}  // namespace
}  // namespace trawl
