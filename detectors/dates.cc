// Reads dates by their numbers and words, whatever stands between.
#include "detectors/dates.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "detectors/bytes.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kWelshMonths[] = {"ion", "chw", "maw", "ebr", "mai", "meh",
                                             "gor", "aws", "med", "hyd", "tac", "rha"};

// Numbers and the month's word of the match, in order.
struct Fields {
  std::array<int, 3> numbers{};
  std::array<int, 3> lengths{};
  std::size_t count = 0;
  int month = 0;
  int day_in_words = 0;
};

// What a word of a day in words adds to it: "twenty", "third"; 0 for any other.
int days_of(std::string_view word) {
  const auto size = static_cast<std::int64_t>(word.size());
  const std::string_view tens = word_before(word, size, kTens);
  if (!tens.empty()) return tens == kTens[0] ? 20 : 30;
  const std::string_view ordinal = word_before(word, size, kOrdinals);
  if (ordinal.empty()) return 0;
  const auto place = std::find(std::begin(kOrdinals), std::end(kOrdinals), ordinal) - std::begin(kOrdinals);
  return place < 20 ? static_cast<int>(place) + 1 : 30;
}

// "3 0 / 0 4 / 1 9 9 1", a digit in each box of a form: without its blanks.
std::string out_of_boxes(std::string_view text) {
  std::string out(text);
  const bool boxed = text.size() > 10 && is_digit(text[0]) && text[1] == ' ' && is_digit(text[2]) &&
                     !is_digit(text[3]) && std::count(text.begin(), text.end(), ' ') >= 3;
  if (boxed) std::erase(out, ' ');
  return out;
}

Fields fields_of(std::string_view text) {
  Fields fields;
  for (std::size_t i = 0; i < text.size();) {
    if (is_digit(text[i]) && fields.count < 3) {
      for (; i < text.size() && is_digit(text[i]); ++i) {
        fields.numbers[fields.count] = fields.numbers[fields.count] * 10 + digit_of(text[i]);
        ++fields.lengths[fields.count];
      }
      ++fields.count;
    } else if (is_alpha(text[i])) {
      std::size_t end = i;
      while (end < text.size() && is_alpha(text[end])) ++end;
      if (const int month = month_of(text.substr(i, end - i)); month != 0) fields.month = month;
      fields.day_in_words += days_of(text.substr(i, end - i));
      i = end;
    } else {
      ++i;
    }
  }
  return fields;
}

int year_of(int number, int length) {
  return length == 2 ? full_year(number) : number;
}

Date eight_digits(int number) {
  const Date day_first{number / 1000000, number / 10000 % 100, number % 10000};
  return day_first.valid() ? day_first : Date{number % 100, number / 100 % 100, number / 10000};
}

Date date_of(const Fields& f) {
  if (f.day_in_words != 0) return {f.day_in_words, f.month, f.numbers[0]};
  if (f.count == 1) return eight_digits(f.numbers[0]);
  if (f.month != 0) return {f.numbers[0], f.month, year_of(f.numbers[1], f.lengths[1])};
  if (f.lengths[0] == 4) return {f.numbers[2], f.numbers[1], f.numbers[0]};
  const int year = year_of(f.numbers[2], f.lengths[2]);
  const Date day_first{f.numbers[0], f.numbers[1], year};
  return day_first.valid() ? day_first : Date{f.numbers[1], f.numbers[0], year};
}

}  // namespace

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  const char lower[] = {to_lower(word[0]), to_lower(word[1]), to_lower(word[2])};
  const std::string_view begins(lower, 3);
  for (std::size_t i = 0; i < std::size(kMonths); ++i)
    if (begins == kMonths[i] || begins == kWelshMonths[i]) return static_cast<int>(i) + 1;
  return 0;
}

Date read_date(std::string_view text) {
  return date_of(fields_of(out_of_boxes(text)));
}

}  // namespace trawl::detectors
