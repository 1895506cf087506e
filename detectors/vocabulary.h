// Vocabulary: the words that say what a number beside them is ("NI number", "a/c no").
//
// A phrase is one to four words of ASCII letters and digits; case and what stands between the words
// do not matter, and a phrase also matches when its words are written as one ("sortcode").
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trawl::detectors {

// Which lists a phrase belongs to: bit i of words is detector i, of more its second list.
struct Meaning {
  std::uint64_t words = 0;
  std::uint64_t more = 0;
  std::uint64_t other = 0;  // bit 0: says that the number is of a kind that identifies nobody ("order number")
  bool any() const { return (words | more | other) != 0; }
};

struct Hit {
  std::uint32_t start;  // bytes
  std::uint32_t end;
  Meaning meaning;
  std::string_view phrase;  // as listed
};

class Vocabulary {
 public:
  // The strings of the lists must outlive the vocabulary.
  void add(std::span<const std::string_view> phrases, Meaning meaning);

  // Appends the phrases in text[from, to), leftmost and longest, in order. Offsets count from the start
  // of text. camel: a capital behind a small letter begins a word ("niNumber"), as in keys.
  void find(std::string_view text, std::uint32_t from, std::uint32_t to, bool camel, std::vector<Hit>& out) const;

 private:
  struct Node {
    Meaning meaning;
    std::string_view phrase;  // empty: only the beginning of one
  };
  void insert(std::uint64_t key, std::string_view phrase, Meaning meaning);
  Node& open(std::uint64_t key);

  std::unordered_map<std::uint64_t, Node> nodes_;
  std::bitset<65536> seen_;  // which keys, modulo its size, are in nodes_: most words are in none
};

}  // namespace trawl::detectors
