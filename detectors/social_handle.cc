// Handles of social networks: '@' and a name, where a word says of which. Without one they are as common as code.
#include <algorithm>

#include "detectors/behind_label.h"
#include "detectors/bytes.h"
#include "detectors/gazetteer.h"
#include "detectors/numbers.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\B@[A-Za-z0-9_][A-Za-z0-9_.]{2,29}\b)";
constexpr std::string_view kWords[] = {"twitter",          "instagram", "tiktok",       "snapchat", "facebook",
                                       "handle",           "insta",     "telegram",     "linkedin", "discord",
                                       "twitter handle",   "mastodon",  "social media", "tweet",    "tweeted",
                                       "instagram handle", "ig",        "threads",      "bluesky"};

Starts find_starts(std::string_view text, Mark mark) {
  const bool begins =
      !is_word(byte_at(text, std::int64_t{mark.at} - 1)) && is_word(byte_at(text, std::int64_t{mark.at} + 1));
  return begins ? Starts::one(mark.at) : Starts::none();
}

bool check(const Match& match, Context& context, Verdict& verdict) {
  const char before = byte_at(match.text, std::int64_t{match.start} - 1);
  const char next = byte_at(match.text, match.end);
  const Hint hint = context.hint(match);
  if (!hint.any() || next == '@' || before == '/' || before == '.') return false;
  for (const char c : match.view().substr(1)) verdict.value += to_lower(c);
  verdict.confidence = hint.labelled() ? Confidence::likely : Confidence::possible;
  explain(verdict, "'@' and a name", hint);
  return true;
}

// "Snap: jo_doe", without '@'.
constexpr const char* kLabelledPattern =
    R"((?i)(?:snap|snapchat|insta|instagram|ig|tiktok|twitter|telegram|threads|bluesky|discord|reddit|facebook|fb|)"
    R"(linkedin)["'\]]{0,2} {0,2}[:=][ \t]{0,3}["']?(?:u/)?[a-z0-9_][a-z0-9_.-]{2,29}(?:#\d{4}|\b))";
constexpr std::string_view kLabels[] = {"snapchat", "instagram", "tiktok",  "twitter", "telegram",
                                        "threads",  "bluesky",   "discord", "reddit",  "facebook",
                                        "linkedin", "insta",     "snap",    "ig",      "fb"};  // as in the pattern

Starts find_labelled_starts(std::string_view text, Mark mark) {
  return at_label_end(text, mark.at, kLabels);
}

// A word of the language needs more than its place: "Twitter: follow us", "Facebook: yes".
bool check_labelled(const Match& match, Context&, Verdict& verdict) {
  if (is_word(byte_at(match.text, std::int64_t{match.start} - 1))) return false;
  std::string_view name = match.view();
  const char next = byte_at(match.text, match.end);
  name.remove_prefix(name.find_last_of(":=\"' \t/") + 1);
  while (name.ends_with('.') || name.ends_with('-')) name.remove_suffix(1), --verdict.end;
  if (name.size() < 3 || next == '/' || next == ':' || next == '@' || next == '(') return false;
  verdict.start = verdict.end - static_cast<std::uint32_t>(name.size());
  for (const char c : name) verdict.value += to_lower(c);
  const bool marked = name.find_first_of("_0123456789") != std::string_view::npos;
  const WordFacts facts = look_up(verdict.value);
  const bool ends = next == '\0' || next == '\n' || std::string_view(",;|)\"").find(next) != std::string_view::npos;
  if (std::none_of(name.begin(), name.end(), is_alpha)) return false;
  if (!marked && (!ends || facts.ordinary != 0 || facts.kind != WordClass::none)) return false;
  verdict.confidence = marked ? Confidence::likely : Confidence::possible;
  verdict.evidence = "name behind that of a network";
  verdict.distance = 0;
  return true;
}

// The page of a profile, with "https://" before it or not, and "u/name" as Reddit writes its users.
constexpr const char* kProfilePattern =
    R"((?i)\b(?:twitter\.com|x\.com|instagram\.com|facebook\.com|fb\.com|tiktok\.com|threads\.net|t\.me|linkedin\.com/in|)"
    R"(github\.com|snapchat\.com/add|reddit\.com/u|reddit\.com/user|u)/@?[a-z0-9_][a-z0-9_.-]{2,49})";
constexpr std::string_view kHosts[] = {"twitter.com",     "x.com",      "instagram.com",    "facebook.com",
                                       "fb.com",          "tiktok.com", "threads.net",      "t.me",
                                       "linkedin.com/in", "github.com", "snapchat.com/add", "reddit.com/u",
                                       "reddit.com/user", "u"};  // as in the pattern
constexpr std::string_view kOwnPages[] = {
    "share", "sharer", "intent", "home",    "search",  "login",      "about",       "pages", "groups", "events",
    "watch", "legal",  "help",   "hashtag", "privacy", "sharer.php", "profile.php", "docs",  "reel",   "stories"};

// "reddit.com/u" ends in "u": the longer one begins first.
Starts find_profile_starts(std::string_view text, Mark mark) {
  Starts starts;
  const std::string_view host = word_before(text, mark.at, kHosts);
  if (host.empty()) return starts;
  starts.add(std::int64_t{mark.at} - static_cast<std::int64_t>(host.size()));
  if (host == "reddit.com/u") starts.add(std::int64_t{mark.at} - 1);
  return starts;
}

// Whether the address is that of the network itself: "www.facebook.com", not "developers.facebook.com".
bool is_host(const Match& match) {
  std::int64_t at = match.start;
  if (byte_at(match.text, at - 1) == '-') return false;
  if (byte_at(match.text, at - 1) != '.') return true;
  const std::int64_t end = --at;
  while (end - at <= 3 && is_alpha(byte_at(match.text, at - 1))) --at;
  return end - at <= 3 && byte_at(match.text, at - 1) != '-' && byte_at(match.text, at - 1) != '.';
}

bool check_profile(const Match& match, Context&, Verdict& verdict) {
  std::string_view name = match.view();
  const bool short_form = name.substr(1).starts_with('/');
  while (name.ends_with('.')) name.remove_suffix(1), --verdict.end;
  name.remove_prefix(name.rfind('/') + 1);
  verdict.start = verdict.end - static_cast<std::uint32_t>(name.size());
  if (name.starts_with('@')) name.remove_prefix(1);
  for (const char c : name) verdict.value += to_lower(c);
  if (std::find(std::begin(kOwnPages), std::end(kOwnPages), verdict.value) != std::end(kOwnPages)) return false;
  const bool marked = name.find_first_of("_0123456789") != std::string_view::npos;
  if (short_form ? !marked || byte_at(match.text, std::int64_t{match.start} - 1) == '.' : !is_host(match)) return false;
  verdict.confidence = Confidence::possible;
  verdict.evidence = "page of a profile";
  return true;
}

}  // namespace

const Detector& profile_page_detector() {
  static const Detector detector = {{"social_handle", "Social media handle", Risk::low},
                                    kProfilePattern,
                                    Trigger::slash,
                                    kAnyLength,
                                    find_profile_starts,
                                    check_profile,
                                    {}};
  return detector;
}

const Detector& labelled_handle_detector() {
  static const Detector detector = {{"social_handle", "Social media handle", Risk::low},
                                    kLabelledPattern,
                                    Trigger::equals,
                                    kAnyLength,
                                    find_labelled_starts,
                                    check_labelled,
                                    {}};
  return detector;
}

const Detector& social_handle_detector() {
  static const Detector detector = {{"social_handle", "Social media handle", Risk::low},
                                    kPattern,
                                    Trigger::at,
                                    kAnyLength,
                                    find_starts,
                                    check,
                                    kWords,
                                    {},
                                    Refused::next_start,
                                    nullptr,
                                    true};
  return detector;
}

}  // namespace trawl::detectors
