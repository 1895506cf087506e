// Phrases are found by the hash of their words.
#include "detectors/vocabulary.h"

#include <algorithm>
#include <string>

#include "detectors/bytes.h"
#include "detectors/name_word.h"

namespace trawl::detectors {
namespace {

constexpr std::uint64_t kPrime = 0x9e3779b97f4a7c15ull;
constexpr std::size_t kMostWords = 4;
constexpr std::uint32_t kLongestWord = 64;  // no phrase's word, nor its words written as one, is longer

constexpr std::array<bool, 256> kAlnum = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 128; ++c) table[static_cast<std::size_t>(c)] = is_alnum(static_cast<char>(c));
  return table;
}();

struct Word {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  std::uint64_t hash = 0;
};

// Hash of a phrase with one more word.
std::uint64_t with_word(std::uint64_t phrase, std::uint64_t word) {
  const std::uint64_t mixed = (phrase ^ (word + kPrime)) * 0x100000001b3ull;
  return mixed ^ mixed >> 29;
}

bool begins_word(std::string_view text, std::uint32_t at) {
  if (!is_upper(text[at])) return false;
  return is_lower(text[at - 1]) || (is_upper(text[at - 1]) && is_lower(byte_at(text, at + 1)));
}

// The next word in text[from, to); false when there is none.
bool next_word(std::string_view text, std::uint32_t from, std::uint32_t to, bool camel, Word& word) {
  while (from < to && !kAlnum[static_cast<unsigned char>(text[from])]) ++from;
  if (from >= to) return false;
  word.start = from;
  for (++from; from < to && kAlnum[static_cast<unsigned char>(text[from])]; ++from) {
    if (camel && begins_word(text, from)) break;
  }
  word.end = from;
  word.hash = from - word.start > kLongestWord ? 0 : word_hash_within(text, word.start, from);
  return true;
}

}  // namespace

Vocabulary::Node& Vocabulary::open(std::uint64_t key) {
  seen_[key % seen_.size()] = true;
  return nodes_[key];
}

void Vocabulary::insert(std::uint64_t key, std::string_view phrase, Meaning meaning) {
  Node& node = open(key);
  if (node.phrase.empty()) node.phrase = phrase;
  node.meaning.words |= meaning.words;
  node.meaning.more |= meaning.more;
  node.meaning.other |= meaning.other;
}

void Vocabulary::add(std::span<const std::string_view> phrases, Meaning meaning) {
  for (const std::string_view phrase : phrases) {
    std::uint64_t key = 0;
    std::string joined;
    const auto size = static_cast<std::uint32_t>(phrase.size());
    Word word;
    for (std::uint32_t at = 0; next_word(phrase, at, size, false, word); at = word.end) {
      key = with_word(key, word.hash);
      open(key);
      joined += phrase.substr(word.start, word.end - word.start);
    }
    insert(key, phrase, meaning);
    if (phrase.size() > 4) insert(with_word(0, word_hash_ascii(joined)), phrase, meaning);
  }
}

void Vocabulary::find(std::string_view text, std::uint32_t from, std::uint32_t to, bool camel,
                      std::vector<Hit>& out) const {
  Word first;
  while (next_word(text, from, to, camel, first)) {
    from = first.end;
    std::uint64_t key = 0;
    Word word = first;
    const Node* best = nullptr;
    std::uint32_t end = 0;
    for (std::size_t count = 1;; ++count) {
      key = with_word(key, word.hash);
      if (!seen_[key % seen_.size()]) break;
      const auto found = nodes_.find(key);
      if (found == nodes_.end()) break;
      if (!found->second.phrase.empty()) {
        best = &found->second;
        end = word.end;
      }
      const std::uint32_t gap = word.end;
      if (count == kMostWords || !next_word(text, gap, to, camel, word) || word.start - gap > 3) break;
    }
    if (best == nullptr) continue;
    out.push_back({first.start, end, best->meaning, best->phrase});
    from = end;
  }
}

}  // namespace trawl::detectors
