// Identifiers as UK offices write them: without the sign, the number or the kind that forms have.
#include <gtest/gtest.h>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr Confidence possible = Confidence::possible;
constexpr Confidence likely = Confidence::likely;
constexpr Confidence certain = Confidence::certain;

TEST(Address, begins_at_the_flat_however_it_is_called) {
  expect_found(
      "address",
      {
          {"Job: Flat C, 203 Walmer Rd, Bury, BL9 5DF", "flat c 203 walmer rd bury bl9 5df", likely},
          {"Property: Caravan 12, Low Moor Park, Ormskirk Rd, WN8 8TG", "caravan 12 low moor park ormskirk rd wn8 8tg",
           likely},
          {"now Rm 418, Sovereign Hse, 11 Whit St West, M1 5WG", "rm 418 sovereign hse 11 whit st west m1 5wg", likely},
          {"at Flat 9, Marlowe Court, 118 Dean Road, WV1 2JF", "flat 9 marlowe court 118 dean road wv1 2jf", likely},
          {"Address: Third Floor, 1 Aldgate Walk, London EC3N 1AB", "third floor 1 aldgate walk london ec3n 1ab",
           certain},
      });
}

TEST(Address, of_a_house_with_a_name_ends_in_its_postcode) {
  expect_found(
      "address",
      {
          {"extension at Foxglove Cottage, Pound Lane, Mere, Warminster, BA12 6LD. Fee",
           "foxglove cottage pound lane mere warminster ba12 6ld", likely},
          {"The Old Rectory,\nChurch Hill,\nMere\nBA12 6LD", "the old rectory church hill mere ba12 6ld", likely},
          {"At Holly Croft, 5 Mill Rise, Mere BA12 6LD", "holly croft 5 mill rise mere ba12 6ld", likely},
      });
  expect_nothing("address", {"Foxglove Cottage, Pound Lane, Mere", "Rose Cottage, which we sold for less than BA12 6LD",
                             "the house, BA12 6LD", "Rose Cottage\nBA12 6LD", "Rose Cottage, <b>BA12 6LD"});
}

TEST(Address, is_not_the_person_who_lives_there) {
  expect_found("address", {{"Lesley-Ann Croft, 9 Poplar Way, Corby, NN17 2AY", "9 poplar way corby nn17 2ay", likely}});
}

TEST(Address, of_a_house_without_a_kind_is_known_by_its_name) {
  expect_found(
      "address",
      {
          {"at The Willows, Main Street, Upper Tean, ST10 4LN", "the willows main street upper tean st10 4ln", likely},
          {"home: Plas Newydd, Ffordd Las, Bangor, LL57 2AB", "plas newydd ffordd las bangor ll57 2ab", likely},
          {"Hillcrest, 4 Brae Road, Oban PA34 5AB", "hillcrest 4 brae road oban pa34 5ab", likely},
          {"1st Floor, 20 Bridge Street, Cardiff CF10 2EE", "1st floor 20 bridge street cardiff cf10 2ee", likely},
          {"2/1, 14 Dumbarton Road, Glasgow G11 6NY", "2/1 14 dumbarton road glasgow g11 6ny", likely},
          {"Apt 4, The Quays, 15 Dock St, Hull HU1 1AB", "apt 4 the quays 15 dock st hull hu1 1ab", likely},
          {"Mrs P Hall, 9 Mill Lane, Hull HU1 1AB", "9 mill lane hull hu1 1ab", likely},
          {"The Old Post Office, High Street, Clun SY7 8JB", "the old post office high street clun sy7 8jb", likely},
          {"Penthouse, 1 Dean Square, Hull HU1 1AB", "penthouse 1 dean square hull hu1 1ab", likely},
          {"The Manager, 9 Mill Lane, Hull HU1 1AB", "9 mill lane hull hu1 1ab", likely},
          {"Bryn Jones, 9 Mill Lane, Hull HU1 1AB", "9 mill lane hull hu1 1ab", likely},
      });
  expect_nothing("address",
                 {"The Willows, Main Street, Upper Tean", "Hillcrest, and then HU1 1AB", "21st Floor, 12 March"});
}

TEST(Address, of_a_street_without_a_usual_kind_ends_in_its_postcode) {
  expect_found("address", {
                              {"22 Colomberie, St Helier JE2 4QA", "22 colomberie st helier je2 4qa", likely},
                              {"Cyfeiriad: 3 Stryd y Bont, Bala, LL23 7AB", "3 stryd y bont bala ll23 7ab", certain},
                              {"door, 5 smithy fold, wigan, wn1 2ns, leave", "5 smithy fold wigan wn1 2ns", likely},
                              {"14 high street leeds ls1 4ab", "14 high street leeds ls1 4ab", likely},
                              {"12-14 Colomberie, St Helier JE2 4QA", "12-14 colomberie st helier je2 4qa", likely},
                          });
  expect_nothing("address", {"on 12 March, Leeds LS1 4AB", "2023 Conference, Leeds LS1 4AB",
                             "5 of them were in ls1 4ab", "1.22 Colomberie, St Helier JE2 4QA",
                             "22 Colomberie was shut. Then Helier JE2 4QA", "4 Jo, who had left\n\nLS1 4AB"});
}

TEST(Postcode, in_small_letters_is_found_beside_words_of_deliveries) {
  expect_found("postcode", {{"deliver to wigan, wn1 2ns", "WN1 2NS", possible}});
}

TEST(VehicleRegistration, is_found_as_people_tell_it) {
  expect_found("vehicle_registration", {
                                           {"whats ur reg?\n[12:01] Jo: ke69 zvf", "KE69ZVF", possible},
                                           {"is ke69 zvf yours", "KE69ZVF", possible},
                                           {"cherished plate 742 HYK", "742HYK", likely},
                                           {"NI vehicle: SXZ 4471 parked", "SXZ4471", likely},
                                       });
  expect_nothing("vehicle_registration",
                 {"the car lm60 has", "vehicle: ABC 44", "child reg no. HS 41 88 20 B", "plate 742 HYK"});
}

TEST(Phone, is_found_without_its_first_zero_beside_words_of_phones) {
  expect_found("phone", {
                            {"His number is 7700 900 614", "+447700900614", possible},
                            {"mobile: 447700900615", "+447700900615", likely},
                            {"7700900615", "+447700900615", likely, "Mobile"},
                            {"1904555418", "+441904555418", likely, "Telephone"},
                        });
  expect_nothing("phone",
                 {"7700 900 614", "447700900615", "Call ID 1728041267", "Tel 1728041267 x", "mobile 770 090 0615 9"});
  EXPECT_TRUE(found("phone", "1728041267", "Call ID").empty());
}

TEST(Phone, glued_to_its_label_is_found) {
  const std::string_view text = "Emailjean.lamb@acme.orgTel01904 555418Mob07700900871(forms";
  const std::vector<Finding> phones = found("phone", text);
  ASSERT_EQ(phones.size(), 2u);
  EXPECT_EQ(phones[0].value.reveal(), "+441904555418");
  EXPECT_EQ(phones[0].start, text.find("01904"));
  EXPECT_EQ(phones[1].value.reveal(), "+447700900871");
  EXPECT_EQ(only_found("email", text).value.reveal(), "jean.lamb@acme.org");
  expect_found("phone", {{"home 01632 / 960 419", "+441632960419", likely}});
  expect_nothing("phone", {"ref01904 555418", "Tel0190455", "x07700900871"});
}

TEST(Email, is_not_the_place_of_a_repository) {
  expect_nothing("email",
                 {"git@github.com:org/repo.git", "ssh://git@gitlab.acme.com/x.git", "git@git.acme.co.uk:~jo/repo"});
  EXPECT_EQ(found("email", "mail git@acme.co.uk: or Emails@acme.co.uk").size(), 2u);
  EXPECT_EQ(only_found("email", "Emails@acme.co.uk").value.reveal(), "emails@acme.co.uk");
}

TEST(Credential, told_of_something_is_found_whole) {
  struct Row {
    std::string_view text, secret;
  };
  const Row table[] = {{"pwd for the spreadsheet is Summer2023! - don't", "Summer2023!"},
                       {"The passcode for the zip file is Quince-Dumpling-42; file", "Quince-Dumpling-42"},
                       {"Password for the portal: Tr0ub4dor", "Tr0ub4dor"},
                       {"Passcode: 418820. One tap", "418820"},
                       {"PW: Bluebird7!", "Bluebird7!"},
                       {"(password: abc(1)x)", "abc(1)x)"}};
  for (const Row& row : table) {
    const Finding finding = only_found("credential", row.text);
    EXPECT_EQ(row.text.substr(finding.start, finding.end - finding.start), row.secret);
  }
  expect_nothing("credential", {"Password: (not shown)", "password: [redacted]", "PWD=/srv", "OLDPWD=~/x1y2",
                                "Password: Withheld", "the password for each of the five portals is 90 days old"});
}

TEST(Username, told_or_logged_is_found) {
  expect_found("username", {
                               {"login id PCOOPER03 disabled", "pcooper03", likely},
                               {"Username - asmith22", "asmith22", likely},
                               {"SamAccountName: pcooper", "pcooper", likely},
                               {"(gamertag xX_Kev418_Xx).", "xx_kev418_xx", likely},
                               {"Please log in again as \"jdoe7\".", "jdoe7", likely},
                               {"sudo: jbloggs : TTY=pts/0", "jbloggs", likely},
                               {"sshd[4188]: Failed password for invalid user gwen from 10.0.0.8", "gwen", likely},
                           });
  expect_nothing("username", {"Login: see above", "User name: (blank)", "login page1", "sudo: root : TTY=pts/0",
                              "log in as 5 users", "sshd[4188]: Failed to bind"});
}

TEST(SocialHandle, behind_the_name_of_a_network_is_found) {
  expect_found("social_handle", {{"Snap: lolab_x", "lolab_x", likely},
                                 {"Reddit: u/moth418", "moth418", likely},
                                 {"Insta: lolabakez", "lolabakez", possible}});
  expect_nothing("social_handle", {"Twitter: follow us", "Facebook: yes", "Instagram: https://x.test",
                                   "facebook: 1234567", "config: lolab_x"});
}

TEST(SocialHandle, on_a_page_needs_no_scheme) {
  expect_found("social_handle", {{"see www.facebook.com/tom.reid31", "tom.reid31", possible},
                                 {"LinkedIn linkedin.com/in/sian-bellis-4471.", "sian-bellis-4471", possible},
                                 {"Reddit u/mothlamp418 ;", "mothlamp418", possible},
                                 {"reddit.com/u/moth_lamp", "moth_lamp", possible},
                                 {"Discord: tomr#4471", "tomr#4471", likely}});
  expect_nothing("social_handle", {"developers.facebook.com/docs", "my-facebook.com/jo", "netflix.com/jo_doe",
                                   "u/graduate", "facebook.com/events", "a.u/x_1y", "linkedin.com/company"});
}

TEST(IpAddress, is_not_the_number_of_a_table_or_a_firmware) {
  expect_nothing("ip_address", {"manual, table 10.4.1.1, x", "Schedule 10.2.3.4 applies", "fw 3.0.1.7, reader",
                                "See Doc 5.2.1.4 p3"});
  expect_found("ip_address", {{"the document server 10.4.1.1", "10.4.1.1", likely}});
}

TEST(MacAddress, of_an_adapter_is_found_behind_its_windows_name) {
  expect_found("mac_address", {{"Physical Address 08-00-27-4A-18-82", "08:00:27:4a:18:82", certain},
                               {"Address: 08-00-27-4A-18-82", "08:00:27:4a:18:82", likely}});
}

TEST(Card, of_the_length_of_a_bar_code_needs_words) {
  expect_nothing("card", {"archive boxes 5000418820441, 5000418820458, 5000418820465"});
  expect_found("card", {{"card 5000418820465", "5000418820465", certain}});
}

TEST(Cvv, has_more_names_than_one) {
  for (const std::string_view text : {"exp 11/25, cv2 976", "Amex 4DBC 8360", "4 digit cid 3824"})
    EXPECT_EQ(only_found("cvv", text).value.reveal(), "...") << text;
  expect_nothing("cvv", {"?cid=3824", "paid 3824"});
}

TEST(Bic, needs_no_word_behind_an_iban_of_its_country) {
  expect_found("bic", {{"DE89 3704 0044 0532 0130 00, COBADEFF", "COBADEFF", likely},
                       {"DE89370400440532013000 COBADEFFXXX", "COBADEFFXXX", likely}});
  expect_nothing("bic", {"DE89370400440532013001 COBADEFF", "GB29NWBK60161331926819 COBADEFF", "SWIFT: DOCUMENT",
                         "not a SWIFT: PASSPORT, HEREFORD", "COBADEFF"});
}

TEST(Numbers, are_found_behind_the_short_labels_of_offices) {
  struct Row {
    std::string_view kind, text, value;
  };
  const Row table[] = {
      {"company_number", "Co. No.: SC318820", "SC318820"},
      {"company_number", "Registered in Scotland No. SC412368", "SC412368"},
      {"company_number", "Aster & Pike LLP (OC384471)", "OC384471"},
      {"company_number", "Community Benefit Societies Act 2014 (no. IP28817R)", "IP28817R"},
      {"passport", "PP no 925076473", "925076473"},
      {"company_number", "(Co. Reg. 09123456)", "09123456"},
      {"username", "Windows login - hpotter7", "hpotter7"},
      {"social_handle", "threads.net/@kpat88", "kpat88"},
      {"social_handle", "IG @kpat.photos", "kpat.photos"},
      {"passport", "Pport No 533801288", "533801288"},
      {"roll_number", "roll number is 12345-678", "12345678"},
      {"vehicle_registration", "Plate no. HHZ 5521 (Derry)", "HHZ5521"},
      {"passport", "MRS  12AUG61  PP 516225972", "516225972"},
      {"residence_permit", "Biometric card zu3289630", "ZU3289630"},
      {"nmc_pin", "Staff nurse (19C0417O) gave", "19C0417O"},
      {"roll_number", "account/roll ref LBS 0041882-04", "LBS004188204"},
      {"paye_reference", "tax office 120; 120/TE41820", "120/TE41820"},
      {"uln", "ULN 276 723 3175", "2767233175"},
      {"upn", "UPNs given over phone: D201930215263", "D201930215263"},
  };
  for (const Row& row : table) EXPECT_EQ(only_found(row.kind, row.text).value.reveal(), row.value) << row.text;
  expect_nothing("company_number", {"Aster & Pike LLP 01234567", "crn of 2; conf=20240111", "OC384471"});
  expect_nothing("passport", {"pp 516-225", "PP C123456"});
  expect_nothing("residence_permit", {"zu3289630"});
  expect_nothing("roll_number", {"roll of 12345678", "Roll no IS x"});
}

TEST(RollNumber, is_found_in_its_column) {
  const std::vector<Finding> rolls = found(
      "roll_number", "Account Name, Roll Number, Society\nA Doe, 8/41882-044, Larch BS\nJ Roe, SAL204418-1, Ash BS");
  ASSERT_EQ(rolls.size(), 2u);
  EXPECT_EQ(rolls[0].value.reveal(), "841882044");
  EXPECT_EQ(rolls[1].value.reveal(), "SAL2044181");
  EXPECT_TRUE(found("roll_number", "Account Name, Place, Account No\nA Doe, 8/41882-044, Larch BS").empty());
  EXPECT_EQ(only_found("roll_number", ",12345678", "Roll number").start, 1u);
}

TEST(VehicleRegistration, stands_beside_makes_and_is_no_number_of_a_place) {
  expect_found("vehicle_registration",
               {{"driving the old Rover (J318 CSX)", "J318CSX", Confidence::possible},
                {"my Polo's ready, its the mk59 zda, can you come", "MK59ZDA", Confidence::possible},
                {"a red Astra, registration TUI 4419, drove", "TUI4419", Confidence::likely}});
  expect_nothing("vehicle_registration",
                 {"the Zafira was left in Bay B12 LOT", "my car needs clutch part T5 VBX", "Lift SE14 LGT is stuck",
                  "Light fitting FD58 LED", "Vehicle: BMW 320D", "Rooms: AB12 LAB"});
}

}  // namespace
}  // namespace trawl::detectors
