// The rest of the UK pack: each kind as written, with its published vectors, and without the words it needs.
#include <gtest/gtest.h>

#include "detectors/checksums.h"
#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr Confidence possible = Confidence::possible;
constexpr Confidence likely = Confidence::likely;
constexpr Confidence certain = Confidence::certain;

TEST(Checksums, agree_with_published_vectors) {
  EXPECT_TRUE(luhn("79927398713"));
  EXPECT_TRUE(luhn("4111111111111111"));
  EXPECT_FALSE(luhn("79927398710"));
  EXPECT_FALSE(luhn(""));
  EXPECT_FALSE(luhn("7992739871x"));
  EXPECT_TRUE(nhs_check("9434765919"));
  EXPECT_FALSE(nhs_check("9434765918"));
  EXPECT_FALSE(nhs_check("943476591"));
  EXPECT_TRUE(utr_check("3282497350"));
  EXPECT_TRUE(vat_check("980780684"));  // 97
  EXPECT_FALSE(vat_check("802311781"));
  EXPECT_TRUE(iban_check("GB82WEST12345698765432"));
  EXPECT_FALSE(iban_check("GB82WEST12345698765431"));
  EXPECT_TRUE(mrz_check("L898902C3", '6'));  // ICAO 9303 part 4, appendix A
  EXPECT_TRUE(mrz_check("740812", '2'));
  EXPECT_TRUE(mrz_check("<<<<<<", '<'));
  EXPECT_FALSE(mrz_check("740812", '3'));
}

TEST(Passport, needs_words_or_a_valid_machine_readable_zone) {
  expect_found("passport",
               {
                   {"Passport No: 123456789", "123456789", certain},
                   {"passport number 123 456 789", "123456789", certain},
                   {"C123456", "C123456", likely, "Passport"},
                   {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
                    "L898902C3", certain},
               });
  EXPECT_EQ(only_found("passport", "L898902C36UTO7408122F1204159ZE184226B<<<<<10").tags, "example");
  expect_nothing("passport",
                 {"123456789", "L898902C36UTO7408122F1204159ZE184226B<<<<<11", "C123456", "order number 123456789"});
}

// ICAO 9303 part 5, its specimen; and a permit that is made up.
TEST(ResidencePermit, is_read_from_the_machine_readable_zone_of_a_card) {
  const std::string specimen =
      "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
  expect_found("residence_permit", {{specimen, "D23145890", certain}});
  EXPECT_EQ(only_found("residence_permit", specimen).tags, "example");
  expect_nothing("residence_permit", {"I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<7",
                                      "I<UTOD231458908<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6",
                                      "I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6"});
}

TEST(DrivingLicence, has_its_date_and_initials_in_their_places) {
  expect_found("driving_licence", {
                                      {"MORGA657054SM9IJ", "MORGA657054SM9IJ", certain},
                                      {"licence no MORGA 657054 SM9IJ 35", "MORGA657054SM9IJ", certain},
                                      {"FOX99607054S99IJ", "FOX99607054S99IJ", certain},
                                      {"DVLA 12345678", "12345678", likely},
                                  });
  expect_nothing("driving_licence",
                 {"MORGA699054SM9IJ", "MORGA657994SM9IJ", "MO9GA657054SM9IJ", "XMORGA657054SM9IJ", "12345678"});
}

TEST(VehicleRegistration, of_the_present_style_needs_no_words) {
  expect_found("vehicle_registration", {
                                           {"AB12 CDE", "AB12CDE", likely},
                                           {"AB12CDE", "AB12CDE", possible},
                                           {"my car AB12CDE", "AB12CDE", likely},
                                           {"vehicle reg ab12cde", "AB12CDE", certain},
                                           {"car A123 BCD", "A123BCD", possible},
                                           {"Reg no: ABC 123D", "ABC123D", certain},
                                           {"reg no ABC 1", "ABC1", likely},
                                           {"ABC 1", "ABC1", likely, "Reg"},
                                       });
  expect_nothing("vehicle_registration", {"lm60 has", "AB45 CDE", "A123 BCD", "ABC 123D", "ABC 1", "#MH17 HAD",
                                          "reg IA64", "FF26ABB-", "-FF26ABB", "x_FF26ABB", "IQ12 CDE"});
}

TEST(Numbers, that_only_their_words_tell_are_found_with_them_only) {
  struct Row {
    std::string_view kind, text, value;
  };
  const Row table[] = {
      {"vat_number", "VAT no GB 980 7806 84", "GB980780684"},
      {"company_number", "Company number 01234567", "01234567"},
      {"company_number", "registered in England SC123456", "SC123456"},
      {"paye_reference", "PAYE ref 123/AB456", "123/AB456"},
      {"residence_permit", "BRP number ZR1234567", "ZR1234567"},
      {"gmc_number", "GMC 1234567", "1234567"},
      {"nmc_pin", "NMC PIN 12A3456E", "12A3456E"},
      {"imei", "IMEI 490154203237518", "490154203237518"},
      {"roll_number", "Roll number D/12345678-12", "D1234567812"},
      {"bic", "BIC: NWBKGB2L", "NWBKGB2L"},
      {"social_handle", "Twitter @JoBloggs", "jobloggs"},
  };
  for (const Row& row : table) {
    EXPECT_EQ(only_found(row.kind, row.text).value.reveal(), row.value) << row.text;
    std::string bare(row.text.substr(row.text.find_last_of(" ") + 1));
    for (const Finding& finding : found(row.kind, bare)) ADD_FAILURE() << bare << ": " << finding.evidence;
  }
}

TEST(Upn, has_a_check_letter) {
  std::string upn = " 80120000000";
  upn += '1';
  int valid = 0;
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    upn[0] = letter;
    valid += upn_check(upn);
  }
  EXPECT_EQ(valid, 1);
  EXPECT_FALSE(upn_check("A8012000000"));
}

TEST(MacAddress, is_six_pairs) {
  expect_found("mac_address", {{"00:1A:2B:3C:4D:5E", "00:1a:2b:3c:4d:5e", likely},
                               {"MAC 00-1A-2B-3C-4D-5E", "00:1a:2b:3c:4d:5e", certain}});
  expect_nothing("mac_address", {"00:11:22:33:44:55", "00:1A:2B:3C:4D", "ff:ff:ff:ff:ff:ff", "2002-08-22-10-11-12",
                                 "00:1A:2B:3C:4D:5E:6F"});
}

TEST(Credential, is_reported_and_never_kept) {
  const Finding finding = only_found("credential", "login: x\npassword: hunter2!\n");
  EXPECT_EQ(finding.value.reveal(), "........");
  EXPECT_EQ(finding.evidence.find("hunter2"), std::string::npos);
  EXPECT_EQ(masked("credential", "hunter2"), "........");
  EXPECT_EQ(only_found("credential", "api_key=abcd1234efgh").start, 8u);
  EXPECT_EQ(only_found("credential", "hunter2", "Password").value.reveal(), "........");
  expect_nothing("credential", {"password: ****", "the password is lost", "key: value", "token"});
}

TEST(Cvv, is_reported_and_never_kept) {
  EXPECT_EQ(only_found("cvv", "CVV: 123").value.reveal(), "...");
  EXPECT_EQ(only_found("cvv", "123", "CVV").value.reveal(), "...");
  expect_nothing("cvv", {"123", "cvv 12345", "expires 123"});
}

TEST(Username, stands_behind_its_label) {
  EXPECT_EQ(only_found("username", "Username: JBloggs1.").value.reveal(), "jbloggs1");
  EXPECT_EQ(only_found("username", "jbloggs", "user_id").value.reveal(), "jbloggs");
  expect_nothing("username", {"name: Jo", "username: jo@acme.com", "login(x)"});
}

TEST(Masks, show_enough_to_recognise_and_no_more) {
  EXPECT_EQ(masked("email", "jane@example.org"), "j***@e***.org");
  EXPECT_EQ(masked("nino", "AB123456C"), "AB****56C");
  EXPECT_EQ(masked("card", "4111111111111111"), "************1111");
  EXPECT_EQ(masked("phone", "+447700900123"), "+447******123");
  EXPECT_EQ(masked("date_of_birth", "1970-04-03"), "1970-**-**");
  EXPECT_EQ(masked("person", "Jane Doe"), "J*** D***");
  EXPECT_EQ(masked("person", "Élodie"), "É***");
  EXPECT_EQ(masked("email", ""), "***");
  EXPECT_EQ(masked("gmc_number", "1234567"), "1*****7");
}

TEST(HardNegatives, are_never_certain) {
  for (const std::string_view text :
       {"Order number 4010232137", "timestamp 1030790671", "version 2.4.18.3", "part no AB123456C", "12-05-70 20021002",
        "Invoice 20200512 total 1234567890", "ISBN 978-0-306-40615-7", "build 20020822101112",
        "tracking 4111111111111111", "ref 12/05/1970", "4010232137", "serial number 490154203237518",
        "2002-08-22 10:11:12.123456789", "0x4010232137", "EAN 5012345678900", "ticket no 07700900123", "SKU SW1A-1AA",
        "v10.0.0.1"}) {
    TextBlock block;
    block.text = text;
    for (const Finding& finding : findings_in(block)) {
      EXPECT_NE(finding.confidence, Confidence::certain) << text << ": " << finding.kind << ", " << finding.evidence;
    }
  }
}

}  // namespace
}  // namespace trawl::detectors
