// What the label of a cell, field, property or header says about its text: a whole name, a given name, a surname,
// people.
#pragma once

#include <cstdint>
#include <string_view>

namespace trawl::detectors {

enum class NameLabel { none, name, given, surname, people };

// "Employee name", "first_name", "applicant/familyName", "To", "dc:creator"... Labels that speak of other names
// ("File name", "Company name", "Product") are none. People: addressees, attendees, authors: one or several names.
NameLabel name_label(std::string_view label);

// Whether the word with this word_hash() is one of those that make a label of names. Quick, for a first look.
bool labels_names(std::uint64_t hash);

}  // namespace trawl::detectors
