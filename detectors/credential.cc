// Passwords and keys behind their label. The value is never kept: what is reported is that one stands there.
#include <algorithm>

#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/numbers.h"
#include "detectors/secrets.h"

namespace trawl::detectors {
namespace {

// The ends of the words below, an equals sign or colon, and what stands behind it.
constexpr const char* kPattern =
    R"((?i)(?:password|passwd|pwd|passcode|passphrase|pass word|api key|api_key|api-key|apikey|secret key|secret_key|secretkey|access key|access_key|accesskey|private key|private_key|privatekey|secret|token|pw|pass|wpa key|wifi key|wi-fi key|network key)["'\]]{0,2} {0,2}[:=][ \t]{0,3}["']?[^\s"'<>,;]{4,128})";
constexpr std::string_view kWords[] = {"password",
                                       "passwd",
                                       "pwd",
                                       "passcode",
                                       "passphrase",
                                       "api key",
                                       "secret key",
                                       "access key",
                                       "secret",
                                       "client secret",
                                       "private key",
                                       "auth token",
                                       "access token",
                                       "api token",
                                       "login password",
                                       "pass word",
                                       "wifi password",
                                       "temporary password",
                                       "db password",
                                       "user password",
                                       "root password",
                                       "pw",
                                       "pass",
                                       "wpa key",
                                       "wifi key",
                                       "wi fi key",
                                       "network key",
                                       "security key",
                                       "pass code",
                                       "passwords",
                                       "user pass"};

constexpr std::string_view kEnds[] = {
    "password",   "passwd",    "pwd",         "passcode",    "passphrase", "pass word",  "api key",
    "api_key",    "api-key",   "apikey",      "secret key",  "secret_key", "secretkey",  "access key",
    "access_key", "accesskey", "private key", "private_key", "privatekey", "secret",     "token",
    "pw",         "pass",      "wpa key",     "wifi key",    "wi-fi key",  "network key"};  // as in the pattern

Starts find_starts(std::string_view text, Mark mark) {
  return at_label_end(text, mark.at, kEnds);
}

bool is_secret(std::string_view text) {
  if (text.size() < 4 || text.find_first_not_of("*.xX-_") == std::string_view::npos || text.starts_with("//"))
    return false;
  constexpr std::string_view kPlain[] = {"null",  "none",     "true",    "false",    "required", "string",  "unknown",
                                         "blank", "hidden",   "removed", "expired",  "redacted", "changed", "withheld",
                                         "same",  "sent",     "held",    "never",    "given",    "please",  "below",
                                         "above", "supplied", "kept",    "provided", "ask"};
  const std::string word = in_small_letters(text);
  return std::find(std::begin(kPlain), std::end(kPlain), word) == std::end(kPlain);
}

// "reset your password: click the link": a word of a sentence.
bool reads_on(const Match& match, std::uint32_t start) {
  const std::string_view value = match.text.substr(start, match.end - start);
  return std::all_of(value.begin(), value.end(), is_lower) && byte_at(match.text, match.end) == ' ' &&
         is_lower(byte_at(match.text, std::int64_t{match.end} + 1));
}

// "Password: (not shown)", "[redacted]": words in brackets.
bool is_remark(const Match& match, std::uint32_t start) {
  const char open = match.text[start];
  if (open != '(' && open != '[') return false;
  const std::string_view rest = match.text.substr(start + 1, 40);
  const std::size_t end = rest.find(open == '(' ? ')' : ']');
  return end != std::string_view::npos && std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end),
                                                      [](char c) { return is_alpha(c) || c == ' '; });
}

// "PWD=/srv": where a shell stands.
bool is_directory(std::string_view value, const Hint& hint) {
  return hint.phrase == "pwd" && (value.starts_with('/') || value.starts_with('~'));
}

// What ends a sentence or stands around the value.
std::uint32_t value_end(const Match& match, std::uint32_t start) {
  std::uint32_t end = match.end;
  const auto closes = [&](char c) {
    const bool opened = match.text.substr(start, end - start).find('(') != std::string_view::npos;
    return c == '.' || c == ':' || (c == ')' && !opened);
  };
  while (end > start + 1 && closes(match.text[end - 1])) --end;
  return end;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::uint32_t sign = sign_of(match);
  std::uint32_t start = sign + 1;
  while (start < match.end && (is_space(match.text[start]) || match.text[start] == '"' || match.text[start] == '\''))
    ++start;
  const std::uint32_t end = value_end(match, start);
  const std::string_view value = match.text.substr(start, end - start);
  if (!is_secret(value) || is_remark(match, start)) return false;
  const Hint hint = context.hint({match.text, sign, sign});
  if (!hint.labelled() || hint.distance > 4 || is_directory(value, hint)) return false;
  if (hint.phrase == "pass" && strength_of(value) < Strength::mixed) return false;  // "Pass: 80 %"
  verdict.start = start;
  verdict.end = end;
  conceal(verdict, Confidence::likely, {});
  explain(verdict, "behind its label", hint);
  if (reads_on(match, start)) verdict.confidence = Confidence::possible;
  return true;
}

bool check_whole(const Match& match, Context& context, Verdict& verdict) {
  const bool of_text = match.view().size() < match.text.size();  // a cell between blanks, strokes or commas
  if (of_text && (strength_of(match.view()) == Strength::none ||
                  match.view().find_first_of(" \"'[]{}()<>$") != std::string_view::npos))
    return false;
  if (match.view().size() > 256 || !is_secret(match.view()) || is_remark(match, match.start)) return false;
  const Hint hint = context.hint(match);
  if (hint.phrase == "pass" && strength_of(match.view()) < Strength::mixed) return false;
  conceal(verdict, Confidence::likely, {});
  explain(verdict, "behind its label", hint);
  return true;
}

}  // namespace

const Detector& credential_detector() {
  static const Detector detector = {kCredential, kPattern, Trigger::equals,     kAnyLength,  find_starts, check,
                                    kWords,      {},       Refused::next_start, check_whole, true};
  return detector;
}

}  // namespace trawl::detectors
