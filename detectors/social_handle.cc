// Handles of social networks: '@' and a name, where a word says of which. Without one they are as common as code.
#include "detectors/bytes.h"
#include "detectors/numbers.h"

namespace trawl::detectors {
namespace {

constexpr const char* kPattern = R"(\B@[A-Za-z0-9_][A-Za-z0-9_.]{2,29}\b)";
constexpr std::string_view kWords[] = {"twitter", "instagram", "tiktok", "snapchat", "facebook", "handle", "insta", "telegram", "linkedin", "discord",
                                       "twitter handle", "mastodon", "social media", "tweet", "tweeted", "instagram handle"};

Starts find_starts(std::string_view text, Mark mark) {
  const bool begins = !is_word(byte_at(text, std::int64_t{mark.at} - 1)) && is_word(byte_at(text, std::int64_t{mark.at} + 1));
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

}  // namespace

const Detector& social_handle_detector() {
  static const Detector detector = {{"social_handle", "Social media handle", Risk::low}, kPattern, Trigger::at, kAnyLength, find_starts, check, kWords, {}, Refused::next_start, nullptr, true};
  return detector;
}

}  // namespace trawl::detectors
