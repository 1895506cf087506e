#include "detectors/name_features.h"

#include <algorithm>

namespace trawl::detectors {
namespace {

std::uint32_t mixed(std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
  std::uint64_t h = (kind + 1) * 0x9E3779B97F4A7C15ull ^ a * 0xBF58476D1CE4E5B9ull ^
                    (b + 0x632BE5ABull) * 0x94D049BB133111EBull ^ (c + 0x9E6C63D0ull) * 0xD6E8FEB86659FD93ull;
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ull;
  return static_cast<std::uint32_t>(h >> 32);
}

constexpr std::uint32_t kEdge = 1, kLineEnd = 2, kMasked = 3, kNumber = 4;

bool sentence_end(const NameToken& token) {
  if (token.kind == TokenKind::line_end) return true;
  return token.kind == TokenKind::punctuation &&
         (token.hash == '.' || token.hash == '!' || token.hash == '?' || token.hash == ':' || token.hash == '"' ||
          token.hash == 0x201C || token.hash == 0x201D);
}

bool article(std::string_view word) {
  return word == "the" || word == "The" || word == "a" || word == "an";
}

bool is_colon(std::span<const NameToken> tokens, std::size_t i) {
  return i < tokens.size() && tokens[i].kind == TokenKind::punctuation && tokens[i].hash == ':';
}

// The first word of a line, with at most two tokens between it and a colon ("Laura B: ok").
bool before_colon(std::span<const NameToken> tokens, std::size_t i) {
  if (i > 0 && tokens[i - 1].kind != TokenKind::line_end) return false;
  for (std::size_t k = i + 1; k < i + 4 && k < tokens.size() && tokens[k].kind != TokenKind::line_end; ++k)
    if (is_colon(tokens, k)) return true;
  return false;
}

std::uint32_t few(std::size_t n, std::uint32_t most) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(n, most));
}

std::uint32_t level(std::uint8_t bucket) {
  return bucket == 0 ? 0 : bucket <= 2 ? 1 : bucket == 3 ? 2 : 3;
}

std::uint32_t near_character(std::string_view text, std::int64_t at) {
  if (at < 0 || at >= static_cast<std::int64_t>(text.size())) return ' ';
  const auto c = static_cast<unsigned char>(text[static_cast<std::size_t>(at)]);
  if (c >= 0x80) return 0x80;
  return c == '\n' ? ' ' : c;
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

NameFeatures::Grain NameFeatures::grain(std::ptrdiff_t i) const {
  Grain grain;
  grain.word = grain.shape = grain.facts = grain.coarse = word(i);
  if (i < 0 || i >= static_cast<std::ptrdiff_t>(tokens_.size())) return grain;
  const NameToken& token = tokens_[static_cast<std::size_t>(i)];
  if (token.kind != TokenKind::word) return grain;
  const WordFacts& f = token.facts;
  grain.shape =
      0x200 + static_cast<std::uint32_t>(token.shape) * 16 + few((token.end - token.start) / 3, 4) * 2 + token.glued;
  grain.facts = 0x1000 + (packed(f) << 1 | (token.shape == Shape::lower));
  const bool lower_case_name = token.candidate && f.kind != WordClass::particle;
  if (token.shape == Shape::other || (token.shape == Shape::lower && !lower_case_name)) {
    grain.coarse = 0x200 + static_cast<std::uint32_t>(f.kind);
  } else if (token.shape == Shape::initial || token.shape == Shape::initials) {
    grain.coarse = 0x220;
  } else {
    grain.coarse = (token.shape == Shape::lower ? 0x2000 : 0x1000) + (level(f.given) | level(f.surname) << 2 |
                                                                      std::uint32_t{f.ordinary} << 4 |
                                                                      static_cast<std::uint32_t>(f.kind) << 6);
  }
  return grain;
}

void NameFeatures::assign(std::span<const NameToken> tokens, std::string_view text, NameMemory& memory) {
  tokens_ = tokens;
  text_ = text;
  memory_ = &memory;
  line_ = {};
  for (View& view : views_) view.token = kNone;
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
    if (before_colon(tokens, i))
      bits |= memory.bits(token.hash) & NameMemory::opens_line ? NameMemory::speaker : NameMemory::opens_line;
    memory.add(token.hash, bits | 0x8000);
  }
  for (const NameToken& token : tokens)
    if (token.kind == TokenKind::word && token.shape == Shape::lower && !token.candidate)
      memory.add_if_known(token.hash, NameMemory::lower_case);
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
    line.previous = before == line.first - 1
                        ? 1
                        : mixed(0, word(static_cast<std::ptrdiff_t>(before)), few(line.first - 1 - before, 5));
  }
  line_ = line;
}

void NameFeatures::spelling_keys(const NameToken& token, FeatureKeys& out) const {
  Writer to(out);
  const std::string_view spelling = text_.substr(token.start, token.end - token.start);
  std::uint64_t front = 0, back = 0;
  for (std::size_t n = 1; n <= 4 && n <= spelling.size(); ++n) {
    const auto lowered = [](char c) { return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c); };
    front = front << 8 | lowered(spelling[n - 1]);
    back = back << 8 | lowered(spelling[spelling.size() - n]);
    if (n > 1) to.add(mixed(10, front, n));
    to.add(mixed(11, back, n));
    if (n == 3)
      to.add(mixed(12, back, static_cast<std::uint64_t>(token.shape),
                   level(token.facts.given) * 4 + level(token.facts.surname)));
  }
  const bool hyphen = spelling.find('-') != std::string_view::npos;
  const bool quote = spelling.find('\'') != std::string_view::npos || spelling.find("\u2019") != std::string_view::npos;
  const bool foreign = std::any_of(spelling.begin(), spelling.end(), [](char c) { return c & 0x80; });
  to.add(mixed(13, hyphen * 4u + quote * 2u + foreign, static_cast<std::uint64_t>(token.shape)));
}

void NameFeatures::window_keys(const Window& window, FeatureKeys& out) const {
  Writer to(out);
  const auto [a, b, c, d, e, f] = window;  // copies: no key overwrites them
  to.add(mixed(20, c.word));
  to.add(mixed(21, d.word));
  to.add(mixed(22, e.word));
  to.add(mixed(23, b.word));
  to.add(mixed(24, a.word));
  to.add(mixed(25, b.word, c.word));
  to.add(mixed(26, c.word, d.word));
  to.add(mixed(27, a.word, b.word));
  to.add(mixed(28, d.word, e.word));
  to.add(mixed(29, b.word, d.word));
  to.add(mixed(30, c.shape));
  to.add(mixed(31, c.shape, d.shape));
  to.add(mixed(32, b.shape, c.shape));
  to.add(mixed(33, b.shape, c.shape, d.shape));
  to.add(mixed(34, c.shape, d.shape, e.shape));
  to.add(mixed(35, a.shape, b.shape, c.shape));
  to.add(mixed(40, c.facts));
  to.add(mixed(41, c.facts, c.shape));
  to.add(mixed(42, d.facts));
  to.add(mixed(43, b.facts));
  to.add(mixed(44, c.coarse, d.coarse));
  to.add(mixed(45, b.coarse, c.coarse));
  to.add(mixed(46, b.coarse, c.coarse, d.coarse));
  to.add(mixed(47, c.coarse, d.coarse, e.coarse));
  to.add(mixed(48, a.coarse, b.coarse, c.coarse));
  to.add(mixed(49, b.word, c.coarse));
  to.add(mixed(50, c.coarse, d.word));
  to.add(mixed(51, b.word, c.coarse, d.coarse));
  to.add(mixed(52, b.coarse, c.coarse, d.word));
  to.add(mixed(53, d.coarse, e.coarse, f.coarse));
  to.add(mixed(54, b.shape, c.coarse, d.shape));
}

void NameFeatures::tag_keys(std::uint32_t tags, std::uint32_t previous, FeatureKeys& out) const {
  Writer to(out);
  const Grain before = at(-1), here = at(0), next = at(1);
  to.add(mixed(60, previous));
  to.add(mixed(61, tags));
  to.add(mixed(62, previous, here.coarse));
  to.add(mixed(63, previous, here.shape));
  to.add(mixed(64, previous, here.word));
  to.add(mixed(65, previous, here.coarse, next.coarse));
  to.add(mixed(66, previous, before.coarse, next.shape));
  to.add(mixed(67, previous, next.word));
  to.add(mixed(68, tags, here.coarse, next.shape));
}

void NameFeatures::line_keys(std::size_t i, std::uint32_t previous, FeatureKeys& out) {
  Writer to(out);
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
  const Grain here = at(0), next = at(1);
  const bool behind_label = line_.label != 0 && i > line_.colon;
  const std::uint32_t label = behind_label ? line_.label : 0;
  to.add(mixed(70, from_start, to_end));
  to.add(mixed(71, from_start, to_end, here.coarse));
  to.add(mixed(72, length, from_start, here.shape));
  to.add(mixed(73, line_.capitals, here.shape, here.coarse));
  to.add(mixed(74, label, here.shape));
  if (behind_label) {
    const std::uint32_t state = line_.commas % 2 * 2 + line_.semicolons;
    to.add(mixed(75, label, state, at(-1).word < 0x100 ? at(-1).word : 0));
    to.add(mixed(76, label, state * 8 + previous, next.word < 0x100 ? next.word : 0));
    to.add(mixed(77, state * 8 + previous, here.coarse, at(2).coarse));
  }
  if (from_start <= 1) to.add(mixed(78, line_.previous, from_start, to_end));
  if (from_start == 0) to.add(mixed(79, line_.previous, to_end, here.coarse));
  const bool opens_sentence = i == 0 || sentence_end(tokens_[i - 1]);
  to.add(mixed(80, opens_sentence, here.coarse));
  to.add(mixed(81, opens_sentence, here.coarse, next.word));
  const NameToken& token = tokens_[i];
  to.add(
      mixed(82, near_character(text_, static_cast<std::int64_t>(token.start) - 1), near_character(text_, token.end)));
}

void NameFeatures::document_keys(std::size_t i, FeatureKeys& out) const {
  Writer to(out);
  const NameToken& token = tokens_[i];
  if (token.kind != TokenKind::word) return;
  const std::uint32_t bits = memory_->bits(token.hash) & 0x7FFF;
  to.add(mixed(90, bits));
  to.add(mixed(91, bits & (NameMemory::was_name | NameMemory::was_none | NameMemory::lower_case), at(0).coarse));
  to.add(
      mixed(92, bits & (NameMemory::behind_title | NameMemory::behind_given | NameMemory::before_name), at(0).coarse));
  to.add(mixed(93, bits & (NameMemory::in_sentence | NameMemory::several | NameMemory::lower_case), at(0).coarse));
  to.add(mixed(95, bits & (NameMemory::behind_article | NameMemory::before_thing | NameMemory::behind_title),
               at(0).coarse));
  to.add(mixed(96, bits & (NameMemory::opens_line | NameMemory::speaker), at(0).coarse));
  if (i + 1 < tokens_.size() && tokens_[i + 1].candidate)
    to.add(mixed(94, memory_->bits(tokens_[i + 1].hash) & 0x7FFF, at(0).coarse));
}

// The window of to.token, with what it shares with an earlier one.
void NameFeatures::move_window(const View& from, View& to) const {
  std::size_t steps = to.window.size();
  if (from.token < to.token) steps = std::min(to.token - from.token, steps);
  std::copy(from.window.begin() + static_cast<std::ptrdiff_t>(steps), from.window.end(), to.window.begin());
  for (std::size_t k = to.window.size() - steps; k < to.window.size(); ++k)
    to.window[k] = grain(static_cast<std::ptrdiff_t>(to.token + k) - 2);
}

const FeatureKeys& NameFeatures::look_ahead(std::size_t i) {
  View& view = views_[1 - here_];
  view.token = i;
  move_window(views_[here_], view);
  view.keys.count = 0;
  view.keys.keys[view.keys.count++] = mixed(1, 0);
  if (tokens_[i].kind == TokenKind::word) spelling_keys(tokens_[i], view.keys);
  window_keys(view.window, view.keys);
  view.fixed = view.keys.count;
  return view.keys;
}

const FeatureKeys& NameFeatures::keys(std::size_t i, NameTag previous, NameTag before) {
  if (views_[here_].token != i) {
    if (views_[1 - here_].token != i) look_ahead(i);
    here_ = 1 - here_;
  }
  FeatureKeys& keys = views_[here_].keys;
  keys.count = views_[here_].fixed;
  const auto tag = static_cast<std::uint32_t>(previous);
  tag_keys(tag * 8 + static_cast<std::uint32_t>(before), tag, keys);
  line_keys(i, tag, keys);
  document_keys(i, keys);
  return keys;
}

}  // namespace trawl::detectors
