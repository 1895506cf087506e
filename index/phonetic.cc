// The phonetic code: one pass over the letters, each sound by its rule.
#include "index/phonetic.h"

#include <algorithm>

namespace trawl::index {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}
bool softens(char c) {
  return c == 'e' || c == 'i' || c == 'y';
}

class Sounds {
 public:
  explicit Sounds(std::string_view word) : word_(word) {}

  std::string code() {
    while (at_ < word_.size()) step();
    return std::move(code_);
  }

 private:
  char ahead(std::size_t by) const { return at_ + by < word_.size() ? word_[at_ + by] : '\0'; }
  bool starts(std::string_view text) const { return word_.substr(at_, text.size()) == text; }

  // The sounds of the next `letters` letters; the same sound twice without a vowel between is heard once.
  void sound(std::string_view sounds, std::size_t letters) {
    for (const char c : sounds) {
      if (c != last_) code_ += c;
      last_ = c;
    }
    at_ += letters;
  }

  void vowel() {
    if (at_ == 0) code_ += 'a';
    last_ = '\0';
    ++at_;
  }

  void step() {
    if (at_ == 0 && first_letters()) return;
    const char c = word_[at_];
    if (is_vowel(c)) return vowel();
    switch (c) {
      case 'c': return sound_of_c();
      case 'g': return sound_of_g();
      case 's': return sound_of_s();
      case 'd': return starts("dg") && softens(ahead(2)) ? sound("j", 2) : sound("d", 1);
      case 'h': return sound("", 1);
      case 'w': return sound("", 1);
      case 'p': return sound_of_p();
      case 't': return starts("tch") ? sound("x", 3) : sound("t", starts("th") ? 2 : 1);
      case 'q': return sound("k", 1);
      case 'v': return sound("f", 1);
      case 'x': return sound("ks", 1);
      case 'z': return sound("s", 1);
      default: return sound(word_.substr(at_, 1), 1);
    }
  }

  // What only a word's beginning has.
  bool first_letters() {
    const char next = ahead(1);
    if (starts("kn") || starts("gn")) return sound("n", 2), true;
    if (starts("wr")) return sound("r", 2), true;
    if (starts("ps")) return sound("s", 2), true;
    if (starts("x")) return sound("s", 1), true;
    if (starts("wh")) return sound("w", 2), true;
    if (starts("gh")) return sound("g", 2), true;
    if ((starts("w") || starts("h") || starts("y")) && is_vowel(next)) return sound(word_.substr(0, 1), 1), true;
    return false;
  }

  void sound_of_c() {
    if (starts("ch")) {
      const char next = ahead(2);
      const bool hard = next == 'l' || next == 'r' || next == 'o' || (next == 'a' && ahead(3) == 'e');
      return sound(hard ? "k" : "x", 2);
    }
    if (starts("ck")) return sound("k", 2);
    sound(softens(ahead(1)) ? "s" : "k", 1);
  }

  void sound_of_g() {
    if (starts("gh")) return sound("", 2);
    if (starts("gg")) return sound("g", 2);
    sound(softens(ahead(1)) ? "j" : "g", 1);
  }

  void sound_of_s() {
    if (starts("sch")) return sound("x", 3);
    sound(starts("sh") ? "x" : "s", starts("sh") ? 2 : 1);
  }

  void sound_of_p() {
    if (starts("ph")) return sound("f", 2);
    const bool silent = at_ > 0 && word_[at_ - 1] == 'm' && (ahead(1) == 's' || ahead(1) == 't');
    sound(silent ? "" : "p", 1);
  }

  std::string_view word_;
  std::size_t at_ = 0;
  char last_ = '\0';
  std::string code_;
};

}  // namespace

std::string phonetic_code(std::string_view folded_word) {
  const bool letters = std::all_of(folded_word.begin(), folded_word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || folded_word.empty()) return {};
  std::string spelt(folded_word);
  if (folded_word.substr(0, 2) == "mc") spelt.replace(0, 2, "mac");
  std::string code = Sounds(spelt).code();
  if (code.size() < 2) code.clear();
  return code;
}

}  // namespace trawl::index
