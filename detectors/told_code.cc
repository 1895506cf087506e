// PINs, codes of doors and short words for passwords, told in a sentence or beside them: "pw Daffodil!78", "PIN for the
// printer: 4471", "the burglar alarm code is 4182". Only such as hold a digit. The value is never kept.
#include <algorithm>
#include <vector>

#include "detectors/bytes.h"
#include "detectors/email_domain.h"
#include "detectors/numbers.h"
#include "detectors/secrets.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

// A noun, perhaps what for, perhaps links, perhaps a sign, and the value.
#define TRAWL_TOPIC "(?: (?:for|to|on|of|in|at)(?: [A-Z][A-Z'-]{0,19}){1,4})"
constexpr const char* kPattern =
    R"((?i)\b(?:pw|p/w|pwd|pin|pin number|pin no|pin code|puk|puk code|wpa key|wifi key|wi-fi key|network key|key code|keycode|)"
    R"(key safe code|keysafe code|key safe|keysafe|key code box|door code|gate code|alarm code|entry code|access code|)"
    R"(entrance code|safe code|safe combo|safe combination|lock code|padlock code|lockbox code|keypad code|unlock code|keypad|alarm panel|wireless key|padlock|alarm|lock box|lock box code|)"
    R"(door combination|lock combination|auth code|authentication code|bypass code|override code)(?:)" TRAWL_TOPIC
    R"(?(?:(?: (?:is|was|are|now|still|to|set|reset|changed)){1,3}(?: ?[:=] ?| )| ?[:=] ?)| )["']?)"
    R"([A-Z!@#$%^&*_.+-]{0,24}\d[^\s"'<>,;:=|]{0,64})";
#undef TRAWL_TOPIC
constexpr std::string_view kNouns[] = {"p/w",
                                       "pw",
                                       "pwd",
                                       "pin",
                                       "pin number",
                                       "pin no",
                                       "pin code",
                                       "puk",
                                       "puk code",
                                       "wpa key",
                                       "wifi key",
                                       "wi-fi key",
                                       "network key",
                                       "key code",
                                       "keycode",
                                       "key safe code",
                                       "keysafe code",
                                       "key safe",
                                       "keysafe",
                                       "key code box",
                                       "door code",
                                       "gate code",
                                       "alarm code",
                                       "entry code",
                                       "access code",
                                       "entrance code",
                                       "safe code",
                                       "safe combo",
                                       "safe combination",
                                       "lock code",
                                       "padlock code",
                                       "lockbox code",
                                       "keypad code",
                                       "keypad",
                                       "alarm panel",
                                       "wireless key",
                                       "alarm",
                                       "lock box",
                                       "lock box code",
                                       "padlock",
                                       "unlock code",
                                       "door combination",
                                       "lock combination",
                                       "auth code",
                                       "authentication code",
                                       "bypass code",
                                       "override code"};  // as in the pattern
constexpr std::string_view kLastWords[] = {"w",       "pw",      "pwd",   "pin",         "number", "no",    "code",
                                           "puk",     "keycode", "key",   "keypad",      "panel",  "alarm", "padlock",
                                           "keysafe", "safe",    "combo", "combination", "box"};
constexpr std::string_view kLinks[] = {"is", "was", "are", "now", "still", "to", "set", "reset", "changed"};
constexpr std::string_view kPrepositions[] = {"for", "to", "on", "of", "in", "at"};
constexpr std::int64_t kLongestHead = 24;
constexpr std::int64_t kLongestWord = 20;
constexpr int kMostWords = 4;
constexpr int kMostLinks = 3;

bool in_head(char c) {
  return is_alpha(c) || (c >= '#' && c <= '&') || c == '!' || c == '@' || c == '^' || c == '*' || c == '_' ||
         c == '.' || c == '+' || c == '-';
}

// Nouns before a value.
class Nouns {
 public:
  explicit Nouns(std::string_view text) : text_(text) {}

  // Those that end at `end`.
  void add(std::int64_t end) {
    if (word_before(text_, end, kLastWords).empty()) return;
    for (const std::string_view noun : kNouns)
      if (ends_with_word(text_, end, noun)) starts_.push_back(end - static_cast<std::int64_t>(noun.size()));
  }

  // Those that stand before "for the side gate", which ends at `end`.
  void add_with_topic(std::int64_t end) {
    for (int words = 0; words < kMostWords && end > 0; ++words) {
      std::int64_t word = end;
      const auto in_word = [](char c) { return is_alpha(c) || c == '\'' || c == '-'; };
      while (end - word <= kLongestWord && in_word(byte_at(text_, word - 1))) --word;
      if (word == end || end - word > kLongestWord || !is_alpha(byte_at(text_, word))) return;
      if (byte_at(text_, word - 1) != ' ') return;
      end = word - 1;
      const std::string_view preposition = word_before(text_, end, kPrepositions);
      if (preposition.empty()) continue;
      const std::int64_t noun_end = end - static_cast<std::int64_t>(preposition.size()) - 1;
      if (byte_at(text_, noun_end) == ' ') add(noun_end);
    }
  }

  Starts starts() {
    std::sort(starts_.begin(), starts_.end());
    starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    Starts starts;
    for (std::size_t i = 0; i < starts_.size() && i < starts.at.size(); ++i) starts.add(starts_[i]);
    return starts;
  }

 private:
  std::string_view text_;
  std::vector<std::int64_t> starts_;
};

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  while (mark.at - at < kLongestHead && in_head(byte_at(text, at - 1))) --at;
  if (byte_at(text, at - 1) == '"' || byte_at(text, at - 1) == '\'') --at;
  std::int64_t end = at;
  if (byte_at(text, end - 1) == ' ') --end;
  const bool sign = byte_at(text, end - 1) == ':' || byte_at(text, end - 1) == '=';
  if (sign && byte_at(text, --end - 1) == ' ') --end;
  if (end == at || end <= 0) return Starts::none();
  Nouns nouns(text);
  nouns.add(end);
  if (sign) nouns.add_with_topic(end);
  for (int links = 0; links < kMostLinks; ++links) {
    const std::string_view link = word_before(text, end, kLinks);
    end -= static_cast<std::int64_t>(link.size()) + 1;
    if (link.empty() || byte_at(text, end) != ' ') break;
    nouns.add(end);
    nouns.add_with_topic(end);
  }
  return nouns.starts();
}

// "safe combo 44-18-27"
bool opens_safe(std::string_view label, std::string_view value) {
  const std::string noun = in_small_letters(label);
  return (noun.find("comb") != std::string::npos || noun.starts_with("padlock")) &&
         value.find_first_not_of("0123456789-") == std::string_view::npos && value.size() >= 5;
}

// "PIN 18I0827E": of a nurse.
bool is_nmc_pin(std::string_view value) {
  return value.size() == 8 && is_alpha(value[2]) && is_alpha(value[7]) &&
         std::count_if(value.begin(), value.end(), is_digit) == 6;
}

bool check(const Match& match, Context&, Verdict& verdict) {
  verdict.start = match.start + static_cast<std::uint32_t>(match.view().find_last_of(" \"':=") + 1);
  verdict.end = secret_end(match.text, verdict.start, match.end);
  const std::string_view label = match.text.substr(match.start, verdict.start - match.start);
  const std::string_view value = match.text.substr(verdict.start, verdict.end - verdict.start);
  const std::string_view digits = value.substr(0, value.size() - (value.ends_with('#') ? 1 : 0));  // "2580#"
  const Strength strength = opens_safe(label, value) ? Strength::code : strength_of(digits);
  if (strength == Strength::none || is_nmc_pin(value)) return false;
  const bool linked = label.find_first_of(":=") != label.npos || std::count(label.begin(), label.end(), ' ') > 2;
  if (!linked && value.size() == 4 && (value.starts_with("19") || value.starts_with("20"))) return false;  // a year
  if (strength == Strength::code && to_lower(label[0]) == 'a' && to_lower(label[1]) == 'u') return false;  // of a card
  return conceal(verdict, strength == Strength::code ? Confidence::possible : Confidence::likely, "told as a code");
}

}  // namespace

const Detector& told_code_detector() {
  static const Detector detector = {kCredential, kPattern, Trigger::digits, kAnyLength, find_starts, check, {}};
  return detector;
}

}  // namespace trawl::detectors
