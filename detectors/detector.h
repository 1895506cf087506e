// Detector: what one kind of identifier is made of. One file a kind; all.inc lists them.
//
// A detector is a pattern (RE2) that finds places and a check that judges each. The engine reads the
// text once and asks the detector only at marked places (Trigger), where `starts` says in some byte
// comparisons whether and where a match of the pattern could begin there. What the pattern alone
// finds in the whole text stays the definition, and `starts` must never leave one of its matches out:
// tests/detectors/engine_differential_test.cc compares the two.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/finding.h"
#include "detectors/detector_set.h"

namespace trawl::detectors {

class Context;

// What the engine marks in a text. The mark is the position of the named byte.
enum class Trigger : std::uint8_t {
  digits,    // the first digit of a run of digits
  at,        // '@'
  colon,     // ':'
  equals,    // '=' or ':'
  pairs,     // ':' or '-' with the same byte three further on ("00:1A:2B")
  capitals,  // the sixth capital of a run of capitals
  bracket,   // '[' or '('
  word_d,    // 'd' or 'D' behind a space ("jo at acme dot com")
  slash,     // '/'
  double_s,  // the second 's' of "ss" in either case ("password")
  us,        // the 's' of "us" in either case ("user")
};
inline constexpr std::size_t kTriggers = 11;

// A mark: of a run of digits `end` is the position behind it, else at + 1.
struct Mark {
  std::uint32_t at;
  std::uint32_t end;
  std::uint32_t free = 0;  // text before it is taken by an earlier match of the same detector
  std::uint32_t length() const { return end - at; }
};

// Where a match could begin, ascending.
struct Starts {
  std::array<std::uint32_t, 3> at{};
  std::uint32_t count = 0;
  void add(std::int64_t start) { at[count++] = static_cast<std::uint32_t>(start); }
  static Starts none() { return {}; }
  static Starts one(std::int64_t start) {
    Starts starts;
    starts.add(start);
    return starts;
  }
};

// Starts of one mark must not lie before starts of an earlier mark.
using FindStarts = Starts (*)(std::string_view text, Mark mark);

// For Trigger::digits: lengths of the run that can begin a match, as bits; bit 31 stands for 31 and more.
using Lengths = std::uint32_t;
constexpr Lengths lengths(int from, int to) {
  return (to >= 31 ? ~0u : (1u << (to + 1)) - 1) & ~((1u << from) - 1);
}
inline constexpr Lengths kAnyLength = ~0u;

// A match of the pattern in normalised text.
struct Match {
  std::string_view text;
  std::uint32_t start;
  std::uint32_t end;
  std::string_view view() const { return text.substr(start, end - start); }
};

// What a check makes of a match. The span may be narrowed, never widened to the left.
struct Verdict {
  Confidence confidence = Confidence::possible;
  std::string value;     // canonical
  std::string evidence;  // words, without the value
  std::string tags;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint32_t distance = 1000;  // bytes to the word that says what it is; 0: labelled; decides overlaps
};

// False: this is none.
using Check = bool (*)(const Match& match, Context& context, Verdict& verdict);

// What happens to the text of a match that the check refused.
enum class Refused : std::uint8_t {
  next_start,  // the search goes on one byte behind its start
  skip,        // the search goes on behind its end
};

struct Detector {
  Kind kind;
  const char* pattern;
  Trigger trigger;
  Lengths run = kAnyLength;  // only for Trigger::digits
  FindStarts starts;
  Check check;
  std::span<const std::string_view> words;            // lower-case words that say what it is, as Context finds them
  std::span<const std::string_view> more_words = {};  // a second list, as the check means it
  Refused refused = Refused::next_start;
  // For a cell or field whose label holds one of `words`: judges its whole text, trimmed, where the pattern found
  // nothing. Null: labels alone make no finding.
  Check whole = nullptr;
  // The check refuses every match without a word of the lists around it. Where there is none, nothing is asked.
  bool needs_words = false;
};

}  // namespace trawl::detectors
