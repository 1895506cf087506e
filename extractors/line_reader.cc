// LineReader: see line_reader.h.
#include "extractors/line_reader.h"

#include <utility>

namespace trawl::extractors {

std::optional<std::string_view> LineReader::next() {
  constexpr std::size_t kLongest = 1u << 20;
  line_.clear();
  const bool goes_on = std::exchange(cut_, false);
  while (!ended_) {
    const std::size_t end = piece_.find('\n');
    if (end != piece_.npos) {
      std::string_view line = piece_.substr(0, end);
      piece_.remove_prefix(end + 1);
      if (!line_.empty()) line = line_ += line;
      if (line.ends_with('\r')) line.remove_suffix(1);
      number_ += !goes_on;
      return line;
    }
    line_ += piece_;
    cut_ = line_.size() >= kLongest;
    const auto piece = cut_ ? Result<std::string_view>() : reader_.next();
    piece_ = piece ? *piece : std::string_view();
    if (cut_) break;
    if (!piece) error_ = piece.error();
    ended_ = piece_.empty();
  }
  if (line_.empty()) return std::nullopt;
  number_ += !goes_on;
  if (!cut_ && line_.ends_with('\r')) line_.pop_back();
  return line_;
}

}  // namespace trawl::extractors
