// SpellingMatcher: numbers and addresses in a text however they are grouped, where no detector said
// what they are: "943 476 5919" is "9434765919", "+44 (0)7700 900123" is "07700 900 123".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trawl::requests {

struct SpellingHit {
  std::uint32_t term = 0;
  std::uint32_t start = 0;  // byte offsets into the text, end exclusive
  std::uint32_t end = 0;
};

class SpellingMatcher {
 public:
  enum class Grouping {
    free,   // up to two separators between any two characters
    exact,  // the characters as they are; ' ' stands for one to three separators
  };
  // ASCII; case means nothing. Ignored when empty.
  void add(std::uint32_t term, std::string_view characters, Grouping grouping);
  bool empty() const { return spellings_.empty(); }

  // Appends the places, in order; never inside a longer number, word or address.
  void find(std::string_view text, std::vector<SpellingHit>& out) const;

 private:
  struct Spelling {
    std::uint32_t term;
    Grouping grouping;
    std::string characters;  // lower case
  };
  std::size_t match(std::string_view text, std::size_t at, const Spelling& spelling) const;

  std::vector<Spelling> spellings_;
  std::array<std::vector<std::uint32_t>, 128> by_first_;
};

// The spellings under which a canonical value may stand in a text, added for one term. kind: of the
// detectors; values of kinds that are not spelled by their characters (a date) are spelled as such.
void add_spellings(std::uint32_t term, std::string_view kind, std::string_view canonical, SpellingMatcher& matcher);

// A date in the ways that people write it, day first: 12/05/1970, 12.5.70, 1970-05-12, 12th May 1970.
void add_date_spellings(std::uint32_t term, int year, int month, int day, SpellingMatcher& matcher);

}  // namespace trawl::requests
