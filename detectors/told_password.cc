// Passwords told in a sentence: "the wifi password is Sunflower22", "passcode for the zip file changed to 4471". Only
// such as hold a digit, which most rules for passwords demand and which words of a sentence lack. The value is never
// kept.
#include <algorithm>
#include <vector>

#include "detectors/bytes.h"
#include "detectors/numbers.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

// A noun, perhaps what for, and a link or, behind what it is for, a colon.
#define TRAWL_TOPIC "(?: (?:for|to|on|of)(?: [A-Z][A-Z'-]{0,19}){1,4})"
constexpr const char* kPattern = R"((?i)\b(?:password|passcode|passwd|pwd|pw|pass word|pass code)(?:)" TRAWL_TOPIC
                                 R"(?(?: (?:is|was|now|still|to|set|reset|changed)){1,3}|)" TRAWL_TOPIC
                                 R"(:) ["']?[A-Z!@#$%^&*_.+-]{0,24}\d[^\s"'<>]{0,64})";
#undef TRAWL_TOPIC
constexpr std::string_view kNouns[] = {"password", "passcode", "passwd", "pwd", "pw", "pass word", "pass code"};
constexpr std::string_view kLinks[] = {"is", "was", "now", "still", "to", "set", "reset", "changed"};
constexpr std::string_view kPrepositions[] = {"for", "to", "on", "of"};
constexpr std::int64_t kLongestHead = 24;
constexpr std::int64_t kLongestWord = 20;
constexpr int kMostWords = 4;
constexpr int kMostLinks = 3;

bool in_head(char c) {
  return is_alpha(c) || (c >= '#' && c <= '&') || c == '!' || c == '@' || c == '^' || c == '*' || c == '_' ||
         c == '.' || c == '+' || c == '-';
}

// The end of the word before the space that ends at `at`, or -1.
std::int64_t before_space(std::string_view text, std::int64_t at) {
  return byte_at(text, at - 1) == ' ' ? at - 1 : -1;
}

// Adds the nouns that stand before "for the zip file", which ends at `end`.
void add_nouns_with_topic(std::string_view text, std::int64_t end, std::vector<std::int64_t>& nouns) {
  for (int words = 0; words < kMostWords && end > 0; ++words) {
    std::int64_t word = end;
    const auto in_word = [](char c) { return is_alpha(c) || c == '\'' || c == '-'; };
    while (end - word <= kLongestWord && in_word(byte_at(text, word - 1))) --word;
    if (word == end || end - word > kLongestWord || !is_alpha(text[static_cast<std::size_t>(word)])) return;
    end = before_space(text, word);
    const std::string_view preposition = word_before(text, end, kPrepositions);
    if (preposition.empty()) continue;
    const std::int64_t noun_end = before_space(text, end - static_cast<std::int64_t>(preposition.size()));
    const std::string_view noun = word_before(text, noun_end, kNouns);
    if (!noun.empty()) nouns.push_back(noun_end - static_cast<std::int64_t>(noun.size()));
  }
}

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  while (mark.at - at < kLongestHead && in_head(byte_at(text, at - 1))) --at;
  if (byte_at(text, at - 1) == '"' || byte_at(text, at - 1) == '\'') --at;
  std::int64_t end = before_space(text, at);
  if (end <= 0) return Starts::none();
  std::vector<std::int64_t> nouns;
  if (byte_at(text, end - 1) == ':') add_nouns_with_topic(text, end - 1, nouns);
  for (int links = 0; links < kMostLinks; ++links) {
    const std::string_view link = word_before(text, end, kLinks);
    if (link.empty()) break;
    end = before_space(text, end - static_cast<std::int64_t>(link.size()));
    const std::string_view noun = word_before(text, end, kNouns);
    if (!noun.empty()) nouns.push_back(end - static_cast<std::int64_t>(noun.size()));
    add_nouns_with_topic(text, end, nouns);
  }
  std::sort(nouns.begin(), nouns.end());
  nouns.erase(std::unique(nouns.begin(), nouns.end()), nouns.end());
  Starts starts;
  for (std::size_t i = 0; i < nouns.size() && i < starts.at.size(); ++i) starts.add(nouns[i]);
  return starts;
}

bool check(const Match& match, Context&, Verdict& verdict) {
  std::string_view value = match.view();
  while (!value.empty() && std::string_view(".,;:)?").find(value.back()) != std::string_view::npos)
    value.remove_suffix(1), --verdict.end;
  verdict.start = match.start + static_cast<std::uint32_t>(value.find_last_of(" \"'") + 1);
  value = match.text.substr(verdict.start, verdict.end - verdict.start);
  const bool letters = std::any_of(value.begin(), value.end(), is_alpha);
  const bool code = value.size() >= 4 && std::all_of(value.begin(), value.end(), is_digit);
  if (!(letters && value.size() >= 5) && !code) return false;
  verdict.value = "........";
  verdict.confidence = letters ? Confidence::likely : Confidence::possible;
  verdict.evidence = "told as a password";
  verdict.distance = 0;
  return true;
}

}  // namespace

const Detector& told_password_detector() {
  static const Detector detector = {
      {"credential", "Password or key", Risk::critical}, kPattern, Trigger::digits, kAnyLength, find_starts, check, {}};
  return detector;
}

}  // namespace trawl::detectors
