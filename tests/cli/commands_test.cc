// The program as its user meets it: commands, exit codes, files, and what the index gives away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/file_content.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::ProgramRun;
using test::run_trawl;
using testing::HasSubstr;
using testing::Not;

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
  return lines;
}

class CommandsTest : public testing::Test {
 protected:
  CommandsTest() {
    write("letters/okafor.txt",
          "Dear Mrs Okafor,\nyour number is AB 12 34 56 C, call 020 8765 4321.\nmargaret.okafor@larch.org.uk\n");
    write("members.csv", "Name,E-mail\nTomasz Wisniewski,tomasz@larch.org.uk\n");
    write("picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
  }
  void write(const std::string& name, const std::string& content) {
    const fs::path path = work_.path() / "share" / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }
  std::string share() const { return work_.path() / "share"; }
  std::string index() const { return work_.path() / "index.trawl"; }
  ProgramRun trawl(std::vector<std::string> arguments, const std::string& input = {}) const {
    return run_trawl(arguments, {"TRAWL_INDEX=" + index()}, input);
  }
  TemporaryFolder work_;
};

TEST_F(CommandsTest, ReportListsFindingsOneByOneAndInPlainOnlyWhenAsked) {
  ASSERT_EQ(trawl({"scan", share(), "--quiet"}).exit_code, 0);
  const ProgramRun masked = trawl({"report", "--findings"});
  EXPECT_EQ(masked.exit_code, 0) << masked.err;
  EXPECT_THAT(masked.out, Not(HasSubstr("margaret.okafor@larch.org.uk")));
  const std::vector<json> lines = lines_of(trawl({"report", "--findings", "--show"}).out);
  EXPECT_EQ(lines.size(), lines_of(masked.out).size());
  std::set<std::string> found;
  for (const json& line : lines) {
    EXPECT_EQ(line["locator"].get<std::string>().rfind(line["part"].get<std::string>(), 0), 0u);
    found.insert(line["kind"].get<std::string>() + ' ' + line["value"].get<std::string>());
  }
  EXPECT_TRUE(found.count("email margaret.okafor@larch.org.uk") == 1 && found.count("nino AB123456C") == 1);
  EXPECT_TRUE(found.count("email tomasz@larch.org.uk") == 1 && found.count("phone +442087654321") == 1);
}

TEST_F(CommandsTest, ScanFindsAndSecondScanReadsNothing) {
  const ProgramRun first = trawl({"scan", share(), "--json"});
  ASSERT_EQ(first.exit_code, 0) << first.err;
  const json summary = json::parse(first.out);
  EXPECT_EQ(summary["files_seen"], 3);
  EXPECT_EQ(summary["ledger"]["walked"], 3);
  EXPECT_EQ(summary["outcomes"]["read"], 2);
  EXPECT_EQ(summary["outcomes"]["unsupported"], 1);
  const json second = json::parse(trawl({"scan", share(), "--json", "-q"}).out);
  EXPECT_EQ(second["files_read"], 0);
  EXPECT_EQ(second["bytes_read"], 0);
}

TEST_F(CommandsTest, FindsEverySpelling) {
  ASSERT_EQ(trawl({"scan", share()}).exit_code, 0);
  for (const std::vector<std::string>& query :
       std::vector<std::vector<std::string>>{{"ab123456c"},
                                             {"--nino", "AB-12-34-56-C"},
                                             {"+442087654321"},
                                             {"020", "8765", "4321"},
                                             {"margaret.okafor@larch.org.uk"},
                                             {"--name", "Okafor, Margaret"},
                                             {"Wisniewski"},
                                             {"--email", "TOMASZ@larch.org.uk"}}) {
    std::vector<std::string> arguments{"find"};
    arguments.insert(arguments.end(), query.begin(), query.end());
    const ProgramRun found = trawl(arguments);
    EXPECT_EQ(found.exit_code, 0) << query[0] << ' ' << query.back() << '\n' << found.out << found.err;
  }
  EXPECT_EQ(trawl({"find", "--nino", "CE 12 34 56 A"}).exit_code, 1);
}

TEST_F(CommandsTest, OptionsThatMayBeGivenAgainTakeOneValueEach) {
  const ProgramRun scan = trawl({"scan", "-q", "--exclude", "*.png", "--exclude", "*.bak", share(), "--json"});
  ASSERT_EQ(scan.exit_code, 0) << scan.err;
  EXPECT_EQ(json::parse(scan.out)["excluded"].size(), 2u);
  const ProgramRun find = trawl({"find", "--email", "tomasz@larch.org.uk", "--email", "nobody@larch.org.uk", "Okafor", "--json"});
  ASSERT_EQ(find.exit_code, 0) << find.err;
  EXPECT_EQ(json::parse(find.out).size(), 3u);
  const ProgramRun explain = trawl({"explain", "--json", "--value", "NI number AB123456C", "--value", "tomasz@larch.org.uk"});
  EXPECT_EQ(lines_of(explain.out).size(), 2u) << explain.err;
}

TEST_F(CommandsTest, MasksUnlessAskedToShow) {
  ASSERT_EQ(trawl({"scan", share()}).exit_code, 0);
  EXPECT_THAT(trawl({"find", "AB123456C"}).out, Not(HasSubstr("AB 12 34 56 C")));
  EXPECT_THAT(trawl({"find", "AB123456C", "--show"}).out, HasSubstr("AB 12 34 56 C"));
}

TEST_F(CommandsTest, AnswersCarryWhatCouldNotBeRead) {
  ASSERT_EQ(trawl({"scan", share()}).exit_code, 0);
  EXPECT_THAT(trawl({"find", "Wisniewski"}).err, HasSubstr("1 unsupported"));
  EXPECT_THAT(trawl({"report"}).out, HasSubstr("picture.png"));
  EXPECT_EQ(trawl({"scan", share(), "--strict"}).exit_code, 0);  // nothing new was read
  fs::remove(index());
  EXPECT_EQ(trawl({"scan", share(), "--strict"}).exit_code, 3);
}

TEST_F(CommandsTest, TheIndexGivesNothingAway) {
  ASSERT_EQ(trawl({"scan", share()}).exit_code, 0);
  std::string all;
  for (const auto& file : fs::directory_iterator(work_.path())) {
    if (file.path().string().starts_with(index()) && !file.path().string().ends_with(".key"))
      all += test::file_content(file.path());
  }
  EXPECT_GT(all.size(), 1000u);
  for (const char* secret :
       {"Okafor", "okafor", "AB123456C", "larch", "letters", "members.csv", "Wisniewski", "2087654321"}) {
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  }
}

TEST_F(CommandsTest, KeysAreGuarded) {
  ASSERT_EQ(trawl({"scan", share()}).exit_code, 0);
  const fs::path key = index() + ".key";
  struct stat stat;
  ASSERT_EQ(::stat(key.c_str(), &stat), 0);
  EXPECT_EQ(stat.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat(index().c_str(), &stat), 0);
  EXPECT_EQ(stat.st_mode & 0777, 0600u);
  fs::permissions(key, fs::perms::group_read, fs::perm_options::add);
  EXPECT_THAT(trawl({"report"}).err, HasSubstr("chmod"));
  fs::remove(key);
  EXPECT_EQ(trawl({"report"}).exit_code, 2);
  EXPECT_EQ(trawl({"scan", share()}).exit_code, 2);  // no new key over an index that has one
  const std::string other = work_.path() / "other.trawl";
  ASSERT_EQ(run_trawl({"scan", share(), "--index", other}).exit_code, 0);
  const ProgramRun wrong = trawl({"report", "--key", other + ".key"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("key"));
}

TEST_F(CommandsTest, APassphraseTakesThePlaceOfTheKeyFile) {
  const std::string right = work_.path() / "right", wrong = work_.path() / "wrong";
  std::ofstream(right) << "correct horse battery staple\n";
  std::ofstream(wrong) << "incorrect\n";
  ASSERT_EQ(trawl({"scan", share(), "--passphrase-file", right}).exit_code, 0);
  EXPECT_FALSE(fs::exists(index() + ".key"));
  EXPECT_EQ(trawl({"find", "Wisniewski", "--passphrase-file", right}).exit_code, 0);
  EXPECT_EQ(trawl({"find", "Wisniewski", "--passphrase-file", wrong}).exit_code, 2);
  EXPECT_THAT(trawl({"find", "Wisniewski"}).err, HasSubstr("--passphrase"));
}

TEST_F(CommandsTest, AnswersASubjectAccessRequest) {
  ASSERT_EQ(trawl({"scan", share()}).exit_code, 0);
  const std::string subject = work_.path() / "subject.toml", answer = work_.path() / "answer";
  ASSERT_EQ(trawl({"dsar", "new", subject}).exit_code, 0);
  EXPECT_EQ(trawl({"dsar", "new", subject}).exit_code, 2);  // never over a file that is there
  std::ofstream(subject)
      << "emails = [\"margaret.okafor@larch.org.uk\"]\n[[name]]\ngiven = \"Margaret\"\nfamily = \"Okafor\"\n";
  const ProgramRun run = trawl({"dsar", subject, "--out", answer});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  for (const char* name : {"dsar.html", "dsar.json", "dsar.csv", "unread.csv"}) {
    struct stat stat;
    ASSERT_EQ(::stat((answer + "/" + name).c_str(), &stat), 0) << name;
    EXPECT_EQ(stat.st_mode & 0777, 0600u);
  }
  const json dsar = json::parse(test::file_content(answer + "/dsar.json"));
  ASSERT_EQ(dsar["documents"].size(), 1u);
  EXPECT_THAT(dsar["documents"][0]["locator"].get<std::string>(), HasSubstr("letters/okafor.txt"));
  EXPECT_THAT(test::file_content(answer + "/dsar.html"), HasSubstr("picture.png"));
}

TEST_F(CommandsTest, APathThatCannotBeOpenedIsNamed) {
  for (const char* command : {"text", "scan"}) {
    const ProgramRun run = trawl({command, share(), "--ocr", "off"});  // --ocr=off is the option
    EXPECT_NE(run.exit_code, 0);
    EXPECT_THAT(run.err, HasSubstr("trawl: off: ")) << command;
    EXPECT_EQ(run.out, "");
  }
}

TEST_F(CommandsTest, TextPrintsBlocksAndOutcomes) {
  const ProgramRun run = trawl({"text", "--json", share()});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::set<std::string> outcomes, texts;
  for (const json& line : lines_of(run.out)) {
    if (line.contains("outcome")) {
      outcomes.insert(line["locator"].get<std::string>() + ' ' + line["outcome"].get<std::string>());
    } else {
      texts.insert(line["label"].get<std::string>() + '=' + line["text"].get<std::string>());
    }
  }
  EXPECT_EQ(outcomes.size(), 3u);
  EXPECT_TRUE(texts.contains("E-mail=tomasz@larch.org.uk")) << run.out;
}

TEST_F(CommandsTest, DetectCountsInCodePoints) {
  const ProgramRun run =
      trawl({"detect", "--jsonl"},
            "{\"id\":7,\"text\":\"Zo\xC3\xAB \xE2\x80\x94 jo@larch.org.uk\"}\n\n{\"id\":\"b\",\"text\":\"\"}\n");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto lines = lines_of(run.out);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["id"], 7);
  bool seen = false;
  for (const json& span : lines[0]["spans"]) {
    if (span["type"] != "email") continue;
    seen = true;
    EXPECT_EQ(span["start"], 6);
    EXPECT_EQ(span["end"], 21);
    EXPECT_EQ(span["value"], "jo@larch.org.uk");
  }
  EXPECT_TRUE(seen) << run.out;
  EXPECT_EQ(lines[1]["spans"].size(), 0u);
  EXPECT_EQ(trawl({"detect", "--jsonl"}, "no json\n").exit_code, 2);
}

TEST_F(CommandsTest, WrongUsageSaysWhatToDo) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"nonsense"},
                                             {"scan"},
                                             {"scan", "/no/such/folder"},
                                             {"find"},
                                             {"scan", share(), "--limits", "depth=0"},
                                             {"scan", share(), "--limits", "nonsense=1"},
                                             {"scan", share(), "--exclude", "["},
                                             {"scan", share(), "--jobs", "0"},
                                             {"dsar"},
                                             {"dsar", "/no/such/file"},
                                             {"report"},
                                             {"find", "x"}}) {
    const ProgramRun run = trawl(arguments);
    EXPECT_EQ(run.exit_code, 2) << (arguments.empty() ? "" : arguments[0]);
    EXPECT_THAT(run.err, HasSubstr("trawl")) << (arguments.empty() ? "" : arguments[0]);
  }
  EXPECT_EQ(trawl({"--help"}).exit_code, 0);
  EXPECT_EQ(trawl({"--version"}).exit_code, 0);
}

TEST_F(CommandsTest, PipesAreQuietAndColourless) {
  const ProgramRun run = trawl({"scan", share(), "-q"});
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(trawl({"report"}).out, Not(HasSubstr("\033[")));
}

TEST_F(CommandsTest, EveryJsonOutputIsWhatItsSchemaSays) {
  const std::string subject = work_.path() / "subject.toml";
  std::ofstream(subject) << "emails = [\"margaret.okafor@larch.org.uk\"]\n";
  struct Output {
    std::string schema, suffix;
    std::vector<std::string> arguments;
  };
  const Output outputs[] = {{"scan", ".json", {"scan", share(), "--json"}},
                            {"text", ".jsonl", {"text", share(), "--json"}},
                            {"detect", ".jsonl", {"detect", share() + "/letters/okafor.txt", "--json"}},
                            {"explain", ".jsonl", {"explain", share() + "/letters/okafor.txt", "--json"}},
                            {"find", ".json", {"find", "Okafor", "--json"}},
                            {"dsar", ".json", {"dsar", subject, "--json", "--out", work_.path() / "answer"}},
                            {"report", ".json", {"report", "--json"}},
                            {"finding", ".jsonl", {"report", "--findings"}}};
  const std::string source = TRAWL_SOURCE_DIR;
  for (const Output& output : outputs) {
    const std::string path = work_.path() / (output.schema + output.suffix);
    const std::string printed = trawl(output.arguments).out;
    EXPECT_GT(printed.size(), 50u) << output.schema;
    std::ofstream(path) << printed;
    EXPECT_EQ(std::system(("python3 '" + source + "/tests/reports/validate.py' '" + source + "/docs/schemas/" +
                           output.schema + ".schema.json' '" + path + "'")
                              .c_str()),
              0)
        << output.schema;
  }
}

TEST_F(CommandsTest, ExplainsWhatItFindsAndGivesNothingAway) {
  const ProgramRun masked = trawl({"explain", share() + "/letters/okafor.txt"});
  EXPECT_EQ(masked.exit_code, 0) << masked.err;
  EXPECT_THAT(masked.out, HasSubstr("line 2  nino  AB****56C  likely: prefix and suffix valid"));
  EXPECT_THAT(masked.out, Not(HasSubstr("AB123456C")));
  EXPECT_THAT(trawl({"explain", "--show"}, "NI number AB123456C").out, HasSubstr("AB123456C  certain: prefix"));
  const ProgramRun labelled = trawl({"explain", "--value", "4010232137", "--label", "NHS number"});
  EXPECT_THAT(labelled.out,
              HasSubstr("nhs_number  40******37  certain: check digit and range valid; label 'nhs number'"));
  const ProgramRun bare = trawl({"explain", "--value", "4010232137"});
  EXPECT_EQ(bare.exit_code, 1);
  EXPECT_THAT(bare.out, HasSubstr("nothing is found here"));
  EXPECT_EQ(trawl({"explain", "/no/such/file"}).exit_code, 2);
  EXPECT_EQ(trawl({"explain", share()}).exit_code, 2);
}

TEST_F(CommandsTest, ExplainNamesWhatElseItCouldHaveBeen) {
  const std::vector<json> lines =
      lines_of(trawl({"explain", "--json", "--value", "tel or vehicle reg: AB12 CDE, UTR: 07700900123"}).out);
  ASSERT_FALSE(lines.empty());
  for (const json& line : lines) EXPECT_TRUE(line["lost"].is_array());
}

TEST_F(CommandsTest, TheModulusTableOfTheUserIsRead) {
  const std::string table = work_.path() / "valacdos.txt";
  std::ofstream(table) << "200000 200009 MOD11 0 0 0 0 0 0 7 6 5 4 3 2 1 0\n";
  const std::string text = "sort code 20-00-00 account 12345678";
  EXPECT_THAT(trawl({"explain", "--value", text, "--modulus-table", table}).out, HasSubstr("modulus check"));
  EXPECT_THAT(trawl({"explain", "--value", text}).out, Not(HasSubstr("modulus check")));
  EXPECT_EQ(trawl({"explain", "--value", text, "--modulus-table", "/no/such/file"}).exit_code, 2);
}

TEST(Documentation, ManPageAndCompletionKnowEveryOption) {
  const std::string help = run_trawl({"--help-all"}).out;
  const std::string man = test::file_content(TRAWL_SOURCE_DIR "/packaging/trawl.1");
  const std::string completion = test::file_content(TRAWL_SOURCE_DIR "/packaging/trawl.bash");
  const std::regex option("--([a-z][a-z-]+)");
  std::set<std::string> seen;
  for (std::sregex_iterator at(help.begin(), help.end(), option), end; at != end; ++at) seen.insert((*at)[1]);
  EXPECT_GT(seen.size(), 20u);
  for (const std::string& name : seen) {
    EXPECT_THAT(completion, HasSubstr("--" + name));
    if (name == "help" || name == "help-all" || name == "version") continue;
    EXPECT_THAT(man, HasSubstr("-" + name)) << "trawl.1";
  }
}

}  // namespace
}  // namespace trawl
