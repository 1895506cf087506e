// The table of common words, from the list that is part of the program.
#include "index/common_words.h"

namespace trawl::index {
namespace {

constexpr char kWords[] =
#include "index/common_words.inc"
    ;

}  // namespace

const CommonWords& CommonWords::english() {
  static const CommonWords words;
  return words;
}

CommonWords::CommonWords() : slots_(kSlots) {
  for (std::string_view left(kWords, sizeof kWords - 1); !left.empty();) {
    const std::size_t size = left.find(' ');
    const ShortWord word(left.substr(0, size));
    std::size_t at = word.hash() >> kShift;
    while (slots_[at] != ShortWord()) at = (at + 1) & (kSlots - 1);
    slots_[at] = word;
    left.remove_prefix(size + 1);
  }
}

}  // namespace trawl::index
