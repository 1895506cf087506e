// Passwords told in a sentence: "the wifi password is Sunflower22", "passcode for the zip file changed to 4471",
// "pass: Tr3acle#Pudd". The value is never kept. Words of a sentence stand there as well ("password is required"), so
// that a value must hold what they lack: a digit, a sign, or a capital inside.
#include <algorithm>

#include "detectors/bytes.h"
#include "detectors/numbers.h"
#include "detectors/secrets.h"

namespace trawl::detectors {
namespace {

// A noun, perhaps what for, perhaps links and a sign, and the value.
constexpr const char* kPattern =
    R"((?i)\bpass(?:words?|codes?|phrase|wd| word| code| phrase)?)"
    R"((?:(?: (?:for|to|on|of|in|at|from|I|we|you|that) [^\n.,;:="]{1,50}?)?)"
    R"((?:(?: (?:is|was|are|now|still|also|remains|stays|will be|has been|should be|(?:set|reset|changed|updated)(?: to)?))+)"
    R"((?: ?(?::|=|->|-)[ \t]{0,3}| )| ?(?::|=|->|-)[ \t]{0,3})| )["'(]?[^\s"'<>,;:|()]{4,64})";

Starts find_starts(std::string_view text, Mark mark) {
  const std::int64_t start = std::int64_t{mark.at} - 3;
  const bool pass = to_lower(byte_at(text, start)) == 'p' && to_lower(byte_at(text, start + 1)) == 'a';
  return pass && !is_word(byte_at(text, start - 1)) ? Starts::one(start) : Starts::none();
}

// "pass" alone may be one for a bus.
bool names_password(std::string_view label) {
  const std::size_t end = label.find_first_of(" :=-");
  return end > 4 || label.substr(4, 5) == " word" || label.substr(4, 5) == " code" || label.substr(4, 5) == " phra";
}

bool is_told(Strength strength, bool named, bool linked) {
  if (strength == Strength::code) return named;
  if (linked) return strength >= (named ? Strength::cased : Strength::mixed);
  return strength >= (named ? Strength::mixed : Strength::sign);
}

bool check(const Match& match, Context&, Verdict& verdict) {
  verdict.start = match.start + static_cast<std::uint32_t>(match.view().find_last_of(" \t\"'(:=>") + 1);
  verdict.end = secret_end(match.text, verdict.start, match.end);
  const std::string_view label = match.text.substr(match.start, verdict.start - match.start);
  const Strength strength = strength_of(match.text.substr(verdict.start, verdict.end - verdict.start));
  const bool linked = std::count(label.begin(), label.end(), ' ') > 1 || label.find_first_of(":=-") != label.npos;
  if (!is_told(strength, names_password(label), linked)) return false;
  return conceal(verdict, strength == Strength::code ? Confidence::possible : Confidence::likely, "told as a password");
}

}  // namespace

const Detector& told_password_detector() {
  static const Detector detector = {kCredential, kPattern, Trigger::double_s, kAnyLength, find_starts, check, {}};
  return detector;
}

}  // namespace trawl::detectors
