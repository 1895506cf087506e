// Subject: the person an access request is about, as told in a subject file (TOML 1.0). `trawl dsar new` writes
// a commented template.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/sensitive.h"
#include "requests/variants.h"

namespace trawl::requests {

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const Day&) const = default;
};
std::string iso(const Day& day);  // "1970-05-12"

struct Address {
  Sensitive lines;     // without the postcode
  Sensitive postcode;  // may be empty
  std::optional<Day> from, to;
};

struct BankAccount {
  Sensitive sort_code;
  Sensitive account;
};

// A number of any kind: a kind of the detectors ("passport", "vat"), or a word of the organisation's own ("member").
struct Identifier {
  std::string type;
  Sensitive value;
};

// What tells somebody else of the same or a like name from the subject.
struct OtherPerson {
  Sensitive name;
  std::optional<Day> date_of_birth;
  std::vector<Identifier> facts;  // type: email, phone, nino, nhs, postcode, or any
};

struct Subject {
  std::string reference;  // the case, as the organisation numbers it
  std::vector<PersonName> names;
  std::vector<Sensitive> emails;
  std::vector<Sensitive> phones;
  std::vector<Address> addresses;
  std::optional<Day> date_of_birth;
  Sensitive nino;
  Sensitive nhs;
  std::vector<BankAccount> bank;
  std::vector<Identifier> ids;
  std::vector<Sensitive> handles;
  std::vector<OtherPerson> not_me;
  std::optional<Day> documents_from, documents_to;  // by the time a document was last changed
};

// invalid_argument with the line ("line 12: ..."); messages name keys, never values.
Result<Subject> parse_subject(std::string_view toml);

// A commented file to fill in. parse_subject refuses it until a name or an identifier is given.
std::string_view subject_template();

}  // namespace trawl::requests
