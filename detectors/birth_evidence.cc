// Looks around a date.
#include "detectors/birth_evidence.h"

#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/gazetteer.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr int kYoungest = 4;  // years; a later date may be that of a visit

}  // namespace

std::string padded(int number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

// The day, month and year as they stand in CHI numbers (NHS Scotland: the first six digits), or in those of driving
// licences (DVLA: a digit of the year, the month, which is 50 more for women, the day, a digit of the year).
bool agrees_with_number(const Match& match, const Date& date) {
  constexpr std::uint32_t kReach = 160;
  const std::uint32_t from = match.start > kReach ? match.start - kReach : 0;
  const std::string_view around = match.text.substr(from, match.end - from + kReach);
  const std::string year = padded(date.year % 100, 2), day = padded(date.day, 2);
  const auto stands = [&](const std::string& digits, bool (*fits)(std::string_view, std::size_t)) {
    for (std::size_t at = around.find(digits); at != std::string_view::npos; at = around.find(digits, at + 1))
      if (fits(around, at)) return true;
    return false;
  };
  const auto in_chi = [](std::string_view text, std::size_t at) {
    const auto start = static_cast<std::int64_t>(at);
    const std::int64_t rest = start + (is_digit(byte_at(text, start + 6)) ? 6 : 7);
    bool four = !is_alnum(byte_at(text, start - 1)) && !is_digit(byte_at(text, rest + 4));
    for (int i = 0; i < 4; ++i) four = four && is_digit(byte_at(text, rest + i));
    return four;
  };
  const auto in_licence = [](std::string_view text, std::size_t at) {
    const auto start = static_cast<std::int64_t>(at);
    const auto is_name = [&](std::int64_t i) { return is_upper(byte_at(text, i)) || byte_at(text, i) == '9'; };
    return is_name(start - 1) && is_name(start - 5) && is_upper(byte_at(text, start + 6));
  };
  return stands(day + padded(date.month, 2) + year, in_chi) ||
         stands(year.substr(0, 1) + padded(date.month, 2) + day + year.substr(1), in_licence) ||
         stands(year.substr(0, 1) + padded(date.month + 50, 2) + day + year.substr(1), in_licence);
}

namespace {

// "(Y8, 29.3.2011)": where the year group of a pupil begins before a date; `start` where there is none.
std::int64_t behind_year_group(std::string_view text, std::int64_t start) {
  std::int64_t at = start - 2;
  if (byte_at(text, at) != ',' || byte_at(text, at + 1) != ' ') return start;
  while (start - at <= 4 && is_digit(byte_at(text, at - 1))) --at;
  if (byte_at(text, at - 1) == 'R') --at;
  return at < start - 2 && byte_at(text, at - 1) == 'Y' ? at - 1 : start;
}

}  // namespace

// "Leo (17/08/2017)", "his widow (12/05/1963)": alone in brackets behind a name or a word for a person.
bool in_brackets_behind_person(const Match& match, const Date& date, const Hint& near) {
  std::int64_t at = behind_year_group(match.text, match.start) - 1;
  if (byte_at(match.text, at) != '(' || byte_at(match.text, match.end) != ')') return false;
  while (byte_at(match.text, at - 1) == ' ') --at;
  const std::int64_t end = at;
  while (is_alpha(byte_at(match.text, at - 1)) || byte_at(match.text, at - 1) < 0) --at;
  if (at == end) return near.any() && near.phrase.starts_with("age") && near.distance < 8;
  const bool name = is_upper(byte_at(match.text, at)) && end - at > 1 && is_alpha(byte_at(match.text, at + 1));
  const bool word = near.any() && near.distance <= static_cast<std::uint32_t>(std::int64_t{match.start} - end + 1);
  return (name || word) && near.any() && date.year + 2 <= this_year();
}

namespace {

// "1. ROE/RUTH MRS  12AUG61": the title ends at `end`, and a name as airlines write it stands before it.
bool is_passenger(std::string_view text, std::int64_t end, std::string_view title) {
  std::int64_t at = end - static_cast<std::int64_t>(title.size());
  if (look_up(title).kind != WordClass::title || byte_at(text, --at) != ' ') return false;
  const std::int64_t given = at;
  while (is_upper(byte_at(text, at - 1))) --at;
  return given - at > 1 && byte_at(text, at - 1) == '/' && is_upper(byte_at(text, at - 2));
}

// "Poppy 03/03/2016, Alfie ": the name behind an earlier date of a list; the whole where there is no such one.
std::string_view behind_earlier_date(std::string_view gap) {
  const std::size_t digit = gap.find_last_of("0123456789");
  if (digit == std::string_view::npos || digit < 6 || digit + 3 >= gap.size()) return gap;
  const std::string_view name = gap.substr(digit + 1);
  const bool date = std::string_view("/-.").find(gap[digit - 2]) != std::string_view::npos ||
                    std::string_view("/-.").find(gap[digit - 4]) != std::string_view::npos;
  const bool listed = (name[0] == ',' || name[0] == ';') && name[1] == ' ' && is_upper(name[2]);
  const std::string_view word = listed ? name.substr(2, name.find_first_of(" ,(", 2) - 2) : std::string_view();
  return date && look_up(word).given >= 2 ? name.substr(2) : gap;
}

}  // namespace

// "tenant 1: Ryan Illingworth 5/5/95", "The twins, Rory and Isla, both 1/12/19": behind a word for people stands a
// name, and nothing but it.
bool behind_name(const Match& match, const Date& date, const Hint& near) {
  if (!near.any() || near.source.ends_with("behind") || near.distance > 60 || near.distance > match.start) return false;
  const bool opened = byte_at(match.text, std::int64_t{match.start} - 1) == '(';
  if (date.year + kYoungest > this_year() || (opened && byte_at(match.text, match.end) != ')')) return false;
  const std::string_view gap = behind_earlier_date(match.text.substr(match.start - near.distance, near.distance));
  const auto digits = std::count_if(gap.begin(), gap.end(), is_digit);
  if (digits > 2 && digits != 10) return false;  // none, that of a list, or an NHS number
  int names = 0;
  for (std::size_t at = 0; at < gap.size();) {
    std::size_t end = at;
    while (end < gap.size() && is_word(gap[end])) ++end;
    const std::string_view word = gap.substr(at, end - at);
    if (gap[at] == '\n' || gap[at] == '=' || gap[at] == '/') return false;
    at = std::max(end, at + 1);
    if (word.empty() || word == "and" || word == "both" || word == "number" || word == "no") continue;
    const bool number = std::all_of(word.begin(), word.end(), is_digit);
    const WordFacts facts = look_up(word);
    const bool name = is_upper(word[0]) && facts.kind != WordClass::month && facts.kind != WordClass::label;
    if (!number && !name) return false;
    names += name && word.size() > 1;
  }
  return names > 0 || digits == 10 || is_passenger(match.text, match.start - near.distance, near.phrase);
}

namespace {

// Whether somebody born then had that age when a document of the last years was written.
bool fits_age(int age, const Date& date) {
  constexpr int kLongestKept = 12;  // years that a document may be old
  const int now = this_year() - date.year;
  return age <= now && age + kLongestKept >= now;
}

}  // namespace

// "02/06/1943 81y", "(81)": an age that agrees with the date stands right behind it.
bool age_follows(const Match& match, const Date& date) {
  std::int64_t at = match.end;
  while (at - match.end < 3 && std::string_view(" (,").find(byte_at(match.text, at)) != std::string_view::npos) ++at;
  for (const std::string_view word : {"aged ", "age "})
    if (match.text.substr(static_cast<std::size_t>(at)).starts_with(word)) at += static_cast<std::int64_t>(word.size());
  const bool bracket = byte_at(match.text, at - 1) == '(';
  int age = 0, digits = 0;
  for (; digits < 3 && is_digit(byte_at(match.text, at)); ++at, ++digits)
    age = age * 10 + digit_of(byte_at(match.text, at));
  if (byte_at(match.text, at) == ' ') ++at;
  const bool unit = to_lower(byte_at(match.text, at)) == 'y' || (bracket && byte_at(match.text, at) == ')');
  return digits > 0 && unit && fits_age(age, date);
}

bool age_before(const Match& match, const Date& date) {
  std::int64_t at = match.start;
  while (match.start - at < 3 && std::string_view(" (,").find(byte_at(match.text, at - 1)) != std::string_view::npos)
    --at;
  const std::int64_t end = at;
  while (end - at < 3 && is_digit(byte_at(match.text, at - 1))) --at;
  if (at == end || end == std::int64_t{match.start} || byte_at(match.text, at - 1) != ' ') return false;
  const bool said = ends_with_word(match.text, at - 1, "age") || ends_with_word(match.text, at - 1, "aged");
  const bool enclosed = byte_at(match.text, at - 2) == ',' && byte_at(match.text, end) == ',';  // "Lee Roe, 36, "
  int age = 0;
  for (std::int64_t i = at; i < end; ++i) age = age * 10 + digit_of(byte_at(match.text, i));
  return (said || (enclosed && end - at == 2)) && fits_age(age, date);
}

bool between_name_and_number(const Match& match, const Date& date) {
  constexpr std::string_view kNumbers[] = {"ni", "nino", "nhs", "chi", "passport", "driving licence"};
  const auto behind = static_cast<std::int64_t>(match.end) + 2;
  const bool number = match.text.substr(match.end).starts_with(", ") &&
                      std::any_of(std::begin(kNumbers), std::end(kNumbers), [&](std::string_view word) {
                        const std::int64_t end = behind + static_cast<std::int64_t>(word.size());
                        return ends_with_word(match.text, end, word) && !is_word(byte_at(match.text, end));
                      });
  if (!number || date.year + kYoungest > this_year()) return false;
  std::string_view before = match.text.substr(0, match.start);
  before.remove_prefix(before.rfind('\n') + 1);
  if (!before.ends_with(", ") || before.size() > 60) return false;
  const std::string_view name = before.substr(0, before.find(','));
  const std::size_t space = name.rfind(' ');
  if (space == std::string_view::npos || std::any_of(before.begin(), before.end(), is_digit)) return false;
  const std::size_t given = name.substr(0, space).rfind(' ') + 1;
  return is_upper(name[given]) && is_upper(byte_at(name, static_cast<std::int64_t>(space) + 1)) &&
         look_up(name.substr(given, space - given)).given > 0;
}

}  // namespace trawl::detectors
