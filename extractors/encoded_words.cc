// Encoded-words: see encoded_words.h.
#include "extractors/encoded_words.h"

#include <algorithm>

#include "core/utf8.h"
#include "extractors/charset.h"
#include "extractors/mime_text.h"
#include "extractors/mime_transfer.h"

namespace trawl::extractors {
namespace {

constexpr std::size_t kLongestCharset = 64;
constexpr std::size_t kLongestWord = 2048;  // the standard says 75; bounds the search for the end of each

struct EncodedWord {
  std::string_view charset;
  char encoding = 0;  // 'b' or 'q'
  std::string_view text;
  std::size_t size = 0;  // of the whole; 0: none
};

EncodedWord encoded_word_at(std::string_view text) {
  text = text.substr(0, kLongestWord);
  if (text.substr(0, 2) != "=?") return {};
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end > 2 + kLongestCharset) return {};
  EncodedWord word;
  word.charset = text.substr(2, charset_end - 2);
  word.charset = word.charset.substr(0, word.charset.find('*'));
  if (word.charset.empty() || word.charset.find_first_of(" \t\r\n=<>,") != std::string_view::npos) return {};
  if (charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return {};
  word.encoding = ascii_lower(text[charset_end + 1]);
  if (word.encoding != 'b' && word.encoding != 'q') return {};
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find("?=", begin);
  if (end == std::string_view::npos) return {};
  word.text = text.substr(begin, end - begin);
  word.size = end + 2;
  return word;
}

// The Q encoding of RFC 2047 section 4.2: an underscore is a space.
void append_q(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else if (text[i] != '\r' && text[i] != '\n') {
      out += text[i] == '_' ? ' ' : text[i];
    }
  }
}

// Collects the bytes of neighbouring words of one charset, since a character may be split between them.
class WordRun {
 public:
  explicit WordRun(std::string& out) : out_(out) {}

  void add(const EncodedWord& word) {
    if (!equal_ignoring_case(word.charset, charset_)) flush();
    charset_ = word.charset;
    if (word.encoding == 'b') bytes_ += decoded_base64(word.text);
    if (word.encoding == 'q') append_q(word.text, bytes_);
  }
  void flush() {
    if (!bytes_.empty()) out_ += to_utf8(bytes_, charset_);
    bytes_.clear();
  }

 private:
  std::string& out_;
  std::string_view charset_;
  std::string bytes_;
};

// Text outside encoded-words: folds become one space, bytes become UTF-8.
void append_plain(std::string_view text, std::string_view fallback_charset, std::string& out) {
  const bool folded = std::any_of(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
  if (!folded && valid_utf8(text)) {
    out += text;
    return;
  }
  std::string unfolded;
  unfolded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' || text[i] == '\n') continue;
    unfolded += text[i] == '\t' ? ' ' : text[i];
  }
  out += valid_utf8(unfolded) ? unfolded : to_utf8(unfolded, fallback_charset);
}

}  // namespace

std::size_t encoded_word_length(std::string_view text) { return encoded_word_at(text).size; }

std::string decoded_header(std::string_view raw, std::string_view fallback_charset) {
  std::string out;
  out.reserve(raw.size());
  WordRun run(out);
  std::size_t plain = 0;  // where the text after the last word begins
  bool after_word = false;
  for (std::size_t at = raw.find("=?"); at != std::string_view::npos; at = raw.find("=?", at)) {
    const EncodedWord word = encoded_word_at(raw.substr(at));
    if (word.size == 0) {
      at += 2;
      continue;
    }
    const std::string_view between = raw.substr(plain, at - plain);
    if (!after_word || !trimmed(between).empty()) {  // white space between two words is no text (section 6.2)
      run.flush();
      append_plain(between, fallback_charset, out);
    }
    run.add(word);
    at += word.size;
    plain = at;
    after_word = true;
  }
  run.flush();
  append_plain(raw.substr(plain), fallback_charset, out);
  return out;
}

}  // namespace trawl::extractors
