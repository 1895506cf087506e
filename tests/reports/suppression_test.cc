// What the list left out shows in no report in plain, in whatever format, but its number does; and so does its reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/reports.h"
#include "reports/wording.h"
#include "requests/suppress.h"
#include "tests/requests/person.h"

namespace trawl::reports {
namespace {

using requests::Suppressor;
using requests::testing::Estate;
using requests::testing::text_file;
using testing::HasSubstr;
using testing::Not;

struct Planted {
  const char* spelling;  // as it stands in the documents
  const char* canonical;
};
constexpr Planted kPlanted[] = {{"020 8765 4321", "+442087654321"},
                                {"AB 12 34 56 C", "AB123456C"},
                                {"larch@example-trust.org.uk", "larch@example-trust.org.uk"},
                                {"SW1A 1AA", "SW1A 1AA"}};

class SuppressionReports : public testing::TestWithParam<Planted> {
 protected:
  SuppressionReports() {
    std::string text = "Mrs Margaret Okafor, ";
    for (const Planted& planted : kPlanted) text += std::string("NI number or other: ") + planted.spelling + ".\n";
    for (int n = 0; n < 7; ++n) estate_.add("/share/" + std::to_string(n) + ".txt", text_file(text));
    requests::SuppressRequest request;
    request.value = Sensitive(GetParam().spelling);
    request.reason = "<b>plantedreason</b>";
    request.label = "=plantedlabel";
    const auto entry = requests::suppression_of(request, *estate_.detectors, estate_.reader.key());
    EXPECT_TRUE(entry) << entry.error().message;
    (void)requests::add_to(estate_.reader.suppression_list, *entry);
    list_ = std::make_unique<Suppressor>(*Suppressor::of(estate_.reader, 0));
    search_.examine.suppressor = list_.get();
  }

  void expect_counted_and_unseen(const std::string& report, const char* count) {
    EXPECT_THAT(report, Not(HasSubstr(GetParam().spelling)));
    EXPECT_THAT(report, Not(HasSubstr(GetParam().canonical)));
    EXPECT_THAT(report, Not(HasSubstr("<b>plantedreason")));
    EXPECT_THAT(report, HasSubstr(count));
  }

  Estate estate_;
  std::unique_ptr<Suppressor> list_;
  requests::SearchOptions search_;
  Made made_{"0.1.0", 1'790'000'000};
};

TEST_P(SuppressionReports, OfTheInventory) {
  const auto made = requests::inventory(estate_.reader, detectors::built_in_kinds(), list_.get());
  ASSERT_EQ(made->suppression.all.findings, 7u);
  expect_counted_and_unseen(inventory_html(*made, made_), "7 values at 7 places in 7 documents");
  expect_counted_and_unseen(inventory_json(*made, made_), "\"suppressed\": 7");
  expect_counted_and_unseen(inventory_csv(*made), ",7\r\n");
  EXPECT_THAT(inventory_html(*made, made_), HasSubstr("plantedreason"));
}

TEST_P(SuppressionReports, OfASearchForSomethingElse) {
  const auto made = requests::find({"name", Sensitive("Margaret Okafor")}, estate_.sources(), {{}, search_});
  ASSERT_EQ(made->found.parts.size(), 7u);
  expect_counted_and_unseen(find_html(*made, made_), "7 values at 7 places in 7 documents");
  expect_counted_and_unseen(find_json(*made, made_), "\"findings\": 7");
  EXPECT_THAT(find_csv(*made), Not(HasSubstr(GetParam().spelling)));
}

TEST_P(SuppressionReports, OfAnAccessRequestOfSomebodyElse) {
  const auto subject = requests::parse_subject("[[name]]\ngiven = \"Margaret\"\nfamily = \"Okafor\"\n");
  const auto made = requests::access(*subject, estate_.sources(), search_);
  ASSERT_EQ(made->documents.size(), 1u) << "copies are one";
  expect_counted_and_unseen(access_html(*made, made_), "7 values at 7 places in 7 documents");
  expect_counted_and_unseen(access_json(*made, made_), "\"findings\": 7");
  expect_counted_and_unseen(access_csv(*made), ",1\r\n");
}

TEST_P(SuppressionReports, OfASearchForItShowItMarked) {
  const auto made = requests::find({"", Sensitive(GetParam().spelling)}, estate_.sources(), {{}, search_});
  ASSERT_EQ(made->found.parts.size(), 7u);
  const std::string mark = "on the list of suppressions, entry 1";
  EXPECT_THAT(find_html(*made, made_), HasSubstr(mark));
  EXPECT_THAT(find_html(*made, made_), HasSubstr("shown because it was asked for: 7 hits"));
  EXPECT_THAT(find_csv(*made), HasSubstr(mark));
  EXPECT_THAT(find_json(*made, made_), HasSubstr("\"asked_for\": 7"));
}

TEST_P(SuppressionReports, WithoutTheListSayThatItWasNotApplied) {
  const auto made = requests::inventory(estate_.reader, detectors::built_in_kinds());
  EXPECT_THAT(inventory_html(*made, made_), Not(HasSubstr("See the section on that list")));
  EXPECT_THAT(inventory_html(*made, made_), HasSubstr("was not applied"));
  EXPECT_THAT(inventory_json(*made, made_), HasSubstr("\"applied\": false"));
}

TEST(SuppressionWording, APlaceIsShownAsItWasWrittenAndCannotHarmATerminal) {
  index::Suppression entry;
  EXPECT_EQ(where_in_words(entry), "everywhere");
  entry.place = "old.zip!/100%25/*";
  EXPECT_EQ(where_in_words(entry), entry.place);
  entry.place = "a\x1B[31m\xFF\n";
  EXPECT_EQ(where_in_words(entry), "a [31m\xEF\xBF\xBD ");
}

INSTANTIATE_TEST_SUITE_P(Values, SuppressionReports, testing::ValuesIn(kPlanted));

}  // namespace
}  // namespace trawl::reports
