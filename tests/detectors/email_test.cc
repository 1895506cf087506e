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

TEST(Email, is_found_where_it_is_disguised) {
  constexpr Confidence possible = Confidence::possible, likely = Confidence::likely, certain = Confidence::certain;
  expect_found("email", {
                            {"jo.doe [at] acme [dot] co [dot] uk now", "jo.doe@acme.co.uk", likely},
                            {"E-mail: jo(at)acme.co.uk.", "jo@acme.co.uk", certain},
                            {"jo[AT]acme-works[DOT]org", "jo@acme-works.org", likely},
                            {"jo [dot] doe [at] acme.com. Next", "jo.doe@acme.com", likely},
                            {"jo.doe (at) acme dot com", "jo.doe@acme.com", likely},
                            {"name at domain dot co dot uk", "name@domain.co.uk", possible},
                            {"my email is Jo dot Doe at Acme DOT com thanks", "jo.doe@acme.com", likely},
                            {"mail jo at acme dot com dot Thanks", "jo@acme.com", likely},
                        });
  EXPECT_EQ(only_found("email", "jo [at] example [dot] com").tags, "example");
  EXPECT_EQ(only_found("email", "is jo [at] acme.com. Next").end, 19u);
}

TEST(Email, is_not_found_in_words_and_brackets_alone) {
  expect_nothing("email", {"met (at) station", "[at] acme.com", "look at the dot there", "jo (dot) com", "a[at]b",
                           "he was at home. dot com", "call me (at) night.shift"});
}

TEST(Email, is_not_found_in_what_looks_like_one) {
  expect_nothing(
      "email", {"icon@2x.png", "@handle", "jo@", "jo@localhost", "a @ b.com", "Message-ID: <20020822.ab@mx.acme.com>"});
}

}  // namespace
}  // namespace trawl::detectors
