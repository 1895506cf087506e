#include "detectors/name_tagger.h"

#include <algorithm>
#include <limits>

namespace trawl::detectors {
namespace {

constexpr unsigned bit(NameTag tag) {
  return 1u << static_cast<unsigned>(tag);
}

struct Choice {
  NameTag tag = NameTag::outside;
  std::int32_t margin = 0;
};

// The next candidate that is near enough for its weights to stay in the cache, or tokens.size().
std::size_t next_candidate(std::span<const NameToken> tokens, std::size_t i) {
  const std::size_t end = std::min(tokens.size(), i + 64);
  for (std::size_t next = i + 1; next < end; ++next)
    if (tokens[next].candidate) return next;
  return tokens.size();
}

Choice best_of(const TagScores& scores, unsigned allowed) {
  Choice choice;
  std::int32_t best = std::numeric_limits<std::int32_t>::min(), second = best;
  for (int tag = 0; tag < kNameTags; ++tag) {
    if (!(allowed >> tag & 1)) continue;
    const std::int32_t score = scores[static_cast<std::size_t>(tag)];
    if (score > best) {
      second = best;
      best = score;
      choice.tag = static_cast<NameTag>(tag);
    } else if (score > second) {
      second = score;
    }
  }
  choice.margin =
      second == std::numeric_limits<std::int32_t>::min() ? std::numeric_limits<std::int32_t>::max() : best - second;
  return choice;
}

}  // namespace

unsigned allowed_tags(std::span<const NameToken> tokens, std::size_t i, NameTag previous) {
  constexpr std::uint32_t kColumnGap = 3;  // blanks between columns of a form
  const bool goes_on = i + 1 < tokens.size() && tokens[i + 1].candidate &&
                       tokens[i + 1].start < tokens[i].end + kColumnGap && !tokens[i + 1].tab_before;
  const bool comma = tokens[i].kind == TokenKind::punctuation;
  const bool particle = !comma && tokens[i].shape == Shape::lower && tokens[i].facts.kind == WordClass::particle;
  if (opens(previous)) {
    if (comma || particle) return goes_on ? bit(NameTag::inside) : bit(NameTag::last);
    return goes_on ? bit(NameTag::inside) | bit(NameTag::last) : bit(NameTag::last);
  }
  if (comma) return bit(NameTag::outside);
  if (!goes_on) return particle ? bit(NameTag::outside) : bit(NameTag::outside) | bit(NameTag::unit);
  if (particle) return bit(NameTag::outside) | bit(NameTag::begin);
  return bit(NameTag::outside) | bit(NameTag::begin) | bit(NameTag::unit);
}

void NameTagger::tag(std::span<const NameToken> tokens, std::string_view text, NameMemory& memory, std::int32_t bias,
                     std::vector<TaggedName>& out) {
  features_.assign(tokens, text, memory);
  NameTag previous = NameTag::outside, before = NameTag::outside;
  TaggedName name;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    NameTag tag = NameTag::outside;
    if (tokens[i].candidate) {
      const unsigned allowed = allowed_tags(tokens, i, previous);
      if (allowed != bit(NameTag::outside)) {
        TagScores scores;
        const FeatureKeys& keys = features_.keys(i, previous, before);
        const std::size_t next = next_candidate(tokens, i);
        if (next < tokens.size()) model_.prefetch(features_.look_ahead(next));
        model_.score(keys, scores);
        scores[0] -= bias;
        const Choice choice = best_of(scores, allowed);
        tag = choice.tag;
        if (tag == NameTag::begin || tag == NameTag::unit) name = {static_cast<std::uint32_t>(i), 0, choice.margin};
        name.margin = std::min(name.margin, choice.margin);
      }
      if (tokens[i].kind == TokenKind::word)
        memory.add(tokens[i].hash, tag == NameTag::outside ? NameMemory::was_none : NameMemory::was_name);
    }
    if (tag == NameTag::last || tag == NameTag::unit) {
      name.last = static_cast<std::uint32_t>(i) + 1;
      out.push_back(name);
    }
    before = previous;
    previous = tag;
  }
}

}  // namespace trawl::detectors
