// The most used kinds in the ways people write them, at the edges of their rules, and what only looks like them.
#include <gtest/gtest.h>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr Confidence possible = Confidence::possible;
constexpr Confidence likely = Confidence::likely;
constexpr Confidence certain = Confidence::certain;

TEST(Phone, of_the_uk_is_found_in_the_ways_people_write_it) {
  expect_found("phone", {
                            {"Tel: 020 7946 0958", "+442079460958", certain},
                            {"ring (0113) 496 0999 now", "+441134960999", certain},
                            {"Mobile 07700 900123.", "+447700900123", certain},
                            {"07700900123", "+447700900123", likely},
                            {"+44 (0)20 7946 0958", "+442079460958", likely},
                            {"(+44) 7700 900123", "+447700900123", likely},
                            {"0044 7700 900 123", "+447700900123", likely},
                            {"01632 960 001", "+441632960001", likely},
                            {"0800 123 4567", "+448001234567", likely},
                            {"Tel 020 7946 0958 ext 12", "+442079460958;ext=12", certain},
                            {"07700 900123 07700", "+447700900123", likely},
                            {"07700\u00a0900\u2011123", "+447700900123", likely},
                            {"07700900123", "+447700900123", certain, "Phone"},
                        });
}

TEST(Phone, of_areas_with_eight_digits_begins_them_as_the_area_does) {
  expect_found("phone", {
                            {"Tel: 029 2018 0299", "+442920180299", certain},
                            {"+44 29 2087 4000", "+442920874000", likely},
                            {"028 2565 1234", "+442825651234", likely},
                            {"028 9024 6609", "+442890246609", likely},
                            {"023 8059 5000", "+442380595000", likely},
                            {"024 7688 7688", "+442476887688", likely},
                        });
  expect_nothing("phone", {"020 1234 5678", "020 2946 0958", "021 2946 0958", "029 3018 0299", "028 1024 6609"});
}

TEST(Phone, is_found_in_a_comment_whoever_wrote_it) {
  TextBlock block;
  block.kind = BlockKind::comment;
  block.text = "I rang 01154960627 twice";
  block.label = "Lukasz MacAllister";
  std::vector<std::string> values;
  for (const Finding& finding : findings_in(block)) {
    if (finding.kind == "phone") values.emplace_back(finding.value.reveal());
  }
  EXPECT_EQ(values, std::vector<std::string>{"+441154960627"});
}

TEST(Phone, two_beside_each_other_are_two) {
  EXPECT_EQ(found("phone", "07700 900123 07700 900456").size(), 2u);
  EXPECT_EQ(found("phone", "020 7946 0958 / 07700 900456").size(), 2u);
}

TEST(Phone, of_other_countries_needs_its_prefix) {
  expect_found("phone",
               {{"+33 1 42 68 53 00", "+33142685300", likely}, {"Tel +1 (212) 555-2368", "+12125552368", certain}});
  expect_nothing("phone", {"(212) 555-2368", "+99 123 456 789", "1-800-555-0199"});
}

TEST(Phone, of_drama_ranges_is_tagged) {
  for (const std::string_view text : {"07700 900999", "01632 960000", "020 7946 0000", "0191 498 0123", "0808 157 0999",
                                      "028 9649 6123", "029 2018 0999"}) {
    EXPECT_EQ(only_found("phone", text).tags, "fictional") << text;
  }
  for (const std::string_view text : {"07911 123456", "028 9649 0123", "029 2018 1000"}) {
    EXPECT_EQ(only_found("phone", text).tags, "") << text;
  }
}

TEST(Phone, is_not_found_in_other_numbers) {
  expect_nothing("phone",
                 {"0.123456789", "order 02079460958123", "02/01/2023 1234", "1030790671", "00000000000", "010203040506",
                  "ISBN 0 7946 0958 1", "v0.2079.460958", "0123456789012345678", "2002-08-22 10:11:12"});
}

TEST(NhsNumber, with_words_or_in_its_groups_is_found) {
  expect_found("nhs_number", {
                                 {"NHS No: 943 476 5919", "9434765919", likely},
                                 {"NHS number 401 023 2137", "4010232137", certain},
                                 {"4010232137", "4010232137", certain, "nhs_number"},
                                 {"401 023 2137", "4010232137", possible},
                                 {"patient 401-023-2137", "4010232137", likely},
                             });
}

TEST(NhsNumber, without_words_or_check_digit_is_none) {
  expect_nothing("nhs_number", {"4010232137", "NHS 401 023 2138", "1030790671", "order number 401 023 2137",
                                "401 0232137", "12-401 023 2137"});
}

TEST(NhsNumber, of_scotland_is_tagged_chi) {
  EXPECT_EQ(only_found("nhs_number", "CHI 0101010001").tags, "chi");
}

TEST(Iban, of_the_registry_is_found_in_any_spacing) {
  expect_found("iban", {
                           {"GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819", certain},
                           {"gb29nwbk60161331926819", "GB29NWBK60161331926819", certain},
                           {"DE89370400440532013000", "DE89370400440532013000", certain},
                           {"NO93 8601 1117 947 and more", "NO9386011117947", certain},
                           {"MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S", certain},
                           {"FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606", certain},
                           {"GB29 NWBK 6016 1331\n9268 19", "GB29NWBK60161331926819", certain},
                       });
  expect_nothing(
      "iban", {"GB29NWBK60161331926818", "GB29NWBK6016133192681", "ZZ29NWBK60161331926819", "GB29NWBK601613319268190"});
}

TEST(Iban, has_the_letters_digits_and_groups_of_its_country) {
  expect_nothing(
      "iban", {"be16 and be32 types", "BE16ANDBE32TYPES", "GB29 NWBK 601 613 31 92 68 19", "gb29NWBK60161331926819"});
  expect_found("iban", {{"IBAN GB29 NWBK 601613 31926819", "GB29NWBK60161331926819", certain},
                        {"BE68 5390 0754 7034", "BE68539007547034", certain},
                        {"MU17BOMM0101101030300200000MUR", "MU17BOMM0101101030300200000MUR", certain}});
}

TEST(Card, of_a_scheme_with_its_check_digit_is_found) {
  expect_found("card", {
                           {"4111 1111 1111 1111", "4111111111111111", likely},
                           {"Visa 4111-1111-1111-1111", "4111111111111111", certain},
                           {"378282246310005", "378282246310005", likely},
                           {"3782 822463 10005", "378282246310005", likely},
                           {"card 5555555555554444 exp 01/29", "5555555555554444", certain},
                           {"4111.1111.1111.1111", "4111111111111111", likely},
                           {"card: 4111  1111  1111  1111", "4111111111111111", certain},
                           {"12 4111 1111 1111 1111", "4111111111111111", likely},
                           {"4111 1111 1111 1111 123", "4111111111111111", likely},
                           {"card ending xxxx xxxx xxxx 1234", "************1234", likely},
                       });
  EXPECT_EQ(only_found("card", "4111111111111111").tags, "test");
  EXPECT_EQ(only_found("card", "Visa **** **** **** 1234").tags, "masked");
}

TEST(Card, is_not_found_in_numbers_that_only_pass_luhn) {
  expect_nothing("card", {"4111111111111112", "1234567812345670", "0000000000000000", "order number 4111111111111111",
                          "79927398713", "20020822101112345678", "4111.1111-1111.1111"});
}

TEST(DateOfBirth, needs_words_and_reads_days_before_months) {
  expect_found("date_of_birth", {
                                    {"DOB: 03/04/1970", "1970-04-03", certain},
                                    {"Date of birth 3rd April 1970", "1970-04-03", certain},
                                    {"born on 3 Apr 1970", "1970-04-03", certain},
                                    {"born April 3, 1970", "1970-04-03", certain},
                                    {"D.O.B. 03.04.70", "1970-04-03", certain},
                                    {"12/31/1970", "1970-12-31", certain, "DOB"},
                                    {"1970-04-03", "1970-04-03", certain, "dateOfBirth"},
                                    {"03041970", "1970-04-03", certain, "dob"},
                                    {"Date of birth:\n03/04/1970", "1970-04-03", certain},
                                });
  expect_nothing("date_of_birth", {"03/04/1970", "DOB: 31/02/1970", "DOB: 03/04/2970", "DOB 03/04/1701",
                                   "DOB: 99/99/9999", "due 03/04/2020"});
}

TEST(Postcode, in_capitals_with_a_space_needs_no_words) {
  expect_found("postcode", {
                               {"SW1A 1AA", "SW1A 1AA", likely},
                               {"m1 1ae", "M1 1AE", likely, "Postcode"},
                               {"EC1A1BB", "EC1A 1BB", certain, "postcode"},
                               {"Leeds LS1 4AB", "LS1 4AB", likely},
                               {"lives near w1a0ax", "W1A 0AX", possible},
                               {"GIR 0AA", "GIR 0AA", likely},
                           });
  expect_nothing("postcode", {"lw15fd", "QX1 1AA", "SW1A 1AC1", "SW1A 1CA", "AB123 4CD", "w1a0ax", "id-SW1A 1AA-7"});
}

TEST(Address, with_a_postcode_is_one_finding_and_keeps_the_postcode) {
  const std::string_view text = "Flat 2, 14 High Street,\nLeeds LS1 4AB";
  EXPECT_EQ(only_found("address", text).value.reveal(), "flat 2 14 high street leeds ls1 4ab");
  EXPECT_EQ(only_found("postcode", text).value.reveal(), "LS1 4AB");
  EXPECT_EQ(only_found("address", "14 High Street", "Address").confidence, likely);
  expect_nothing("address", {"3 days in the park", "2 of the road", "10 people way", "in 2002 Main"});
}

TEST(BankAccount, needs_a_label_or_both_numbers_in_one_row) {
  expect_found("bank_account", {
                                   {"Sort code: 20-00-00 Account number: 55779911", "200000 55779911", certain},
                                   {"sort code 200000, account 55779911", "200000 55779911", certain},
                                   {"S/C 20 00 00 A/C 5577 9911", "200000 55779911", certain},
                                   {"Account no 55779911, sort code 20-00-00", "200000 55779911", certain},
                                   {"Account number 55779911", "55779911", likely},
                                   {"55779911", "55779911", likely, "account_number"},
                               });
  expect_nothing("bank_account", {"20-01-70 55779911", "12-05-70", "20021002", "55779911", "200000", "account 123",
                                  "date 12-05-70 ref 20021002"});
}

TEST(BankAccount, in_two_cells_of_a_row_is_one) {
  auto set = DetectorSet::create({});
  ASSERT_TRUE(set.has_value());
  (*set)->begin_part("text/csv", "a.csv");
  const auto scan = [&](std::string_view label, std::string_view text, std::uint32_t row) {
    TextBlock block;
    block.kind = BlockKind::cell;
    block.label = label;
    block.text = text;
    block.row = row;
    NormalText normal;
    normal.assign(text);
    std::vector<Finding> out;
    (*set)->scan(block, normal, out);
    return out;
  };
  EXPECT_TRUE(scan("Sort code", "20-00-00", 1).empty());
  const auto both = scan("Account", "55779911", 1);
  ASSERT_EQ(both.size(), 1u);
  EXPECT_EQ(both[0].value.reveal(), "200000 55779911");
  EXPECT_TRUE(scan("Sort code", "20-00-01", 2).empty());
  EXPECT_TRUE(scan("Name", "x", 2).empty());
  ASSERT_EQ(scan("Account", "55779912", 3).size(), 1u);
  EXPECT_EQ(scan("Account", "55779912", 3)[0].value.reveal(), "55779912");
}

TEST(IpAddress, is_found_and_version_numbers_are_not) {
  expect_found("ip_address", {
                                 {"from [81.2.69.142]", "81.2.69.142", certain},
                                 {"192.168.0.1", "192.168.0.1", likely},
                                 {"IP: 2001:DB8::FF00:42:8329", "2001:db8::ff00:42:8329", certain},
                                 {"fe80::1ff:fe23:4567:890a", "fe80::1ff:fe23:4567:890a", certain},
                                 {"::ffff:81.2.69.142", "::ffff:81.2.69.142", certain},
                             });
  EXPECT_EQ(only_found("ip_address", "192.168.0.1").tags, "private");
  expect_nothing("ip_address", {"version 2.4.18.3", "1.2.3.4.5", "256.1.1.1", "v1.2.3.4", "12:30:45", "std::string",
                                "a::b", "01.02.03.04"});
}

TEST(IpAddress, is_found_beside_words_of_other_kinds) {
  expect_found("ip_address", {
                                 {"Received: from mail.acme.net ([81.2.69.134]) by mx", "81.2.69.134", certain},
                                 {"Received: from mail ([9.2.6.13]) by mx", "9.2.6.13", certain},
                                 {"Received: from mail (81.2.69.134) by mx", "81.2.69.134", certain},
                                 {"Login from 198.51.100.156 was refused.", "198.51.100.156", likely},
                                 {"login 10.2.3.4", "10.2.3.4", likely},
                                 {"mail 81.2.69.134", "81.2.69.134", likely},
                                 {"see https://81.2.69.134/x", "81.2.69.134", likely},
                                 {"mail from 2001:db8::ff00:42:8329", "2001:db8::ff00:42:8329", certain},
                             });
}

TEST(IpAddress, is_not_found_in_versions_of_products) {
  expect_nothing("ip_address", {"LibreOffice/7.4.7.2$Linux_X86_64", "Server/2.4.18.3 (Unix)", "model 2.4.18.3",
                                "order no 2.4.18.3", "release (2.4.18.3)"});
}

TEST(Utr, needs_words_and_its_check_digit) {
  expect_found("utr", {{"UTR 3282497350", "3282497350", certain},
                       {"Unique Taxpayer Reference: 32824 97350K", "3282497350", certain}});
  expect_nothing("utr", {"3282497350", "UTR 3282497351", "UTR 328249735"});
}

TEST(TenDigits, are_one_thing) {
  const std::string_view text = "NHS No 401 023 2137, UTR 3282497350, Tel 0207 946 0958";
  TextBlock block;
  block.text = text;
  std::vector<std::string> kinds;
  for (const Finding& finding : findings_in(block)) kinds.emplace_back(finding.kind);
  EXPECT_EQ(kinds, (std::vector<std::string>{"nhs_number", "utr", "phone"}));
}

}  // namespace
}  // namespace trawl::detectors
