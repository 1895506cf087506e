// Looks each word up as the first of a phrase and compares on from there.
#include "requests/phrase.h"

namespace trawl::requests {
namespace {

constexpr std::size_t kMaxGap = 6;  // bytes between two words of one phrase

// Whether what stands between two words lets them belong together. A full stop does so behind an
// initial or without white space ("john.smith"), not at the end of a sentence; an empty line never.
bool joins(std::string_view gap, const Word& before) {
  if (gap.empty() || gap.size() > kMaxGap) return false;
  int lines = 0;
  bool stop = false, blank = false;
  for (const char c : gap) {
    if (std::string_view(" \t\r\n,.-_|'\"()/+").find(c) == std::string_view::npos) return false;
    lines += c == '\n';
    stop = stop || c == '.';
    blank = blank || c == ' ' || c == '\t' || c == '\n';
  }
  const bool abbreviation = before.folded.size() <= 2 || before.folded == "mrs" || before.folded == "rev";
  return lines <= 1 && (!stop || !blank || abbreviation);
}

}  // namespace

std::uint32_t PhraseMatcher::add(std::vector<std::string> words) {
  const auto number = static_cast<std::uint32_t>(phrases_.size());
  if (!words.empty()) by_first_[words.front()].push_back(number);
  phrases_.push_back(std::move(words));
  return number;
}

bool PhraseMatcher::matches(std::string_view text, const std::vector<Word>& words, std::size_t first,
                            const std::vector<std::string>& phrase) const {
  if (first + phrase.size() > words.size()) return false;
  for (std::size_t n = 1; n < phrase.size(); ++n) {
    const Word& before = words[first + n - 1];
    const Word& word = words[first + n];
    if (!joins(text.substr(before.end, word.start - before.end), before)) return false;
    if (phrase[n] == kAnyName ? !word.capital : word.folded != phrase[n]) return false;
  }
  return true;
}

void PhraseMatcher::find(std::string_view text, const std::vector<Word>& words, std::vector<PhraseHit>& out) const {
  for (std::size_t first = 0; first < words.size(); ++first) {
    const auto found = by_first_.find(words[first].folded);
    if (found == by_first_.end()) continue;
    for (const std::uint32_t number : found->second) {
      const auto& phrase = phrases_[number];
      if (!matches(text, words, first, phrase)) continue;
      out.push_back({number, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(first + phrase.size() - 1)});
    }
  }
}

}  // namespace trawl::requests
