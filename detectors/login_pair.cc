// A user's name and password beside each other: in URLs (RFC 3986 section 3.2.1), behind curl's -u, and with a stroke
// between them ("admin / Linnet&Wren7"). Each form is looked for twice, for the name and for the password, whose value
// is never kept.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"
#include "detectors/secrets.h"
#include "detectors/user_names.h"

namespace trawl::detectors {
namespace {

constexpr const char* kUrlPattern = R"(://[^\s/:@"'<>]{1,64}:[^\s/:@"'<>]{3,128}@[A-Za-z0-9])";

bool in_url(char c) {
  return c != '/' && c != ':' && c != '@' && c != '"' && c != '\'' && c != '<' && c != '>' && c != ' ' && c != '\t' &&
         c != '\n' && c != '\f' && c != '\r';
}

Starts find_url_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  const auto back_over = [&](std::int64_t most) {
    const std::int64_t end = at;
    while (end - at < most && at > 0 && in_url(text[static_cast<std::size_t>(at - 1)])) --at;
  };
  back_over(4 * 128);  // the pattern counts characters
  if (byte_at(text, at - 1) != ':') return Starts::none();
  --at;
  back_over(4 * 64);
  const bool url = byte_at(text, at - 1) == '/' && byte_at(text, at - 2) == '/' && byte_at(text, at - 3) == ':';
  return url ? Starts::one(at - 3) : Starts::none();
}

bool check_url(const Match& match, Context&, Verdict& verdict) {
  const std::string_view url = match.view();
  verdict.end = match.end - 2;
  verdict.start = match.start + static_cast<std::uint32_t>(url.find(':', 3)) + 1;
  const std::string_view secret = match.text.substr(verdict.start, verdict.end - verdict.start);
  if (secret.find_first_not_of("*.xX") == std::string_view::npos || secret.starts_with("$")) return false;
  return conceal(verdict, Confidence::likely, "password in a URL");
}

bool check_url_user(const Match& match, Context& context, Verdict& verdict) {
  Verdict password;
  if (!check_url(match, context, password)) return false;
  verdict.start = match.start + 3;
  verdict.end = password.start - 1;
  const std::string_view name = match.text.substr(verdict.start, verdict.end - verdict.start);
  return name.find_first_not_of("*.xX") != std::string_view::npos && !name.starts_with("$") &&
         take_user_name(name, verdict, "user of a URL");
}

// "curl -u payroll-svc:nB7!wq_22", "--user jo:secret1".
constexpr const char* kOptionPattern = R"((?:-u|--user)[ =]["']?[A-Za-z0-9][\w.@\\-]{1,40}:[^\s"'<>:]{4,64})";

bool in_name(char c) {
  return is_word(c) || c == '.' || c == '@' || c == '\\' || c == '-';
}

Starts find_option_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  while (mark.at - at <= 41 && in_name(byte_at(text, at - 1))) --at;
  if (byte_at(text, at - 1) == '"' || byte_at(text, at - 1) == '\'') --at;
  if (byte_at(text, --at) != ' ' && byte_at(text, at) != '=') return Starts::none();
  for (const std::string_view option : {"-u", "--user"}) {
    const std::int64_t start = at - static_cast<std::int64_t>(option.size());
    if (start >= 0 && text.substr(static_cast<std::size_t>(start), option.size()) == option) return Starts::one(start);
  }
  return Starts::none();
}

bool check_option_password(const Match& match, Context&, Verdict& verdict) {
  verdict.start = match.start + static_cast<std::uint32_t>(match.view().find(':') + 1);
  const std::string_view secret = match.text.substr(verdict.start, verdict.end - verdict.start);
  return !secret.starts_with("$") && conceal(verdict, Confidence::likely, "password behind an option -u");
}

bool check_option_user(const Match& match, Context&, Verdict& verdict) {
  verdict.end = match.start + static_cast<std::uint32_t>(match.view().find(':'));
  const std::string_view before = match.text.substr(match.start, verdict.end - match.start);
  verdict.start = match.start + static_cast<std::uint32_t>(before.find_last_of(" =\"'") + 1);
  return take_user_name(match.text.substr(verdict.start, verdict.end - verdict.start), verdict, "user behind an option -u");
}

// "admin / Linnet&Wren7", where words for users and passwords stand near.
constexpr const char* kStrokePattern = R"((?:\A|[\s"'(:,;])[A-Za-z][\w.@-]{2,38} / [^\s"'<>,;|/()]{6,64})";
constexpr std::string_view kWords[] = {"user",        "username", "user name", "login",     "logon",
                                       "log in",      "log on",   "password",  "passwords", "pw",
                                       "credentials", "sign in",  "pass", "wifi", "wi fi"};
constexpr std::string_view kAdmin[] = {"admin", "administrator"};  // as the name itself

Starts find_stroke_starts(std::string_view text, Mark mark) {
  std::int64_t at = std::int64_t{mark.at} - 1;
  if (byte_at(text, at) != ' ' || byte_at(text, std::int64_t{mark.at} + 1) != ' ') return Starts::none();
  const std::int64_t end = at;
  while (end - at <= 39 && in_name(byte_at(text, at - 1)) && byte_at(text, at - 1) != '\\') --at;
  if (end - at < 3 || !is_alpha(byte_at(text, at))) return Starts::none();
  if (at == 0) return Starts::one(0);
  const char before = byte_at(text, at - 1);
  const bool parted = is_space(before) || std::string_view("\"'(:,;").find(before) != std::string_view::npos;
  return parted && before != '\v' ? Starts::one(at - 1) : Starts::none();
}

bool check_stroke_password(const Match& match, Context& context, Verdict& verdict) {
  verdict.start = match.start + static_cast<std::uint32_t>(match.view().rfind(' ') + 1);
  verdict.end = secret_end(match.text, verdict.start, match.end);
  const Hint hint = context.hint(match);
  const Strength strength = strength_of(match.text.substr(verdict.start, verdict.end - verdict.start));
  const std::string name = in_small_letters(match.text.substr(match.start, verdict.start - 3 - match.start));
  const std::string_view word = std::string_view(name).substr(is_alpha(name[0]) ? 0 : 1);
  const bool admin = word.starts_with("admin");
  const bool any_word = look_up(word).ordinary != 0;  // "user group / Office365"
  if ((!hint.any() && !admin) || strength < (any_word && !admin ? Strength::sign : Strength::mixed)) return false;
  conceal(verdict, Confidence::likely, {});
  explain(verdict, "behind a user's name and a stroke", hint);
  return true;
}

bool check_stroke_user(const Match& match, Context& context, Verdict& verdict) {
  constexpr std::string_view kRoles[] = {"admin", "administrator", "root", "user", "username", "login", "password"};
  Verdict password;
  if (!check_stroke_password(match, context, password)) return false;
  verdict.start = match.start + (is_alpha(match.text[match.start]) ? 0 : 1);
  verdict.end = password.start - 3;
  const std::string name = in_small_letters(match.text.substr(verdict.start, verdict.end - verdict.start));
  return name.find('@') == std::string::npos &&
         std::find(std::begin(kRoles), std::end(kRoles), name) == std::end(kRoles) &&
         take_user_name(name, verdict, "before a stroke and a password");
}

}  // namespace

const Detector& url_password_detector() {
  static const Detector detector = {kCredential, kUrlPattern, Trigger::at, kAnyLength, find_url_starts, check_url, {}};
  return detector;
}

const Detector& url_user_detector() {
  static const Detector detector = {kUserName,       kUrlPattern,    Trigger::at, kAnyLength,
                                    find_url_starts, check_url_user, {}};
  return detector;
}

const Detector& option_password_detector() {
  static const Detector detector = {
      kCredential, kOptionPattern, Trigger::colon, kAnyLength, find_option_starts, check_option_password, {}};
  return detector;
}

const Detector& option_user_detector() {
  static const Detector detector = {
      kUserName, kOptionPattern, Trigger::colon, kAnyLength, find_option_starts, check_option_user, {}};
  return detector;
}

const Detector& stroke_password_detector() {
  static const Detector detector = {
      kCredential, kStrokePattern,      Trigger::slash, kAnyLength, find_stroke_starts, check_stroke_password, kWords,
      kAdmin,      Refused::next_start, nullptr,        true};
  return detector;
}

const Detector& stroke_user_detector() {
  static const Detector detector = {
      kUserName, kStrokePattern,      Trigger::slash, kAnyLength, find_stroke_starts, check_stroke_user, kWords,
      kAdmin,    Refused::next_start, nullptr,        true};
  return detector;
}

}  // namespace trawl::detectors
