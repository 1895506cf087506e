// Splitting of text into folded words. A word is a run of letters, marks and digits of any script; apostrophes inside
// are dropped, all else divides. Plain ASCII, nearly all of any text, is taken 64 bytes at a time.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace trawl::index {

// Longer words are cut to so many bytes (at a character): base64 and the like.
inline constexpr std::size_t kLongestWord = 64;
// Shorter ones are not indexed.
inline constexpr std::size_t kShortestWord = 2;  // bytes

struct Word {
  std::string_view folded;  // borrowed until the next word; at least 16 bytes may be read, zeros behind it
  std::size_t start = 0;    // offsets into the text
  std::size_t end = 0;
  bool capital = false;     // holds an upper-case letter
  bool digits = false;      // holds a digit
  bool all_digits = false;  // holds ASCII digits only
};

// Classes of the 64 bytes from text on, a bit a byte.
struct ByteClasses {
  std::uint64_t word = 0;  // ASCII letters and digits, and what needs a closer look: apostrophes, not ASCII
  std::uint64_t upper = 0;
  std::uint64_t digit = 0;
  std::uint64_t closer = 0;
  bool operator==(const ByteClasses&) const = default;
};
ByteClasses classify(const char* text);
ByteClasses classify_portably(const char* text);  // the definition; the other is the same with SIMD

class WordSplitter {
 public:
  explicit WordSplitter(std::string_view text) : text_(text) { load(); }

  // The next word; false: there is none.
  bool next(Word& word);

 private:
  struct Run {
    std::size_t start = 0, end = 0;
    bool upper = false, digit = false, only_digits = true, closer = false;
  };

  void load();  // the classes of the 64 bytes at block_
  bool next_run(Run& run);
  void plain(Word& word, const Run& run);
  bool next_in_closer(Word& word);
  bool finish_closer(Word& word);

  std::string_view text_;
  std::size_t block_ = 0;
  ByteClasses classes_;
  std::size_t at_ = 0;         // where the search for the next run goes on
  std::size_t closer_at_ = 0;  // what is left of a run that is looked at closely
  std::size_t closer_end_ = 0;
  std::string folding_;
  char folded_[kLongestWord + 16];
};

}  // namespace trawl::index
