// User names without a colon before them: told in a sentence ("log in as PCOOPER03"; only such as hold a digit, which
// words of a sentence lack) and in what sudo(8) and sshd(8) write to logs.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/numbers.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr Kind kKind = {"username", "User name", Risk::low};

constexpr const char* kPattern =
    R"((?i)\b(?:username|user name|user id|userid|login id|login name|logon id|logon name|gamertag|gamer tag|screen name|)"
    R"(log in as|login as|log on as|log in again as|log back in as|logged in as|logged on as|logging in as|sign in as|)"
    R"(signed in as|signing in as|sign-in for|ad account|samaccountname|network id|network login|windows login)(?: (?:is|was|-))? ["'(]?[A-Z][A-Z_.-]{0,30}\d[\w.-]{0,30})";
constexpr std::string_view kLabels[] = {
    "username",       "user name",  "user id",         "userid",         "login id",     "login name",
    "logon id",       "logon name", "gamertag",        "gamer tag",      "screen name",  "log in as",
    "login as",       "log on as",  "log in again as", "log back in as", "logged in as", "logged on as",
    "logging in as",  "sign in as", "signed in as",    "signing in as",  "sign-in for",  "ad account",
    "samaccountname", "network id", "network login",   "windows login"};  // as in the pattern
constexpr std::int64_t kLongestHead = 31;

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  const auto in_head = [](char c) { return is_alpha(c) || c == '_' || c == '.' || c == '-'; };
  while (mark.at - at < kLongestHead && in_head(byte_at(text, at - 1))) --at;
  if (at == std::int64_t{mark.at} || !is_alpha(text[static_cast<std::size_t>(at)])) return Starts::none();
  const char quote = byte_at(text, at - 1);
  if (quote == '"' || quote == '\'' || quote == '(') --at;
  if (byte_at(text, at - 1) != ' ') return Starts::none();
  std::int64_t end = at - 1;
  for (const std::string_view link : {" is", " was", " -"}) {
    const std::int64_t before = end - static_cast<std::int64_t>(link.size());
    if (before >= 0 && in_small_letters(text.substr(static_cast<std::size_t>(before), link.size())) == link)
      end = before;
  }
  const std::string_view label = word_before(text, end, kLabels);
  return label.empty() ? Starts::none() : Starts::one(end - static_cast<std::int64_t>(label.size()));
}

bool take(std::string_view name, Verdict& verdict, const char* why) {
  if (name.size() < 3 || name == "root") return false;
  for (const char c : name) verdict.value += to_lower(c);
  verdict.confidence = Confidence::likely;
  verdict.evidence = why;
  verdict.distance = 0;
  return true;
}

bool check(const Match& match, Context&, Verdict& verdict) {
  std::string_view name = match.view();
  while (name.ends_with('.') || name.ends_with('-')) name.remove_suffix(1), --verdict.end;
  if (byte_at(match.text, match.end) == '@') return false;
  name.remove_prefix(name.find_last_of(" \"'(") + 1);
  verdict.start = verdict.end - static_cast<std::uint32_t>(name.size());
  return take(name, verdict, "told as a user name");
}

// "sudo: jbloggs : TTY=pts/0", "sshd[4188]: Failed password for invalid user jbloggs from".
constexpr const char* kLogPattern =
    R"(\b(?:sudo(?:\[\d{1,7}\])?: {1,8}[a-z_][a-z0-9_.-]{1,31} :|)"
    R"(sshd(?:\[\d{1,7}\])?: (?:Failed|Accepted) [a-z/-]{4,30} for (?:invalid user )?[a-z_][a-z0-9_.-]{1,31} from) )";
constexpr std::string_view kPrograms[] = {"sudo", "sshd"};

Starts find_log_starts(std::string_view text, Mark mark) {
  std::int64_t end = mark.at;
  if (byte_at(text, end - 1) == ']') {
    --end;
    for (int digits = 0; digits < 7 && is_digit(byte_at(text, end - 1)); ++digits) --end;
    if (byte_at(text, --end) != '[') return Starts::none();
  }
  const std::string_view program = word_before(text, end, kPrograms);
  return program.empty() ? Starts::none() : Starts::one(end - static_cast<std::int64_t>(program.size()));
}

bool check_log(const Match& match, Context&, Verdict& verdict) {
  std::string_view name = match.view().substr(0, match.view().rfind(' '));  // " " behind ":" or "from"
  name = name.substr(0, name.rfind(' '));
  verdict.end = match.start + static_cast<std::uint32_t>(name.size());
  name.remove_prefix(name.rfind(' ') + 1);
  verdict.start = verdict.end - static_cast<std::uint32_t>(name.size());
  return take(name, verdict, "user of a line of a log");
}

}  // namespace

const Detector& told_username_detector() {
  static const Detector detector = {kKind, kPattern, Trigger::digits, kAnyLength, find_starts, check, {}};
  return detector;
}

const Detector& log_username_detector() {
  static const Detector detector = {kKind, kLogPattern, Trigger::colon, kAnyLength, find_log_starts, check_log, {}};
  return detector;
}

}  // namespace trawl::detectors
