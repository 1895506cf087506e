// NameMemory: what a document has said so far about a word: that it stood behind a title, in lower case, as part of a
// name. Fixed size; when it is full the oldest words of a slot give way.
#pragma once

#include <array>
#include <cstdint>

namespace trawl::detectors {

class NameMemory {
 public:
  enum Bit : std::uint32_t {
    behind_title = 1,      // "Mr X"
    behind_given = 2,      // a known given name before it
    before_name = 4,       // it is a known given name and a capitalised word follows
    in_sentence = 8,       // capitalised in the middle of a sentence
    lower_case = 16,       // seen without its capital
    was_name = 32,         // tagged as (part of) a name
    was_none = 64,         // tagged as none
    in_header = 128,       // in a line that opens with a label
    several = 256,         // more than once
    behind_article = 512,  // "the X", "a X"
    before_thing = 1024,   // a word of organisations or streets behind it
    opens_line = 2048,     // first word of a line, with a colon up to two tokens behind it
    speaker = 4096,        // that more than once: who speaks in a chat
  };

  void clear();
  void add(std::uint64_t hash, std::uint32_t bits);           // remembers the word
  void add_if_known(std::uint64_t hash, std::uint32_t bits);  // only if it is remembered already
  std::uint32_t bits(std::uint64_t hash) const;

 private:
  static constexpr std::size_t kSlots = 4096;
  struct Slot {
    std::uint32_t key = 0;
    std::uint16_t bits = 0;
    std::uint16_t round = 0;
  };
  std::array<Slot, kSlots> slots_{};
  std::uint16_t round_ = 1;
};

}  // namespace trawl::detectors
