// User names without a colon before them: told in a sentence ("username stmarys_hall"; "log in as PCOOPER03" only such
// as hold a digit, which words of a sentence lack) and in what sudo(8) and sshd(8) write to logs.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"
#include "detectors/user_names.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:login id|login name|logon id|logon name|login|logon|gamertag|gamer tag|screen name|)"
    R"(log in as|login as|log on as|log in again as|log back in as|logged in as|logged on as|logging in as|sign in as|)"
    R"(signed in as|signing in as|sign-in for|ad account|samaccountname|network id|network login|windows login)(?: (?:is|was|-))? ["'(]?[A-Z][A-Z_.-]{0,30}\d[\w.-]{0,30})";
constexpr std::string_view kLabels[] = {
    "login",           "logon",          "login id",     "login name",   "logon id",       "logon name",
    "gamertag",        "gamer tag",      "screen name",  "log in as",    "login as",       "log on as",
    "log in again as", "log back in as", "logged in as", "logged on as", "logging in as",  "sign in as",
    "signed in as",    "signing in as",  "sign-in for",  "ad account",   "samaccountname", "network id",
    "network login",   "windows login"};  // as in the pattern
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
  return take_user_name(name, verdict, why);
}

bool check(const Match& match, Context&, Verdict& verdict) {
  std::string_view name = match.view();
  while (name.ends_with('.') || name.ends_with('-')) name.remove_suffix(1), --verdict.end;
  if (byte_at(match.text, match.end) == '@') return false;
  name.remove_prefix(name.find_last_of(" \"'(") + 1);
  verdict.start = verdict.end - static_cast<std::uint32_t>(name.size());
  const std::string_view label = match.text.substr(match.start, verdict.start - match.start);
  const bool bare = in_small_letters(label) == "login " || in_small_letters(label) == "logon ";
  if (bare && look_up(in_small_letters(name.substr(0, name.find_first_of("0123456789")))).ordinary != 0)
    return false;  // "login page1"
  return take(name, verdict, "told as a user name");
}

// "username stmarys_hall", "user is cab_rochdale", "user jcarr-loc".
constexpr const char* kUserPattern =
    R"((?i)\busers?(?:name|names| name|id| id|-id)?(?: (?:is|was|now|still|called|changed to|set to)){0,2}(?: ?(?:=|:|->|-)[ \t]{0,3}| )["'(]?)"
    R"((?:\d\d(?: \d\d){5}|[A-Z0-9][\w.@\\-]{2,38})|\busers[\\/][A-Z0-9][\w.-]{1,38}[\\/])";

Starts find_user_starts(std::string_view text, Mark mark) {
  const std::int64_t start = std::int64_t{mark.at} - 1;
  const bool user = to_lower(byte_at(text, mark.at + 1)) == 'e' && to_lower(byte_at(text, mark.at + 2)) == 'r';
  return user && !is_word(byte_at(text, start - 1)) ? Starts::one(start) : Starts::none();
}

// "guide.docx", "example.org"
bool is_file_or_host(std::string_view name) {
  constexpr std::string_view kEnds[] = {"pdf", "doc", "docx", "xls",  "xlsx", "csv", "txt", "com",
                                        "org", "net", "uk",   "html", "htm",  "php", "exe", "zip"};
  const std::string_view last = name.substr(name.rfind('.') + 1);
  return std::find(std::begin(kEnds), std::end(kEnds), last) != std::end(kEnds);
}

// Whether no word of a sentence looks so: it holds letters and digits, or a sign between letters.
bool looks_like_user(std::string_view name) {
  bool joined = false;
  for (std::size_t i = 1; i + 1 < name.size(); ++i) joined |= name[i] == '_' || name[i] == '.' || name[i] == '\\';
  const bool digits = std::any_of(name.begin(), name.end(), is_digit);
  return (joined || digits) && std::any_of(name.begin(), name.end(), is_alpha) && !is_file_or_host(name);
}

// "C:\\Users\\jdoe\\": the folder of a user.
bool check_folder(const Match& match, Verdict& verdict) {
  constexpr std::string_view kShared[] = {"public", "default", "shared", "admin", "administrator", "all users"};
  verdict.start = match.start + 6;
  --verdict.end;
  const std::string_view name = match.text.substr(verdict.start, verdict.end - verdict.start);
  const bool shared = std::find(std::begin(kShared), std::end(kShared), in_small_letters(name)) != std::end(kShared);
  return !shared && byte_at(match.text, std::int64_t{match.start} - 1) == match.text[verdict.end] &&
         take(name, verdict, "folder of a user");
}

bool check_user(const Match& match, Context&, Verdict& verdict) {
  const char last = match.text[match.end - 1];
  if (last == '/' || (last == '\\' && match.text[match.start + 5] == '\\')) return check_folder(match, verdict);
  while (match.text[verdict.end - 1] == '.' || match.text[verdict.end - 1] == '-') --verdict.end;
  const std::string_view label = match.text.substr(match.start, 7);
  const bool named = to_lower(label[4]) == 'n' || to_lower(label[4]) == 'i' || to_lower(label[5]) == 'n' ||
                     (to_lower(label[5]) == 'i' && to_lower(label[6]) == 'd');  // not "user is"
  const bool grouped =
      is_digit(match.text[verdict.end - 1]) && match.text[verdict.end - 3] == ' ' && verdict.end - match.start > 17;
  const std::string_view told = match.text.substr(match.start, verdict.end - match.start);
  const std::uint32_t start =
      grouped ? verdict.end - 17 : match.start + static_cast<std::uint32_t>(told.find_last_of(" \t\"'(:=>") + 1);
  verdict.start = start;
  const std::string_view name = match.text.substr(start, verdict.end - start);
  if (const std::size_t domain = name.find('\\'); domain != std::string_view::npos && domain + 4 < name.size()) {
    verdict.start += static_cast<std::uint32_t>(domain) + 1;  // "LANTERN\\jdoe"
    return take(name.substr(domain + 1), verdict, "told as a user name");
  }
  if (name.find('@') != std::string_view::npos || byte_at(match.text, verdict.end) == '@') return false;
  if (grouped) return named && take(name, verdict, "told as a user name");
  const WordFacts facts = look_up(in_small_letters(name));
  const WordFacts part = look_up(in_small_letters(name.substr(name.rfind('-') + 1)));  // "case-sensitive"
  const bool word = facts.ordinary != 0 || facts.kind != WordClass::none || part.ordinary != 0;
  const bool before_password = match.text.substr(verdict.end).starts_with(" / ");
  const bool letters = std::any_of(name.begin(), name.end(), is_alpha);
  if (!letters ? !named || name.size() < 6 : !named && !is_alpha(name[0])) return false;  // "userid 1000": of Unix
  if (!looks_like_user(name) && !(named && !word && name.size() > 3) && !(before_password && !word)) return false;
  return take(name, verdict, "told as a user name");
}

// "sudo: jbloggs : TTY=pts/0", "sshd[4188]: Failed password for invalid user jbloggs from", and the common log format:
// "- jbloggs [11/Jun/2024:09:14:02".
constexpr const char* kLogPattern =
    R"((?:\bsudo(?:\[\d{1,7}\])?: {1,8}[a-z_][a-z0-9_.-]{1,31} : |)"
    R"(\bsshd(?:\[\d{1,7}\])?: (?:Failed|Accepted) [a-z/-]{4,30} for (?:invalid user )?[a-z_][a-z0-9_.-]{1,31} from |)"
    R"(- [A-Za-z0-9_][\w.]{1,31} \[\d\d/[A-Z][a-z]{2}/\d{4}:))";
constexpr std::string_view kPrograms[] = {"sudo", "sshd"};

Starts find_log_starts(std::string_view text, Mark mark) {
  std::int64_t end = mark.at;
  if (byte_at(text, end - 12) == '[' && byte_at(text, end - 13) == ' ') {
    end -= 13;
    const std::int64_t name = end;
    while (name - end < 32 && (is_word(byte_at(text, end - 1)) || byte_at(text, end - 1) == '.')) --end;
    return byte_at(text, end - 1) == ' ' && byte_at(text, end - 2) == '-' ? Starts::one(end - 2) : Starts::none();
  }
  if (byte_at(text, end - 1) == ']') {
    --end;
    for (int digits = 0; digits < 7 && is_digit(byte_at(text, end - 1)); ++digits) --end;
    if (byte_at(text, --end) != '[') return Starts::none();
  }
  const std::string_view program = word_before(text, end, kPrograms);
  return program.empty() ? Starts::none() : Starts::one(end - static_cast<std::int64_t>(program.size()));
}

bool check_log(const Match& match, Context&, Verdict& verdict) {
  std::string_view name = match.view().substr(0, match.view().rfind(' '));  // " " behind ":" or "from", or before "["
  if (match.text[match.start] != '-') name = name.substr(0, name.rfind(' '));
  verdict.end = match.start + static_cast<std::uint32_t>(name.size());
  name.remove_prefix(name.rfind(' ') + 1);
  verdict.start = verdict.end - static_cast<std::uint32_t>(name.size());
  return take(name, verdict, "user of a line of a log");
}

}  // namespace

const Detector& told_username_detector() {
  static const Detector detector = {kUserName, kPattern, Trigger::digits, kAnyLength, find_starts, check, {}};
  return detector;
}

const Detector& user_detector() {
  static const Detector detector = {kUserName, kUserPattern, Trigger::us, kAnyLength, find_user_starts, check_user, {}};
  return detector;
}

const Detector& log_username_detector() {
  static const Detector detector = {kUserName, kLogPattern, Trigger::colon, kAnyLength, find_log_starts, check_log, {}};
  return detector;
}

}  // namespace trawl::detectors
