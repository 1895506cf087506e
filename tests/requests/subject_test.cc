// Subject files: read whole, or refused with the line and what to do.
#include "requests/subject.h"

#include <gtest/gtest.h>

namespace trawl::requests {
namespace {

TEST(Subject, IsReadWhole) {
  const auto subject = parse_subject(R"(
reference = "SAR-7"
emails = ["a@example.org", ""]
phones = "07700 900123"
date_of_birth = 1970-05-12
ni_number = "AB123456C"
documents_from = 2020-01-01
[[name]]
given = "Margaret"
family = "O'Neill"
former = ["Doe"]
titles = ["Mrs"]
[[address]]
lines = "1 High Street"
postcode = "KT1 1AA"
[[bank]]
sort_code = "20-00-00"
account = "55779911"
[[id]]
type = "member"
value = "M-104233"
[[not_me]]
name = "Margaret O'Neill"
date_of_birth = "1999-01-31"
emails = ["x@example.net"]
)");
  ASSERT_TRUE(subject.has_value()) << subject.error().message;
  EXPECT_EQ(subject->emails.size(), 1u);
  EXPECT_EQ(subject->phones.size(), 1u);
  EXPECT_EQ(iso(*subject->date_of_birth), "1970-05-12");
  EXPECT_EQ(subject->names.at(0).former.at(0).reveal(), "Doe");
  EXPECT_EQ(subject->not_me.at(0).facts.at(0).type, "email");
  EXPECT_EQ(iso(*subject->not_me.at(0).date_of_birth), "1999-01-31");
  EXPECT_EQ(subject->ids.at(0).value.reveal(), "M-104233");
}

TEST(Subject, ErrorsNameTheLineAndTheRemedyButNoValue) {
  struct Case {
    std::string_view toml, part;
  };
  for (const auto& [toml, part] : std::initializer_list<Case>{
           {"\nemail = [\"secret@x.org\"]", "line 2: there is no key of this name here; did you mean 'emails'?"},
           {"[[name]]\ngiven = \"Secret\"\nfamilly = \"Secret\"",
            "line 3: there is no key of this name here; did you mean 'family'?"},
           {"favourite_colour = \"secret\"", "known ones: reference"},
           {"ni_number = 12", "line 1: 'ni_number' must be a text in quotes"},
           {"date_of_birth = \"31/12/secret\"", "must be a day, year first"},
           {"date_of_birth = \"1970-02-30\"", "must be a day, year first"},
           {"emails = [1]", "must hold texts in quotes"},
           {"name = \"secret\"", "[[name]]"},
           {"[[bank]]\nsort_code = \"20-00-00\"", "needs both"},
           {"[[not_me]]\nemails = [\"secret@x.org\"]", "needs the name"},
           {"emails = [\"secret", "line 1: this is not TOML"},
           {"", "names nobody"},
           {"[[name]]\ngiven = \"\"", "names nobody"},
       }) {
    const auto subject = parse_subject(toml);
    ASSERT_FALSE(subject.has_value()) << toml;
    EXPECT_NE(subject.error().message.find(part), std::string::npos) << subject.error().message;
    EXPECT_EQ(subject.error().message.find("ecret"), std::string::npos) << subject.error().message;
  }
}

TEST(Subject, TheTemplateIsRefusedUntilFilledInAndThenRead) {
  std::string text(subject_template());
  EXPECT_NE(parse_subject(text).error().message.find("names nobody"), std::string::npos)
      << parse_subject(text).error().message;
  text.replace(text.find("given = \"\""), 10, "given = \"Jane\"");
  EXPECT_TRUE(parse_subject(text).has_value());
}

TEST(Subject, EveryExampleInTheTemplateIsValid) {
  std::string text(subject_template());
  for (const std::string_view block : {"[[address]]", "[[bank]]", "[[id]]", "[[not_me]]"}) {
    ASSERT_NE(text.find("# " + std::string(block)), std::string::npos);
  }
  // The commented lines that look like TOML, uncommented.
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    const bool example = line.substr(0, 2) == "# " && (line.find(" = ") != std::string::npos || line.find("[[") == 2);
    out += (example ? line.substr(2) : line) + '\n';
    at = end + 1;
  }
  const auto subject = parse_subject(out);
  ASSERT_TRUE(subject.has_value()) << subject.error().message;
  EXPECT_EQ(subject->not_me.size(), 1u);
  EXPECT_TRUE(subject->date_of_birth.has_value());
}

}  // namespace
}  // namespace trawl::requests
