// Keys that tell by their form what they are: tokens with the prefix of their issuer, private keys (RFC 7468). The
// value is never kept.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/secrets.h"

namespace trawl::detectors {
namespace {

// Amazon, GitHub, GitLab, Slack, Stripe, Google, npm, SendGrid, and JSON web tokens (RFC 7519); then a digit within the
// first 41 characters, which is what the engine marks.
constexpr const char* kTokenPattern =
    R"(\b(?:AKIA|ASIA|ghp_|gho_|ghs_|ghu_|ghr_|github_pat_|glpat-|xoxb-|xoxp-|xoxa-|xoxr-|sk_live_|rk_live_|pk_live_|)"
    R"(sk_test_|AIza|npm_|SG\.|eyJ)[A-Za-z_-]{0,40}\d[A-Za-z0-9_.-]*)";
constexpr std::string_view kPrefixes[] = {
    "AKIA",     "ASIA",     "ghp_",     "gho_",   "ghs_", "ghu_", "ghr_",     "xoxb-", "xoxp-", "xoxa-",      "xoxr-",
    "sk_live_", "rk_live_", "pk_live_", "glpat-", "npm_", "SG.",  "sk_test_", "AIza",  "eyJ",   "github_pat_"};
constexpr std::int64_t kBeforeDigit = 40 + 11;

bool in_token(char c) {
  return is_word(c) || c == '-';
}

Starts find_token_starts(std::string_view text, Mark mark) {
  Starts starts;
  std::int64_t from = mark.at;
  const auto goes_on = [&](char c) {
    return (in_token(c) && !is_digit(c)) || (c == '.' && byte_at(text, from - 2) == 'G');
  };
  while (from > mark.free && mark.at - from < kBeforeDigit && goes_on(byte_at(text, from - 1))) --from;
  for (; from + 3 <= mark.at && starts.count < 3; ++from) {
    if (is_word(byte_at(text, from - 1))) continue;
    const std::string_view rest = text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(mark.at - from));
    const bool begins = std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                                    [&](std::string_view prefix) { return rest.starts_with(prefix); });
    if (begins) starts.add(from);
  }
  return starts;
}

bool check_token(const Match& match, Context&, Verdict& verdict) {
  std::string_view token = match.view();
  while (token.ends_with('.')) token.remove_suffix(1), --verdict.end;
  if (token.size() < 20) return false;
  const bool dotted = token.find('.') != std::string_view::npos;
  if (token.starts_with("eyJ")) return dotted && conceal(verdict, Confidence::certain, "form of a JSON web token");
  return conceal(verdict, Confidence::certain, "prefix of an issuer of keys");
}

constexpr const char* kPrivateKeyPattern = R"(-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY)";
constexpr std::string_view kBegin = "-----BEGIN ";

Starts find_private_key_starts(std::string_view text, Mark mark) {
  return text.substr(mark.at).starts_with(kBegin) ? Starts::one(mark.at) : Starts::none();
}

bool check_private_key(const Match& match, Context&, Verdict& verdict) {
  constexpr std::size_t kLongest = 16 << 10;
  const std::string_view rest = match.text.substr(match.end, kLongest);
  const std::size_t end = rest.find("-----END");
  if (end != std::string_view::npos) verdict.end = match.end + static_cast<std::uint32_t>(end);
  return conceal(verdict, Confidence::certain, "block of a private key");
}

}  // namespace

const Detector& access_token_detector() {
  static const Detector detector = {
      kCredential, kTokenPattern, Trigger::digits, kAnyLength, find_token_starts, check_token, {}, {}, Refused::skip};
  return detector;
}

const Detector& private_key_detector() {
  static const Detector detector = {
      kCredential, kPrivateKeyPattern, Trigger::pairs, kAnyLength, find_private_key_starts, check_private_key, {}};
  return detector;
}

}  // namespace trawl::detectors
