// Engine: finds the matches of many detectors in one pass over a text.
//
// scan() and scan_by_pattern() report the same matches of each detector in the same order; the second
// uses RE2 alone and is there as definition and for comparison. An engine belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "detectors/detector.h"
#include "detectors/marks.h"

namespace re2 {
class RE2;
}

namespace trawl::detectors {

class MatchSink {
 public:
  virtual ~MatchSink() = default;
  // Judges a match of detector number `detector`. Returns where what it takes ends (behind match.start,
  // at most match.end), and the search for this detector goes on from there; 0 when it refuses the match.
  virtual std::uint32_t match(std::size_t detector, const Match& match) = 0;
  // False when every match of the detector at this mark would be refused anyway.
  virtual bool worth_asking(std::size_t detector, Mark mark) {
    (void)detector, (void)mark;
    return true;
  }
};

class Engine {
 public:
  // At most 64 detectors, which must outlive the engine.
  static Result<std::unique_ptr<Engine>> create(std::span<const Detector* const> detectors);
  ~Engine();

  void scan(std::string_view text, MatchSink& sink);
  void scan_by_pattern(std::string_view text, MatchSink& sink);

  // For tests: another of the functions of marks.h.
  void use(Classify classify) { classify_ = classify; }

 private:
  Engine() = default;
  void scan_tile(std::size_t begin, std::size_t blocks, MatchSink& sink);
  void visit_marks(std::size_t base, const ClassMasks& masks, MatchSink& sink);
  void visit_digits(std::uint32_t at, MatchSink& sink);
  void visit(std::uint64_t detectors, Mark mark, MatchSink& sink);
  void try_starts(std::size_t detector, const Starts& starts, MatchSink& sink);

  // Bits of the block before the present one, to continue runs.
  struct Carry {
    std::uint64_t digit = 0;
    std::uint64_t upper = 0;
    std::uint64_t space = 0;
    std::uint64_t ess = 0;
    std::uint64_t you = 0;
  };

  std::vector<const Detector*> detectors_;
  std::vector<std::shared_ptr<re2::RE2>> patterns_;  // beside detectors_
  std::array<std::uint64_t, 32> by_length_{};          // detectors as bits, by length of a run of digits
  std::array<std::uint64_t, kTriggers> by_trigger_{};  // detectors as bits
  Classify classify_ = fastest_classify();
  std::string_view text_;
  std::vector<std::uint32_t> free_;  // of each detector, where the text that it has not taken begins
  Carry carry_;
};

}  // namespace trawl::detectors
