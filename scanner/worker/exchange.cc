// One file and one worker: see exchange.h.
#include "scanner/worker/exchange.h"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <utility>

namespace trawl::scanner {
namespace {

using Clock = std::chrono::steady_clock;

// Often enough to know when a part began, seldom enough to cost nothing.
std::chrono::microseconds tick_for(const Limits& limits) {
  const std::chrono::microseconds limit = std::chrono::seconds(limits.part_seconds);
  return std::clamp<std::chrono::microseconds>(limit / 20, std::chrono::milliseconds(10),
                                               std::chrono::milliseconds(250));
}

// A part whose pages are recognised one by one may take so many times Limits::part_seconds, each page once.
constexpr int kStretch = 60;

std::string too_long(std::chrono::seconds time) { return "took longer than " + std::to_string(time.count()) + " s"; }

std::string in_words(std::uint64_t bytes) {
  constexpr std::uint64_t kMega = 1ull << 20, kGiga = 1ull << 30;
  if (bytes % kGiga == 0) return std::to_string(bytes / kGiga) + " GB";
  return std::to_string(bytes / kMega) + " MB";
}

}  // namespace

Exchange::Exchange(WorkerProcess& worker, Reading& reading, const Limits& limits)
    : worker_(worker), reading_(reading), limits_(limits), tick_(tick_for(limits)) {}

Ending Exchange::run(int descriptor, const PartHeader& header) {
  worker_.area().stop().store(0, std::memory_order_relaxed);
  worker_.channel().set_patience(tick_);
  if (!worker_.channel().send(pack(Request{header, reading_.given_up()}), descriptor)) return {Ending::not_begun, {}};
  steps_ = reading_.steps();
  while (true) {
    const Clock::time_point before = Clock::now();
    std::string_view bytes;
    const Receipt receipt = worker_.channel().receive(bytes);
    // Not more than a tick: this process may have been stopped.
    const auto waited = std::min<std::chrono::nanoseconds>(Clock::now() - before, tick_);
    waited_ += waited;
    waited_in_part_ += waited;
    if (receipt == Receipt::closed) return ended();
    const auto message = control_message(bytes);
    if (receipt == Receipt::message && !message) return killed(OutcomeKind::crashed, "its reader broke the protocol");
    std::optional<Ending> ending = message ? on_message(*message) : on_silence();
    if (ending) return *std::move(ending);
  }
}

std::optional<Ending> Exchange::on_message(const ControlMessage& message) {
  if (!take_events()) return killed(OutcomeKind::crashed, "its reader broke the protocol");
  if (message.type == MessageType::half_full && message.value == half_) {
    worker_.events().release(half_);
    half_ = 1 - half_;
    worker_.channel().send(bytes_of({MessageType::half_free, message.value}));  // gone? receive() will tell
    return std::nullopt;
  }
  if (message.type == MessageType::done && reading_.complete()) {
    worker_.events().release(half_);
    return Ending{};
  }
  if (message.type == MessageType::out_of_memory) {
    return killed(OutcomeKind::over_limit, "needs more than " + in_words(limits_.worker_bytes) + " of memory");
  }
  if (message.type == MessageType::failed) return killed(OutcomeKind::crashed, "the parser failed on it");
  return killed(OutcomeKind::crashed, "its reader broke the protocol");
}

// No message, but perhaps events. The time is up only when nothing was entered or left in it.
std::optional<Ending> Exchange::on_silence() {
  if (!take_events()) return killed(OutcomeKind::crashed, "its reader broke the protocol");
  const std::chrono::seconds most(limits_.part_seconds), most_in_part = kStretch * most;
  if (waited_ >= most) return killed(OutcomeKind::over_limit, too_long(most));
  if (waited_in_part_ >= most_in_part) return killed(OutcomeKind::over_limit, too_long(most_in_part));
  return std::nullopt;
}

// False when they are not events of a tree.
bool Exchange::take_events() {
  Event event;
  EventReader::Next next;
  while ((next = worker_.events().next(half_, event)) == EventReader::Next::event) {
    if (!reading_.take(event)) return false;
    if (!reading_.wanted()) worker_.area().stop().store(1, std::memory_order_relaxed);
  }
  if (reading_.steps() != steps_) waited_ = {};
  if (reading_.steps() != steps_ && reading_.pages() == 0) waited_in_part_ = {};
  steps_ = reading_.steps();
  return next == EventReader::Next::nothing;
}

Ending Exchange::killed(OutcomeKind kind, std::string reason) {
  worker_.kill();
  return {Ending::died, {kind, std::move(reason)}};
}

// It closed its socket: dead, or about to be. What it completed before is still there to be read.
Ending Exchange::ended() {
  const int status = worker_.kill();
  if (!take_events()) return {Ending::died, {OutcomeKind::crashed, "its reader broke the protocol"}};
  std::string how = "the parser ended without a result";
  if (status >= 0 && WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    how = signal == SIGSYS ? "the parser tried a forbidden system call"
                           : "the parser died on it (signal " + std::to_string(signal) + ")";
  }
  return {Ending::died, {OutcomeKind::crashed, std::move(how)}};
}

}  // namespace trawl::scanner
