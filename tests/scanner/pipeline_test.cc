// A scan stores what is there, reads nothing twice, notices what changed, and can be stopped at any moment.
#include "scanner/pipeline.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "index/tokens.h"
#include "tests/support/in_process_host.h"
#include "tests/support/temporary_folder.h"

namespace trawl::scanner {
namespace {

namespace fs = std::filesystem;

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() : key_(*index::Key::create_file(work_.path() / "key")) {
    fs::create_directory(share());
    options_.roots = {share()};
    options_.jobs = 2;
    options_.version = "test";
  }

  fs::path share() const { return work_.path() / "share"; }
  fs::path index_path() const { return work_.path() / "index.trawl"; }

  // Files stamped with the present tick are read again by the next scan, so they are made to look older.
  void write(const std::string& name, const std::string& content) {
    fs::create_directories((share() / name).parent_path());
    std::ofstream(share() / name, std::ios::binary) << content;
    settle();
  }
  static void settle() { std::this_thread::sleep_for(std::chrono::milliseconds(12)); }

  ScanSummary scan_now() {
    auto writer = index::Writer::open(index_path(), key_, std::nullopt, {});
    EXPECT_TRUE(writer.has_value());
    ScanProgress progress;
    auto summary = scan(options_, key_, **writer, host_, progress, stop_);
    EXPECT_TRUE(summary.has_value()) << (summary ? "" : summary.error().message);
    return summary ? std::move(*summary) : ScanSummary{};
  }

  // Every live part by its printed locator below the share.
  std::map<std::string, index::PartRecord> parts() {
    std::map<std::string, index::PartRecord> all;
    auto reader = index::Reader::open(index_path(), key_);
    EXPECT_TRUE(reader.has_value());
    const Status done = (*reader)->for_each_part([&](index::PartId id, const index::PartRecord&) {
      auto record = (*reader)->part(id);
      EXPECT_TRUE(record.has_value());
      const std::string locator = print(record->locator).substr(fs::canonical(share()).string().size() + 1);
      EXPECT_FALSE(all.contains(locator)) << locator;
      all.emplace(locator, std::move(*record));
      return true;
    });
    EXPECT_TRUE(done.has_value());
    return all;
  }

  std::size_t parts_with_word(const std::string& word) {
    auto reader = index::Reader::open(index_path(), key_);
    EXPECT_TRUE(reader.has_value());
    return (*reader)->lookup(index::word_token(key_, index::folded(word)))->size();
  }

  TemporaryFolder work_;
  index::Key key_;
  test::InProcessHost host_;
  ScanOptions options_;
  std::atomic<bool> stop_{false};
};

TEST_F(PipelineTest, StoresEveryObjectWithItsOutcome) {
  write("letter.txt", "Dear Mrs Okafor, write to margaret.okafor@example.org\n");
  write("Wisniewski, Tomasz/scan.bin", std::string("\x01\x02\x00\x03", 4));
  write("empty", "");
  fs::create_symlink("letter.txt", share() / "link");
  const ScanSummary summary = scan_now();
  const auto all = parts();
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all.at("letter.txt").outcome.kind, OutcomeKind::read);
  EXPECT_EQ(all.at("link").outcome.kind, OutcomeKind::skipped);
  EXPECT_EQ(all.at("empty").outcome.kind, OutcomeKind::read);
  EXPECT_EQ(all.at("Wisniewski, Tomasz/scan.bin").outcome.kind, OutcomeKind::unsupported);
  std::uint64_t walked = 0;
  for (const std::uint64_t count : summary.tally) walked += count;
  EXPECT_EQ(walked, all.size());
  EXPECT_EQ(parts_with_word("Okafor"), 1u);
  EXPECT_EQ(parts_with_word("Wisniewski"), 1u);  // by the folder's name alone
}

TEST_F(PipelineTest, RecordsFindingsWithTheirLine) {
  write("letter.txt", "one\ntwo\nwrite to jo@example.org\nor jo@example.org\n");
  scan_now();
  const auto all = parts();
  const auto& findings = all.at("letter.txt").findings;
  const auto email = std::find_if(findings.begin(), findings.end(), [](const auto& f) { return f.kind == "email"; });
  ASSERT_NE(email, findings.end());
  EXPECT_EQ(email->value.reveal(), "jo@example.org");
  EXPECT_EQ(email->anchor, "line=3");
  EXPECT_EQ(email->count, 2u);
}

TEST_F(PipelineTest, RecordsTheFieldsOfAnObjectTogether) {
  const std::string object = R"({"First name": "Agnieszka", "Surname": "Kowalska", "Sort code": "08-99-99",)"
                             R"( "Account number": "66374958"})";
  write("a.json", "[\n" + object + "]");
  write("b.jsonl", object + "\n" + R"({"First name": "Agnieszka"})" + "\n");
  write("c.xml", "<staff><record>\n<FirstName>Agnieszka</FirstName><Surname>Kowalska</Surname><SortCode>08-99-99"
                 "</SortCode><AccountNumber>66374958</AccountNumber></record></staff>");
  scan_now();
  const auto all = parts();
  const auto values = [&](const std::string& part) {
    std::vector<std::string> found;
    for (const auto& finding : all.at(part).findings) {
      found.push_back(finding.anchor + " " + std::string(finding.value.reveal()));
    }
    std::sort(found.begin(), found.end());
    return found;
  };
  using Values = std::vector<std::string>;
  EXPECT_EQ(values("a.json"), (Values{"line=2 089999 66374958", "line=2 Agnieszka Kowalska"}));
  EXPECT_EQ(values("b.jsonl"), (Values{"line=1 089999 66374958", "line=1 Agnieszka Kowalska", "line=2 Agnieszka"}));
  EXPECT_EQ(values("c.xml"), (Values{"line=2 089999 66374958", "line=2 Agnieszka Kowalska"}));
}

TEST_F(PipelineTest, ReadsEncryptedFilesAgainWithAnotherListOfPasswords) {
  fs::create_directories(share());
  fs::copy(TRAWL_SOURCE_DIR "/tests/golden/extractors/archive/zip-3.0-mixed.zip", share() / "mixed.zip");
  write("plain.txt", "Agnes\n");
  const auto scan_with = [&](const std::vector<std::string>& passwords) {
    options_.passwords = host_.passwords = passwords;
    const std::uint64_t read = scan_now().record.files_read;
    return std::pair(read, parts().at("mixed.zip!/docs/ann.txt").outcome.kind);
  };
  using Seen = std::pair<std::uint64_t, OutcomeKind>;
  EXPECT_EQ(scan_with({}), Seen(2, OutcomeKind::encrypted));
  EXPECT_EQ(scan_with({}), Seen(0, OutcomeKind::encrypted));
  EXPECT_EQ(scan_with({"wrong"}), Seen(1, OutcomeKind::encrypted));
  EXPECT_EQ(scan_with({"wrong"}), Seen(0, OutcomeKind::encrypted));
  EXPECT_EQ(scan_with({"wrong", "secret"}), Seen(1, OutcomeKind::read));
  EXPECT_EQ(scan_with({"other"}), Seen(0, OutcomeKind::read));  // what was read stays
  EXPECT_EQ(scan_with({}), Seen(0, OutcomeKind::read));
}

TEST_F(PipelineTest, ReadsNothingOfAnUnchangedTree) {
  for (int i = 0; i < 200; ++i) write("d" + std::to_string(i % 7) + "/f" + std::to_string(i), "Agnes" + std::to_string(i));
  EXPECT_EQ(scan_now().record.files_read, 200u);
  const auto before = parts();
  const ScanSummary second = scan_now();
  EXPECT_EQ(second.record.files_read, 0u);
  EXPECT_EQ(second.record.bytes_read, 0u);
  EXPECT_EQ(second.record.files_unchanged, 200u);
  EXPECT_EQ(parts().size(), before.size());
}

TEST_F(PipelineTest, UpdatesWhatChangedCameAndWent) {
  write("stays", "Agatha");
  write("changes", "Bertram");
  write("goes", "Clementine");
  write("folder/goes too", "Dorothea");
  scan_now();
  write("changes", "Engelbert");
  write("comes", "Frederica");
  fs::remove(share() / "goes");
  fs::remove_all(share() / "folder");
  settle();
  const ScanSummary second = scan_now();
  EXPECT_EQ(second.record.files_read, 2u);
  EXPECT_EQ(second.record.files_removed, 2u);
  EXPECT_EQ(parts().size(), 3u);
  EXPECT_EQ(parts_with_word("Agatha"), 1u);
  EXPECT_EQ(parts_with_word("Bertram"), 0u);
  EXPECT_EQ(parts_with_word("Clementine"), 0u);
  EXPECT_EQ(parts_with_word("Dorothea"), 0u);
  EXPECT_EQ(parts_with_word("Engelbert"), 1u);
  EXPECT_EQ(parts_with_word("Frederica"), 1u);
}

TEST_F(PipelineTest, ReadsEverythingAgainUnderOtherRules) {
  write("a", "Agatha");
  scan_now();
  options_.limits.depth = 3;
  EXPECT_EQ(scan_now().record.files_read, 1u);
  EXPECT_EQ(parts().size(), 1u);
  EXPECT_EQ(scan_now().record.files_read, 0u);
}

TEST_F(PipelineTest, ForgetsWhatIsExcludedNow) {
  write("a", "Agatha");
  write("b", "Bertram");
  scan_now();
  options_.walk.exclude.push_back(*Glob::parse("b"));
  scan_now();
  EXPECT_EQ(parts_with_word("Bertram"), 0u);
  EXPECT_EQ(parts().at("b").outcome.kind, OutcomeKind::skipped);
  options_.walk.exclude.clear();
  scan_now();
  EXPECT_EQ(parts_with_word("Bertram"), 1u);
  EXPECT_EQ(parts().size(), 2u);
}

TEST_F(PipelineTest, AFileAsRootLeavesItsNeighboursAlone) {
  write("a", "Agatha");
  write("b", "Bertram");
  scan_now();
  write("a", "Adelaide");
  options_.roots = {share() / "a"};
  EXPECT_EQ(scan_now().record.files_read, 1u);
  EXPECT_EQ(parts().size(), 2u);
  EXPECT_EQ(parts_with_word("Adelaide"), 1u);
  EXPECT_EQ(parts_with_word("Bertram"), 1u);
}

TEST_F(PipelineTest, FindsWhatStandsAcrossTheSlicesOfAHugeFile) {
  std::string text;
  std::size_t lines = 0;
  std::vector<std::size_t> planted;  // line numbers
  while (text.size() < 9u << 20) {
    ++lines;
    const std::size_t to_cut = (1u << 20) - text.size() % (1u << 20);
    if (to_cut < 60) {
      planted.push_back(lines);
      text += "padding padding padding padding write to person" + std::to_string(planted.size()) + "@example.org today\n";
    } else {
      text += "nothing of interest on this line at all\n";
    }
  }
  ASSERT_GE(planted.size(), 8u);
  write("huge.txt", text);
  EXPECT_EQ(scan_now().record.files_read, 1u);
  const auto all = parts();
  const index::PartRecord& record = all.at("huge.txt");
  EXPECT_EQ(record.text_bytes, text.size());
  for (std::size_t i = 0; i < planted.size(); ++i) {
    const std::string value = "person" + std::to_string(i + 1) + "@example.org";
    const auto found = std::find_if(record.findings.begin(), record.findings.end(),
                                    [&](const auto& f) { return f.kind == "email" && f.value.reveal() == value; });
    ASSERT_NE(found, record.findings.end()) << value;
    EXPECT_EQ(found->anchor, "line=" + std::to_string(planted[i]));
    EXPECT_EQ(found->count, 1u);
  }
  EXPECT_EQ(host_.reads, 0u);
}

TEST_F(PipelineTest, FindsWhatStandsInALineWithoutEnd) {
  std::string text;
  for (int i = 0; text.size() < 6u << 20; ++i) text += "x" + std::to_string(i) + "@example.org,";
  write("huge.txt", text);
  scan_now();
  const auto all = parts();
  const index::PartRecord& record = all.at("huge.txt");
  const auto emails = std::count_if(record.findings.begin(), record.findings.end(), [](const auto& f) { return f.kind == "email"; });
  EXPECT_EQ(static_cast<std::uint64_t>(emails) + record.findings_left_out > 200'000, true) << emails << " " << record.findings_left_out;
}

TEST_F(PipelineTest, PassesOverTheHolesOfASparseFile) {
  write("sparse.txt", "Agatha of the beginning\n" + std::string(70'000, '.') + "\n");
  const std::uint64_t terabyte = 1ull << 40;
  const int file = open((share() / "sparse.txt").c_str(), O_WRONLY);
  ASSERT_EQ(ftruncate(file, static_cast<off_t>(terabyte)), 0);
  ASSERT_EQ(pwrite(file, "\nBertram of the end\n", 20, static_cast<off_t>(terabyte - (3u << 20))), 20);
  close(file);
  options_.limits.text_bytes = 1ull << 50;
  settle();
  scan_now();
  EXPECT_EQ(parts_with_word("Agatha"), 1u);
  EXPECT_EQ(parts_with_word("Bertram"), 1u);
}

TEST_F(PipelineTest, ReadsAWindowsTextInsideAHugeUtf8File) {
  std::string text;
  while (text.size() < 5u << 20) text += "caf\xC3\xA9 of no interest at all\n";
  write("huge.txt", text + "Zo\xEB Brontosaur\n");
  scan_now();
  EXPECT_EQ(parts_with_word("Zo\xC3\xAB"), 1u);
}

TEST_F(PipelineTest, ChangesNeitherTimesNorModes) {
  write("a.txt", "Agatha");
  write("b.bin", std::string("\x01\x00\x02", 3));
  struct stat before[2], after[2];
  ASSERT_EQ(stat((share() / "a.txt").c_str(), &before[0]), 0);
  ASSERT_EQ(stat((share() / "b.bin").c_str(), &before[1]), 0);
  settle();
  scan_now();
  ASSERT_EQ(stat((share() / "a.txt").c_str(), &after[0]), 0);
  ASSERT_EQ(stat((share() / "b.bin").c_str(), &after[1]), 0);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(before[i].st_mode, after[i].st_mode);
    EXPECT_EQ(before[i].st_atim.tv_nsec, after[i].st_atim.tv_nsec);
    EXPECT_EQ(before[i].st_mtim.tv_nsec, after[i].st_mtim.tv_nsec);
    EXPECT_EQ(before[i].st_ctim.tv_nsec, after[i].st_ctim.tv_nsec);
  }
}

TEST_F(PipelineTest, AStoppedScanGoesOnWithTheNext) {
  for (int i = 0; i < 3'000; ++i) {
    std::ofstream(share() / ("f" + std::to_string(i))) << "Person" << i << "@example.org";
  }
  settle();
  std::thread stopper([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    stop_ = true;
  });
  const ScanSummary first = scan_now();
  stopper.join();
  stop_ = false;
  const ScanSummary second = scan_now();
  EXPECT_EQ(first.record.files_read + second.record.files_read, 3'000u);
  EXPECT_EQ(parts().size(), 3'000u);
}

}  // namespace
}  // namespace trawl::scanner
