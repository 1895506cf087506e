// Lengths, leaders, remarks and ends of sentences.
#include "detectors/label_gap.h"

#include <algorithm>
#include <cstdint>

#include "detectors/bytes.h"
#include "detectors/words_before.h"

namespace trawl::detectors {
namespace {

constexpr std::uint32_t kLabelGap = 24;    // bytes between a label and its value
constexpr std::uint32_t kLongestGap = 80;  // with leaders: runs of dots or blanks

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

// A run of the same filler counts once: "Sort code ......... 20-00-00".
std::size_t size_without_leaders(std::string_view gap) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < gap.size(); ++i) size += i == 0 || is_alnum(gap[i]) || gap[i] != gap[i - 1];
  return size;
}

bool ends_sentence(std::string_view gap) {
  constexpr std::string_view kAbbreviated[] = {"no", "nos", "nr", "num", "ref", "reg", "regn"};
  std::size_t stop = gap.find(". ", gap.starts_with(".") ? 1 : 0);  // "N.I. No. AB..."
  const bool number = std::any_of(std::begin(kAbbreviated), std::end(kAbbreviated), [&](std::string_view word) {
    return stop != std::string_view::npos && ends_with_word(gap, static_cast<std::int64_t>(stop), word);
  });
  if (number) stop = gap.find(". ", stop + 1);
  return stop != std::string_view::npos && (stop == 0 || (gap[stop - 1] != '.' && gap[stop - 1] != ' '));
}

}  // namespace

bool joins(std::string_view gap) {
  const std::size_t open = gap.find('('), close = gap.find(')');
  const bool remark = open < 3 && close != std::string_view::npos && close > open;  // "Birth date (DDMMYYYY)\n"
  if (remark && std::none_of(gap.begin(), gap.begin() + static_cast<std::ptrdiff_t>(close), is_digit))
    gap.remove_prefix(close + 1);
  if (gap.size() > kLongestGap || size_without_leaders(gap) > kLabelGap) return false;
  if (gap.find('\n') != std::string_view::npos) return all_of(gap, " \t\r\n:.-*|#");
  return std::none_of(gap.begin(), gap.end(), is_digit) && !ends_sentence(gap);
}

}  // namespace trawl::detectors
