// Numbers that the publishers of the algorithms, or the references to them, give as examples.
#include <gtest/gtest.h>

#include "detectors/checksums.h"
#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

constexpr Confidence certain = Confidence::certain;

// SWIFT, "IBAN Registry": the example of each country, as the registry prints it.
TEST(KnownVectors, ibans_of_the_registry) {
  const std::vector<std::string_view> ibans = {"AD12 0001 2030 2003 5910 0100",
                                               "AE07 0331 2345 6789 0123 456",
                                               "AL47 2121 1009 0000 0002 3569 8741",
                                               "AT61 1904 3002 3457 3201",
                                               "AZ21 NABZ 0000 0000 1370 1000 1944",
                                               "BA39 1290 0794 0102 8494",
                                               "BE68 5390 0754 7034",
                                               "BG80 BNBG 9661 1020 3456 78",
                                               "BH67 BMAG 0000 1299 1234 56",
                                               "BR18 0036 0305 0000 1000 9795 493C 1",
                                               "CH93 0076 2011 6238 5295 7",
                                               "CR05 0152 0200 1026 2840 66",
                                               "CY17 0020 0128 0000 0012 0052 7600",
                                               "CZ65 0800 0000 1920 0014 5399",
                                               "DE89 3704 0044 0532 0130 00",
                                               "DK50 0040 0440 1162 43",
                                               "DO28 BAGR 0000 0001 2124 5361 1324",
                                               "EE38 2200 2210 2014 5685",
                                               "ES91 2100 0418 4502 0005 1332",
                                               "FI21 1234 5600 0007 85",
                                               "FO62 6460 0001 6316 34",
                                               "FR14 2004 1010 0505 0001 3M02 606",
                                               "GB29 NWBK 6016 1331 9268 19",
                                               "GE29 NB00 0000 0101 9049 17",
                                               "GI75 NWBK 0000 0000 7099 453",
                                               "GL89 6471 0001 0002 06",
                                               "GR16 0110 1250 0000 0001 2300 695",
                                               "GT82 TRAJ 0102 0000 0012 1002 9690",
                                               "HR12 1001 0051 8630 0016 0",
                                               "HU42 1177 3016 1111 1018 0000 0000",
                                               "IE29 AIBK 9311 5212 3456 78",
                                               "IL62 0108 0000 0009 9999 999",
                                               "IS14 0159 2600 7654 5510 7303 39",
                                               "IT60 X054 2811 1010 0000 0123 456",
                                               "JO94 CBJO 0010 0000 0000 0131 0003 02",
                                               "KW81 CBKU 0000 0000 0000 1234 5601 01",
                                               "KZ86 125K ZT50 0410 0100",
                                               "LB62 0999 0000 0001 0019 0122 9114",
                                               "LC55 HEMM 0001 0001 0012 0012 0002 3015",
                                               "LI21 0881 0000 2324 013A A",
                                               "LT12 1000 0111 0100 1000",
                                               "LU28 0019 4006 4475 0000",
                                               "LV80 BANK 0000 4351 9500 1",
                                               "MC58 1122 2000 0101 2345 6789 030",
                                               "MD24 AG00 0225 1000 1310 4168",
                                               "ME25 5050 0001 2345 6789 51",
                                               "MK07 2501 2000 0058 984",
                                               "MR13 0002 0001 0100 0012 3456 753",
                                               "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
                                               "MU17 BOMM 0101 1010 3030 0200 000M UR",
                                               "NL91 ABNA 0417 1643 00",
                                               "NO93 8601 1117 947",
                                               "PK36 SCBL 0000 0011 2345 6702",
                                               "PL61 1090 1014 0000 0712 1981 2874",
                                               "PS92 PALS 0000 0000 0400 1234 5670 2",
                                               "PT50 0002 0123 1234 5678 9015 4",
                                               "QA58 DOHB 0000 1234 5678 90AB CDEF G",
                                               "RO49 AAAA 1B31 0075 9384 0000",
                                               "RS35 2600 0560 1001 6113 79",
                                               "SA03 8000 0000 6080 1016 7519",
                                               "SE45 5000 0000 0583 9825 7466",
                                               "SI56 2633 0001 2039 086",
                                               "SK31 1200 0000 1987 4263 7541",
                                               "SM86 U032 2509 8000 0000 0270 100",
                                               "TL38 0080 0123 4567 8910 157",
                                               "TN59 1000 6035 1835 9847 8831",
                                               "TR33 0006 1005 1978 6457 8413 26",
                                               "UA21 3223 1300 0002 6007 2335 6600 1",
                                               "VA59 0011 2300 0012 3456 78",
                                               "VG96 VPVG 0000 0123 4567 8901",
                                               "XK05 1212 0123 4567 8906"};
  for (const std::string_view iban : ibans) {
    const Finding finding = only_found("iban", iban);
    EXPECT_EQ(finding.confidence, certain) << iban;
    std::string wrong(iban);
    wrong[3] = wrong[3] == '9' ? '0' : static_cast<char>(wrong[3] + 1);
    EXPECT_TRUE(found("iban", wrong).empty()) << wrong;
  }
}

TEST(KnownVectors, numbers_with_check_digits) {
  EXPECT_TRUE(nhs_check("9434765919"));  // NHS Data Dictionary
  EXPECT_FALSE(nhs_check("9434765918"));
  EXPECT_TRUE(nhs_check("4010232137"));
  EXPECT_TRUE(utr_check("3282497350"));  // Sage, help on self-assessment
  EXPECT_FALSE(utr_check("3282497351"));
  EXPECT_TRUE(luhn("79927398713"));  // ISO/IEC 7812-1, as commonly cited
  EXPECT_FALSE(luhn("79927398710"));
  EXPECT_TRUE(luhn("4111111111111111"));
  EXPECT_TRUE(mrz_check("L898902C3", '6'));  // ICAO Doc 9303, part 4, appendix B
  EXPECT_TRUE(mrz_check("740812", '2'));
  EXPECT_TRUE(mrz_check("120415", '9'));
}

TEST(KnownVectors, vat_numbers_of_both_series) {
  EXPECT_TRUE(vat_check("980780684"));  // modulo 97
  EXPECT_FALSE(vat_check("802311781"));
  // 9755: 97 is taken from the sum and 55 added; made here from the rule for every first digit.
  for (const std::string_view start : {"1002003", "3456789", "9876543"}) {
    int sum = 55;
    for (std::size_t i = 0; i < 7; ++i) sum += (start[i] - '0') * static_cast<int>(8 - i);
    const int check = (97 - sum % 97) % 97;
    const std::string number =
        std::string(start) + static_cast<char>('0' + check / 10) + static_cast<char>('0' + check % 10);
    EXPECT_TRUE(vat_check(number)) << number;
  }
}

// HMRC, NIM39110: which prefixes are issued.
TEST(KnownVectors, prefixes_of_national_insurance_numbers) {
  for (const std::string_view text : {"AA123456A", "JZ123456D", "SE123456C", "WY123456B"})
    EXPECT_EQ(found("nino", text).size(), 1u) << text;
  for (const std::string_view text :
       {"DA123456A", "FA123456A", "IA123456A", "UA123456A", "VA123456A", "AD123456A", "AO123456A", "AQ123456A",
        "BG123456A", "GB123456A", "KN123456A", "NK123456A", "NT123456A", "TN123456A", "ZZ123456A", "AA123456E"})
    EXPECT_TRUE(found("nino", text).empty()) << text;
  EXPECT_EQ(only_found("nino", "QQ123456A").tags, "example");
}

TEST(KnownVectors, machine_readable_zone_of_the_standard) {
  const Finding finding = only_found("passport", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
  EXPECT_EQ(finding.confidence, certain);
  EXPECT_EQ(finding.tags, "example");
}

}  // namespace
}  // namespace trawl::detectors
