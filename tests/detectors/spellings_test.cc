// Rarer spellings, keys without a label, tables in running text.
#include <gtest/gtest.h>

#include "detectors/text_table.h"
#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr Confidence possible = Confidence::possible;
constexpr Confidence likely = Confidence::likely;
constexpr Confidence certain = Confidence::certain;

TEST(Nino, in_unusual_groups_needs_a_label) {
  expect_found("nino", {{"NI number: AB/12/34/56/C", "AB123456C", likely},
                        {"NI number: A B 1 2 3 4 5 6 C", "AB123456C", likely},
                        {"NINO AB 123 456 C", "AB123456C", likely},
                        {"NI no AB  12  34  56  C", "AB123456C", likely}});
  expect_nothing("nino", {"seen AB/12/34/56/C there", "A B 1 2 3 4 5 6 C", "AB 123 456 C", "product code AB123456C",
                          "cable type AB123456C", "Model: AB 12 34 56 C", "spare part AB123456C"});
}

TEST(Nino, behind_words_of_other_numbers_on_its_line_is_only_possible) {
  expect_found("nino", {{"Part no. 12 replaces AB123456C", "AB123456C", possible}});
}

TEST(NhsNumber, is_not_any_ten_digits_in_a_sentence_about_the_service) {
  expect_nothing("nhs_number", {"nhs budget 4010232137 pounds", "the NHS has 1.3 million staff and 4010232137 visits"});
  expect_found("nhs_number",
               {{"NHS is 4010232137", "4010232137", certain}, {"NHS No  401  023  2137", "4010232137", certain}});
}

TEST(MacAddress, is_found_as_network_devices_write_it) {
  expect_found("mac_address", {{"MAC 0a1b.2c3d.4e5f", "0a:1b:2c:3d:4e:5f", certain},
                               {"port abcd.0a1b.2c3d up", "ab:cd:0a:1b:2c:3d", likely}});
  expect_nothing("mac_address", {"1111.2222.3333", "x0a1b.2c3d.4e5f", "0a1b.2c3d.4e5f6"});
}

TEST(DateOfBirth, behind_b_is_one) {
  expect_found("date_of_birth",
               {{"Jo Doe, b. 12 May 1970, of Leeds", "1970-05-12", likely}, {"b.12/05/70", "1970-05-12", likely}});
  expect_nothing("date_of_birth", {"b. 12 Nays 1970 x", "club. 12 May 1970", "b. 40/05/70"});
}

TEST(DateOfBirth, is_not_the_date_behind_another_date) {
  EXPECT_EQ(found("date_of_birth", "Jo (DOB 12/05/1970) attended on 03/04/2019").size(), 1u);
}

TEST(Address, of_post_boxes_and_forces_and_tenements) {
  expect_found("address",
               {{"PO Box 12, Leeds LS1 1AA", "po box 12 leeds ls1 1aa", likely},
                {"P.O. Box 1234", "p o box 1234", possible},
                {"Flat 2/1, 14 High Street, Glasgow G1 1AA", "flat 2/1 14 high street glasgow g1 1aa", likely}});
}

TEST(Credential, is_found_where_a_sentence_tells_it) {
  for (const std::string_view text :
       {"The wifi password is Sunflower22.", "new password was changed to \"Tr0ub4dor&3\"", "his pwd is now ab-cd9",
        "passcode reset to 4471", "password hunter2", "PIN for the printer: 4471", "pw for the sheet = Bramley19",
        "the burglar alarm code is 4182", "safe combo 44-18-27", "SMTP_PASS=pR0wl!ng", "pass: Bunting88",
        "curl -u backup:nB7!wq_22 https://files.example", "on the till: admin / Linnet&Wren7"}) {
    const Finding finding = only_found("credential", text);
    EXPECT_EQ(finding.value.reveal(), "........") << text;
  }
  EXPECT_EQ(only_found("credential", "The wifi password is Sunflower22.").end, 32u);
  expect_nothing("credential",
                 {"the password is 90 days old", "password is at least 8 characters", "the password is 123",
                  "password is case-sensitive", "passwords: see jo@acme.org", "bus pass 12345", "Pass: 80",
                  "nurse Cole, PIN 18I0827E", "PIN 2021 was a good year", "AUTH CODE 004417",
                  "password policy in passwords.docx", "PIN4471", "user group / Office365"});
}

TEST(Credential, is_known_by_its_form) {
  const std::string key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----";
  for (const std::string& text :
       {std::string("key AKIAABCDEFGH2IJKLMNO here"), "use " + std::string("ghp_") + std::string(36, '1'),
        std::string("eyJhbGciOiJIUzI1NiJ9.eyJhbGciOiJI.sig12345"), key,
        std::string("postgres://app:s3cret!@db.example.org/x")}) {
    const Finding finding = only_found("credential", text);
    EXPECT_EQ(finding.value.reveal(), "........") << text;
  }
  expect_nothing("credential",
                 {"eyJ1", "AKIA1", "http://example.org:8080/a@b", "BEGIN PRIVATE KEY", "http://$USER:$PASS@host"});
}

TEST(Credential, in_a_sentence_about_passwords_is_only_possible) {
  expect_found("credential", {{"reset your password: click the link", "........", possible}});
}

TEST(SocialHandle, is_found_in_the_address_of_a_profile) {
  expect_found("social_handle", {{"https://www.linkedin.com/in/jo-doe.", "jo-doe", possible},
                                 {"see https://x.com/jo_doe1", "jo_doe1", possible}});
  expect_nothing("social_handle", {"https://twitter.com/share", "https://example.com/jo"});
}

TEST(BankAccount, side_by_side_needs_a_word_of_banks_near_them) {
  expect_found("bank_account", {{"pay Jo on 20-01-70 55779911", "200170 55779911", possible},
                                {"Sort code: 20-00-00\nBank: Larch\nAccount no: 55779911", "200000 55779911", certain},
                                {"sort code 20 - 00 - 00 account 55779911", "200000 55779911", certain},
                                {"Sort code: 20-00-00.", "200000", possible}});
  expect_nothing("bank_account", {"on 20-01-70 55779911", "paid on 12-04-21, ref 123"});
}

TEST(TextTable, gives_cells_the_header_above_them) {
  TextTable table;
  const std::string text = "intro\n\nname,dob,tel\nJo,12/05/1970,07700 900123\n\"Doe, Al\",1.1.1980,x\nend";
  table.begin(text);
  const auto at = [&](std::string_view word) { return static_cast<std::uint32_t>(text.find(word)); };
  EXPECT_EQ(table.column_above(at("12/05")), "dob");
  EXPECT_EQ(table.column_above(at("07700")), "tel");
  EXPECT_EQ(table.column_above(at("1.1.1980")), "dob");
  EXPECT_EQ(table.column_above(at("end")), "");
  EXPECT_EQ(table.header_above(at("name")), "");
  table.begin("a\tb\n1\t2");
  EXPECT_EQ(table.column_above(6), "b");
  table.begin("ULN / Born\n7024540396 / 04/02/2004");
  EXPECT_EQ(table.column_above(24), "Born");
}

TEST(TextTable, knows_columns_that_are_aligned_by_blanks) {
  TextTable table;
  const std::string text =
      "Patients\nNHSNo        Surname      DOB         Post code\n-----------  -------\n4819080520   Cieślak      "
      "19480214    OL6 8LA\n"
      "7760984367                19910703        7QG\n\nwe met.  He left\non 19910704  ";
  table.begin(text);
  const auto at = [&](std::string_view word) { return static_cast<std::uint32_t>(text.find(word)); };
  EXPECT_EQ(table.column_above(at("4819080520")), "NHSNo");
  EXPECT_EQ(table.column_above(at("19480214")), "DOB") << "a character of two bytes stands before it";
  EXPECT_EQ(table.column_above(at("19910703")), "DOB") << "the cell before it is empty";
  EXPECT_EQ(table.column_above(at("7QG")), "Post code") << "aligned on the right";
  EXPECT_EQ(table.column_above(at("19910704")), "") << "prose";
}

TEST(TextTable, takes_no_sentence_for_a_header) {
  for (const std::string_view header : {"I was born.  He left", "Name:  born", "why born?  He left",
                                        "he was the one who was born in the year of  war"}) {
    const std::string text = std::string(header) + "\n12/05/1970  x";
    TextTable table;
    table.begin(text);
    EXPECT_EQ(table.column_above(static_cast<std::uint32_t>(header.size()) + 1), "") << header;
  }
}

TEST(TextTable, gives_aligned_rows_their_labels) {
  EXPECT_EQ(only_found("nhs_number", "NHS No.     Name\n----------  ----\n4010232137  Jo Doe").confidence, certain);
  EXPECT_EQ(found("date_of_birth", "          Tenant 1      Tenant 2\nDOB       18/03/1991    27/11/1989\n").size(),
            2u);
  EXPECT_EQ(found("date_of_birth", "Seen      18/03/1991    27/11/1989\nDOB missing").size(), 0u);
  EXPECT_EQ(only_found("date_of_birth", "Date of birth ........................ 18/03/1991").confidence, certain);
}

TEST(Labels, may_have_a_bracket_behind_them) {
  EXPECT_EQ(only_found("driving_licence", "Driving licence (NI) number: 40771829").value.reveal(), "40771829");
}

TEST(TextTable, labels_what_stands_below) {
  const std::string csv = "id,name,dob,sort_code,account_number\n027768,Jo Doe,12/05/1970,20-00-00,55779911\n";
  EXPECT_EQ(only_found("date_of_birth", csv).value.reveal(), "1970-05-12");
  EXPECT_EQ(only_found("bank_account", csv).value.reveal(), "200000 55779911");
  EXPECT_TRUE(found("date_of_birth", "we saw, he said, dob\nand then, later, 12/05/1970").empty());
}

TEST(Nino, without_suffix_needs_its_label_or_its_printed_form) {
  expect_nothing("nino", {"Charity, NI, ICO ZB204418", "Scotland SC041882, NI NIC104188"});
  expect_found("nino", {{"ni HN 44 71 82", "HN447182", likely}});
  EXPECT_EQ(only_found("nino", "Stakeholder pension number NC 120370 M").tags, "temporary");
}

TEST(NhsNumber, is_found_in_the_forms_of_scotland_northern_ireland_and_wales) {
  expect_found("nhs_number", {{"CHI no. 300117-9430", "3001179430", certain},
                              {"Health & Care no. 388 906 4310", "3889064310", certain},
                              {"Health and Care Number: 3889064310", "3889064310", certain},
                              {"PID|1||4010232137^^^NHS||Doe", "4010232137", likely},
                              {"Rhif GIG: 401 023 2137", "4010232137", certain}});
  expect_nothing("nhs_number", {"order 300117-9430", "4010232137 people asked the NHS"});
}

TEST(DateOfBirth, stands_in_brackets_behind_a_person) {
  expect_found("date_of_birth", {{"Re: Mrs Pauline Nettleship (08-Apr-1949)", "1949-04-08", possible},
                                 {"subject child Leo (17/08/2017)", "2017-08-17", possible},
                                 {"His widow (12/05/1963) lives in Ludlow", "1963-05-12", possible},
                                 {"aged 43 (12/3/1931)", "1931-03-12", possible}});
  expect_nothing("date_of_birth", {"the meeting (12/05/1963)", "Mr Doe wrote a letter (12 May 1963)",
                                   "Acme (12/05/1963)", "Mrs Doe (see 12/05/1963)", "Ms Doe (12/05/1963, by post)"});
}

TEST(DateOfBirth, agrees_with_numbers_beside_it) {
  expect_found("date_of_birth", {{"CHI 240551 8821 Mr Iain Gollan, 24/05/51", "1951-05-24", certain},
                                 {"licence MORGA657054SM9IJ; 3. 05.07.1964", "1964-07-05", certain}});
  expect_nothing("date_of_birth",
                 {"CHI 240551 8821 Mr Iain Gollan seen 24/06/51", "licence MORGA657054SM9IJ; 3. 05.07.1965"});
}

TEST(DateOfBirth, is_read_in_boxes_and_behind_brackets) {
  expect_found("date_of_birth", {{"Date of birth   3 0 / 0 4 / 1 9 9 1", "1991-04-30", certain},
                                 {"D of B: 8.8.12", "2012-08-08", certain},
                                 {"Dyddiad geni: 3 Mawrth 1972", "1972-03-03", certain},
                                 {"Chowdhury 12/11/2006 (dob) on 12/11/2023", "2006-11-12", certain}});
  EXPECT_EQ(found("date_of_birth", "Chowdhury 12/11/2006 (dob) on 12/11/2023").size(), 1u);
  expect_nothing("date_of_birth",
                 {"children born between 1 May 2018 and then", "born in Leeds. He came on 3/4/2019",
                  "Mr Doe (aged 61, born in February 1963 in Leeds) came to work with us and left on 15 May 1980",
                  "born on 14 July 1891"});
}

TEST(NhsNumber, is_read_in_boxes_only_behind_its_label) {
  expect_found("nhs_number", {{"NHS No.   4 0 1 0 2 3 2 1 3 7", "4010232137", certain}});
  expect_nothing("nhs_number", {"4 0 1 0 2 3 2 1 3 7", "row 4 0 1 0 2 3 2 1 3 7 8 NHS"});
}

TEST(Utr, is_read_in_other_groups) {
  expect_found("utr", {{"UTR 3282 497 350", "3282497350", certain}, {"UTR is 32 8249 7350  K", "3282497350", certain}});
  expect_nothing("utr", {"3282 497 350", "UTR 3282 497 351"});
}

TEST(BankAccount, side_by_side_needs_no_words_unless_it_is_a_date) {
  expect_found("bank_account", {{"send it to 60-83-71 19382744 pls", "608371 19382744", likely},
                                {"slip says 60-24-60 / 81277456", "602460 81277456", likely}});
  expect_nothing("bank_account",
                 {"12-05-70 19382744", "60-83-71 20240512", "60-83-71 193827445", "1-60-83-71 19382744"});
}

TEST(Welsh, labels_are_known) {
  expect_found("date_of_birth", {{"Dyddiad geni: 11/08/1995", "1995-08-11", certain}});
  expect_found("nino", {{"Rhif Yswiriant Gwladol: NX 20 71 44 A", "NX207144A", certain}});
  expect_found("bank_account", {{"Cod didoli 40-16-20, rhif cyfrif 11882044", "401620 11882044", certain}});
}

TEST(BankAccount, stands_behind_leaders_and_names_of_banks) {
  expect_found("bank_account",
               {{"Sort code ........... 77 - 18 - 04\nAccount number ...... 88204419", "771804 88204419", certain},
                {"My starling is 608371 / 22817740", "608371 22817740", possible}});
  expect_nothing("bank_account", {"flight 608371 / 22817740", "The starling 608371 22817740"});
}

TEST(BankAccount, is_a_sort_code_alone_only_in_running_text) {
  EXPECT_EQ(only_found("bank_account", "Our sort code is 20-00-00.").confidence, Confidence::possible);
  EXPECT_TRUE(found("bank_account", "200000", "Sort code").empty()) << "a cell: the account stands in another";
}

}  // namespace
}  // namespace trawl::detectors
