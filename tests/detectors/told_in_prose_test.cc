// Identifiers as prose, chat, logs and tables tell them, and what only looks like them.
#include <gtest/gtest.h>

#include "detectors/numbers.h"
#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr Confidence possible = Confidence::possible;
constexpr Confidence likely = Confidence::likely;
constexpr Confidence certain = Confidence::certain;

TEST(CompanyNumber, behind_the_company_in_groups_or_with_its_register_is_found) {
  expect_found("company_number",
               {{"Parent: Gorsedale Group plc (01882734)", "01882734", likely},
                {"Gorsedale Trading CIC - 10882773", "10882773", likely},
                {"Gorsedale Plant Hire Limited\nReg no: NI648827", "NI648827", likely},
                {"Gorsedale LP (LP014417)", "LP014417", likely},
                {"Registered number: 04 882 173", "04882173", likely},
                {"The company (Company No: 9182734) was struck off", "09182734", likely},
                {"Gorsedale Ltd, reg. in England & Wales No. 08827341.", "08827341", certain},
                {"Registered in England no. 07341192. Registered office: Unit 4", "07341192", certain},
                {"Cwmni cofrestredig yng Nghymru rhif 07718234", "07718234", certain}});
  expect_nothing("company_number",
                 {"It owed Gorsedale Ltd for job 01882734", "Charity SC041827, registered in Scotland",
                  "Gorsedale Ltd, 20240111", "POD 06273499"});
}

TEST(Username, of_a_sentence_a_pair_a_path_and_a_log_is_found) {
  expect_found("username", {{"Username stmarys_hall, as before", "stmarys_hall", likely},
                            {"user is cab_gorse n the rest is below", "cab_gorse", likely},
                            {"Gateway: user ID 88 27 34 11 82 73", "88 27 34 11 82 73", likely},
                            {"curl -u payroll-svc:nB7!wq_22 https://files.example", "payroll-svc", likely},
                            {"postgres://rents:qW8zz-Lm@db01.internal:5432/r", "rents", likely},
                            {"C:\\Users\\kgorse\\Desktop", "kgorse", likely},
                            {"198.51.100.42 - hgorse [11/Jun/2024:09:14:02 +0100]", "hgorse", likely},
                            {"/user:GORSE\\sdevlin", "sdevlin", likely},
                            {"Name    Username   Note\nAva B   ab.4t      12 books", "ab.4t", likely}});
  expect_nothing("username", {"user manual.pdf", "The username is case-sensitive", "userid 1023", "users (46m)",
                              "C:\\Users\\Public\\Desktop", "user group meets in 2024"});
}

TEST(Credential, in_a_column_of_a_table_in_the_text_is_found) {
  const Finding finding = only_found("credential", "Name    Password\nAva B   purplefox12\n");
  EXPECT_EQ(finding.value.reveal(), "........");
  expect_nothing("credential", {"Name    Password   Seen\nAva B   unchanged  12\n"});
}

TEST(Address, ends_with_the_places_behind_the_street) {
  expect_found("address",
               {{"at 26 Marchmont Crescent, Edinburgh. Room 2", "26 marchmont crescent edinburgh", possible},
                {"They moved to 60 Sea View Parade, then on", "60 sea view parade", possible},
                {"lives at 5 Tolpuddle Gardens. Round 14B", "5 tolpuddle gardens", likely},
                {"of 2 Heol Wen, in the wood", "2 heol wen", possible},
                {"Uned 2, Parc Hen House, Llandysul SA44 4XX", "uned 2 parc hen house llandysul sa44 4xx", likely}});
}

TEST(Address, does_not_go_on_to_the_postcode_of_another) {
  expect_found("address", {{"14 Byres Road, since about May. Seen near G51 1LX", "14 byres road", possible}});
}

TEST(DateOfBirth, behind_the_name_of_a_person_or_before_an_age_is_found) {
  expect_found("date_of_birth", {{"tenant: Ryan Gorse 5/5/95", "1995-05-05", possible},
                                 {"The twins, Rory and Isla, both 1/12/19", "2019-12-01", possible},
                                 {"Birth date (DDMMYYYY)\n26111984", "1984-11-26", certain},
                                 {"Date of birth: 2 6 0 8 1 9 7 9", "1979-08-26", certain},
                                 {"Albert Gorse, b. 1901-11-30", "1901-11-30", likely},
                                 {"Geburtsdatum: 24.08.2012", "2012-08-24", certain}});
  expect_nothing("date_of_birth", {"tenant: Ryan Gorse moved in 5/5/95", "Mr Gorse (5/5/95, by post)"});
}

TEST(DateOfBirth, in_words_and_behind_the_words_of_a_form_is_found) {
  expect_found("date_of_birth", {{"Born on the third of May 1962 in Leeds", "1962-05-03", certain},
                                 {"Date of birth: Twenty-third November 1973", "1973-11-23", certain},
                                 {"dob\nthirty first day of August, 1936", "1936-08-31", certain},
                                 {"Date of birth: Day 14 Month 03 Year 1977", "1977-03-14", certain}});
  expect_nothing("date_of_birth",
                 {"DOB: thirty-first of April 1962", "DOB: twenty of May 1962", "The third of May 1962 was a Thursday",
                  "DOB: Day 14 Month 13 Year 1977", "DOB: thirty-second May 1962"});
}

TEST(DateOfBirth, behind_an_age_or_in_a_list_of_people_is_found) {
  const std::string born = std::to_string(this_year() - 40);
  const std::string behind = "Mr Gorse, age 40, 20/5/" + born, enclosed = "her stepdad, Lee Gorse, 40, 15/3/" + born,
                    other = "Mr Gorse, room 40, 15/3/" + born, wrong = "Mr Gorse, age 70, 20/5/" + born;
  expect_found("date_of_birth", {{behind, born + "-05-20", likely}, {enclosed, born + "-03-15", likely}});
  expect_nothing("date_of_birth", {other, wrong});
  EXPECT_EQ(found("date_of_birth", "Children: Poppy 03/03/2016, Alfie 21/08/2020").size(), 2u);
  EXPECT_EQ(found("date_of_birth", "Children: Poppy 03/03/2016, Monday 21/08/2020").size(), 1u);
  EXPECT_EQ(found("date_of_birth", "Children: Poppy 03/03/2016, reviewed 21/08/2020").size(), 1u);
}

TEST(DateOfBirth, of_passengers_pupils_and_people_with_a_number_is_found) {
  expect_found("date_of_birth", {{"1. GORSE/RUTH MRS  12AUG61", "1961-08-12", possible},
                                 {"Pupil panel: Kian (Y8, 29.3.2011)", "2011-03-29", possible},
                                 {"Maxine Gorse, technician, 02/05/1979, NI to follow", "1979-05-02", possible}});
  expect_nothing("date_of_birth", {"to MRS  12AUG61", "Pupil panel (Y8, 29.3.2011, late)",
                                   "Office, technician, 02/05/1979, NI to follow", "Flow, 02/05/1979, nice passport"});
}

TEST(Address, of_a_house_before_its_number_is_found_whole) {
  expect_found("address",
               {{"moved to Larch Nursing Home, 9-11 Ashford Road, Maidstone.",
                 "larch nursing home 9-11 ashford road maidstone", possible},
                {"at Flat C, 71 Amber Park, by", "flat c 71 amber park", possible},
                {"Berth 14, Gull Marina, Towcester NN12 7UE", "berth 14 gull marina towcester nn12 7ue", likely},
                {"taxi for 14B Albert Ter, now", "14b albert ter", possible}});
  expect_found("address", {{"Lesley-Ann Croft, 9 Poplar Way", "9 poplar way", possible}});
  expect_nothing("address", {"the Town Hall, 3 Councillors spoke", "Corn Mill, 12 Sacks"});
}

TEST(Address, ends_with_places_that_are_names_and_the_first_half_of_a_postcode) {
  expect_found("address", {{"63 Pennine Way, Heaton, Bolton. New", "63 pennine way heaton bolton", possible},
                           {"Addr: 9 Cae Mawr, Aberystwyth, SY23 (rest", "9 cae mawr aberystwyth sy23", likely},
                           {"P.O. Box 77, Washington NE38. Fax", "p o box 77 washington ne38", possible},
                           {"by 3 Mill Lane, Leeds M4A1X now", "3 mill lane leeds", possible}});
}

TEST(Vehicle, beside_its_make_is_found) {
  expect_found("vehicle_registration", {{"The Bentley, CUV 8, is left to my nephew", "CUV8", possible},
                                        {"09:00 KGZ 4071 Hilux, MOT", "KGZ4071", possible}});
  expect_nothing("vehicle_registration", {"Personal plate V750", "Toyota RAV 4", "private plate form V317"});
}

TEST(Postcode, in_small_letters_behind_a_place_is_found) {
  expect_found("postcode", {{"7 quarry bank, matlock, de4 3ql re boiler", "DE4 3QL", possible}});
}

TEST(Passport, of_another_country_or_in_boxes_is_found_behind_its_word) {
  expect_found("passport", {{"Syrian passport N011827734, and more", "N011827734", likely},
                            {"French passport 20FV29073.", "20FV29073", likely},
                            {"UK passport 5 1 8 8 2 7 3 4 1 (as on the form)", "518827341", certain}});
  expect_nothing("passport", {"passport 7 1 8 2 0 4 4 1 9 6", "part 20FV29073", "page 5 1 8 8 2 7 3 4 1"});
}

TEST(Imei, in_groups_is_found) {
  expect_found("imei", {{"Handset IMEI: 49 015420 323751 8", "490154203237518", certain}});
}

}  // namespace
}  // namespace trawl::detectors
