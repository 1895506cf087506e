// The spellings under which a person's name stands in documents: order, initials, short and former names,
// parts of double names, prefixes, user names..
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/sensitive.h"
#include "requests/nicknames.h"
#include "requests/term.h"

namespace trawl::requests {

struct PersonName {
  Sensitive given;
  Sensitive middle;
  Sensitive family;
  std::vector<Sensitive> former;     // former family names
  std::vector<Sensitive> nicknames;  // names the person goes by
  std::vector<std::string> titles;   // "Mrs", "Dr": with the family name, a weak sign
};

// A name as typed: "John Andrew Smith", "Smith, John", "Dr J. van der Berg".
PersonName name_from(std::string_view text);

// The variants, the most telling first, each once. Full names keep the given and the family name; all others are
// partial. A name of one word has one variant, which is partial.
std::vector<Term> name_variants(const PersonName& name);

}  // namespace trawl::requests
