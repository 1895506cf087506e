// What the detectors of numbers share: where matches can start, canonical forms, evidence.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "detectors/context.h"
#include "detectors/detector.h"

namespace trawl::detectors {

// Starts: at the run of digits itself, with no letter, digit or underscore before it.
Starts at_run(std::string_view text, Mark mark);
// At the letters, `least` to `most` of them, that stand directly before the run and begin a word.
Starts at_letters(std::string_view text, Mark mark, std::uint32_t least, std::uint32_t most);
// Either of them.
Starts at_run_or_letters(std::string_view text, Mark mark, std::uint32_t most);

// Whether text[at] begins groups of digits of these sizes, with at most one separator, or two spaces, between two of
// them.
bool begins_groups(std::string_view text, std::int64_t at, std::initializer_list<int> sizes,
                   std::string_view separators);

std::string digits_of(std::string_view text);
std::string capitals_and_digits_of(std::string_view text);  // letters in upper case, everything else left out

// The word that the match stands right behind, over blanks and colons, in small letters: "part" for "Part: A1".
std::string word_before(const Match& match);

// False when the match is part of a longer code: "12-" before it, "/34" behind it.
bool stands_alone(const Match& match);

int this_year();  // UTC
// A year of two digits as people write dates of birth: not in the future.
int full_year(int two_digits);
bool is_date(int day, int month, int year);  // from 1900 to this year

// Sets evidence and distance: "checksum valid; label 'nhs no'".
void explain(Verdict& verdict, std::string why, const Hint& hint);

// For numbers that only their label tells from others: refuses without a hint or against another label.
// labelled: the confidence with a label; without, it is `possible`.
bool needs_label(Context& context, const Match& match, Verdict& verdict, Confidence labelled, std::string why);

}  // namespace trawl::detectors
