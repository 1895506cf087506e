// E-mail addresses: usual, internationalised, quoted, and what only looks like one.
#include <gtest/gtest.h>

#include "tests/detectors/found.h"

namespace trawl::detectors {
namespace {

TEST(Email, is_found_in_the_forms_people_write) {
  expect_found("email", {
                            {"mail jane.doe@acme.co.uk, please", "jane.doe@acme.co.uk", Confidence::certain},
                            {"<JANE.DOE@ACME.CO.UK>", "jane.doe@acme.co.uk", Confidence::certain},
                            {"mailto:j+news@acme.org.", "j+news@acme.org", Confidence::certain},
                            {"?to=jo@acme.org&x=1", "jo@acme.org", Confidence::certain},
                            {"o'neil@acme.ie", "o'neil@acme.ie", Confidence::certain},
                            {"josé@correo.es", "josé@correo.es", Confidence::certain},
                            {"jo@bücher.de", "jo@bücher.de", Confidence::certain},
                            {"\"jo bloggs\"@acme.com", "\"jo bloggs\"@acme.com", Confidence::certain},
                            {"£jo@acme.com", "jo@acme.com", Confidence::certain},
                            {"jo@acme.holdings", "jo@acme.holdings", Confidence::likely},
                        });
}

TEST(Email, of_a_reserved_domain_is_tagged_as_example) {
  EXPECT_EQ(only_found("email", "write to jo@example.com").tags, "example");
  EXPECT_EQ(only_found("email", "write to jo@mail.example.org").tags, "example");
  EXPECT_EQ(only_found("email", "write to jo@notexample.com").tags, "");
}

TEST(Email, is_not_found_in_what_looks_like_one) {
  expect_nothing(
      "email", {"icon@2x.png", "@handle", "jo@", "jo@localhost", "a @ b.com", "Message-ID: <20020822.ab@mx.acme.com>"});
}

}  // namespace
}  // namespace trawl::detectors
