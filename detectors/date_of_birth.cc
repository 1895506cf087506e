// Dates of birth. A date is one only where words say so: mail holds 20 dates a MB. Days before months, as in
// the UK; the other way round only where nothing else is a date. Canonical: ISO 8601.
#include <algorithm>

#include "detectors/birth_evidence.h"
#include "detectors/bytes.h"
#include "detectors/dates.h"
#include "detectors/numbers.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

#define TRAWL_MONTH                                                                                                    \
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?" \
  ":ember)?|dec(?:ember)?)"
#define TRAWL_WELSH_MONTH "|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr"
constexpr const char* kPattern =
    R"((?i)\b(?:\d(?: \d){7}|\d \d ?[-/.] ?\d \d ?[-/.] ?(?:\d \d )?\d \d|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2} ?[-/.| ] ?\d{1,2} ?[-/.| ] ?(?:\d{4}|\d{2})|\d{8})"
    R"(|\d{1,2}(?:st|nd|rd|th)?[ -]?(?:of )?(?:)" TRAWL_MONTH TRAWL_WELSH_MONTH R"()\.?,?[ -]?(?:\d{4}|'?\d{2}))"
    R"(|\d{1,2} month \d{1,2} year \d{4}|(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh)"
    R"(|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth)"
    R"(|nineteenth|twentieth|thirtieth)(?: day)?(?: of)? )" TRAWL_MONTH R"(,? \d{4})"
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
                                        "nephew",
                                        "prisoner",
                                        "injured",
                                        "debtor",
                                        "passenger",
                                        "nino",
                                        "ni",
                                        "passport"};

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

std::int64_t word_start(std::string_view text, std::int64_t end) {
  constexpr int kLongest = 12;
  std::int64_t start = end;
  while (end - start < kLongest && is_alpha(byte_at(text, start - 1))) --start;
  return start;
}

// "the third day of May 1962": where the words of the day can begin before a year.
Starts in_words_before(std::string_view text, std::int64_t year) {
  std::int64_t end = year - 1;
  if (byte_at(text, end) != ' ') return Starts::none();
  if (byte_at(text, end - 1) == ',') --end;
  const std::int64_t month = word_start(text, end);
  if (byte_at(text, month - 1) != ' ' || end - month < 3 ||
      month_of(text.substr(static_cast<std::size_t>(month), 3)) == 0)
    return Starts::none();
  end = month - 1;
  for (const std::string_view word : {"of", "day"}) {
    const std::int64_t before = end - static_cast<std::int64_t>(word.size()) - 1;
    if (ends_with_word(text, end, word) && byte_at(text, before) == ' ') end = before;
  }
  const std::string_view ordinal = word_before(text, end, kOrdinals);
  if (ordinal.empty()) return Starts::none();
  const std::int64_t start = end - static_cast<std::int64_t>(ordinal.size());
  Starts starts;
  const char joint = byte_at(text, start - 1);
  const std::string_view tens = joint == ' ' || joint == '-' ? word_before(text, start - 1, kTens) : std::string_view();
  if (!tens.empty()) starts.add(start - 1 - static_cast<std::int64_t>(tens.size()));
  starts.add(start);
  return starts;
}

// The longest names of months, so that "May 12, 1970" is begun at its month.
Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  Starts starts = mark.length() == 4 ? in_words_before(text, at) : Starts::none();
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
  // "thirty-first of April": not the first.
  if (byte_at(match.text, match.start) > '9' && !word_before(match.text, std::int64_t{match.start} - 1, kTens).empty())
    return false;
  const Date date = read_date(match.view());
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
  if (age_follows(match, date) || age_before(match, date)) {
    verdict.confidence = Confidence::likely;
    explain(verdict, "agrees with the age beside it", near);
    return true;
  }
  if (!in_brackets_behind_person(match, date, near) && !behind_name(match, date, near) &&
      !between_name_and_number(match, date))
    return false;
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
  const Date read = read_date(date.view());
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
