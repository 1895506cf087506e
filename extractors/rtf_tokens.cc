// Tokens of RTF: see rtf_tokens.h. Of the specification the sections "RTF Syntax" and "Formal Syntax".
#include "extractors/rtf_tokens.h"

#include <algorithm>

#include "extractors/mime_text.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestWord = 32;
constexpr std::int64_t kLargestParameter = 0x7FFFFFFF;

bool is_letter(char c) { return is_ascii_word(c) && !is_ascii_digit(c); }

}  // namespace

RtfToken RtfTokens::next() {
  while (at_ < text_.size() && (text_[at_] == '\r' || text_[at_] == '\n' || text_[at_] == '\0')) ++at_;
  if (at_ == text_.size()) return {};
  const char first = text_[at_];
  if (first == '\\') return backslash();
  const std::size_t begin = at_;
  if (first == '{' || first == '}') {
    ++at_;
    return {first == '{' ? RtfToken::Kind::open : RtfToken::Kind::close, text_.substr(begin, 1)};
  }
  while (at_ < text_.size() && std::string_view("\\{}\r\n\0", 6).find(text_[at_]) == std::string_view::npos) ++at_;
  return {RtfToken::Kind::text, text_.substr(begin, at_ - begin)};
}

RtfToken RtfTokens::backslash() {
  if (at_ + 1 >= text_.size()) {
    at_ = text_.size();
    return {};
  }
  const char c = text_[at_ + 1];
  if (is_letter(c)) return word();
  if (c == '\'') {
    const int high = at_ + 3 < text_.size() ? hex_value(text_[at_ + 2]) : -1;
    const int low = high < 0 ? -1 : hex_value(text_[at_ + 3]);
    const bool valid = low >= 0;
    at_ += valid ? 4 : 2;
    return valid ? RtfToken{RtfToken::Kind::hex, {}, high * 16 + low, true} : RtfToken{RtfToken::Kind::text, {}};
  }
  const std::string_view symbol = text_.substr(at_ + 1, 1);
  at_ += 2;
  if (c == '\r' || c == '\n') return {RtfToken::Kind::word, "par"};
  return {RtfToken::Kind::symbol, symbol};
}

RtfToken RtfTokens::word() {
  const std::size_t begin = at_ + 1;
  std::size_t end = begin;
  while (end < text_.size() && end - begin < kLongestWord && is_letter(text_[end])) ++end;
  RtfToken token{RtfToken::Kind::word, text_.substr(begin, end - begin)};
  const bool minus = end + 1 < text_.size() && text_[end] == '-' && is_ascii_digit(text_[end + 1]);
  std::int64_t value = 0;
  for (end += minus; end < text_.size() && is_ascii_digit(text_[end]); ++end) {
    token.has_parameter = true;
    value = std::min<std::int64_t>(value * 10 + (text_[end] - '0'), kLargestParameter);
  }
  token.parameter = static_cast<std::int32_t>(minus ? -value : value);
  if (end < text_.size() && text_[end] == ' ') ++end;
  at_ = end;
  if (token.bytes != "bin") return token;
  const std::size_t size = std::min<std::size_t>(std::max(token.parameter, 0), text_.size() - at_);
  at_ += size;
  return {RtfToken::Kind::binary, text_.substr(at_ - size, size)};
}

}  // namespace trawl::extractors
