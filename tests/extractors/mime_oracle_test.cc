// Our reading of MIME against GMime's, on messages made at random.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/extractors/gmime_oracle.h"

namespace trawl::test {
namespace {

class Messages {
 public:
  explicit Messages(unsigned seed) : random_(seed) {}

  std::string make() {
    boundaries_ = 0;
    return "From: Ann Lee <ann@example.org>" + end() + "Subject: " + subject() + end() + "MIME-Version: 1.0" + end() + entity(0);
  }

 private:
  unsigned pick(unsigned below) { return random_() % below; }
  std::string end() const { return windows_ ? "\r\n" : "\n"; }

  std::string subject() {
    constexpr const char* kSubjects[] = {"plain", "=?utf-8?Q?caf=C3=A9?= au lait", "=?utf-8?B?Y2Fmw6k=?= =?utf-8?Q?_x?=",
                                         "=?iso-8859-1?Q?=A3?=5", "a\n =?utf-8?Q?b?=", "=?broken"};
    return kSubjects[pick(std::size(kSubjects))];
  }

  std::string line() {
    constexpr const char* kLines[] = {"some words here", "--", "-- ", "--b", "--b1x", "--b0-", "-----", "=41=42 soft", "", "From x", ".",
                                      "--b99--"};
    return kLines[pick(std::size(kLines))];
  }

  std::string text() {
    std::string out;
    for (unsigned n = pick(6); n > 0; --n) out += line() + end();
    return out;
  }

  // What stands behind the headers that came before it: more headers, an empty line, a body.
  std::string entity(unsigned depth) {
    const unsigned kind = pick(depth < 4 ? 6 : 4);
    if (kind >= 4) return multipart(depth);
    constexpr const char* kEncodings[] = {"7bit", "quoted-printable", "Base64", "8BIT"};
    std::string body = text();
    if (kind == 2) body = "c29tZSB3b3Jkcwph" + end() + "bmQgbW9yZQ==" + end();
    return "Content-Type: text/plain" + end() + "Content-Transfer-Encoding: " + kEncodings[kind] + end() + end() + body;
  }

  std::string multipart(unsigned depth) {
    const std::string boundary = "b" + std::to_string(boundaries_++);
    std::string out = "Content-Type: multipart/" + std::string(pick(2) ? "mixed" : "alternative") + ";" + end() + " boundary=\"" +
                      boundary + "\"" + end() + end() + (pick(2) ? "preamble" + end() : "");
    for (unsigned n = 1 + pick(3); n > 0; --n) {
      out += "--" + boundary + (pick(4) ? "" : " ") + end() + entity(depth + 1) + end();
    }
    if (pick(5) > 0) out += "--" + boundary + "--" + end() + (pick(3) ? "" : "epilogue" + end());
    return out;
  }

  std::mt19937 random_;
  unsigned boundaries_ = 0;
  bool windows_ = random_() % 2 == 0;
};

TEST(MimeOracle, MessagesMadeAtRandomAreReadAsByGmime) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    const std::string message = Messages(seed).make();
    const MimeReading ours = read_with_ours(message), theirs = read_with_gmime(message);
    ASSERT_EQ(ours.subject, theirs.subject) << message;
    ASSERT_EQ(ours.leaves, theirs.leaves) << message;
  }
}

}  // namespace
}  // namespace trawl::test
