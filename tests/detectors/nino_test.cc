// National Insurance numbers: HMRC's rules for prefixes, and the ways of writing.
#include <gtest/gtest.h>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

TEST(Nino, is_found_however_it_is_written) {
  expect_found("nino", {
                           {"AB123456C", "AB123456C", Confidence::likely},
                           {"NI number: AB 12 34 56 C", "AB123456C", Confidence::certain},
                           {"NI No. ab-12-34-56-c.", "AB123456C", Confidence::certain},
                           {"National Insurance\nJG 10 37 59 A", "JG103759A", Confidence::certain},
                           {"AB.12.34.56.C", "AB123456C", Confidence::likely},
                           {"ab123456c", "AB123456C", Confidence::possible},
                           {"AB123456C", "AB123456C", Confidence::certain, "niNumber"},
                           {"nino AB123456", "AB123456", Confidence::likely},
                       });
}

TEST(Nino, with_prefixes_that_are_not_issued_is_none) {
  expect_nothing("nino", {"BG123456A", "GB123456A", "NK123456B", "TN123456B", "ZZ123456D", "DA123456A", "AO123456A",
                          "AB123456E", "XAB123456C", "AB1234567C", "AB123456", "CR123456A", "order no AB123456C",
                          "PR104783 c++", "pr104783 C"});
}

TEST(Nino, is_no_word_and_a_date) {
  expect_nothing("nino", {"National Insurance number: see below\nThe meeting is on 24-06-21 at two.",
                          "National Insurance number: see below\nby 01.02.21"});
  expect_found("nino", {{"NI number jg 10 37 59", "JG103759", Confidence::likely}});
}

TEST(Nino, with_an_administrative_prefix_needs_words_and_is_tagged) {
  const Finding finding = only_found("nino", "NINO: CR123456A");
  EXPECT_EQ(finding.tags, "administrative");
  EXPECT_EQ(finding.confidence, Confidence::likely);
}

TEST(Nino, of_a_temporary_kind_needs_words_and_is_tagged) {
  expect_found("nino", {
                           {"Temporary reference number: 63 T1 23 45", "63T12345", Confidence::certain},
                           {"TRN 63t12345", "63T12345", Confidence::certain},
                           {"63T12345", "63T12345", Confidence::certain, "TRN"},
                           {"Temporary NI number: AB123456C", "AB123456C", Confidence::certain},
                           {"NI number 63 T1 23 45", "63T12345", Confidence::possible},
                           {"NINO TN 03 04 81 F", "TN030481F", Confidence::likely},
                       });
  EXPECT_EQ(only_found("nino", "TRN 63T12345").tags, "temporary");
  expect_nothing("nino", {"63T12345", "room 63 T1 23 45", "TN030481F", "order no 63T12345", "TRN 63T1234"});
}

TEST(Nino, that_hmrc_gives_as_example_is_tagged) {
  EXPECT_EQ(only_found("nino", "QQ123456C").tags, "example");
}

TEST(Nino, evidence_names_the_words_and_not_the_value) {
  EXPECT_EQ(only_found("nino", "NI number AB123456C").evidence, "prefix and suffix valid; label 'ni number'");
}

}  // namespace
}  // namespace trawl::detectors
