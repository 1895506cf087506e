// What the detectors of passwords and codes share: what a value must look like where words of a sentence could stand,
// and its end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "detectors/detector.h"

namespace trawl::detectors {

inline constexpr Kind kCredential = {"credential", "Password or key", Risk::critical};

// What a value is made of, from what any word is made of to what no word is.
enum class Strength : std::uint8_t {
  none,   // a word, a date, an address
  code,   // 4 to 10 digits, perhaps a letter at an end: "4471", "C2741Y"
  cased,  // a capital inside: "purpleFoxes"
  mixed,  // letters and digits: "Sunflower22"
  sign,   // a sign inside, or digits between letters: "Pennine*44x", "k8v2ty"
};
Strength strength_of(std::string_view value);

// Where the value ends that begins at text[start]: without what ends a sentence or closes a bracket.
std::uint32_t secret_end(std::string_view text, std::uint32_t start, std::uint32_t end);

// A finding whose value is not kept. True.
bool conceal(Verdict& verdict, Confidence confidence, std::string why);

}  // namespace trawl::detectors
