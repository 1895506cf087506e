// The template is a file that parses: a test fills it in and reads it.
#include "requests/subject.h"

namespace trawl::requests {

std::string_view subject_template() {
  return R"(# Who the request is about. Fill in what you know and delete the rest; the more identifiers, the better
# the search tells this person from others. This file is personal data: keep it with the case.
#
# Lines that begin with # are notes. Values stand in quotes; lists in [ ], parted by commas.

# Your own number for this case. It is printed on the report.
reference = ""

# E-mail addresses and telephone numbers, past ones too, in any spelling.
emails = []            # ["jane.doe@example.org", "jd70@example.com"]
phones = []            # ["07700 900123", "+44 20 7946 0018"]

# Numbers that belong to this person alone.
# date_of_birth = 1970-05-12       # year-month-day, without quotes
ni_number = ""         # "AB 12 34 56 C"
nhs_number = ""        # "943 476 5919"
handles = []           # user names and social media names: ["@janedoe"]

# Only documents last changed between these days are counted as in range; others are listed apart.
# documents_from = 2019-04-01
# documents_to = 2026-03-31

# One block for each name. Former family names matter: records disagree about one surname in five.
[[name]]
given = ""             # "Margaret"
middle = ""            # "Anne"
family = ""            # "O'Neill"
former = []            # ["Doe"]
nicknames = []         # ["Peggy"]; common short forms are found without being listed
titles = []            # ["Mrs"]: also look for "Mrs O'Neill"

# One block for each address, with the years when it was theirs.
# [[address]]
# lines = "12 High Street, Kingston"
# postcode = "KT1 1AA"
# from = 2010-01-01
# to = 2018-06-30

# [[bank]]
# sort_code = "12-34-56"
# account = "12345678"

# Any other number. type: a kind that trawl knows (`passport`, `driving_licence`, `card`, ...) or your own word.
# [[id]]
# type = "member"
# value = "M-104233"

# People who are NOT the subject: namesakes, relatives of the same name. What is known of them keeps their
# documents out of the answer; they are shown apart.
# [[not_me]]
# name = "Margaret O'Neill"
# date_of_birth = 1999-01-31
# emails = ["m.oneill@example.net"]
# phones = []
# ni_number = ""
# nhs_number = ""
# postcode = ""
)";
}

}  // namespace trawl::requests
