// Gazetteer: what lists of names and words say about a word. The table (detectors/data/gazetteer.bin, made by
// build-gazetteer from the lists named in NOTICE) is part of the program; nothing is parsed or allocated at start.
//
// Format, little endian: "TRAWLGZ1", u32 slots (a power of two), u32 entries, then `slots` u32 words. A word of the
// list stands in the first free slot from (hash mod slots) on; a slot holds 18 bits of its hash (bits 46..63) and
// 14 bits of facts. A word in no list matches by chance about once in 100,000.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trawl::detectors {

enum class WordClass : std::uint8_t {
  none,
  place,
  organisation,
  title,
  month,
  role,
  particle,
  nationality,
  greeting,
  signoff,
  label,
  suffix,
  street,
  technical,
  stop,
  count
};

// The class with this name in word_classes.txt; `none` for any other.
WordClass word_class_from(std::string_view name);

struct WordFacts {
  std::uint8_t given = 0;     // how frequent as a given name: 0 in no list, 5 most
  std::uint8_t surname = 0;   // the same as a surname
  std::uint8_t ordinary = 0;  // 0 in no dictionary, 1 in one, 2 common word, 3 function word
  WordClass kind = WordClass::none;

  bool name() const { return given || surname; }
  bool operator==(const WordFacts&) const = default;
};

std::uint32_t packed(const WordFacts& facts);
WordFacts unpacked(std::uint32_t bits);

// What the lists say of the word with this word_hash(). Any thread.
WordFacts look_up(std::uint64_t hash);
WordFacts look_up(std::string_view word);

// Whether a word in lower case with these facts is rather a given name than anything else ("sarah", not "mark").
inline bool given_in_lower_case(const WordFacts& facts) {
  return facts.given >= 3 && facts.ordinary == 0 && facts.kind == WordClass::none;
}

// False for most words that are not given_in_lower_case(); never for one that is. In a cache of the first level.
bool may_be_given_in_lower_case(std::uint64_t hash);

// look_up() for one thread, with the words that were asked last at hand: the table is larger than a core's cache.
class RecentWords {
 public:
  RecentWords() { slots_[0].hash = 1; }  // no word with this hash belongs there
  WordFacts look_up(std::uint64_t hash) {
    Slot& slot = slots_[hash % slots_.size()];
    if (slot.hash != hash) slot = {hash, detectors::look_up(hash)};
    return slot.facts;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    WordFacts facts;
  };
  std::array<Slot, 1024> slots_{};
};

inline constexpr std::string_view kGazetteerMagic = "TRAWLGZ1";
inline constexpr std::size_t kGazetteerHeader = 16;
inline constexpr unsigned kFingerprintShift = 46;
inline constexpr unsigned kFactBits = 14;

}  // namespace trawl::detectors
