// Passwords told in a sentence: "the wifi password is Sunflower22", "passcode changed to 4471". Only such as hold a
// digit, which most rules for passwords demand and which words of a sentence lack. The value is never kept.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern =
    R"((?i)\b(?:password|passcode|passwd|pwd|pass word|pass code)(?: (?:is|was|now|still|to|set|reset|changed)){1,3} )"
    R"(["']?[A-Z!@#$%^&*_.+-]{0,24}\d[^\s"'<>]{0,64})";
constexpr std::string_view kNouns[] = {"password", "passcode", "passwd", "pwd", "pass word", "pass code"};
constexpr std::string_view kLinks[] = {"is", "was", "now", "still", "to", "set", "reset", "changed"};
constexpr std::int64_t kLongestHead = 24;
constexpr int kMostLinks = 3;

bool in_head(char c) {
  return is_alpha(c) || (c != '\0' && std::string_view("!@#$%^&*_.+-").find(c) != std::string_view::npos);
}

bool ends_with_word(std::string_view text, std::int64_t end, std::string_view word) {
  const std::int64_t start = end - static_cast<std::int64_t>(word.size());
  if (start < 0 || is_word(byte_at(text, start - 1))) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (to_lower(text[static_cast<std::size_t>(start) + i]) != word[i]) return false;
  return true;
}

// The first of `words` that ends there, or an empty one.
template <std::size_t N>
std::string_view word_at_end(std::string_view text, std::int64_t end, const std::string_view (&words)[N]) {
  const auto found = std::find_if(std::begin(words), std::end(words),
                                  [&](std::string_view word) { return ends_with_word(text, end, word); });
  return found == std::end(words) ? std::string_view() : *found;
}

Starts find_starts(std::string_view text, Mark mark) {
  std::int64_t at = mark.at;
  while (mark.at - at < kLongestHead && in_head(byte_at(text, at - 1))) --at;
  if (byte_at(text, at - 1) == '"' || byte_at(text, at - 1) == '\'') --at;
  for (int links = 0; links <= kMostLinks && byte_at(text, at - 1) == ' '; ++links) {
    --at;
    const std::string_view noun = word_at_end(text, at, kNouns);
    if (!noun.empty()) return links == 0 ? Starts::none() : Starts::one(at - static_cast<std::int64_t>(noun.size()));
    const std::string_view link = word_at_end(text, at, kLinks);
    if (link.empty()) return Starts::none();
    at -= static_cast<std::int64_t>(link.size());
  }
  return Starts::none();
}

bool check(const Match& match, Context&, Verdict& verdict) {
  std::string_view value = match.view();
  while (!value.empty() && std::string_view(".,;:)!?").find(value.back()) != std::string_view::npos)
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
