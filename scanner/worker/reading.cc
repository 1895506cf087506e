// One whole tree out of the pieces that workers leave: see reading.h.
#include "scanner/worker/reading.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace trawl::scanner {
namespace {

// An honest worker keeps the limits itself, and says so in the outcome; far beyond them it is not honest.
constexpr std::uint64_t kDepthSlack = 8;
constexpr std::uint64_t kMembersSlack = 1'000;
constexpr std::uint64_t kTextSlack = 64ull << 20;
constexpr std::uint64_t kPagesSlack = 1'000;

constexpr const char* kTooManyDeaths = "the rest was not read: too many parts killed their reader";
constexpr const char* kOtherResult = "the rest was not read: after its parser died, reading it again went otherwise";
constexpr const char* kStopped = "reading was stopped";

bool beyond(std::uint64_t value, std::uint64_t limit, std::uint64_t slack) {
  return value > slack && value - slack > limit;
}

// Multiply and fold: enough to notice that a parser did not repeat itself. A worker that wants to deceive need
// not repeat itself to do so.
std::uint64_t mixed(std::uint64_t digest, std::uint64_t value) {
  digest = (digest ^ value) * 0x9E3779B97F4A7C15ull;
  return digest ^ digest >> 29;
}

std::uint64_t mixed(std::uint64_t digest, std::string_view text) {
  constexpr std::size_t kEnd = 64;
  digest = mixed(digest, text.size());
  if (text.size() > 2 * kEnd) {
    digest = mixed(digest, text.substr(0, kEnd));
    text.remove_prefix(text.size() - kEnd);
  }
  for (; !text.empty(); text.remove_prefix(std::min<std::size_t>(text.size(), 8))) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), std::min<std::size_t>(text.size(), 8));
    digest = mixed(digest, word);
  }
  return digest;
}

}  // namespace

Reading::Reading(const PartHeader& header, const Limits& limits, PartSink& sink)
    : header_(header), limits_(limits), sink_(sink) {}

Reading::Position Reading::after(Position position, const Event& event) {
  ++position.events;
  std::uint64_t digest = mixed(position.digest, static_cast<std::uint64_t>(event.kind));
  if (event.kind == EventKind::enter) {
    ++position.parts;
    digest = mixed(digest, event.part.name);  // media type and size are not found of a part that is given up
  }
  if (event.kind == EventKind::text) {
    const TextBlock& block = event.block;
    digest = mixed(digest, static_cast<std::uint64_t>(block.kind) << 32 | block.row);
    digest = mixed(mixed(mixed(mixed(digest, block.line), block.text), block.label), block.anchor);
  }
  if (event.kind == EventKind::leave) digest = mixed(digest, static_cast<std::uint64_t>(event.outcome.kind));
  position.digest = digest;
  return position;
}

bool Reading::take(const Event& event) {
  if (complete_) return false;
  if (event.kind == EventKind::opening) return open(event.part);
  if (event.kind == EventKind::progressed) return progressed();
  pages_ = event.kind == EventKind::text ? pages_ : 0;
  if (event.kind == EventKind::leave || (event.kind == EventKind::enter && !opening_)) ++steps_;
  opening_.reset();
  position_ = after(position_, event);
  if (resume_at_) return repeat();
  switch (event.kind) {
    case EventKind::opening:
    case EventKind::progressed: return false;
    case EventKind::enter: return enter(event.part);
    case EventKind::text: return text(event.block);
    case EventKind::leave: return leave(event.outcome);
  }
  return false;
}

// One more event of those that the sink has had.
bool Reading::repeat() {
  if (position_.events < resume_at_->events) return true;
  const bool same = position_ == *resume_at_;
  resume_at_.reset();
  if (same) return true;
  const Outcome rest{OutcomeKind::partly, kOtherResult};
  close_all(*std::exchange(verdict_, std::nullopt), rest, rest);
  return false;
}

// No event to the sink: it only gives the worker more time, as often as a part may have pages.
bool Reading::progressed() {
  if (opening_ || open_.empty() || beyond(++pages_, limits_.pages, kPagesSlack)) return false;
  ++steps_;
  return true;
}

// Not an event of its own to the sink: it only matters when nothing follows.
bool Reading::open(const PartHeader& header) {
  if (opening_ || (verdict_ && !resume_at_)) return false;
  ++steps_;
  opening_ = header;
  return true;
}

bool Reading::enter(const PartHeader& header) {
  if (verdict_) return false;  // it was told not to touch this part
  if (beyond(open_.size(), limits_.depth, kDepthSlack)) return false;
  const bool root = open_.empty();
  if (beyond(position_.parts, limits_.parts, kMembersSlack)) return false;
  if (!root && beyond(++open_.back().members, limits_.members, kMembersSlack)) return false;
  open_.push_back({position_, 0, 0, wanted_});
  if (!wanted_) return true;
  if (!root) {
    wanted_ = sink_.enter(header);
    return true;
  }
  header_.media_type = header.media_type;
  if (header_.size == kUnknownSize) header_.size = header.size;
  wanted_ = sink_.enter(header_);
  return true;
}

bool Reading::text(const TextBlock& block) {
  if (verdict_ || open_.empty()) return false;
  open_.back().text_bytes += block.text.size();
  if (beyond(open_.back().text_bytes, limits_.text_bytes, kTextSlack)) return false;
  if (wanted_) wanted_ = sink_.text(block);
  return true;
}

bool Reading::leave(const Outcome& outcome) {
  if (open_.empty()) return false;
  const std::optional<Outcome> verdict = std::exchange(verdict_, std::nullopt);
  close(verdict ? *verdict : outcome);
  return true;
}

void Reading::close(const Outcome& outcome) {
  const bool shown = open_.back().shown;
  open_.pop_back();
  if (shown) sink_.leave(outcome);
  complete_ = open_.empty();
}

void Reading::close_all(const Outcome& innermost, const Outcome& container, const Outcome& others) {
  close(innermost);
  if (!open_.empty()) close(container);
  while (!open_.empty()) close(others);
}

bool Reading::died(const Outcome& outcome) {
  if (complete_) return false;
  ++deaths_;
  if (open_.empty()) opening_ = header_;  // before it had told anything
  if (opening_ && !resume_at_) {
    position_ = after(position_, {EventKind::enter, *opening_, {}, {}});
    enter(*opening_);
  }
  opening_.reset();
  if (!wanted_) {
    const Outcome stopped{OutcomeKind::partly, kStopped};
    close_all(stopped, stopped, stopped);
    return false;
  }
  if (!resume_at_) give_up_innermost(outcome);
  if (open_.size() == 1 || deaths_ >= limits_.crashes) {
    close_all(*std::exchange(verdict_, std::nullopt), {OutcomeKind::crashed, kTooManyDeaths},
              {OutcomeKind::partly, kTooManyDeaths});
    return false;
  }
  resume_at_ = open_.back().entered;
  position_ = {};
  return true;
}

// A part that is given up already killed its reader again, though it was not to be parsed: its container did, while
// it passed over the part.
void Reading::give_up_innermost(const Outcome& outcome) {
  if (verdict_) close(*verdict_);
  verdict_ = outcome;
  const std::uint64_t number = open_.back().entered.parts - 1;
  // Parts inside it are not met any more, and their numbers go to others.
  while (!given_up_.empty() && given_up_.back().first >= number) given_up_.pop_back();
  given_up_.emplace_back(number, outcome);
}

void Reading::abandon(std::string_view reason) {
  if (complete_) return;
  const Outcome rest{OutcomeKind::partly, std::string(reason)};
  close_all(verdict_.value_or(rest), rest, rest);
}

}  // namespace trawl::scanner
