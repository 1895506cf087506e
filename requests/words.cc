// Splits and folds words in one pass; only words with letters beyond ASCII go through the index's folding.
#include "requests/words.h"

#include "core/normal_text.h"
#include "core/utf8.h"
#include "index/tokens.h"

namespace trawl::requests {
namespace {

constexpr std::size_t kMaxWord = 128;  // bytes; longer runs are encoded data, cut into pieces

bool ascii_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == U'`';
}

// Letters and digits; beyond ASCII everything but the blocks of punctuation and symbols.
bool word_character(char32_t c) {
  if (c < 0x80) return ascii_alnum(static_cast<char>(c));
  if (c < 0xC0 || c == 0xD7 || c == 0xF7 || c == kReplacement) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xE000 && c <= 0xF8FF) &&
         !(c >= 0xFF00 && c <= 0xFF0F);
}

void finish(std::string_view text, bool ascii, Word& word, std::vector<Word>& out) {
  const std::string_view raw = text.substr(word.start, word.end - word.start);
  if (!ascii) word.folded = index::folded(raw);
  const char first = raw.front();
  word.capital = (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0x80;
  out.push_back(std::move(word));
  word = Word{};
}

// Ends a word before its possessive: "Smith's" is the word "Smith".
void drop_possessive(std::string_view text, bool& ascii, Word& word) {
  std::string_view raw = text.substr(word.start, word.end - word.start);
  if (raw.size() < 3 || (raw.back() != 's' && raw.back() != 'S')) return;
  raw.remove_suffix(1);
  if (raw.back() == '\'' || raw.back() == '`') {
    raw.remove_suffix(1);
  } else if (raw.size() > 3 && raw.substr(raw.size() - 3) == "\xE2\x80\x99") {
    raw.remove_suffix(3);
  } else {
    return;
  }
  word.end = word.start + static_cast<std::uint32_t>(raw.size());
  word.folded.pop_back();
  ascii = true;
  for (const char c : raw) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
}

}  // namespace

void split_words(std::string_view text, std::vector<Word>& out) {
  out.clear();
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80 && !ascii_alnum(text[at])) {
      ++at;
      continue;
    }
    Word word;
    word.start = static_cast<std::uint32_t>(at);
    bool ascii = true;
    std::size_t end = at;
    while (at < text.size() && at - word.start < kMaxWord) {
      const std::size_t before = at;
      const char32_t c = decode(text, at);
      if (word_character(c)) {
        end = at;
        if (c < 0x80) {
          word.folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        } else {
          ascii = false;
        }
      } else if (before == word.start || !apostrophe(c) || end != before) {
        break;
      } else if (c >= 0x80) {
        ascii = false;
      }
    }
    if (end == word.start) continue;
    at = end;
    word.end = static_cast<std::uint32_t>(end);
    drop_possessive(text, ascii, word);
    finish(text, ascii, word, out);
  }
}

std::vector<std::string> folded_words(std::string_view text) {
  NormalText normal;
  normal.assign(text);
  std::vector<Word> words;
  split_words(normal.text(), words);
  std::vector<std::string> folded;
  for (Word& word : words) folded.push_back(std::move(word.folded));
  return folded;
}

}  // namespace trawl::requests
