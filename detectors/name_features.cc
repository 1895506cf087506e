#include "detectors/name_features.h"

#include <algorithm>

namespace trawl::detectors {
namespace {

std::uint32_t mixed(std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
  std::uint64_t h = (kind + 1) * 0x9E3779B97F4A7C15ull ^ a * 0xBF58476D1CE4E5B9ull ^ (b + 0x632BE5ABull) * 0x94D049BB133111EBull ^
                    (c + 0x9E6C63D0ull) * 0xD6E8FEB86659FD93ull;
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ull;
  return static_cast<std::uint32_t>(h >> 32);
}

constexpr std::uint32_t kEdge = 1, kLineEnd = 2, kMasked = 3, kNumber = 4;

bool sentence_end(const NameToken& token) {
  if (token.kind == TokenKind::line_end) return true;
  return token.kind == TokenKind::punctuation && (token.hash == '.' || token.hash == '!' || token.hash == '?' || token.hash == ':' ||
                                                  token.hash == '"' || token.hash == 0x201C || token.hash == 0x201D);
}

bool article(std::string_view word) { return word == "the" || word == "The" || word == "a" || word == "an"; }

std::uint32_t few(std::size_t n, std::uint32_t most) { return static_cast<std::uint32_t>(std::min<std::size_t>(n, most)); }

std::uint32_t level(std::uint8_t bucket) { return bucket == 0 ? 0 : bucket <= 2 ? 1 : bucket == 3 ? 2 : 3; }

std::uint32_t near_character(std::string_view text, std::int64_t at) {
  if (at < 0 || at >= static_cast<std::int64_t>(text.size())) return ' ';
  const auto c = static_cast<unsigned char>(text[static_cast<std::size_t>(at)]);
  if (c >= 0x80) return 0x80;
  return c == '\n' || c == '\t' ? ' ' : c;
}

}  // namespace

std::uint32_t NameFeatures::word(std::ptrdiff_t i) const {
  if (i < 0 || i >= static_cast<std::ptrdiff_t>(tokens_.size())) return kEdge;
  const NameToken& token = tokens_[static_cast<std::size_t>(i)];
  switch (token.kind) {
    case TokenKind::word: return static_cast<std::uint32_t>(token.hash >> 32) | 0x100;
    case TokenKind::number: return kNumber + few(token.hash, 8);
    case TokenKind::line_end: return kLineEnd;
    case TokenKind::masked: return kMasked;
    case TokenKind::punctuation: break;
  }
  return static_cast<std::uint32_t>(token.hash) + 32;
}

std::uint32_t NameFeatures::shape(std::ptrdiff_t i) const {
  const std::uint32_t id = word(i);
  if (id < 0x100) return id;
  const NameToken& token = tokens_[static_cast<std::size_t>(i)];
  if (token.kind != TokenKind::word) return 0xFF;
  const std::uint32_t length = few((token.end - token.start) / 3, 4);
  return 0x200 + static_cast<std::uint32_t>(token.shape) * 16 + length * 2 + token.glued;
}

std::uint32_t NameFeatures::facts(std::ptrdiff_t i) const {
  const std::uint32_t id = word(i);
  if (id < 0x100) return id;
  const NameToken& token = tokens_[static_cast<std::size_t>(i)];
  if (token.kind != TokenKind::word) return 0xFF;
  return 0x1000 + (packed(token.facts) << 1 | (token.shape == Shape::lower));
}

std::uint32_t NameFeatures::coarse(std::ptrdiff_t i) const {
  const std::uint32_t id = word(i);
  if (id < 0x100) return id;
  const NameToken& token = tokens_[static_cast<std::size_t>(i)];
  if (token.kind != TokenKind::word) return 0xFF;
  const WordFacts& f = token.facts;
  if (token.shape == Shape::lower || token.shape == Shape::other) return 0x200 + static_cast<std::uint32_t>(f.kind);
  if (token.shape == Shape::initial || token.shape == Shape::initials) return 0x220;
  return 0x1000 + (level(f.given) | level(f.surname) << 2 | std::uint32_t{f.ordinary} << 4 | static_cast<std::uint32_t>(f.kind) << 6);
}

void NameFeatures::assign(std::span<const NameToken> tokens, std::string_view text, NameMemory& memory) {
  tokens_ = tokens;
  text_ = text;
  memory_ = &memory;
  line_ = {};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const NameToken& token = tokens[i];
    if (!token.candidate || token.kind != TokenKind::word) continue;
    std::uint32_t bits = memory.bits(token.hash) ? std::uint32_t{NameMemory::several} : 0;
    if (i > 0) {
      const NameToken& before = tokens[i - 1];
      if (before.kind == TokenKind::word) {
        if (before.facts.kind == WordClass::title && before.shape != Shape::lower) bits |= NameMemory::behind_title;
        if (before.candidate && before.facts.given >= 3 && before.facts.ordinary == 0) bits |= NameMemory::behind_given;
        if (before.shape == Shape::lower) bits |= NameMemory::in_sentence;
        if (article(text.substr(before.start, before.end - before.start))) bits |= NameMemory::behind_article;
      } else if (!sentence_end(before)) {
        bits |= NameMemory::in_sentence;
      }
    }
    if (i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::word &&
        (tokens[i + 1].facts.kind == WordClass::organisation || tokens[i + 1].facts.kind == WordClass::street))
      bits |= NameMemory::before_thing;
    if (token.facts.given >= 3 && i + 1 < tokens.size() && tokens[i + 1].candidate) bits |= NameMemory::before_name;
    memory.add(token.hash, bits | 0x8000);
  }
  for (const NameToken& token : tokens)
    if (token.kind == TokenKind::word && token.shape == Shape::lower) memory.add_if_known(token.hash, NameMemory::lower_case);
}

void NameFeatures::enter_line(std::size_t i) {
  Line line;
  line.first = i;
  while (line.first > 0 && tokens_[line.first - 1].kind != TokenKind::line_end) --line.first;
  line.last = i;
  std::uint32_t words = 0, capitals = 0;
  while (line.last < tokens_.size() && tokens_[line.last].kind != TokenKind::line_end) ++line.last;
  for (std::size_t k = line.first; k < line.last; ++k) {
    const NameToken& token = tokens_[k];
    if (token.kind == TokenKind::word) {
      ++words;
      capitals += token.shape != Shape::lower;
      continue;
    }
    if (token.kind != TokenKind::punctuation) continue;
    if (token.hash == ':' && line.label == 0 && k > line.first && k < line.first + 6) {
      line.label = word(static_cast<std::ptrdiff_t>(k) - 1);
      line.colon = k;
    }
    line.semicolons |= token.hash == ';';
  }
  line.capitals = words == 0 ? 0 : few(capitals * 4 / words, 3);
  line.counted = line.label ? line.colon : line.first;
  if (line.first > 0) {
    std::size_t before = line.first - 1;
    while (before > 0 && tokens_[before - 1].kind != TokenKind::line_end) --before;
    line.previous = before == line.first - 1 ? 1 : mixed(0, word(static_cast<std::ptrdiff_t>(before)), few(line.first - 1 - before, 5));
  }
  line_ = line;
}

void NameFeatures::spelling_keys(const NameToken& token, FeatureKeys& out) const {
  const std::string_view spelling = text_.substr(token.start, token.end - token.start);
  std::uint64_t front = 0, back = 0;
  for (std::size_t n = 1; n <= 4 && n <= spelling.size(); ++n) {
    const auto lowered = [](char c) { return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c); };
    front = front << 8 | lowered(spelling[n - 1]);
    back = back << 8 | lowered(spelling[spelling.size() - n]);
    if (n > 1) out.add(mixed(10, front, n));
    out.add(mixed(11, back, n));
    if (n == 3) out.add(mixed(12, back, static_cast<std::uint64_t>(token.shape), level(token.facts.given) * 4 + level(token.facts.surname)));
  }
  const bool hyphen = spelling.find('-') != std::string_view::npos;
  const bool quote = spelling.find('\'') != std::string_view::npos || spelling.find("\u2019") != std::string_view::npos;
  const bool foreign = std::any_of(spelling.begin(), spelling.end(), [](char c) { return c & 0x80; });
  out.add(mixed(13, hyphen * 4u + quote * 2u + foreign, static_cast<std::uint64_t>(token.shape)));
}

void NameFeatures::window_keys(std::ptrdiff_t i, FeatureKeys& out) const {
  const std::uint32_t w0 = word(i), w1 = word(i + 1), w2 = word(i + 2), p1 = word(i - 1), p2 = word(i - 2);
  out.add(mixed(20, w0));
  out.add(mixed(21, w1));
  out.add(mixed(22, w2));
  out.add(mixed(23, p1));
  out.add(mixed(24, p2));
  out.add(mixed(25, p1, w0));
  out.add(mixed(26, w0, w1));
  out.add(mixed(27, p2, p1));
  out.add(mixed(28, w1, w2));
  out.add(mixed(29, p1, w1));
  const std::uint32_t s0 = shape(i), s1 = shape(i + 1), s2 = shape(i + 2), r1 = shape(i - 1), r2 = shape(i - 2);
  out.add(mixed(30, s0));
  out.add(mixed(31, s0, s1));
  out.add(mixed(32, r1, s0));
  out.add(mixed(33, r1, s0, s1));
  out.add(mixed(34, s0, s1, s2));
  out.add(mixed(35, r2, r1, s0));
  const std::uint32_t f0 = facts(i), c0 = coarse(i), c1 = coarse(i + 1), c2 = coarse(i + 2), d1 = coarse(i - 1), d2 = coarse(i - 2);
  out.add(mixed(40, f0));
  out.add(mixed(41, f0, s0));
  out.add(mixed(42, facts(i + 1)));
  out.add(mixed(43, facts(i - 1)));
  out.add(mixed(44, c0, c1));
  out.add(mixed(45, d1, c0));
  out.add(mixed(46, d1, c0, c1));
  out.add(mixed(47, c0, c1, c2));
  out.add(mixed(48, d2, d1, c0));
  out.add(mixed(49, p1, c0));
  out.add(mixed(50, c0, w1));
  out.add(mixed(51, p1, c0, c1));
  out.add(mixed(52, d1, c0, w1));
  out.add(mixed(53, c1, c2, coarse(i + 3)));
  out.add(mixed(54, r1, c0, s1));
}

void NameFeatures::tag_keys(std::ptrdiff_t i, std::uint32_t tags, std::uint32_t previous, FeatureKeys& out) const {
  out.add(mixed(60, previous));
  out.add(mixed(61, tags));
  out.add(mixed(62, previous, coarse(i)));
  out.add(mixed(63, previous, shape(i)));
  out.add(mixed(64, previous, word(i)));
  out.add(mixed(65, previous, coarse(i), coarse(i + 1)));
  out.add(mixed(66, previous, coarse(i - 1), shape(i + 1)));
  out.add(mixed(67, previous, word(i + 1)));
  out.add(mixed(68, tags, coarse(i), shape(i + 1)));
}

void NameFeatures::line_keys(std::size_t i, std::uint32_t previous, FeatureKeys& out) {
  if (i >= line_.last || i == 0) enter_line(i);
  for (; line_.counted < i; ++line_.counted) {
    const NameToken& counted = tokens_[line_.counted];
    if (counted.kind == TokenKind::masked) line_.commas = 1;  // the comma behind an address closes it
    if (counted.kind != TokenKind::punctuation) continue;
    if (counted.hash == ';' || counted.hash == '>') line_.commas = counted.hash == '>';
    line_.commas += counted.hash == ',';
  }
  const std::uint32_t from_start = few(i - line_.first, 4), to_end = few(line_.last - 1 - i, 4);
  const std::uint32_t length = few(line_.last - line_.first, 6);
  const auto at = static_cast<std::ptrdiff_t>(i);
  const bool behind_label = line_.label != 0 && i > line_.colon;
  const std::uint32_t label = behind_label ? line_.label : 0;
  out.add(mixed(70, from_start, to_end));
  out.add(mixed(71, from_start, to_end, coarse(at)));
  out.add(mixed(72, length, from_start, shape(at)));
  out.add(mixed(73, line_.capitals, shape(at), coarse(at)));
  out.add(mixed(74, label, shape(at)));
  if (behind_label) {
    const std::uint32_t state = line_.commas % 2 * 2 + line_.semicolons;
    out.add(mixed(75, label, state, word(at - 1) < 0x100 ? word(at - 1) : 0));
    out.add(mixed(76, label, state * 8 + previous, word(at + 1) < 0x100 ? word(at + 1) : 0));
    out.add(mixed(77, state * 8 + previous, coarse(at), coarse(at + 2)));
  }
  if (from_start <= 1) out.add(mixed(78, line_.previous, from_start, to_end));
  if (from_start == 0) out.add(mixed(79, line_.previous, to_end, coarse(at)));
  const bool opens_sentence = i == 0 || sentence_end(tokens_[i - 1]);
  out.add(mixed(80, opens_sentence, coarse(at)));
  out.add(mixed(81, opens_sentence, coarse(at), word(at + 1)));
  const NameToken& token = tokens_[i];
  out.add(mixed(82, near_character(text_, static_cast<std::int64_t>(token.start) - 1), near_character(text_, token.end)));
}

void NameFeatures::document_keys(std::ptrdiff_t i, FeatureKeys& out) const {
  const NameToken& token = tokens_[static_cast<std::size_t>(i)];
  if (token.kind != TokenKind::word) return;
  const std::uint32_t bits = memory_->bits(token.hash) & 0x7FFF;
  out.add(mixed(90, bits));
  out.add(mixed(91, bits & (NameMemory::was_name | NameMemory::was_none | NameMemory::lower_case), coarse(i)));
  out.add(mixed(92, bits & (NameMemory::behind_title | NameMemory::behind_given | NameMemory::before_name), coarse(i)));
  out.add(mixed(93, bits & (NameMemory::in_sentence | NameMemory::several | NameMemory::lower_case), coarse(i)));
  out.add(mixed(95, bits & (NameMemory::behind_article | NameMemory::before_thing | NameMemory::behind_title), coarse(i)));
  if (static_cast<std::size_t>(i) + 1 < tokens_.size() && tokens_[static_cast<std::size_t>(i) + 1].candidate)
    out.add(mixed(94, memory_->bits(tokens_[static_cast<std::size_t>(i) + 1].hash) & 0x7FFF, coarse(i)));
}

void NameFeatures::keys(std::size_t i, NameTag previous, NameTag before, FeatureKeys& out) {
  out.count = 0;
  const auto tag = static_cast<std::uint32_t>(previous);
  const auto at = static_cast<std::ptrdiff_t>(i);
  out.add(mixed(1, 0));
  if (tokens_[i].kind == TokenKind::word) spelling_keys(tokens_[i], out);
  window_keys(at, out);
  tag_keys(at, tag * 8 + static_cast<std::uint32_t>(before), tag, out);
  line_keys(i, tag, out);
  document_keys(at, out);
}

}  // namespace trawl::detectors
