// Number formats of spreadsheets: what a cell shows for the number it holds (ECMA-376-1 18.8.30/31).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trawl::extractors {

// The number in digits, never in scientific form: whole numbers that a double holds exactly as they
// are, others with 15 significant digits.
std::string plain_number(double value);

// The code of a built-in format; empty for "General" and for unknown ones. Where a format depends on
// the country it is that of the United Kingdom.
std::string_view built_in_format(unsigned id);

// What a cell of this format shows. Colours, widths and fractions are left out: a fraction is shown
// as the plain number. Format "" or "General": plain_number().
std::string shown_number(double value, std::string_view format, bool since_1904);

bool is_date_format(std::string_view format);

// "2020-01-31", "2020-01-31 13:45:00" or "13:45:00" for a serial date; nullopt outside the years 1 to 9999.
std::optional<std::string> iso_date(double serial, bool since_1904);

}  // namespace trawl::extractors
