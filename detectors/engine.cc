// The pass over the text: class masks, marks, starts, RE2 anchored there.
#include "detectors/engine.h"

#include <re2/re2.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "detectors/bytes.h"

namespace trawl::detectors {
namespace {

constexpr std::size_t kTileBlocks = 64;  // 4 KiB of text and 4.5 KiB of masks stay in the first cache

// Where the next character begins behind text[at].
std::uint32_t next_character(std::string_view text, std::uint32_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

// Where the search goes on after a match.
std::uint32_t after(const Detector& detector, const Match& match, std::uint32_t taken) {
  if (taken != 0) return taken;
  return detector.refused == Refused::skip ? match.end : next_character(match.text, match.start);
}

}  // namespace

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::create(std::span<const Detector* const> detectors) {
  if (detectors.size() > 64) return fail(ErrorKind::internal, "more than 64 detectors in one engine");
  std::unique_ptr<Engine> engine(new Engine);
  RE2::Options options;
  options.set_log_errors(false);
  for (std::size_t i = 0; i < detectors.size(); ++i) {
    const Detector& detector = *detectors[i];
    // Detectors that take different things out of one match have one pattern, which is compiled once.
    const auto same =
        std::find_if(detectors.begin(), detectors.begin() + static_cast<std::ptrdiff_t>(i),
                     [&](const Detector* other) { return other->pattern == std::string_view(detector.pattern); });
    const auto earlier = static_cast<std::size_t>(same - detectors.begin());
    auto pattern = earlier < i ? engine->patterns_[earlier] : std::make_shared<RE2>(detector.pattern, options);
    if (!pattern->ok()) {
      return fail(ErrorKind::internal, "the pattern of " + std::string(detector.kind.name) + ": " + pattern->error());
    }
    engine->detectors_.push_back(&detector);
    engine->patterns_.push_back(std::move(pattern));
    const std::uint64_t bit = std::uint64_t{1} << i;
    engine->by_trigger_[static_cast<std::size_t>(detector.trigger)] |= bit;
    if (detector.trigger != Trigger::digits) continue;
    for (std::size_t length = 0; length < 32; ++length) {
      if (detector.run >> length & 1) engine->by_length_[length] |= bit;
    }
  }
  return engine;
}

void Engine::scan(std::string_view text, MatchSink& sink) {
  text_ = text;
  free_.assign(detectors_.size(), 0);
  carry_ = {};
  const std::size_t whole = text.size() / 64;
  for (std::size_t block = 0; block < whole; block += kTileBlocks) {
    scan_tile(block * 64, std::min(kTileBlocks, whole - block), sink);
  }
  if (text.size() % 64 == 0) return;
  char rest[64] = {};
  std::memcpy(rest, text.data() + whole * 64, text.size() % 64);
  ClassMasks masks;
  classify_(rest, 1, &masks);
  visit_marks(whole * 64, masks, sink);
}

void Engine::scan_tile(std::size_t begin, std::size_t blocks, MatchSink& sink) {
  std::array<ClassMasks, kTileBlocks> masks;
  classify_(text_.data() + begin, blocks, masks.data());
  for (std::size_t i = 0; i < blocks; ++i) visit_marks(begin + i * 64, masks[i], sink);
}

void Engine::visit_marks(std::size_t base, const ClassMasks& masks, MatchSink& sink) {
  const std::uint64_t digits = masks.digit & ~(masks.digit << 1 | carry_.digit >> 63);
  std::uint64_t capitals = masks.upper;
  for (int back = 1; back <= 5 && capitals != 0; ++back) {
    capitals &= masks.upper << back | carry_.upper >> (64 - back);
  }
  const std::uint64_t seventh = masks.upper << 6 | carry_.upper >> 58;
  capitals &= ~seventh;
  const std::uint64_t words_d = masks.dee & (masks.space << 1 | carry_.space >> 63);
  const std::uint64_t double_s = masks.ess & (masks.ess << 1 | carry_.ess >> 63);
  const std::uint64_t us = masks.ess & (masks.you << 1 | carry_.you >> 63);
  carry_ = {masks.digit, masks.upper, masks.space, masks.ess, masks.you};

  std::uint64_t marks = digits | masks.at | masks.colon | masks.dash | masks.equals | masks.open | masks.slash |
                        capitals | words_d | double_s | us;
  for (; marks != 0; marks &= marks - 1) {
    const std::uint64_t bit = marks & -marks;
    const auto at = static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(std::countr_zero(marks));
    if (digits & bit) {
      visit_digits(at, sink);
      continue;
    }
    std::uint64_t detectors = 0;
    const auto on = [&](Trigger trigger) { detectors |= by_trigger_[static_cast<std::size_t>(trigger)]; };
    if (masks.at & bit) on(Trigger::at);
    if (masks.colon & bit) on(Trigger::colon);
    if ((masks.colon | masks.equals) & bit) on(Trigger::equals);
    if ((masks.colon | masks.dash) & bit && byte_at(text_, at + 3) == text_[at]) on(Trigger::pairs);
    if (masks.open & bit) on(Trigger::bracket);
    if (masks.slash & bit) on(Trigger::slash);
    if (capitals & bit) on(Trigger::capitals);
    if (words_d & bit) on(Trigger::word_d);
    if (double_s & bit) on(Trigger::double_s);
    if (us & bit) on(Trigger::us);
    visit(detectors, {at, at + 1}, sink);
  }
}

void Engine::visit_digits(std::uint32_t at, MatchSink& sink) {
  std::uint32_t end = at + 1;
  while (end < text_.size() && is_digit(text_[end])) ++end;
  visit(by_length_[std::min<std::uint32_t>(end - at, 31)], {at, end}, sink);
}

void Engine::visit(std::uint64_t detectors, Mark mark, MatchSink& sink) {
  for (; detectors != 0; detectors &= detectors - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(detectors));
    mark.free = free_[i];
    const Starts starts = detectors_[i]->starts(text_, mark);
    if (starts.count != 0 && sink.worth_asking(i, mark)) try_starts(i, starts, sink);
  }
}

void Engine::try_starts(std::size_t detector, const Starts& starts, MatchSink& sink) {
  for (std::uint32_t i = 0; i < starts.count; ++i) {
    const std::uint32_t start = starts.at[i];
    if (start < free_[detector]) continue;
    re2::StringPiece found;
    if (!patterns_[detector]->Match(piece(text_), start, text_.size(), RE2::ANCHOR_START, &found, 1)) continue;
    const Match match{text_, start, start + static_cast<std::uint32_t>(found.size())};
    free_[detector] = after(*detectors_[detector], match, sink.match(detector, match));
  }
}

void Engine::scan_by_pattern(std::string_view text, MatchSink& sink) {
  for (std::size_t i = 0; i < detectors_.size(); ++i) {
    std::uint32_t from = 0;
    re2::StringPiece found;
    while (from <= text.size() && patterns_[i]->Match(piece(text), from, text.size(), RE2::UNANCHORED, &found, 1)) {
      const auto start = static_cast<std::uint32_t>(found.data() - text.data());
      const Match match{text, start, start + static_cast<std::uint32_t>(found.size())};
      from = after(*detectors_[i], match, sink.match(i, match));
    }
  }
}

}  // namespace trawl::detectors
