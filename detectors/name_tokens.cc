#include "detectors/name_tokens.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "core/utf8.h"
#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

enum Byte : std::uint8_t { kOther, kSpace, kLineEnd, kLower, kUpper, kDigit, kHigh };

constexpr std::array<Byte, 256> byte_table() {
  std::array<Byte, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[c] = kLower;
  for (int c = 'A'; c <= 'Z'; ++c) table[c] = kUpper;
  for (int c = '0'; c <= '9'; ++c) table[c] = kDigit;
  for (int c = 0x80; c < 0x100; ++c) table[c] = kHigh;
  table[' '] = table['\t'] = table['\f'] = table['\v'] = kSpace;
  table['\n'] = table['\r'] = kLineEnd;
  return table;
}
constexpr std::array<Byte, 256> kBytes = byte_table();

Byte byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? kBytes[static_cast<unsigned char>(text[at])] : kLineEnd;
}
// Characters beside which a run of ASCII letters is a word and nothing else.
constexpr std::array<bool, 256> plain_table(std::string_view characters) {
  std::array<bool, 256> table{};
  for (const char c : characters) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kPlainBefore = plain_table(" \t\n\r,;!?\"(*>'@");
constexpr std::array<bool, 256> kPlainAfter = plain_table(" \t\n\r,;!?\")*>");
constexpr std::array<bool, 256> kGlueBefore = plain_table("_=\\$#~%&<0123456789");
constexpr std::array<bool, 256> kGlueAfter = plain_table("_\\=({[$0123456789");
constexpr std::array<bool, 256> kLocalPart =
    plain_table("._%+-'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
constexpr std::array<bool, 256> kInNumbers = plain_table(".,:/-");

bool in(const std::array<bool, 256>& table, char c) {
  return table[static_cast<unsigned char>(c)];
}

// The end of the run of lower case ASCII letters at text[at]; eight bytes at a time, little endian.
std::uint32_t lower_run(std::string_view text, std::uint32_t at) {
  constexpr std::uint64_t kEach = 0x0101010101010101ull, kHighs = kEach * 0x80;
  for (; std::size_t{at} + 8 <= text.size(); at += 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, text.data() + at, 8);
    const std::uint64_t low = bytes & ~kHighs;
    const std::uint64_t lower = (low + kEach * (0x80 - 'a')) & ~(low + kEach * (0x7F - 'z')) & ~bytes & kHighs;
    if (lower != kHighs) return at + static_cast<std::uint32_t>(std::countr_zero(lower ^ kHighs)) / 8;
  }
  while (at < text.size() && text[at] >= 'a' && text[at] <= 'z') ++at;
  return at;
}

char char_at(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\n';
}
bool ascii_letter(Byte byte) {
  return byte == kLower || byte == kUpper;
}
bool ascii_alnum(Byte byte) {
  return byte == kLower || byte == kUpper || byte == kDigit;
}

// What a run of letters consists of.
struct Letters {
  std::uint32_t count = 0;
  std::uint32_t uppers = 0;
  bool first_upper = false;
  bool inner_upper = false;    // an upper case letter straight after a lower case one
  std::uint32_t inner_at = 0;  // letters before the first such
  bool separators = false;
  bool upper_after_separator = false;

  void add(bool upper, bool after_separator, bool after_lower) {
    if (count == 0) first_upper = upper;
    if (upper && after_lower && !inner_upper) {
      inner_upper = true;
      inner_at = count;
    }
    upper_after_separator |= upper && after_separator;
    uppers += upper;
    ++count;
  }
  void add_lower(std::uint32_t letters) { count += letters; }
};

// The end of the letter at text[at], or at when there is none.
std::uint32_t letter_end(std::string_view text, std::uint32_t at, LetterCase& kind) {
  const Byte byte = byte_at(text, at);
  if (byte == kLower || byte == kUpper) {
    kind = byte == kUpper ? LetterCase::upper : LetterCase::lower;
    return at + 1;
  }
  if (byte != kHigh) return at;
  std::size_t end = at;
  const char32_t c = decode(text, end);
  kind = letter_case(c);
  if (c >= 0x300 && c <= 0x36F) kind = LetterCase::lower;
  return kind == LetterCase::none ? at : static_cast<std::uint32_t>(end);
}

// The end of an apostrophe or hyphen at text[at], or at.
std::uint32_t joiner_end(std::string_view text, std::uint32_t at) {
  const char c = char_at(text, at);
  if (c == '\'' || c == '-') return at + 1;
  return text.substr(std::min<std::size_t>(at, text.size()), 3) == "\u2019" ? at + 3 : at;
}

bool possessive(std::string_view text, std::uint32_t joiner, std::uint32_t after) {
  if (text[joiner] == '-' || (char_at(text, after) | 0x20) != 's') return false;
  LetterCase kind;
  return letter_end(text, after + 1, kind) == after + 1;
}

bool inner_capital_of_names(std::string_view word, std::uint32_t letters_before) {
  static constexpr std::array<std::string_view, 21> kPrefixes = {"mc", "mac",  "de",  "di",  "la",  "le",    "du",
                                                                 "da", "fitz", "van", "von", "del", "della", "st",
                                                                 "el", "al",   "ben", "ap",  "mag", "o",     "lo"};
  if (letters_before > 5) return false;
  const std::string prefix = folded(word.substr(0, letters_before));
  for (const auto known : kPrefixes)
    if (known == prefix) return true;
  return false;
}

Shape shape_of(const Letters& letters, bool dots) {
  if (letters.uppers == letters.count) {
    if (letters.count == 1) return Shape::initial;
    return dots ? Shape::initials : Shape::all_capitals;
  }
  if (letters.first_upper) return letters.inner_upper ? Shape::mixed : Shape::capital;
  if (letters.uppers == 0) return Shape::lower;
  return letters.upper_after_separator && !letters.inner_upper ? Shape::capital : Shape::mixed;
}

// Characters that, straight before or after a word, make it part of code, a path or a number.
bool glue_before(std::string_view text, std::uint32_t start) {
  if (start == 0) return false;
  const char c = text[start - 1];
  if (in(kGlueBefore, c)) return true;
  if (start < 2) return false;
  const char before = text[start - 2];
  if (c == ':') return before == ':';
  if (c == '/') return before == '<' || before == '/' || before == '.';
  return c == '>' && before == '-';
}

bool glue_after(std::string_view text, std::uint32_t end) {
  const char c = char_at(text, end);
  const char next = char_at(text, end + 1);
  if (in(kGlueAfter, c)) return true;
  if (c == ':') return next == ':';
  if (c == '.') return kBytes[static_cast<unsigned char>(next)] == kLower;
  return c == '-' && next == '>';
}

// A given name cut short ("Cz. Miłosz").
bool short_name(std::string_view word) {
  static constexpr std::array<std::string_view, 20> kShortNames = {"Cz",   "Ch",   "Th",  "Sz",  "Sh",  "Yu",  "Ya",
                                                                   "Ph",   "Wm",   "Chr", "Chs", "Geo", "Jas", "Jos",
                                                                   "Thos", "Robt", "Edw", "Hr",  "Kh",  "Zh"};
  return std::find(kShortNames.begin(), kShortNames.end(), word) != kShortNames.end();
}

}  // namespace

void NameTokens::assign(std::string_view text, const std::vector<Masked>& masked) {
  text_ = text;
  tokens_.clear();
  any_candidate_ = false;
  cut(masked);
  mark_candidates();
}

bool NameTokens::column_gap_before(std::size_t i) const {
  if (i == 0 || !tokens_[i].space_before) return false;
  const std::uint32_t from = tokens_[i - 1].end, to = tokens_[i].start;
  return to >= from + 2 || tokens_[i].tab_before;
}

void NameTokens::add(TokenKind kind, std::uint32_t start, std::uint32_t end, std::uint64_t hash, bool space) {
  NameToken& token = tokens_.emplace_back();
  token.start = start;
  token.end = end;
  token.kind = kind;
  token.hash = hash;
  token.space_before = space;
}

void NameTokens::cut(const std::vector<Masked>& masked) {
  constexpr std::uint32_t kNoMask = ~std::uint32_t{0};
  auto mask = masked.begin();
  std::uint32_t masked_from = mask == masked.end() ? kNoMask : mask->start;
  bool space = true, tab = false;
  std::size_t marked = 0;  // tokens whose tab_before is known
  for (std::uint32_t at = 0; at < text_.size();) {
    if (tokens_.size() > marked) {
      tokens_[marked].tab_before = tab;
      tab = false;
    }
    marked = tokens_.size();
    if (at >= masked_from) {
      while (mask != masked.end() && mask->end <= at) ++mask;
      masked_from = mask == masked.end() ? kNoMask : mask->start;
      if (at >= masked_from) {
        add(TokenKind::masked, at, mask->end, 0, space);
        at = mask->end;
        space = false;
        continue;
      }
    }
    const Byte byte = kBytes[static_cast<unsigned char>(text_[at])];
    if (byte == kSpace) {
      tab |= text_[at] == '\t';
      ++at;
      space = true;
      continue;
    }
    if (byte == kLineEnd) {
      if (text_[at] == '\n') add(TokenKind::line_end, at, at + 1, '\n', space);
      ++at;
      space = true;
      continue;
    }
    LetterCase kind = LetterCase::none;
    const bool letter = ascii_letter(byte) || (byte == kHigh && letter_end(text_, at, kind) != at);
    if (letter) {
      at = cut_word(at, space);
    } else if (byte == kDigit) {
      const std::uint32_t start = at;
      while (byte_at(text_, at) == kDigit || ascii_letter(byte_at(text_, at)) ||
             (in(kInNumbers, char_at(text_, at)) && byte_at(text_, at + 1) == kDigit))
        ++at;
      add(TokenKind::number, start, at, at - start, space);
    } else {
      at = cut_masked(at, space);
    }
    space = false;
  }
  if (tokens_.size() > marked) tokens_[marked].tab_before = tab;
}

// "@Karen", "@Olumide Bakare": a mention of a person by the name, not a handle: a capital and lower case, and either a
// given name of the lists or a second such word.
bool NameTokens::mentions_person(std::uint32_t at, bool space) {
  if ((!space && at > 0) || byte_at(text_, at + 1) != kUpper) return false;
  const std::uint32_t end = lower_run(text_, at + 2);
  if (end < at + 4 || in(kLocalPart, char_at(text_, end)) || byte_at(text_, end) == kHigh) return false;
  if (recent_.look_up(word_hash_ascii(text_.substr(at + 1, end - at - 1))).given >= 2) return true;
  return char_at(text_, end) == ' ' && byte_at(text_, end + 1) == kUpper && byte_at(text_, end + 2) == kLower;
}

// Punctuation; where it shows that an address, a URL, a handle or a path stands here, all of that as one token.
std::uint32_t NameTokens::cut_masked(std::uint32_t at, bool space) {
  const char c = text_[at];
  std::uint32_t start = at, end = at + 1;
  if (c == '@' && mentions_person(at, space)) {
    add(TokenKind::punctuation, at, end, '@', space);
    return end;
  }
  if (c == '@') {
    while (start > 0 && in(kLocalPart, text_[start - 1])) --start;
    while (end < text_.size() && in(kLocalPart, text_[end])) ++end;
    while (end > at + 1 && !ascii_alnum(byte_at(text_, end - 1))) --end;
  } else if (c == ':' && text_.substr(at, 3) == "://") {
    while (start > 0 && ascii_letter(byte_at(text_, start - 1))) --start;
    while (end < text_.size() && byte_at(text_, end) != kSpace && byte_at(text_, end) != kLineEnd &&
           std::string_view("<>\"").find(text_[end]) == std::string_view::npos)
      ++end;
  } else if (c == '/' && space && ascii_alnum(byte_at(text_, at + 1))) {
    while (end < text_.size() && byte_at(text_, end) != kSpace && byte_at(text_, end) != kLineEnd) ++end;
  }
  if (end == at + 1 && start == at) {
    std::size_t next = at;
    const char32_t code_point = decode(text_, next);
    add(TokenKind::punctuation, at, static_cast<std::uint32_t>(next), code_point, space);
    return static_cast<std::uint32_t>(next);
  }
  while (!tokens_.empty() && tokens_.back().end > start) {
    space = tokens_.back().space_before;
    start = std::min(start, tokens_.back().start);
    tokens_.pop_back();
  }
  add(TokenKind::masked, start, end, 0, space);
  return end;
}

// The common word: ASCII letters of which at most the first is a capital, between plain characters. 0: not such a one.
std::uint32_t NameTokens::cut_plain_word(std::uint32_t start, bool space) {
  if (start > 0 && !in(kPlainBefore, text_[start - 1])) return 0;
  const bool capital = kBytes[static_cast<unsigned char>(text_[start])] == kUpper;
  const std::uint32_t at = lower_run(text_, start + 1);
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (at == size || at - start > 40 || (capital && at - start == 1)) return 0;
  const bool stop = text_[at] == '.' && !capital && at + 1 < size && (text_[at + 1] == ' ' || text_[at + 1] == '\n');
  if (!stop && !in(kPlainAfter, text_[at])) return 0;
  add(TokenKind::word, start, at, word_hash_within(text_, start, at), space);
  tokens_.back().shape = capital ? Shape::capital : Shape::lower;
  return at;
}

std::uint32_t NameTokens::cut_word(std::uint32_t start, bool space) {
  static const std::uint64_t kWww = word_hash_ascii("www");
  if (const std::uint32_t end = cut_plain_word(start, space)) return end;
  Letters letters;
  std::uint32_t at = start;
  bool dots = false, after_separator = false, after_lower = false;
  for (;;) {
    if (const std::uint32_t run = lower_run(text_, at); run != at) {
      letters.add_lower(run - at);
      after_lower = true;
      after_separator = false;
      at = run;
      continue;
    }
    LetterCase kind = LetterCase::none;
    std::uint32_t end = letter_end(text_, at, kind);
    if (end != at) {
      letters.add(kind == LetterCase::upper, after_separator, after_lower);
      after_lower = kind == LetterCase::lower;
      after_separator = false;
      at = end;
      continue;
    }
    LetterCase next = LetterCase::none;
    const std::uint32_t joined = joiner_end(text_, at);
    if (joined != at && letter_end(text_, joined, next) != joined && !dots && !possessive(text_, at, joined)) {
      letters.separators = after_separator = true;
      after_lower = false;
      at = joined;
      continue;
    }
    // "K.H.": a full stop behind a single capital, and what follows if it is the next such.
    if (char_at(text_, at) != '.' || letters.uppers != letters.count || (letters.count > 1 && !dots)) break;
    if (letters.separators) break;
    dots = true;
    ++at;
    const std::uint32_t hyphen = char_at(text_, at) == '-' ? at + 1 : at;  // "C.-H."
    end = letter_end(text_, hyphen, next);
    if (end == hyphen || next != LetterCase::upper || char_at(text_, end) != '.') break;
    at = hyphen;
  }
  const std::uint64_t hash = word_hash(text_.substr(start, at - start));
  const std::uint32_t word_end = at;
  if (letters.first_upper && !dots && char_at(text_, at) == '.' && at - start <= 6) {
    const WordClass kind = recent_.look_up(hash).kind;
    const bool title = kind == WordClass::title || kind == WordClass::suffix;
    if (title || short_name(text_.substr(start, at - start))) ++at;
  }
  add(TokenKind::word, start, at, hash, space);
  NameToken& token = tokens_.back();
  token.shape = shape_of(letters, dots);
  const std::string_view word = text_.substr(start, word_end - start);
  if (token.shape == Shape::mixed && letters.first_upper && inner_capital_of_names(word, letters.inner_at))
    token.shape = Shape::capital;
  token.glued = letters.count > 40 || token.shape == Shape::mixed || glue_before(text_, start) ||
                (word_end == at && !dots && glue_after(text_, at));
  if (!token.glued && start > 0 && text_[start - 1] == '.' && tokens_.size() >= 3) {
    const NameToken& before = tokens_[tokens_.size() - 3];
    token.glued = before.kind == TokenKind::word && before.end + 1 == start && before.glued;
  }
  if (word.size() == 3 && hash == kWww && char_at(text_, at) == '.') {
    while (at < text_.size() && byte_at(text_, at) != kSpace && byte_at(text_, at) != kLineEnd) ++at;
    tokens_.back().end = at;
    tokens_.back().kind = TokenKind::masked;
    return at;
  }
  const std::uint32_t joiner = joiner_end(text_, at);
  if (joiner != at && possessive(text_, at, joiner)) {
    add(TokenKind::punctuation, at, joiner + 1, 's', false);
    return joiner + 1;
  }
  return at;
}

}  // namespace trawl::detectors
