// Dates of birth. A date is one only where words say so: mail holds 20 dates a MB. Days before months, as in
// the UK; the other way round only where nothing else is a date. Canonical: ISO 8601.
#include <algorithm>
#include <array>

#include "detectors/birth_evidence.h"
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

#define TRAWL_MONTH                                                                                                    \
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?" \
  ":ember)?|dec(?:ember)?)"
#define TRAWL_WELSH_MONTH "|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
constexpr const char* kPattern =
    R"((?i)\b(?:\d(?: \d){7}|\d \d ?[-/.] ?\d \d ?[-/.] ?(?:\d \d )?\d \d|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2} ?[-/.| ] ?\d{1,2} ?[-/.| ] ?(?:\d{4}|\d{2})|\d{8})"
    R"(|\d{1,2}(?:st|nd|rd|th)?[ -]?(?:of )?(?:)" TRAWL_MONTH TRAWL_WELSH_MONTH R"()\.?,?[ -]?(?:\d{4}|'?\d{2}))"
    R"(|)" TRAWL_MONTH R"(\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b)";
#undef TRAWL_MONTH
#undef TRAWL_WELSH_MONTH

constexpr std::string_view kWords[] = {"d of b",
                                       "date of birth",
                                       "dob",
                                       "d o b",
                                       "born",
                                       "born on",
                                       "birth date",
                                       "birthdate",
                                       "birthday",
                                       "birth",
                                       "birthdays",
                                       "date birth",
                                       "year of birth",
                                       "bday",
                                       "geboren",
                                       "dyddiad geni",
                                       "ganwyd",
                                       "geburtsdatum",
                                       "geboortedatum",
                                       "date de naissance",
                                       "fecha de nacimiento",
                                       "data urodzenia",
                                       "data di nascita"};

// Words for people, and numbers that tell when theirs was born.
constexpr std::string_view kPeople[] = {"mr",
                                        "mrs",
                                        "ms",
                                        "miss",
                                        "master",
                                        "aged",
                                        "age",
                                        "child",
                                        "children",
                                        "sibling",
                                        "son",
                                        "siblings",
                                        "daughter",
                                        "baby",
                                        "twins",
                                        "mum",
                                        "dad",
                                        "mother",
                                        "father",
                                        "wife",
                                        "widow",
                                        "husband",
                                        "partner",
                                        "patient",
                                        "pupil",
                                        "tenant",
                                        "client",
                                        "subject",
                                        "nhs",
                                        "chi",
                                        "beneficiaries",
                                        "applicant",
                                        "household",
                                        "licence",
                                        "driving licence",
                                        "photocard",
                                        "dependants",
                                        "brother",
                                        "sister",
                                        "guarantor",
                                        "defendant",
                                        "deceased",
                                        "student",
                                        "learner",
                                        "resident",
                                        "tenants",
                                        "pupils",
                                        "claimant",
                                        "grandson",
                                        "granddaughter",
                                        "niece",
                                        "stepdad",
                                        "stepmum",
                                        "nan",
                                        "gran",
                                        "pt",
                                        "nephew"};

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::string_view kWelshMonths[] = {"ion", "chw", "maw", "ebr", "mai", "meh",
                                             "gor", "aws", "med", "hyd", "tac", "rha"};

int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  const char lower[] = {to_lower(word[0]), to_lower(word[1]), to_lower(word[2])};
  const std::string_view begins(lower, 3);
  for (std::size_t i = 0; i < std::size(kMonths); ++i)
    if (begins == kMonths[i] || begins == kWelshMonths[i]) return static_cast<int>(i) + 1;
  return 0;
}

// Whether the run can be a day, a year or a date in digits: what follows it must be a separator and a digit, or the
// letters of an ordinal or a month.
bool goes_on(std::string_view text, Mark mark) {
  if (mark.length() == 8) return true;
  std::int64_t at = mark.end;
  while (at - mark.end < 3 && std::string_view("-/.| ").find(byte_at(text, at)) != std::string_view::npos) ++at;
  const char c = byte_at(text, at);
  if (is_digit(c)) return at > std::int64_t{mark.end};
  return mark.length() <= 2 && is_alpha(c) &&
         std::string_view("jfmasondrticegh").find(to_lower(c)) != std::string_view::npos;
}

// The longest names of months, so that "May 12, 1970" is begun at its month.
Starts find_starts(std::string_view text, Mark mark) {
  Starts starts;
  std::int64_t at = mark.at;
  if (byte_at(text, at - 1) == ' ' && mark.length() <= 2) {
    std::int64_t word = at - 1;
    if (byte_at(text, word - 1) == '.') --word;
    const std::int64_t end = word;
    while (end - word <= 9 && is_alpha(byte_at(text, word - 1))) --word;
    if (end - word >= 3 && end - word <= 9 && !is_word(byte_at(text, word - 1)) &&
        month_of(text.substr(static_cast<std::size_t>(word), 3)) != 0) {
      starts.add(word);
    }
  }
  const std::uint32_t length = mark.length();
  if ((length == 1 || length == 2 || length == 4 || length == 8) && goes_on(text, mark) &&
      !is_word(byte_at(text, at - 1)))
    starts.add(at);
  return starts;
}

// Numbers and the month's word of the match, in order.
struct Fields {
  std::array<int, 3> numbers{};
  std::array<int, 3> lengths{};
  std::size_t count = 0;
  int month = 0;
};

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
  if (f.count == 1) return eight_digits(f.numbers[0]);
  if (f.month != 0) return {f.numbers[0], f.month, year_of(f.numbers[1], f.lengths[1])};
  if (f.lengths[0] == 4) return {f.numbers[2], f.numbers[1], f.numbers[0]};
  const int year = year_of(f.numbers[2], f.lengths[2]);
  const Date day_first{f.numbers[0], f.numbers[1], year};
  return day_first.valid() ? day_first : Date{f.numbers[1], f.numbers[0], year};
}

std::string iso(const Date& date) {
  return padded(date.year, 4) + '-' + padded(date.month, 2) + '-' + padded(date.day, 2);
}

// What stands between the word and the date. A word on the line before counts 100 bytes more.
std::string_view between(const Hint& hint, const Match& match) {
  if (hint.source != "word near" && hint.source != "label") return {};
  const auto before = [&](std::uint32_t distance) {
    const std::uint32_t reach = std::min(distance, match.start);
    return match.text.substr(match.start - reach, reach);
  };
  const std::string_view of_line_before = before(hint.distance - std::min(hint.distance, 100u));
  return of_line_before.find('\n') != std::string_view::npos ? of_line_before : before(hint.distance);
}

// Another date stands between the word and this one: "DOB 12/05/1970, seen on 03/04/2019".
bool date_between(std::string_view between) {
  return std::count_if(between.begin(), between.end(), is_digit) >= 4;
}

// Another sentence or another label: "born in Leeds. Joined: 03/04/2019".
bool begins_anew(std::string_view between) {
  return between.find(". ") != std::string_view::npos || between.find(": ", 2) != std::string_view::npos;
}

// "born between 1 May 2018 and 31 August 2019"
bool is_period(std::string_view between) {
  for (const std::string_view word : {"between", "before", "after", "since"})
    if (between.find(word) != std::string_view::npos) return true;
  return false;
}

bool spoken_for(const Match& match, const Hint& hint, Verdict& verdict) {
  if (!hint.any() || (hint.source == "word behind" && hint.distance > 44)) return false;
  const bool bare = match.view().find_first_not_of("0123456789") == std::string_view::npos;
  const std::string_view gap = between(hint, match);
  const std::size_t line = gap.rfind('\n');  // "Birthdays\nEdna - 4 May 1931"
  const bool close = gap.size() <= 60 && (line == std::string_view::npos || gap.size() - line <= 13);
  if (is_period(gap) || (!hint.labelled() && (bare || !close || date_between(gap) || begins_anew(gap)))) return false;
  verdict.confidence = hint.labelled() ? Confidence::certain : Confidence::possible;
  explain(verdict, "a date not in the future", hint);
  return true;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const Date date = date_of(fields_of(out_of_boxes(match.view())));
  if (!date.valid()) return false;
  const Hint hint = context.hint(match);
  if (hint.contradicted) return false;
  verdict.value = iso(date);
  if (spoken_for(match, hint, verdict)) return true;
  const Hint near = context.more_hint(match);
  if (near.any() && agrees_with_number(match, date)) {
    verdict.confidence = Confidence::certain;
    explain(verdict, "agrees with the date in a number beside it", near);
    return true;
  }
  if (age_follows(match, date)) {
    verdict.confidence = Confidence::likely;
    explain(verdict, "agrees with the age behind it", near);
    return true;
  }
  if (!in_brackets_behind_person(match, date, near) && !behind_name(match, date, near)) return false;
  verdict.confidence = Confidence::possible;
  explain(verdict, "a date behind a person", near);
  return true;
}

// "b. 12 May 1970", as lists and court papers write it.
constexpr const char* kBornPattern =
    R"((?i)\bb\. ?(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}\.?,? (?:\d{4}|'\d{2})|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d)\b)";

Starts find_born_starts(std::string_view text, Mark mark) {
  std::int64_t start = mark.at;
  if (byte_at(text, start - 1) == ' ') --start;
  const bool born = byte_at(text, start - 1) == '.' && to_lower(byte_at(text, start - 2)) == 'b';
  return born && !is_word(byte_at(text, start - 3)) ? Starts::one(start - 2) : Starts::none();
}

bool check_born(const Match& match, Context&, Verdict& verdict) {
  const Match date{match.text, match.start + 2 + (match.text[match.start + 2] == ' ' ? 1u : 0u), match.end};
  const Date read = date_of(fields_of(date.view()));
  if (!read.valid()) return false;
  verdict.start = date.start;
  verdict.value = iso(read);
  verdict.confidence = Confidence::likely;
  verdict.evidence = "a date behind 'b.'";
  verdict.distance = 1;
  return true;
}

constexpr Kind kKind = {"date_of_birth", "Date of birth", Risk::medium};

}  // namespace

const Detector& born_date_detector() {
  static const Detector detector = {kKind, kBornPattern, Trigger::digits, lengths(1, 4), find_born_starts, check_born,
                                    {}};
  return detector;
}

const Detector& date_of_birth_detector() {
  static const Detector detector = {kKind,  kPattern, Trigger::digits,     lengths(1, 8), find_starts, check,
                                    kWords, kPeople,  Refused::next_start, nullptr,       true};
  return detector;
}

}  // namespace trawl::detectors
