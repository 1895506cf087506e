// Features of the name tagger: what a candidate token, its window, its line and the document say, as hashed keys.
// Training and tagging share this code; a change here asks for new weights (kFeatureVersion).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "detectors/name_memory.h"
#include "detectors/name_tokens.h"

namespace trawl::detectors {

inline constexpr std::uint32_t kFeatureVersion = 4;

// BILOU: outside a name; first, inner and last token of one; a name of one token.
enum class NameTag : std::uint8_t { outside, begin, inside, last, unit };
inline constexpr int kNameTags = 5;

inline bool opens(NameTag tag) {
  return tag == NameTag::begin || tag == NameTag::inside;
}

struct FeatureKeys {
  std::array<std::uint32_t, 96> keys;
  std::uint32_t count = 0;
};

// Walks over the tokens of one block from left to right.
class NameFeatures {
 public:
  // Borrows all three. Notes in memory what the whole block says of its candidates.
  void assign(std::span<const NameToken> tokens, std::string_view text, NameMemory& memory);

  // Keys of token i, which must be a candidate; i must not fall. previous and before are the tags of tokens i-1, i-2.
  // They live until the next call.
  const FeatureKeys& keys(std::size_t i, NameTag previous, NameTag before);

  // Those of the keys of a later candidate that no tag changes, so that their weights can be fetched in time.
  const FeatureKeys& look_ahead(std::size_t i);

 private:
  struct Line {
    std::size_t first = 0, last = 0;
    std::uint32_t label = 0;     // hash of the word before an early colon
    std::size_t colon = 0;       // index of that colon
    std::uint32_t previous = 0;  // about the line before: its first word and length
    std::uint32_t commas = 0;    // commas between the colon and `counted`
    std::size_t counted = 0;
    bool semicolons = false;
    std::uint32_t capitals = 0;  // share of words in capitals, 0..3
  };

  // What one token of the window is, at four grains.
  struct Grain {
    std::uint32_t word = 0, shape = 0, facts = 0, coarse = 0;
  };

  // Writes keys one behind the other. A local of the caller, so that the place is kept in a register.
  class Writer {
   public:
    explicit Writer(FeatureKeys& out) : out_(out), next_(out.keys.data() + out.count) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { out_.count = static_cast<std::uint32_t>(next_ - out_.keys.data()); }
    void add(std::uint32_t key) { *next_++ = key; }

   private:
    FeatureKeys& out_;
    std::uint32_t* next_;
  };

  using Window = std::array<Grain, 6>;  // tokens i-2 to i+3

  // A candidate, and its keys: first the `fixed` that no tag changes.
  struct View {
    std::size_t token = kNone;
    Window window;
    FeatureKeys keys;
    std::uint32_t fixed = 0;
  };
  static constexpr std::size_t kNone = ~std::size_t{0};

  void enter_line(std::size_t i);
  void move_window(const View& from, View& to) const;
  std::uint32_t word(std::ptrdiff_t i) const;
  Grain grain(std::ptrdiff_t i) const;
  const Grain& at(int offset) const { return views_[here_].window[static_cast<std::size_t>(offset + 2)]; }
  void window_keys(const Window& window, FeatureKeys& out) const;
  void spelling_keys(const NameToken& token, FeatureKeys& out) const;
  void tag_keys(std::uint32_t tags, std::uint32_t previous, FeatureKeys& out) const;
  void line_keys(std::size_t i, std::uint32_t previous, FeatureKeys& out);
  void document_keys(std::size_t i, FeatureKeys& out) const;

  std::array<View, 2> views_;  // of this candidate and another
  std::size_t here_ = 0;
  std::span<const NameToken> tokens_;
  std::string_view text_;
  NameMemory* memory_ = nullptr;
  Line line_;
};

}  // namespace trawl::detectors
