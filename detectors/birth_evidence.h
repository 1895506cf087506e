// What tells a date of birth where no label does: numbers that hold it, a name or an age beside it.
#pragma once

#include <cstddef>
#include <string>

#include "detectors/context.h"
#include "detectors/dates.h"

namespace trawl::detectors {

std::string padded(int number, std::size_t width);  // with zeros in front

// near: the nearest word for people (Context::more_hint).

// The date stands in a CHI number or a driving licence's within 160 bytes.
bool agrees_with_number(const Match& match, const Date& date);
// "Leo (17/08/2017)": alone in brackets behind a name or a word for a person.
bool in_brackets_behind_person(const Match& match, const Date& date, const Hint& near);
// "tenant 1: Ryan Gorse 5/5/95": behind a word for people stands a name, and nothing but it.
bool behind_name(const Match& match, const Date& date, const Hint& near);
// "02/06/1943 81y": an age that agrees with the date stands right behind it.
bool age_follows(const Match& match, const Date& date);
// "aged 34 (12/03/1990)", "Lee Roe, 36, 15/3/88": the same right before it.
bool age_before(const Match& match, const Date& date);
// "Tai Roe, assessor, 10/09/1991, NI ...": behind a given name and a surname, before a number of that person.
bool between_name_and_number(const Match& match, const Date& date);

}  // namespace trawl::detectors
