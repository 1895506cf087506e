// Dates as texts write them: in digits, with the month's name in English or Welsh, with the day in words.
#pragma once

#include <string_view>

#include "detectors/numbers.h"

namespace trawl::detectors {

struct Date {
  int day = 0;
  int month = 0;
  int year = 0;
  bool valid() const { return is_date(day, month, year); }
};

// Of days in words: "twenty-third".
inline constexpr std::string_view kOrdinals[] = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",  "thirtieth"};
inline constexpr std::string_view kTens[] = {"twenty", "thirty"};

// The number of the month whose name begins as the word does; 0: none.
int month_of(std::string_view word);

// The date that the text is, days before months where both can be. Not valid() for what is none.
Date read_date(std::string_view text);

}  // namespace trawl::detectors
