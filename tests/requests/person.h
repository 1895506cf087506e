// The made-up person of the tests, and an estate about her and others.
#pragma once

#include "requests/subject.h"
#include "tests/requests/estate.h"

namespace trawl::requests::testing {

inline constexpr std::string_view kMargaret = R"(
reference = "SAR-2026-014"
emails = ["m.oneill@northbridge.org.uk"]
ni_number = "AB 12 34 56 C"
date_of_birth = 1970-05-12
[[name]]
given = "Margaret"
middle = "Anne"
family = "O'Neill"
former = ["Kettering"]
titles = ["Mrs"]
[[address]]
lines = "12 High Street, Kingston"
postcode = "KT1 1AA"
[[not_me]]
name = "Margaret O'Neill"
date_of_birth = 1999-01-31
)";

inline Node message(std::string text, std::vector<Node> attachments) {
  Node node = text_file(std::move(text));
  node.media_type = "message/rfc822";
  node.children = std::move(attachments);
  return node;
}

inline Node named(std::string name, Node node) {
  node.name = std::move(name);
  return node;
}

// One file for each tier and trap.
inline void fill(Estate& estate) {
  estate.add("/share/hr/payroll.txt",
             text_file("Payroll March\nNI number AB123456C: paid\nNI number CE234567A: paid\n"));
  estate.add("/share/hr/staff.csv", table({{"Surname", "First name", "Date of birth", "E-mail address"},
                                           {"O'Neill", "Margaret", "12/05/1970", "maggie@northbridge.org.uk"},
                                           {"O'Neill", "Margaret", "31/01/1999", "other@northbridge.org.uk"},
                                           {"Brown", "Thomas", "03/04/1981", "t.brown@northbridge.org.uk"}}));
  estate.add("/share/letters/a.txt",
             text_file("Mrs Margaret Anne O'Neill\n12 High Street\nKingston\nKT1 1AA\n\nDear Mrs O'Neill,"));
  estate.add("/share/letters/b.txt", text_file("Minutes: Margaret O\xE2\x80\x99Neill gave her report."));
  estate.add("/share/letters/b copy.txt", text_file("Minutes: Margaret O\xE2\x80\x99Neill gave her report."));
  estate.add("/share/letters/c.txt", text_file("Minutes: Maggie O'Neill and M. O'Neill gave reports."));
  estate.add("/share/letters/d.txt", text_file("Margaret O'Neill, date of birth 31/01/1999, applied."));
  estate.add("/share/letters/e.txt", text_file("Thomas Brown lives in KT1 1AA these days."));
  estate.add("/share/old/f.txt", text_file("Kettering, Margaret left in 1995."));
  estate.add(
      "/share/mail/m.eml",
      message("From: m.oneill@northbridge.org.uk\n\nattached",
              {named("photo.jpg", Node{"", "image/jpeg", {}, {}, {OutcomeKind::unsupported, "no text in images"}})}));
  estate.add("/share/mail/n.eml", message("nothing", {named("x.txt", text_file("nobody"))}));
  estate.add("/share/Margaret O'Neill/notes.txt", text_file("to do"));
  estate.add("/share/locked.docx", Node{"", "application/zip", {}, {}, {OutcomeKind::encrypted, "password needed"}});
}

}  // namespace trawl::requests::testing
