// Passwords and keys behind their label. The value is never kept: what is reported is that one stands there.
#include <algorithm>

#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

// The ends of the words below, an equals sign or colon, and what stands behind it.
constexpr const char* kPattern =
    R"((?i)(?:password|passwd|pwd|passcode|passphrase|pass word|api key|api_key|api-key|apikey|secret key|secret_key|secretkey|access key|access_key|accesskey|private key|private_key|privatekey|secret|token)["'\]]{0,2} {0,2}[:=][ \t]{0,3}["']?[^\s"'<>,;]{4,128})";
constexpr std::string_view kWords[] = {"password",      "passwd",        "pwd",
                                       "passcode",      "passphrase",    "api key",
                                       "secret key",    "access key",    "secret",
                                       "client secret", "private key",   "auth token",
                                       "access token",  "api token",     "login password",
                                       "pass word",     "wifi password", "temporary password",
                                       "db password",   "user password", "root password"};

constexpr std::string_view kEnds[] = {
    "password",   "passwd",    "pwd",         "passcode",    "passphrase", "pass word", "api key",
    "api_key",    "api-key",   "apikey",      "secret key",  "secret_key", "secretkey", "access key",
    "access_key", "accesskey", "private key", "private_key", "privatekey", "secret",    "token"};  // as in the pattern

Starts find_starts(std::string_view text, Mark mark) {
  return at_label_end(text, mark.at, kEnds);
}

bool is_secret(std::string_view text) {
  if (text.size() < 4 || text.find_first_not_of("*.xX-_") == std::string_view::npos || text.starts_with("//"))
    return false;
  const std::string_view plain[] = {"null", "none", "true", "false", "required", "string", "unknown"};
  return std::find(std::begin(plain), std::end(plain), text) == std::end(plain);
}

// "reset your password: click the link": a word of a sentence.
bool reads_on(const Match& match, std::uint32_t start) {
  const std::string_view value = match.text.substr(start, match.end - start);
  return std::all_of(value.begin(), value.end(), is_lower) && byte_at(match.text, match.end) == ' ' &&
         is_lower(byte_at(match.text, std::int64_t{match.end} + 1));
}

void conceal(Verdict& verdict, const Hint& hint) {
  verdict.value = "........";
  verdict.confidence = Confidence::likely;
  explain(verdict, "behind its label", hint);
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::uint32_t sign = sign_of(match);
  std::uint32_t start = sign + 1;
  while (start < match.end && (is_space(match.text[start]) || match.text[start] == '"' || match.text[start] == '\''))
    ++start;
  if (!is_secret(match.text.substr(start, match.end - start))) return false;
  const Hint hint = context.hint({match.text, sign, sign});
  if (!hint.labelled() || hint.distance > 4) return false;
  verdict.start = start;
  conceal(verdict, hint);
  if (reads_on(match, start)) verdict.confidence = Confidence::possible;
  return true;
}

bool check_whole(const Match& match, Context& context, Verdict& verdict) {
  if (match.view().size() > 256 || !is_secret(match.view())) return false;
  conceal(verdict, context.hint(match));
  return true;
}

}  // namespace

const Detector& credential_detector() {
  static const Detector detector = {{"credential", "Password or key", Risk::critical},
                                    kPattern,
                                    Trigger::equals,
                                    kAnyLength,
                                    find_starts,
                                    check,
                                    kWords,
                                    {},
                                    Refused::next_start,
                                    check_whole,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
