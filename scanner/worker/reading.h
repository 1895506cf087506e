// Reading: the tree of one file as it comes from workers that may die, made into one whole tree for the sink.
//
// When a worker dies, the part that it was in is given up: another worker reads the same bytes again and does not
// touch that part. What the sink has had is compared and dropped, and what follows is passed on. No threads
// and no processes here: the host (host.cc) brings events and deaths.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/limits.h"
#include "core/part.h"
#include "scanner/worker/protocol.h"

namespace trawl::scanner {

class Reading {
 public:
  // The sink must outlive this object. The root passed on is `header` with the media type that the worker found, and
  // its size where `header` has none.
  Reading(const PartHeader& header, const Limits& limits, PartSink& sink);

  // The next event of the present worker. False: that is not how a tree is read; kill the worker and say died().
  bool take(const Event& event);

  // The worker died in the part that was opened or entered last, or was killed. True: have the file read again by
  // another one, which is told given_up(). False: the sink has got a whole tree.
  bool died(const Outcome& outcome);

  // After died() said true: nobody can read it again. The sink gets the rest of a whole tree.
  void abandon(std::string_view reason);

  bool complete() const { return complete_; }
  bool wanted() const { return wanted_; }                      // false: the sink said stop
  // Parts begun and left, and pages said to be behind it: how far the worker got.
  std::uint64_t steps() const { return steps_; }
  std::uint64_t pages() const { return pages_; }               // said to be behind it in the present part
  const GivenUp& given_up() const { return given_up_; }

 private:
  // A place in the stream of events, as every worker that has the same bytes and given_up() comes by it.
  struct Position {
    std::uint64_t events = 0;
    std::uint64_t parts = 0;   // entered
    std::uint64_t digest = 0;  // of kinds, names, numbers, lengths and the ends of texts
    bool operator==(const Position&) const = default;
  };
  struct OpenPart {
    Position entered;  // behind its enter
    std::uint64_t members = 0;
    std::uint64_t text_bytes = 0;
    bool shown = true;  // to the sink
  };

  static Position after(Position position, const Event& event);
  bool repeat();
  bool open(const PartHeader& header);
  bool enter(const PartHeader& header);
  bool text(const TextBlock& block);
  bool progressed();
  bool leave(const Outcome& outcome);
  void close(const Outcome& outcome);
  void close_all(const Outcome& innermost, const Outcome& container, const Outcome& others);
  void give_up_innermost(const Outcome& outcome);

  PartHeader header_;
  Limits limits_;
  PartSink& sink_;
  std::vector<OpenPart> open_;
  std::optional<PartHeader> opening_;  // begun but not entered yet
  Position position_;
  std::optional<Position> resume_at_;  // set: events are a repetition up to here
  std::optional<Outcome> verdict_;     // set: of the innermost part, which is given up and about to be left
  GivenUp given_up_;
  std::uint64_t steps_ = 0;
  std::uint64_t pages_ = 0;  // since a part was last begun or left
  std::uint32_t deaths_ = 0;
  bool wanted_ = true;
  bool complete_ = false;
};

}  // namespace trawl::scanner
