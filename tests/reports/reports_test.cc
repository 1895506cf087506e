// Documents: they escape, stand alone, hide nothing that was not read and show nothing that is masked.
#include "reports/reports.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "reports/bar_chart.h"
#include "reports/csv.h"
#include "reports/html_page.h"
#include "reports/json_writer.h"
#include "reports/wording.h"
#include "tests/requests/person.h"

namespace trawl::reports {
namespace {

using requests::testing::Estate;
using requests::testing::Node;
using requests::testing::text_file;

const Made kMade{"0.1.0", 1'790'000'000};

TEST(Html, EscapesMarkupControlsAndBrokenText) {
  EXPECT_EQ(escaped("<a href=\"x\" o='y'>&"), "&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;");
  EXPECT_EQ(escaped("a\x01\xFF\xE2\x80\xAE\nb"), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD b");
}

TEST(Csv, QuotesAndDisarmsFormulas) {
  Csv csv{"a", "b"};
  csv.cell("=1+1").cell("@x,\"y\"\nz").end_row();
  csv.cell("-5").cell(std::uint64_t{7}).end_row();
  EXPECT_EQ(csv.take(),
            "\xEF\xBB\xBF"
            "a,b\r\n'=1+1,\"'@x,\"\"y\"\"\nz\"\r\n'-5,7\r\n");
}

TEST(Json, IsEscapedAndOrdered) {
  JsonWriter line(JsonWriter::Layout::line);
  line.begin_object().field("b", "\"\\\n\x01<\xE2\x80\xA8\xFF").field("a", true).key("n").null().key("l").begin_array();
  line.end_array().end_object();
  EXPECT_EQ(line.take(), "{\"b\":\"\\\"\\\\\\n\\u0001\\u003c\\u2028\xEF\xBF\xBD\",\"a\":true,\"n\":null,\"l\":[]}\n");
  JsonWriter pretty(JsonWriter::Layout::pretty);
  pretty.begin_object().key("l").begin_array().value(std::uint64_t{1}).value(std::uint64_t{2}).end_array().end_object();
  EXPECT_EQ(pretty.take(), "{\n  \"l\": [\n    1,\n    2\n  ]\n}\n");
}

TEST(Wording, IsForPeople) {
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(counted(1, "file"), "1 file");
  EXPECT_EQ(counted(0, "file"), "0 files");
  EXPECT_EQ(size_in_words(999), "999 bytes");
  EXPECT_EQ(size_in_words(1'400'000), "1.4 MB");
  EXPECT_EQ(size_in_words(999'999), "1.0 MB");
  EXPECT_EQ(size_in_words(kUnknownSize), "?");
  EXPECT_EQ(time_in_words(1'790'000'000), "21 September 2026, 14:13 UTC");
  EXPECT_EQ(time_in_words(kUnknownTime), "not known");
  EXPECT_EQ(place_in_words("sheet=Staff&cell=B7"), "sheet Staff, cell B7");
}

TEST(BarChart, DrawsEveryBarThatIsNotNought) {
  const std::string chart = bar_chart("Title", {{"much", {0, 0, 1'000'000}}, {"<little>", {1, 0, 0}}}, {"a", "b", "c"});
  EXPECT_NE(chart.find("width=\"2\""), std::string::npos);
  EXPECT_NE(chart.find("&lt;little&gt;: 1\""), std::string::npos);
  EXPECT_EQ(chart.find("<little>"), std::string::npos);
}

// The documents made of one estate with hostile names in it; TRAWL_REPORT_SAMPLES names a folder to keep them in.
class Documents : public ::testing::Test {
 protected:
  void SetUp() override {
    requests::testing::fill(estate);
    estate.add("/share/<script>alert(1)</script>.txt", text_file("NI number AB123456C <img src=x onerror=alert(1)>"));
    estate.add("/share/a\" onload=\"x.zip",
               Node{"", "application/zip", {}, {}, {OutcomeKind::damaged, "<b>cut</b> short"}});
    estate.files.erase("/share/old/f.txt");
    auto subject = requests::parse_subject(requests::testing::kMargaret);
    const auto access = requests::access(*subject, estate.sources(), {});
    const auto find = requests::find({"", Sensitive("AB123456C")}, estate.sources(), {});
    const auto inventory = requests::inventory(estate.reader, detectors::built_in_kinds());
    html = {{"dsar", access_html(*access, kMade)},
            {"find", find_html(*find, kMade)},
            {"report", inventory_html(*inventory, kMade)}};
    csv = {{"dsar", access_csv(*access)},
           {"find", find_csv(*find)},
           {"report", inventory_csv(*inventory)},
           {"unread", unread_csv(inventory->ledger)}};
    if (const char* folder = std::getenv("TRAWL_REPORT_SAMPLES")) {
      for (const auto& [name, text] : html) std::ofstream(std::string(folder) + '/' + name + ".html") << text;
    }
  }

  Estate estate;
  std::map<std::string, std::string> html, csv;
};

TEST_F(Documents, StandAloneAndRunNothing) {
  for (const auto& [name, text] : html) {
    EXPECT_NE(text.find("default-src 'none'"), std::string::npos) << name;
    for (const std::string_view forbidden :
         {"<script", "<img", "<link", "<iframe", "http://", "https://", "@import", "url(", " onload=\""}) {
      EXPECT_EQ(text.find(forbidden), std::string::npos) << name << ' ' << forbidden;
    }
    EXPECT_NE(text.find("<html lang=\"en-GB\">"), std::string::npos);
    EXPECT_NE(text.find("scope=\"col\""), std::string::npos);
  }
}

TEST_F(Documents, EveryTagIsClosed) {
  for (const auto& [name, text] : html) {
    for (const std::string tag : {"section", "table", "tr", "td", "th", "ul", "li", "p", "article", "dl", "dd", "span",
                                  "svg", "figure", "h2", "h3"}) {
      std::size_t opened = 0, closed = 0;
      for (std::size_t at = 0; (at = text.find("<" + tag, at)) != std::string::npos; at += tag.size()) {
        const char after = text[at + 1 + tag.size()];
        opened += after == '>' || after == ' ';
      }
      for (std::size_t at = 0; (at = text.find("</" + tag + ">", at)) != std::string::npos; ++at) ++closed;
      EXPECT_EQ(opened, closed) << name << ' ' << tag;
    }
  }
}

TEST_F(Documents, NeverHideWhatCouldNotBeRead) {
  for (const auto& [name, text] : html) {
    EXPECT_NE(text.find("What could not be read"), std::string::npos) << name;
    EXPECT_NE(text.find("locked.docx"), std::string::npos) << name;
    EXPECT_NE(text.find("password needed"), std::string::npos) << name;
    EXPECT_NE(text.find("&lt;b&gt;cut&lt;/b&gt; short"), std::string::npos) << name;
  }
  EXPECT_NE(csv["unread"].find("/share/locked.docx,encrypted,password needed"), std::string::npos);
}

TEST_F(Documents, ShowNoValueUnlessPlainIsAskedFor) {
  for (const auto* documents : {&html, &csv}) {
    for (const auto& [name, text] : *documents) {
      for (const std::string_view secret :
           {"AB123456C", "CE234567A", "m.oneill@northbridge", "31/01/1999", "KT1 1AA"}) {
        EXPECT_EQ(text.find(secret), std::string::npos) << name << ' ' << secret;
      }
    }
  }
}

TEST_F(Documents, CsvHasARowForEachHitDocumentOrKind) {
  const auto rows = [](const std::string& text) { return std::count(text.begin(), text.end(), '\r') - 1; };
  EXPECT_EQ(rows(csv["find"]), 2);
  EXPECT_GE(rows(csv["dsar"]), 11);
  EXPECT_EQ(rows(csv["unread"]), 3);
}

TEST(DocumentsOfNothing, SaySo) {
  Estate estate;
  estate.reader.scan_records.clear();
  const auto find = requests::find({"", Sensitive("AB123456C")}, estate.sources(), {});
  const std::string text = find_html(*find, kMade);
  EXPECT_NE(text.find("Nothing has been scanned yet"), std::string::npos);
  EXPECT_NE(text.find("Nothing was found"), std::string::npos);
}

}  // namespace
}  // namespace trawl::reports
