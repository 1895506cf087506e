// What cells show, as Excel and LibreOffice show it.
#include "extractors/number_format.h"

#include <gtest/gtest.h>

namespace trawl::extractors {
namespace {

TEST(NumberFormat, ShowsNumbersAsTheirFormatSays) {
  const struct {
    double value;
    const char* format;
    const char* shown;
  } kCases[] = {
      {1234.5, "", "1234.5"},
      {1234.5, "General", "1234.5"},
      {0.1 + 0.2, "General", "0.3"},
      {239.3878173828125, "General", "239.387817382813"},
      {-239.3878173828125, "General", "-239.387817382813"},
      {0.5, "General", "0.5"},
      {123456, "00000000", "00123456"},
      {1234.5, "0", "1235"},
      {1234567.891, "#,##0.00", "1,234,567.89"},
      {12, "#,##0.00", "12.00"},
      {0, "#,##0", "0"},
      {-1234.5, "#,##0.00", "-1,234.50"},
      {-5, "0;(0)", "(5)"},
      {0, "0;-0;\"none\"", "none"},
      {0.125, "0.0%", "12.5%"},
      {0.5, "0%", "50%"},
      {1234.5, "[$£-809]#,##0.00", "£1,234.50"},
      {1234.5, "\"GBP\" 0.0", "GBP 1234.5"},
      {447700900123, "0", "447700900123"},
      {7700900123, "00000 000000", "07700 900123"},
      {202012, "00\\-00\\-00", "20-20-12"},
      {123456789, "000-00-0000", "123-45-6789"},
      {4111111111111111, "0", "4111111111111111"},
      {4111111111111111, "0000 0000 0000 0000", "4111 1111 1111 1111"},
      {1500000, "0.0,,\"M\"", "1.5M"},
      {0.5, "#.##", ".5"},
      {2.345, "0.00", "2.35"},
      {1e21, "General", "1000000000000000000000"},
      {1.5e-7, "General", "0.00000015"},
      {12345, "0.00E+00", "12345"},
      {1.5, "# ?/?", "1.5"},
      {42, "@", "42"},
      {7, "\"only words\"", "only words"},
  };
  for (const auto& test : kCases) EXPECT_EQ(shown_number(test.value, test.format, false), test.shown) << test.format;
}

TEST(NumberFormat, ShowsDatesAndTimes) {
  const struct {
    double serial;
    const char* format;
    const char* shown;
  } kCases[] = {
      {25689, "dd/mm/yyyy", "01/05/1970"},
      {25689, "d mmmm yyyy", "1 May 1970"},
      {25689, "ddd d-mmm-yy", "Fri 1-May-70"},
      {25689, "[$-809]dd mmmm yyyy;@", "01 May 1970"},
      {1, "dd/mm/yyyy", "01/01/1900"},
      {59, "dd/mm/yyyy", "28/02/1900"},
      {61, "dd/mm/yyyy", "01/03/1900"},
      {0.5, "hh:mm", "12:00"},
      {0.75, "h:mm AM/PM", "6:00 PM"},
      {25689.5626, "yyyy-mm-dd hh:mm:ss", "1970-05-01 13:30:09"},
      {1.5, "[h]:mm", "36:00"},
      {25689, "yyyy\\-mm\\-dd", "1970-05-01"},
  };
  for (const auto& test : kCases) EXPECT_EQ(shown_number(test.serial, test.format, false), test.shown) << test.format;
  EXPECT_EQ(shown_number(0, "dd/mm/yyyy", true), "01/01/1904");
  EXPECT_EQ(iso_date(25689, false), "1970-05-01");
  EXPECT_EQ(iso_date(25689.25, false), "1970-05-01 06:00:00");
  EXPECT_EQ(iso_date(-1, false), std::nullopt);
  EXPECT_EQ(iso_date(1e300, false), std::nullopt);
}

TEST(NumberFormat, TellsDatesFromNumbers) {
  for (const char* date : {"dd/mm/yyyy", "h:mm", "[h]:mm:ss", "mmm-yy", "[$-409]d\\-mmm"}) EXPECT_TRUE(is_date_format(date)) << date;
  for (const char* number : {"", "General", "0.00", "[Red]0", "\"day\"0", "0\\d", "#,##0;[Red]-#,##0"}) {
    EXPECT_FALSE(is_date_format(number)) << number;
  }
}

TEST(NumberFormat, AnyFormatEndsWell) {
  const std::string signs = "0#?.,%;\"\\[]_*@eE+ymdhsA/PM$-x";
  std::uint32_t state = 1;
  for (int i = 0; i < 20'000; ++i) {
    std::string format;
    for (int k = 0; k < 12; ++k) {
      state = state * 1664525 + 1013904223;
      format += signs[(state >> 16) % signs.size()];
    }
    EXPECT_LT(shown_number(static_cast<double>(state) - 2e9, format, false).size(), 2000u);
    EXPECT_LT(shown_number(1e308, format, true).size(), 2000u);
  }
}

}  // namespace
}  // namespace trawl::extractors
