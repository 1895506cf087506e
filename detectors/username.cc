// User names behind their label. Without one a user name is a word.
#include <algorithm>

#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/numbers.h"
#include "detectors/user_names.h"

namespace trawl::detectors {
namespace {

// The ends of the words below, an equals sign or colon, and a name.
constexpr const char* kPattern =
    R"((?i)(?:name|user id|user_id|userid|login id|login_id|loginid|login|logon|skype|skype id|user|uid|network id|ad account|client_id|client id|banking id|log in|log-in)["'\]]{0,2} {0,2}[:=][ \t]{0,3}["']?[a-z0-9][a-z0-9_.\\-]{2,38}\b)";
constexpr std::string_view kWords[] = {
    "username",     "user name", "user id",           "login",      "login name",    "screen name",   "skype",
    "skype id",     "logon",     "user login",        "logon name", "windows login", "login id",      "account name",
    "user",         "uid",       "samaccountname",    "network id", "ad account",    "network login", "staff login",
    "citrix login", "client id", "online banking id", "banking id", "usernames",     "log in"};

constexpr std::string_view kEnds[] = {"name",    "user id",    "user_id",    "userid",    "login id",  "login_id",
                                      "loginid", "login",      "logon",      "skype",     "skype id",  "user",
                                      "uid",     "network id", "ad account", "client_id", "client id", "banking id",
                                      "log in",  "log-in"};  // as in the pattern

constexpr std::string_view kPlain[] = {"null", "none",    "true",   "false", "see",      "same",  "blank", "n/a",
                                       "not",  "unknown", "your",   "the",   "required", "above", "below", "please",
                                       "via",  "with",    "string", "sent",  "use",      "root"};

Starts find_starts(std::string_view text, Mark mark) {
  return at_label_end(text, mark.at, kEnds);
}

bool judge(std::string_view name, const Hint& hint, Verdict& verdict) {
  while (name.ends_with('.')) name.remove_suffix(1), --verdict.end;
  for (const char c : name) verdict.value += to_lower(c);
  const auto plain = std::find(std::begin(kPlain), std::end(kPlain), verdict.value);
  if (name.size() < 3 || plain != std::end(kPlain)) return false;
  verdict.confidence = hint.phrase == "user" ? Confidence::possible : Confidence::likely;
  explain(verdict, "behind its label", hint);
  return true;
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const std::uint32_t sign = sign_of(match);
  std::uint32_t start = sign + 1;
  while (!is_alnum(match.text[start])) ++start;
  const Hint hint = context.hint({match.text, sign, sign});
  const char next = byte_at(match.text, match.end);
  if (!hint.labelled() || hint.distance > 4 || next == '@' || next == '(') return false;
  const bool key = match.text[sign] == '=' || match.text[sign - 1] == '"' || match.text[sign - 1] == '\'';
  if (hint.phrase == "user" && !key) return false;  // "User: Jane"
  verdict.start = start;
  return judge(match.text.substr(start, match.end - start), hint, verdict);
}

bool check_whole(const Match& match, Context& context, Verdict& verdict) {
  const std::string_view name = match.view();
  if (name.size() > 40 || name.find_first_of(" @\n") != std::string_view::npos) return false;
  const bool of_text = name.size() < match.text.size();  // a cell between blanks, strokes or commas
  const bool plain = std::all_of(name.begin(), name.end(), is_alpha);
  const Hint hint = context.hint(match);
  if (of_text && (!is_alnum(name[0]) || (plain && (hint.phrase == "user" || hint.phrase == "account name"))))
    return false;
  return judge(name, hint, verdict);
}

}  // namespace

const Detector& username_detector() {
  static const Detector detector = {kUserName,
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
